"""Environment variables read for the settings; a bad value is refused with its name and the accepted values."""

import os
import secrets
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_TRUTHS = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


def text(name: str, default: str) -> str:
    """Return the variable as it stands; an empty one counts as not set."""
    return os.environ.get(name) or default


def required(name: str, accepted: str) -> str:
    """Return a variable that has no default."""
    value = text(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set; it must be {accepted}.")
    return value


def required_names(name: str, accepted: str) -> list[str]:
    """Return a comma-separated list with at least one entry."""
    found = names(name, "")
    if not found:
        raise ImproperlyConfigured(f"{name} is not set; it must be {accepted}.")
    return found


def switch(name: str, default: bool) -> bool:
    """Return a yes-or-no variable."""
    value = text(name, str(default))
    if value.lower() not in _TRUTHS:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of {', '.join(_TRUTHS)}.")
    return _TRUTHS[value.lower()]


def choice(name: str, choices: tuple[str, ...]) -> str:
    """Return one of the choices, the first of them by default."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of {', '.join(choices)}.")
    return value


def whole_number(name: str, default: int, lowest: int = 1) -> int:
    """Return a whole number that is at least `lowest`."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < lowest:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number of at least {lowest}.")
    return int(value)


def check_file(name: str) -> None:
    """Refuse a variable that names a file that is not there; it may be left unset."""
    value = text(name, "")
    if value and not Path(value).is_file():
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be the path of a file.")


def names(name: str, default: str) -> list[str]:
    """Return a comma-separated list without empty entries."""
    return [entry.strip() for entry in text(name, default).split(",") if entry.strip()]


def origin(name: str) -> str:
    """Return a scheme and host without anything behind, such as https://pictures.example.org, or ""."""
    value = text(name, "").rstrip("/")
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or value != f"{parts.scheme}://{parts.netloc}"):
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be an address such as https://pictures.example.org.")
    return value


def database(default: str) -> dict[str, Any]:
    """Return Django's settings for DATABASE_URL; SQLite gets what several processes on one file need."""
    settings = _address("DATABASE_URL", default, environ.Env.db_url_config, ("sqlite", "postgres", "postgresql"))
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return settings


def networks(name: str, default: str) -> list[IPv4Network | IPv6Network]:
    """Return a comma-separated list of networks; a single address is the smallest of them."""
    try:
        return [ip_network(entry) for entry in names(name, default)]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} is {text(name, default)!r}; it must be networks or addresses such as 10.0.0.0/8,2001:db8::1."
        ) from error


def cache(table: str) -> dict[str, Any]:
    """Return Django's settings for CACHE_URL: Redis or Valkey where it names one, otherwise a table of the database."""
    if not text("CACHE_URL", ""):
        backend = "imagetransfer.limits.database_cache.CountingDatabaseCache"
        return {"BACKEND": backend, "LOCATION": table, "OPTIONS": {"MAX_ENTRIES": 100_000}}
    return _address("CACHE_URL", "", environ.Env.cache_url_config, ("redis", "rediss"))


def store() -> dict[str, Any]:
    """Return Django's settings for the storage that STORE_URL names: an S3-compatible server, or else the media folder.

    `s3://KEY:SECRET@HOST/BUCKET?region=REGION` is a server over HTTPS, `s3+http://` one without. Without a key, boto3
    looks for credentials in its usual places. STORE_PUBLIC_URL is where browsers reach the server.
    """
    value = text("STORE_URL", "")
    parts = urlsplit(value)
    if not value:
        return {"BACKEND": "imagetransfer.files.folder_store.FolderStore"}
    bucket = parts.path.strip("/")
    if parts.scheme not in ("s3", "s3+http") or not parts.hostname or not bucket or "/" in bucket:
        # The value itself stays out of the message: it usually carries a password.
        raise ImproperlyConfigured("STORE_URL is no such address; it must be like s3://KEY:SECRET@HOST/BUCKET.")
    endpoint = f"{'https' if parts.scheme == 's3' else 'http'}://{parts.netloc.rpartition('@')[2]}"
    options = {
        "bucket_name": bucket,
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "endpoint_url": endpoint,
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
        "path_style": not parts.hostname.endswith(".amazonaws.com"),
        "public_url": "" if text("STORE_PUBLIC_URL", "") == "none" else origin("STORE_PUBLIC_URL") or endpoint,
    }
    return {"BACKEND": "imagetransfer.files.s3_store.S3Store", "OPTIONS": options}


def mail(default: str) -> dict[str, Any]:
    """Return Django's EMAIL_… settings for EMAIL_URL."""
    return _address("EMAIL_URL", default, environ.Env.email_url_config, tuple(environ.Env.EMAIL_SCHEMES))


def secret_kept_in(path: Path) -> str:
    """Return the secret in the file; the first process to ask makes it, readable by its owner only."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            path.hardlink_to(draft)  # unlike a rename, it never replaces the key of a process that was faster
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def _address(
    name: str, default: str, parse: Callable[[str], dict[str, Any]], schemes: tuple[str, ...]
) -> dict[str, Any]:
    value = text(name, default)
    scheme, colon, _ = value.partition("://")
    try:
        settings = parse(value) if colon and scheme in schemes else None
    except (ValueError, ImproperlyConfigured):
        settings = None
    if settings is None:
        # The value itself stays out of the message: it usually carries a password.
        raise ImproperlyConfigured(f"{name} is not an address; it must begin with one of {'://, '.join(schemes)}://.")
    return settings
