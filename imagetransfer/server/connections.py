"""One connection: it knows since when its request has been coming in, and is refused in plain words."""

import socket
import time
from typing import Any

from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask
from waitress.utilities import Error

from imagetransfer.disk_full import RETRY_AFTER, SENTENCE, is_disk_full

_SENTENCES = {
    408: "This took too long to arrive. Please try again over a faster connection.",
    413: "This is too large. Please send a smaller picture.",
    431: "The headers of this request are too long. Please delete this site's cookies and try again.",
    503: SENTENCE,
}


class TooLateError(Error):
    """A request was not complete in time."""

    code, reason = 408, "Request Timeout"


class NoRoomError(Error):
    """There is no room for what comes in."""

    code, reason = 503, "Service Unavailable"


class PlainErrorTask(ErrorTask):
    """Answer what never reaches Django with one sentence."""

    def execute(self) -> None:
        """Send it, and close the connection."""
        error = self.request.error
        sentence = _SENTENCES.get(error.code, "This request cannot be read. Please check how it is put together.")
        body = f"{sentence}\n".encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        if isinstance(error, NoRoomError):
            self.response_headers.append(("Retry-After", str(RETRY_AFTER)))
        self.channel.is_refused = True
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Connection(HTTPChannel):
    """A connection that knows since when its request has been coming in."""

    error_task_class = PlainErrorTask
    request: Any = None
    began = 0.0
    is_refused = False
    lingers = False

    def received(self, data: bytes) -> bool:
        """Take in a part of a request."""
        if self.request is None:
            self.began = time.time()
        try:
            return bool(super().received(data))
        except OSError as error:
            if not is_disk_full(error):
                raise
            self.refuse(NoRoomError(""))
            return False

    def refuse(self, error: Error) -> None:
        """Answer in the place of a request that is not all here."""
        with self.requests_lock:
            if self.request is None:
                return
            self.request.close()
            self.request = None
            refused = HTTPRequestParser(self.adj)
            refused.parse_header(b"GET / HTTP/1.0\r\n")
            refused.error = error
            self.requests.append(refused)
            if len(self.requests) == 1:
                self.server.add_task(self)

    def handle_read(self) -> None:
        """Take in what came, or throw it away after a refusal."""
        if not self.lingers:
            super().handle_read()
        elif self.recv(self.adj.recv_bytes):
            self.last_activity = time.time()

    def handle_close(self) -> None:
        """Close, after a refusal only once the other side does: closed with unread bytes, it would lose the answer."""
        if self.is_refused and not self.lingers:
            self.lingers, self.will_close = True, False
            try:
                self.socket.shutdown(socket.SHUT_WR)
                return
            except OSError:
                pass  # the other side has gone
        super().handle_close()

    @property
    def is_busy(self) -> bool:
        """Whether a request is being worked on, or its answer being sent."""
        return bool(self.requests or self.writable())

    @property
    def idle_since(self) -> float:
        """Since when nothing complete has come from the other side."""
        is_begun = self.request is not None or self.total_outbufs_len or self.lingers
        return self.began if is_begun else self.last_activity

    @property
    def incoming_bytes(self) -> int:
        """How much of a request's body came in that is not worked on."""
        return self.request.body_bytes_received if self.request is not None else 0

    @property
    def outgoing_bytes(self) -> int:
        """How much of an answer waits to be taken that is kept for this alone."""
        kept = [one for one in list(self.outbufs) if not isinstance(one, ReadOnlyFileBasedBuffer)]
        return sum(map(len, kept))
