"""The server: where slow connections end, and how it is set up."""

import time
from itertools import accumulate
from typing import Any

from django.conf import settings
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from imagetransfer.server.connections import Connection, NoRoomError, TooLateError

REQUEST_SECONDS = 600  # in which a request must be here: 20 MB over a poor mobile line take half of it
ANSWER_SECONDS = 3600  # in which its answer must be taken
STOP_SECONDS = 20  # in which begun requests are finished when the process is told to stop
CONNECTIONS = 1000
# Requests that are not worked on yet, and answers that are not taken yet, lie in temporary files. Stored pictures are
# sent from where they lie, and do not count.
INCOMING_BYTES = OUTGOING_BYTES = 2_000_000_000
# Beyond this a connection is closed unread; up to it Django reads and refuses, so that a browser shows the page.
LARGEST_REQUEST = 4 * settings.UPLOAD_MAX_BYTES + 1_000_000


class Server(TcpWSGIServer):
    """A server in which the slowest makes room for the next."""

    channel_class = Connection
    stops_at = 0.0

    def handle_accept(self) -> None:
        """Let one more connection in; when there are too many, that which has dawdled longest is closed."""
        super().handle_accept()
        if len(self.active_channels) > CONNECTIONS:
            at_rest = [one for one in self.active_channels.values() if not one.requests]
            if at_rest:
                min(at_rest, key=lambda one: (one.total_outbufs_len > 0, one.idle_since)).handle_close()

    def maintenance(self, now: float) -> None:
        """End what takes too long or too much."""
        super().maintenance(now)
        for one in list(self.active_channels.values()):
            if now - one.began <= (ANSWER_SECONDS if one.total_outbufs_len else REQUEST_SECONDS):
                continue
            if one.request is not None:
                one.refuse(TooLateError(""))
            elif one.total_outbufs_len or one.lingers:
                one.handle_close()
        connections = list(self.active_channels.values())
        for one in _too_much({one: one.incoming_bytes for one in connections}, INCOMING_BYTES):
            one.refuse(NoRoomError(""))
        for one in _too_much({one: one.outgoing_bytes for one in connections}, OUTGOING_BYTES):
            one.handle_close()

    def run(self) -> None:
        """Serve until `stop` is called, then finish what is begun."""
        while not self.stops_at:
            self._serve_once()
        wasyncore.dispatcher.close(self)
        while time.time() < self.stops_at and self._is_busy():
            self._serve_once()
        self.task_dispatcher.shutdown(timeout=1)

    def stop(self, *_: Any) -> None:
        """Take no more connections; a signal's handler."""
        self.stops_at = self.stops_at or time.time() + STOP_SECONDS
        self.pull_trigger()

    def _serve_once(self) -> None:
        wasyncore.loop(timeout=1, map=self._map, use_poll=True, count=1)

    def _is_busy(self) -> bool:
        return any(one.is_busy for one in self.active_channels.values())


def _too_much(sizes: dict[Connection, int], most: int) -> list[Connection]:
    """Return the largest, without which the rest is not too much."""
    largest = sorted(sizes, key=lambda one: -sizes[one])
    left = accumulate((-sizes[one] for one in largest), initial=sum(sizes.values()))
    return [one for one, before in zip(largest, left, strict=False) if before > most]


def server_on(application: Any, host: str, port: int) -> Server:
    """Return a server of a WSGI application, listening."""

    def without_body_of_head(environ: dict[str, Any], start_response: Any) -> Any:
        """Answer; waitress leaves it to the application to send nothing but headers on HEAD."""
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if hasattr(body, "close"):
            body.close()
        return []

    return Server(
        without_body_of_head,
        adj=Adjustments(
            host=host,
            port=port,
            threads=settings.WEB_THREADS,
            ident=None,
            clear_untrusted_proxy_headers=False,  # Django's settings say which proxies are believed
            connection_limit=2 * CONNECTIONS,  # never reached: the slowest makes room before
            cleanup_interval=5,
            channel_timeout=120,
            asyncore_use_poll=True,
            max_request_header_size=32_768,
            max_request_body_size=LARGEST_REQUEST,
            outbuf_high_watermark=4_000_000_000,  # a thread never waits for a slow reader
        ),
    )
