"""A photo in every style at once, small."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from imagetransfer_client.errors import JobFailed
from imagetransfer_client.own_styles import Picture, bytes_of
from imagetransfer_client.transport import Transport

_PAUSE = 0.5
_WAIT_SECONDS = 20


@dataclass(frozen=True)
class Wall:
    """A photo in every style; all pictures have one size.

    Attributes
    ----------
    places : for each style's slug, the number of its sheet and the pixel at which its picture begins there
    sheets : WebP files, as high as a picture
    """

    id: str
    width: int
    height: int
    places: Mapping[str, tuple[int, int]]
    sheets: tuple[bytes, ...]


class Walls:
    """What can be done with them; `Client.walls` has one of these."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, photo: Picture) -> Wall:
        """Return a photo in every style; raises `JobFailed`."""
        files, headers = {"picture": ("picture", bytes_of(photo))}, {"Prefer": f"wait={_WAIT_SECONDS}"}
        json = self._transport.send("POST", "walls", files=files, headers=headers).json()
        while not json["complete"]:
            if json["message"]:
                raise JobFailed(json["message"])
            time.sleep(_PAUSE)
            json = self._transport.send("GET", f"walls/{json['id']}").json()
        return self._fetched(json)

    def delete(self, wall: Wall) -> None:
        """Delete a wall and its photo, which otherwise go after a day."""
        self._transport.send("DELETE", f"walls/{wall.id}")

    def _fetched(self, json: Mapping[str, Any]) -> Wall:
        addresses = list(dict.fromkeys(one["sheet"] for one in json["thumbnails"]))
        places = {one["style"]: (addresses.index(one["sheet"]), one["left"]) for one in json["thumbnails"]}
        sheets = [
            self._transport.send("GET", f"walls/{json['id']}/sheets/{number}.webp") for number in range(len(addresses))
        ]
        return Wall(
            json["id"],
            json["thumbnail_width"],
            json["thumbnail_height"],
            places,
            tuple(sheet.content for sheet in sheets),
        )
