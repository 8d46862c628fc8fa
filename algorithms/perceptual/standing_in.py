"""A small loss network in the place of VGG-19, for losses whose weights count on VGG-19's own activations."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Protocol, TypeVar

from algorithms.perceptual.layer import Layer, nearest_layers
from algorithms.perceptual.loss_network import LossNetwork

COPIES = 4  # the compact network has a quarter of VGG-19's channels


class SourceOptions(Protocol):
    """The options of a slow method, a dataclass, that matter here."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def losses(self) -> str:
        """The definition of the losses, "relative" or a source's."""

    @property
    def content_layers(self) -> tuple[str, ...]:
        """The layers that keep the content."""

    @property
    def style_layers(self) -> tuple[str, ...]:
        """The layers that make the style."""


Options = TypeVar("Options", bound=SourceOptions)


def in_place_of_vgg19(network: LossNetwork, options: Options) -> tuple[LossNetwork, Options]:
    """Return a network, and a slow method's options, as a source's losses need them.

    The losses of the sources are absolute: their weights balance sums and means over VGG-19's channels and sizes of
    activations. Ours are relative and need nothing of this.
    """
    if options.losses == "relative" or not network.gains:
        return network, options
    known = network.layers
    contents, styles = (_nearest(layers, known) for layers in (options.content_layers, options.style_layers))
    return like_vgg19(network), replace(options, content_layers=contents, style_layers=styles)


def like_vgg19(network: LossNetwork) -> LossNetwork:
    r"""Return a network whose activations are as large and as many as VGG-19's; VGG-19 itself stays as it is.

    A ReLU and a pooling of :math:`g x` give :math:`g` times those of x. So a layer that shall be multiplied by
    :math:`g_l` gets kernels times :math:`g_l / g_{l-1}` and biases times :math:`g_l`. Each channel is repeated, so that
    sums over channels, and over pairs of them, have as many terms.
    """
    if not network.gains:
        return network
    convolutions, before = {}, 1.0
    for name, (kernel, bias) in network.convolutions.items():
        gain = network.gains[name]
        convolutions[name] = kernel * (gain / before), bias * gain
        before = gain
    return replace(network, convolutions=convolutions, gains={}, copies=COPIES)


def _nearest(layers: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """Replace each unknown layer by the nearest of its kind, unless that one is among the layers, too."""
    stand_ins: list[str] = []
    for name in layers:
        same_kind = [each for each in known if Layer.parse(each).kind == Layer.parse(name).kind]
        (nearest,) = nearest_layers(name, same_kind, 1)
        stand_ins.append(name if name in known or nearest in {*layers, *stand_ins} else nearest)
    return tuple(stand_ins)
