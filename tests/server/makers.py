"""A running server of a small application, and connections to it that take their time."""

import socket
import time
from collections.abc import Iterable
from pathlib import Path
from threading import Event, Thread
from typing import Any

from imagetransfer.server.listening import Server, server_on

BUSY_MACHINE = 60  # seconds, of which few pass while all is well
LARGE = bytes(30_000_000)  # more than a connection's buffers hold


class Application:
    """Answers at once, with a large file, with as much in pieces, or when the test lets it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "large"
        self.file.write_bytes(LARGE)
        self.began, self.let = Event(), Event()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        length = [("Content-Length", str(len(LARGE)))] if path in ("/file", "/pieces") else []
        start_response("200 OK", [("Content-Type", "text/plain"), *length])
        if path == "/file":
            return environ["wsgi.file_wrapper"](self.file.open("rb"))  # type: ignore[no-any-return]
        if path == "/pieces":
            return (bytes(100_000) for _ in range(len(LARGE) // 100_000))
        if path == "/when-let":
            self.began.set()
            assert self.let.wait(BUSY_MACHINE)
        return [environ.get("HTTP_X_FORWARDED_FOR", "here").encode()]


class Running:
    """A server in a thread of this process."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.server: Server = server_on(application, "127.0.0.1", 0)
        self.thread = Thread(target=self.server.run)
        self.thread.start()

    def connect(self, data: bytes) -> socket.socket:
        """Open a connection and send something, without waiting for an answer."""
        connection = socket.create_connection(("127.0.0.1", int(self.server.effective_port)), timeout=BUSY_MACHINE)
        try:
            connection.sendall(data)
        except OSError:
            connection.close()
            raise
        return connection

    def accepts(self) -> bool:
        """Whether somebody listens."""
        try:
            self.connect(b"").close()
        except ConnectionError:
            return False
        return True

    def answer_to(self, path: str, headers: str = "", method: str = "GET") -> bytes:
        """Return the whole answer to a whole request."""
        request = f"{method} {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n{headers}\r\n"
        with self.connect(request.encode()) as connection:
            return everything_from(connection)

    def wait_until_kept(self, size: int) -> None:
        """Wait until that many bytes of answers lie here because nobody takes them."""
        end = time.monotonic() + BUSY_MACHINE
        while sum(one.outgoing_bytes for one in list(self.server.active_channels.values())) < size:
            assert time.monotonic() < end, "The application has not answered."
            time.sleep(0.01)

    def maintain(self) -> None:
        """Let the server look after its connections now, and from now on all the time, not every some seconds."""
        looked = Event()
        look = self.server.maintenance

        def look_and_tell(now: float) -> None:
            look(now)
            looked.set()

        self.server.maintenance = look_and_tell  # type: ignore[method-assign]
        self.server.adj.cleanup_interval = self.server.next_channel_cleanup = 0
        self.server.pull_trigger()
        assert looked.wait(BUSY_MACHINE)

    def stop(self) -> None:
        self.application.let.set()
        self.server.stop()
        self.thread.join(BUSY_MACHINE)
        assert not self.thread.is_alive()
        for connection in list(self.server.active_channels.values()):
            connection.handle_close()
        self.server.trigger.close()


def everything_from(connection: socket.socket) -> bytes:
    pieces = []
    while piece := connection.recv(1_000_000):
        pieces.append(piece)
    return b"".join(pieces)
