"""What the service tells, as Python objects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Style:
    """A trained style."""

    slug: str
    title: str
    artist: str
    year: str
    kind: str

    @classmethod
    def of(cls, json: Mapping[str, Any]) -> "Style":
        """Read what the API sent; what is new in it is left out."""
        return cls(**{name: json[name] for name in ("slug", "title", "artist", "year", "kind")})


@dataclass(frozen=True)
class OwnStyle:
    """A picture of one's own as a style.

    Attributes
    ----------
    refinement : "none", "waiting", "running" or "done"
    secret : lets the client refine and delete the style; empty for one that was asked for by its slug alone
    """

    slug: str
    title: str
    kind: str
    refinement: str
    secret: str = ""

    @classmethod
    def of(cls, json: Mapping[str, Any], secret: str = "") -> "OwnStyle":
        """Read what the API sent; it tells the secret when it makes the style, and then no more."""
        names = ("slug", "title", "kind", "refinement")
        return cls(**{name: json[name] for name in names}, secret=json.get("secret", secret))


@dataclass(frozen=True)
class Job:
    """A job as it was when the service was asked last.

    Attributes
    ----------
    state : "queued", "running", "previewed" (of one without a full size), "done", "failed" or "cancelled"
    progress : of the present step, from 0 to 1
    ahead : jobs that come before this one while it waits
    message : one sentence that says why it failed, otherwise empty
    secret : lets the client cancel and delete the job; empty for one that was asked for by its id alone
    links : addresses, None where there is nothing yet: self, page, cancel, preview, result_jpg, result_png
    json : everything that the API sent
    """

    id: str
    state: str
    progress: float
    ahead: int
    message: str
    width: int
    height: int
    links: Mapping[str, str | None]
    json: Mapping[str, Any]
    secret: str = ""

    @classmethod
    def of(cls, json: Mapping[str, Any], secret: str = "") -> "Job":
        """Read what the API sent; it tells the secret when it makes the job, and then no more."""
        names = ("id", "state", "progress", "ahead", "message", "width", "height", "links")
        return cls(**{name: json[name] for name in names}, json=json, secret=json.get("secret", secret))

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in ("queued", "running")


@dataclass(frozen=True)
class Option:
    """One option of a slow algorithm, as the service describes it."""

    name: str
    default: Any
    choices: tuple[Any, ...]
    help: str


def options_of(openapi: Mapping[str, Any], operation: str) -> dict[str, Option]:
    """Read the options of an operation out of the service's description of itself."""
    body = openapi["paths"][f"/api/v1/{operation}"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    fields = openapi["components"]["schemas"][body["$ref"].rpartition("/")[2]]["properties"]
    return {
        name: Option(name, field["default"], tuple(field.get("enum", ())), field.get("description", ""))
        for name, field in fields.items()
        if "default" in field
    }
