r"""The photographic losses of two sources, as their code computes them: Luan et al., and the thesis.

Luan et al. is the code of arXiv:1703.07511 (deep-photo-styletransfer, `neuralstyle_seg.lua` and
`deepmatting_seg.lua`). The thesis prints its code in section 4.2.2 and says that section 4.1 has the same losses. With
activations F of C channels and H·W positions, and a region's mask m, both take the style of a layer from

.. math:: E = \sum_k s_k \frac{1}{C^2} \sum_{ij} (G^k_{ij} - A^k_{ij})^2

where :math:`s_k` is the mean of the photo's mask. They differ in G. Layers are added up: 1/L of the thesis's eq. 4.5
and ½ of its eq. 4.4 are in neither code. Differs from both: m instead of m², as `losses.masked_gram` explains.
"""

from collections.abc import Callable
from typing import Any

from keras import ops

from algorithms.perceptual.losses import masked_gram

RegionGram = Callable[[Any, Any], Any]


def luan_gram(features: Any, masks: Any) -> Any:
    r"""Compute :math:`G^k_{ij} = \frac{\sum_p m^k_p F_{ip} F_{jp}}{C \sum_p m^k_p}`: divided by `nElement() * mean`.

    Parameters and result are as of `losses.masked_gram`.
    """
    return masked_gram(features, masks) / features.shape[-1]


def thesis_gram(features: Any, masks: Any) -> Any:
    r"""Compute :math:`G^k_{ij} = \frac{1}{HWC} \sum_p m^k_p F_{ip} F_{jp}`: a small region has a small matrix.

    So a region also strives for the style's share of the picture. Parameters and result are as of `losses.masked_gram`.
    """
    return luan_gram(features, masks) * ops.mean(masks, axis=(1, 2))[..., None, None]


def region_style_loss(grams: Any, targets: Any, shares: Any) -> Any:
    """Return the mean squared differences of Gram matrices (N, K, C, C), weighted by shares (N, K): float32 (N,)."""
    return ops.sum(shares * ops.mean(ops.square(grams - targets), axis=(-2, -1)), axis=-1)


def halved_variation(pictures: Any) -> Any:
    r"""Return :math:`\frac12 \sum (O_{i+1,j} - O_{ij})^2 + (O_{i,j+1} - O_{ij})^2` of levels from 0 to 255.

    The pixels of the last row and column have no terms of their own, in both codes.

    Parameters
    ----------
    pictures : float32 tensor of shape (N, H, W, 3)
        In [0, 1].

    Returns
    -------
    float32 tensor of shape (N,)
    """
    return inner_variation(pictures) / 2


def inner_variation(pictures: Any) -> Any:
    """Return the same without ½, which is the thesis's eq. 3.5."""
    levels = 255.0 * pictures
    down, right = levels[:, 1:, :-1] - levels[:, :-1, :-1], levels[:, :-1, 1:] - levels[:, :-1, :-1]
    return ops.sum(ops.square(down) + ops.square(right), axis=(1, 2, 3))
