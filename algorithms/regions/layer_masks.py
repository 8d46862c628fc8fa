"""Regions at the layers of a loss network."""

from collections.abc import Iterable
from typing import Any

from keras import ops

from algorithms.filters.guided_filter import box_filter
from algorithms.perceptual.layer import Layer
from algorithms.perceptual.loss_network import LossNetwork


def masks_at_layers(network: LossNetwork, regions: Any, layers: Iterable[str]) -> dict[str, Any]:
    """Carry regions down through a loss network, as far as each activation reaches.

    A 3×3 average at each convolution, half the size at each pooling: the thesis's section 4.2.2, after Luan et al.
    Differs from the thesis: at borders the averages are over the picture only, so that regions still add up to 1, and
    poolings halve by means of 2×2 pixels, as the network does, not by bilinear resizing to the next larger size.

    Parameters
    ----------
    network : LossNetwork
        Its convolutions and pooling set where the regions are averaged and halved.
    regions : float32 tensor of shape (N, H, W, K)
        In [0, 1].
    layers : names such as `relu4_1` or `conv4_1`

    Returns
    -------
    dict of name to float32 tensor of shape (N, H', W', K)
        In order of depth, each of the size of the layer's activation, in [0, 1].
    """
    wanted = set(layers)
    found: dict[str, Any] = {}
    x, block = ops.convert_to_tensor(regions), 1
    for name in network.convolutions:
        if len(found) == len(wanted):
            break
        layer = Layer.parse(name)
        if layer.block != block:
            x, block = ops.average_pool(x, 2, strides=2, padding="valid"), layer.block
        x = box_filter(x, 1)
        found |= {each: x for each in (name, str(layer.after_relu)) if each in wanted}
    return found
