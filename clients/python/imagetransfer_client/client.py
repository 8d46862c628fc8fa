"""All that a program can ask of the service."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from imagetransfer_client.errors import JobFailed
from imagetransfer_client.models import Job, Option, Style, options_of
from imagetransfer_client.own_styles import OwnStyles, Picture, bytes_of
from imagetransfer_client.transport import Transport
from imagetransfer_client.walls import Walls

DEFAULT_URL = "http://localhost:8000"
OnProgress = Callable[[Job], None]
FastStyle = str | Path | bytes | Mapping[str, int]

_WAIT_SECONDS = 20
_PAUSE = 0.5


class Client:
    """A connection to an ImageTransfer installation, to be used in a `with` statement and from any thread.

    Parameters
    ----------
    url : address of the site (default: IMAGETRANSFER_URL, or port 8000 of this machine)
    token : for larger limits and the list of jobs (default: IMAGETRANSFER_TOKEN, or none)
    patience : seconds for which a busy or absent service is asked again
    transport : another way to send requests, for tests
    """

    def __init__(
        self,
        url: str | None = None,
        token: str | None = None,
        *,
        patience: float = 600,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        url = url or os.environ.get("IMAGETRANSFER_URL") or DEFAULT_URL
        self._transport = Transport(url, token or os.environ.get("IMAGETRANSFER_TOKEN"), patience, transport)
        self.own_styles = OwnStyles(self._transport)
        self.walls = Walls(self._transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.close()

    def styles(self) -> list[Style]:
        """Return every trained style."""
        return [Style.of(one) for one in self._transport.send("GET", "styles").json()]

    def stylize(
        self, photo: Picture, *, style: FastStyle, on_progress: OnProgress | None = None, **options: Any
    ) -> Job:
        """Paint a photo in a trained style, or a mix of several, and return the finished job; raises `JobFailed`.

        A mix is given with its weights: `style={"great-wave": 60, "starry-night": 40}`. Any painting is a style, too:
        `style=Path("painting.jpg")`, or its bytes; with `style_kind="photographic"` a photo's light is. For a mix,
        `own_styles.create` gives it a slug. Options are those of POST /api/v1/stylizations: `strength=80`,
        `keep_colours=True`, `stroke=150`, `where="not-person"`, `size=2048`. A small photo is painted larger than it
        is, unless `keep_size=True`.
        """
        return self.wait(self.stylize_begin(photo, style=style, wait=not on_progress, **options), on_progress)

    def stylize_begin(self, photo: Picture, *, style: FastStyle, wait: bool = False, **options: Any) -> Job:
        """Send the photo and return the job, which may still be open; `wait` gives it some seconds to be finished."""
        if isinstance(style, Path | bytes):
            return self._create("stylizations", options, {"picture": photo, "style_picture": style}, wait=wait)
        if isinstance(style, str):
            chosen = {"style": style}
        else:
            chosen = {"styles": ",".join(f"{slug}:{weight}" for slug, weight in style.items())}
        return self._create("stylizations", chosen | options, {"picture": photo}, wait=wait)

    def paint(
        self,
        photo: Picture,
        style: Picture,
        *,
        on_progress: OnProgress | None = None,
        **options: Any,
    ) -> Job:
        """Paint a photo after another picture, slowly, and return the finished job; raises `JobFailed`.

        Options are those of POST /api/v1/paintings, such as `steps=500`, `size=768`, `style_layers=["relu3_1"]`; with
        `brushwork=True`, which paints with the style's own strokes, those of /brushworks, and masks as for `relight`.
        """
        return self.wait(self.paint_begin(photo, style, **options), on_progress)

    def paint_begin(
        self,
        photo: Picture,
        style: Picture,
        *,
        brushwork: bool = False,
        masks: tuple[Picture, Picture] | None = None,
        **options: Any,
    ) -> Job:
        """Send all pictures and return the job, which takes minutes."""
        return self._with_masks("brushworks" if brushwork else "paintings", photo, style, masks, options)

    def relight(
        self,
        photo: Picture,
        style: Picture,
        *,
        masks: tuple[Picture, Picture] | None = None,
        on_progress: OnProgress | None = None,
        **options: Any,
    ) -> Job:
        """Give a photo the light and colours of another one, slowly; raises `JobFailed`.

        Masks are two pictures, one for each photo, in which equal colours belong together; without them the regions
        are found. Options are those of POST /api/v1/relightings.
        """
        return self.wait(self.relight_begin(photo, style, masks=masks, **options), on_progress)

    def relight_begin(
        self, photo: Picture, style: Picture, *, masks: tuple[Picture, Picture] | None = None, **options: Any
    ) -> Job:
        """Send all pictures and return the job, which takes minutes."""
        return self._with_masks("relightings", photo, style, masks, options)

    def options(self, operation: str = "paintings") -> dict[str, Option]:
        """Return the options of paintings, brushworks or relightings, by name."""
        return options_of(self._transport.send("GET", "openapi.json").json(), operation)

    def job(self, job_id: str, secret: str = "") -> Job:
        """Return how far a job is; `secret` is kept in it, for cancelling and deleting."""
        return Job.of(self._transport.send("GET", f"jobs/{job_id}").json(), secret)

    def jobs(self) -> Iterator[Job]:
        """Yield the jobs made with this token, newest first."""
        page: str | None = "jobs"
        while page:
            answer = self._transport.send("GET", page).json()
            yield from map(Job.of, answer["results"])
            page = answer["next"]

    def cancel(self, job: Job) -> Job:
        """End a job that is not finished; it takes the job's secret, or the token that made the job."""
        return Job.of(self._transport.send("POST", f"jobs/{job.id}/cancel", headers=_secret_of(job)).json(), job.secret)

    def delete(self, job: Job) -> None:
        """Delete a job with all its pictures; it takes the job's secret, or the token that made the job."""
        self._transport.send("DELETE", f"jobs/{job.id}", headers=_secret_of(job))

    def wait(self, job: Job, on_progress: OnProgress | None = None) -> Job:
        """Return the job once it is done; raises `JobFailed` if it ends in another way."""
        while job.is_open:
            if on_progress:
                on_progress(job)
            time.sleep(_PAUSE)
            job = self.job(job.id, job.secret)
        if on_progress:
            on_progress(job)
        if job.state not in ("done", "previewed"):
            raise JobFailed(job.message or f"This job was {job.state}.")
        return job

    def result(self, job: Job, *, png: bool = False) -> bytes:
        """Return the picture that a finished job made."""
        return self._transport.send("GET", f"jobs/{job.id}/result.{'png' if png else 'jpg'}").content

    def download(self, job: Job, path: str | Path) -> Path:
        """Write the picture to a file, JPEG unless its name ends in .png; the file is there whole or not at all."""
        path = Path(path)
        draft = path.with_name(f".{path.name}.part")
        draft.write_bytes(self.result(job, png=path.suffix.lower() == ".png"))
        return draft.replace(path)

    def _with_masks(
        self, path: str, photo: Picture, style: Picture, masks: tuple[Picture, Picture] | None, options: dict[str, Any]
    ) -> Job:
        pictures = {"content": photo, "style": style}
        if masks:
            pictures |= {"content_mask": masks[0], "style_mask": masks[1]}
            options = {"masks": "own", **options}
        return self._create(path, options, pictures, wait=False)

    def _create(self, path: str, fields: dict[str, Any], pictures: dict[str, Picture], *, wait: bool) -> Job:
        files = {name: (name, bytes_of(picture)) for name, picture in pictures.items()}
        headers = {"Prefer": f"wait={_WAIT_SECONDS}"} if wait else {}
        return Job.of(self._transport.send("POST", path, data=fields, files=files, headers=headers).json())


def _secret_of(job: Job) -> dict[str, str]:
    return {"Job-Secret": job.secret} if job.secret else {}
