"""The site's side of decoding: a bounded number of pictures at once, each in a process of its own (`decoder`).

A decoder that dies takes its one picture with it; the process that makes decoders is started again when it is missed.
"""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _

from imagetransfer.errors import Refusal

# In seconds of the clock a picture may take this many times its seconds of the processor, which others use, too.
PATIENCE = 3


class DecodersBusy(Refusal):
    """No decoder was free in time."""

    def __init__(self) -> None:
        sentence = _("Many pictures are being read just now. Please try again in 10 seconds.")
        super().__init__(sentence, status=503, code="busy", retry_after=10)


class _NotBegun(Exception):  # noqa: N818 - tells that the order did not reach a decoder
    """No decoder took the order."""


class Decoders:
    """Up to `at_once` pictures are decoded at a time; up to `places` requests are here, working or waiting."""

    def __init__(self, *, at_once: int, places: int, patience: float) -> None:
        self.places = places
        self._turns = BoundedSemaphore(at_once)
        self._places = BoundedSemaphore(places)
        self._patience = patience
        self._starting = Lock()
        self._maker: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None

    def work(self, order: Mapping[str, Any], file: IO[bytes]) -> tuple[dict[str, Any], bytes]:
        """Return the decoder's facts and the new picture; `{"refused": "costly"}` if the picture was its end.

        Raises
        ------
        DecodersBusy
            If too many pictures wait already, or the machine has no time or memory for this one now.
        """
        seconds = settings.DECODER_SECONDS
        limits = {"seconds": seconds, "patience": seconds * PATIENCE, "megabytes": settings.DECODER_MEGABYTES}
        order = {**limits, **order}
        with self._turn():
            orders = self.start()
            try:
                return _ordered(orders, order, file)
            except _NotBegun:
                self.stop(orders)
            try:
                return _ordered(self.start(), order, file)
            except _NotBegun as error:
                raise DecodersBusy from error

    def start(self) -> socket.socket:
        """Start what makes decoders, unless it is there; return where it takes orders."""
        with self._starting:
            if self._orders is None:
                self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                with theirs:
                    # Of the environment, which has passwords, it gets next to nothing.
                    self._maker = subprocess.Popen(
                        [sys.executable, "-m", "imagetransfer.pictures.decoder", str(theirs.fileno())],
                        pass_fds=[theirs.fileno()],
                        cwd=settings.BASE_DIR,
                        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                        stdin=subprocess.DEVNULL,
                    )
            return self._orders

    def stop(self, orders: socket.socket | None = None) -> None:
        """End what makes decoders, or only that which takes these orders; begun work on pictures goes on."""
        with self._starting:
            if self._orders and self._maker and orders in (None, self._orders):
                self._orders.close()
                self._maker.terminate()
                self._maker.wait()
                self._orders = self._maker = None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise DecodersBusy
        try:
            if not self._turns.acquire(timeout=self._patience):
                raise DecodersBusy
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._places.release()


def _ordered(orders: socket.socket, order: Mapping[str, Any], file: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Have one piece of work done."""
    file.seek(0)
    began = time.monotonic()
    mine, theirs = socket.socketpair()
    with mine, mine.makefile("rb") as incoming:
        with theirs:
            try:
                socket.send_fds(orders, [json.dumps(order).encode()], [theirs.fileno()])
            except OSError as error:
                raise _NotBegun from error
        if not incoming.read(1):
            raise _NotBegun
        _send(file, mine)
        facts, picture = incoming.readline(), incoming.read()
    if facts.endswith(b"\n") and json.loads(facts)["bytes"] == len(picture):
        return json.loads(facts), picture
    if time.monotonic() - began >= order["patience"]:
        raise DecodersBusy
    return {"refused": "costly"}, b""


def _send(file: IO[bytes], connection: socket.socket) -> None:
    """Send the whole file; a decoder that died does not take it, which its missing answer tells."""
    try:
        with connection.makefile("wb") as outgoing:
            shutil.copyfileobj(file, outgoing)
        connection.shutdown(socket.SHUT_WR)
    except (BrokenPipeError, ConnectionResetError):
        return


decoders = Decoders(at_once=settings.DECODERS, places=max(1, settings.WEB_THREADS // 2), patience=10)
atexit.register(decoders.stop)
