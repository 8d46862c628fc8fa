"""The store on an S3-compatible server, for several machines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionError, HTTPClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

from imagetransfer.files.store import StoreAway, StoredFile

SIGNED_SECONDS = 3600  # how long an address works; a page is seldom open longer before its pictures are asked for
_ONE_PART = 5_000_000_000  # bytes; an upload in parts that was interrupted would leave its parts behind
_CONFIG = Config(
    signature_version="s3v4",
    s3={"addressing_style": "auto"},
    connect_timeout=5,
    read_timeout=30,
    retries={"mode": "standard", "max_attempts": 3},
)


class S3Store(S3Storage):  # type: ignore[misc]
    """django-storages' backend, whose writes are whole or not at all by the protocol itself.

    A server that does not answer, or answers that it cannot just now, raises `StoreAway`.
    """

    is_shared = True

    def __init__(self, *, public_url: str, path_style: bool, **options: Any) -> None:
        style = Config(s3={"addressing_style": "path"}) if path_style else Config()
        transfer = TransferConfig(multipart_threshold=_ONE_PART, use_threads=False)
        super().__init__(client_config=_CONFIG.merge(style), transfer_config=transfer, file_overwrite=True, **options)
        self.public_url = public_url

    def delete(self, name: str) -> None:
        """Delete a file, if it is there."""
        with _away_told():
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name."""
        with _away_told():
            found: bool = super().exists(name)
        return found

    def size(self, name: str) -> int:
        """Return a file's size in bytes."""
        with _away_told():
            bytes_in_it: int = super().size(name)
        return bytes_in_it

    def delete_folder(self, name: str) -> None:
        """Delete everything whose name begins with the folder's name."""
        with _away_told():
            self.bucket.objects.filter(Prefix=name).delete()

    def listing(self, folder: str) -> Iterator[StoredFile]:
        """Yield the files in a folder and its subfolders."""
        with _away_told():
            for found in self.bucket.objects.filter(Prefix=folder):
                yield StoredFile(found.key, found.last_modified, found.e_tag)

    def address(self, name: str, *, content_type: str, disposition: str, cache_control: str) -> str:
        """Return a signed address at which browsers reach the server; "" where they do not."""
        if not self.public_url:
            return ""
        wanted = {"ContentType": content_type, "ContentDisposition": disposition, "CacheControl": cache_control}
        parameters = {f"Response{header}": value for header, value in wanted.items() if value}
        signed: str = self._public_client.generate_presigned_url(
            "get_object", Params={"Bucket": self.bucket_name, "Key": name} | parameters, ExpiresIn=SIGNED_SECONDS
        )
        return signed

    @cached_property
    def _public_client(self) -> Any:
        """Sign for the host that browsers see: the host is part of the signature."""
        session = self._create_session()
        return session.client(
            "s3", region_name=self.region_name, endpoint_url=self.public_url, config=self.client_config
        )

    def _open(self, name: str, mode: str = "rb") -> ContentFile[bytes]:
        """Fetch the whole file at once, so that a server that goes away cannot cut it short."""
        try:
            with _away_told():
                answer = self.connection.meta.client.get_object(Bucket=self.bucket_name, Key=name)
                return ContentFile(answer["Body"].read(), name)
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                raise FileNotFoundError(f"There is no file {name} in the store.") from error
            raise

    def _save(self, name: str, content: Any) -> str:
        with _away_told():
            saved: str = super()._save(name, content)
        return saved


@contextmanager
def _away_told() -> Iterator[None]:
    """Raise `StoreAway` when the server cannot be reached, or says that it cannot answer now."""
    try:
        yield
    except (ConnectionError, HTTPClientError) as error:
        raise StoreAway from error
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if status >= 500 or status == 429:
            raise StoreAway from error
        raise
