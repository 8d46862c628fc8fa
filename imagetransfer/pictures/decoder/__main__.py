"""Wait for orders; each is done by a copy of this process, which no picture ever outlives.

A copy takes a few milliseconds, a new process with the codecs would take hundreds. An order is one message with a
connection: the picture comes in through the connection, and what was made of it goes out.
"""

import gc
import json
import os
import signal
import socket
import sys
from typing import Any

import pillow_heif
from PIL import Image, ImageCms

from imagetransfer.pictures.decoder.limits import limit_this_process
from imagetransfer.pictures.decoder.work import answer

LONGEST_ORDER = 1000
HAS_BEGUN = b"+"


def wait_for_orders(orders: socket.socket) -> None:
    """Do what is ordered until the site's process closes the socket, or ends."""
    while True:
        message, connections, _, _ = socket.recv_fds(orders, LONGEST_ORDER, 1)
        if not message:
            return
        with socket.socket(fileno=connections[0]) as connection:
            # Without memory for a copy the connection closes unanswered, which tells the site.
            if _fork() == 0:
                orders.close()
                _work(json.loads(message), connection)
                os._exit(0)


def _fork() -> int:
    try:
        return os.fork()
    except OSError:
        return -1


def _work(order: dict[str, Any], connection: socket.socket) -> None:
    """Read the picture, work on it, send the answer: a line of facts, then the new picture's bytes."""
    limit_this_process(seconds=order["seconds"], patience=order["patience"], megabytes=order["megabytes"])
    connection.sendall(HAS_BEGUN)
    with connection.makefile("rb") as incoming:
        data = incoming.read()
    facts, picture = answer(order, data)
    connection.sendall(json.dumps(facts).encode() + b"\n")
    connection.sendall(picture)


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a copy ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the site's process, and that ends this one
    pillow_heif.register_heif_opener(thumbnails=False)
    Image.init()
    ImageCms.createProfile("sRGB")
    gc.freeze()  # the copies leave these pages as they are, and so share them
    with socket.socket(fileno=int(sys.argv[1])) as orders:
        wait_for_orders(orders)
