"""Options that a schema cannot take from a dataclass."""

from drf_spectacular.generators import SchemaGenerator

from algorithms.perceptual.vgg import compact
from imagetransfer.api.options import LAYERS


def test_the_layers_to_choose_from_are_those_of_the_network() -> None:
    assert compact().layers == LAYERS


def test_every_field_of_a_request_says_what_it_is() -> None:
    described = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    bodies = {name: body for name, body in described["components"]["schemas"].items() if name.endswith("Request")}
    silent = [
        (name, field)
        for name, body in bodies.items()
        for field, about in body.get("properties", {}).items()
        if not about.get("description")
    ]

    assert len(bodies) > 10
    assert silent == []
