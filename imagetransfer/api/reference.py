"""The OpenAPI description as rows for a page: operations by tag, their fields and answers, and the objects in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_METHODS = ("get", "post", "put", "delete")
_LIMITS = {"minimum": "at least", "maximum": "at most", "maxLength": "characters at most", "default": "default"}

Schema = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of an object; `where` is the part of the request that has it."""

    name: str
    kind: str
    required: bool
    description: str
    where: str = ""


@dataclass(frozen=True)
class Answer:
    """What may come back."""

    status: str
    description: str
    media_types: list[str]
    of: str


@dataclass(frozen=True)
class Operation:
    """A method at an address; `bodies` has the fields of each media type that it takes."""

    name: str
    method: str
    path: str
    summary: str
    parameters: list[Field]
    bodies: dict[str, list[Field]]
    answers: list[Answer]


def operations_by_tag(schema: Schema) -> dict[str, list[Operation]]:
    """Return every operation, in the order of the description."""
    tags: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method in _METHODS:
            if method in methods:
                tag = methods[method]["tags"][0]
                tags.setdefault(tag, []).append(_operation(schema, path, method, methods[method]))
    return tags


def objects(schema: Schema) -> dict[str, list[Field]]:
    """Return the objects in answers, by name; those of requests stand with their operations."""
    named = schema["components"]["schemas"]
    return {name: list(_fields(one)) for name, one in named.items() if not name.endswith("Request")}


def _operation(schema: Schema, path: str, method: str, described: Schema) -> Operation:
    content = described.get("requestBody", {}).get("content", {})
    return Operation(
        name=described["operationId"],
        method=method.upper(),
        path=path,
        summary=described.get("summary") or described.get("description", ""),
        parameters=[_parameter(one) for one in described.get("parameters", [])],
        bodies={media: list(_fields(_resolved(schema, one["schema"]))) for media, one in content.items()},
        answers=[_answer(status, one) for status, one in described["responses"].items()],
    )


def _parameter(described: Schema) -> Field:
    kind, required = _kind(described["schema"]), described.get("required", False)
    return Field(described["name"], kind, required, described.get("description", ""), where=described["in"])


def _answer(status: str, described: Schema) -> Answer:
    content = described.get("content", {})
    schemas = [one.get("schema", {}) for one in content.values()]
    return Answer(status, described.get("description", ""), list(content), next(map(_kind, schemas), ""))


def _fields(schema: Schema) -> Iterator[Field]:
    required = schema.get("required", [])
    for name, one in schema.get("properties", {}).items():
        yield Field(name, _kind(one), name in required, one.get("description", ""))


def _resolved(schema: Schema, one: Schema) -> Schema:
    """Follow a reference to a named object."""
    found: Schema = schema["components"]["schemas"][_name(one)] if "$ref" in one else one
    return found


def _name(reference: Schema) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def _kind(schema: Schema) -> str:
    """Say what a value is: "whole number, at least 0, default 100"."""
    if "$ref" in schema:
        return _name(schema)
    several = schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf")
    if several:
        return " or ".join(filter(None, map(_kind, several)))
    if "enum" in schema:
        words = ["one of " + ", ".join(str(value) for value in schema["enum"] if value not in ("", None))]
    elif schema.get("type") == "array":
        words = [f"list of {_kind(schema['items'])}"]
    elif isinstance(schema.get("additionalProperties"), dict):
        words = [f"object, each value {_kind(schema['additionalProperties'])}"]
    else:
        words = [_plain(schema)]
    return ", ".join(filter(None, [*words, *_limits(schema), "or null" if schema.get("nullable") else ""]))


def _plain(schema: Schema) -> str:
    kind = {"integer": "whole number", "boolean": "true or false", "string": "text"}.get(schema.get("type", ""))
    form = schema.get("format", "")
    return (
        {"binary": "file", "date-time": "time", "uuid": "UUID", "uri": "address"}.get(form)
        or kind
        or str(schema.get("type", ""))
    )


def _limits(schema: Schema) -> Iterator[str]:
    for name, words in _LIMITS.items():
        value = schema.get(name)
        if value is None or value == "":
            continue
        value = str(value).lower() if isinstance(value, bool) else value
        yield f"{value} {words}" if name == "maxLength" else f"{words} {value}"
