"""Let 200 browsers like one picture at once, each with two clicks, and print the count; run with DATABASE_URL set."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first

from imagetransfer.gallery.models import Like  # noqa: E402
from imagetransfer.gallery.services import picture_like  # noqa: E402
from tests.gallery.makers import rows  # noqa: E402

BROWSERS, AT_ONCE = 200, 40

start = Barrier(AT_ONCE)
(picture,) = rows(1)


def like(share: int) -> None:
    connection.ensure_connection()
    start.wait()
    try:
        for browser in range(share, BROWSERS, AT_ONCE):
            for _click in range(2):
                picture_like(picture, browser=str(browser), client=str(browser))
    finally:
        connection.close()


with ThreadPoolExecutor(AT_ONCE) as pool:
    list(pool.map(like, range(AT_ONCE)))
picture.refresh_from_db()
print(connection.vendor, picture.likes, "likes,", Like.objects.count(), "rows")
