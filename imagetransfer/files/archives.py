"""Stored files together in one zip file, which is sent while it is put together."""

from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse
from zipstream import ZipStream

from imagetransfer.files.store import store

_CHUNK = 1 << 16


def zip_response(files: Iterable[tuple[str, str]], *, save_as: str) -> StreamingHttpResponse:
    """Send pictures as they are, because packing would not make them smaller.

    Parameters
    ----------
    files : a file's name in the archive, and its name in the store
    """
    archive = ZipStream()
    for name, stored in files:
        archive.add(_chunks(stored), name)
    response = StreamingHttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{save_as}"'
    return response


def _chunks(stored: str) -> Iterator[bytes]:
    """Read a file when its turn comes; one deleted in the meantime is empty."""
    try:
        with store().open(stored) as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except FileNotFoundError:
        return
