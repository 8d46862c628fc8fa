"""Options that a schema cannot take from a dataclass."""

from algorithms.perceptual.vgg import compact
from imagetransfer.api.options import LAYERS


def test_the_layers_to_choose_from_are_those_of_the_network() -> None:
    assert compact().layers == LAYERS
