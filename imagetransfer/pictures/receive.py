"""Receive uploads within the byte limit: what exceeds it is never stored."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

# A request may be as large as so many of the largest uploads: the rest of too large a file is read and thrown away,
# because a browser shows our answer only after it could send everything. Of a larger request the connection is closed.
REQUEST_UPLOADS = 4


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Keep at most UPLOAD_MAX_BYTES of each file of a request, in a temporary file.

    A file that crosses the limit becomes an empty upload that still tells how many bytes were sent, so that its
    form can refuse it beside its field. What the bytes are is not looked at.
    """

    received = 0

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: Mapping[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Refuse at once what announces itself as hopelessly large."""
        if content_length > settings.UPLOAD_MAX_BYTES * REQUEST_UPLOADS:
            raise RequestDataTooBig(f"a request of {content_length} bytes")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        self.received = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write the chunk while the limit holds; afterwards only count it."""
        self.received += len(raw_data)
        if self.received <= settings.UPLOAD_MAX_BYTES:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """Hand over the file, or the empty upload in its place."""
        if self.received <= settings.UPLOAD_MAX_BYTES:
            return super().file_complete(file_size)
        self.file.close()
        return InMemoryUploadedFile(
            BytesIO(), self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
