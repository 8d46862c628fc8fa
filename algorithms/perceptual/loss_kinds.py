r"""The losses of slow painting in the definitions of each source, and in ours.

The sources' pixels go from 0 to 255, ours from 0 to 1: a source's total variation of our picture O is that of 255 O.
Features have the same range in both. Gram matrices :math:`G` here are divided by H·W (`losses.gram_matrix`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from keras import ops

from algorithms.perceptual import losses
from algorithms.perceptual.source_losses import inner_variation


@dataclass(frozen=True)
class LossKind:
    """Three losses of one picture; each returns a scalar.

    Attributes
    ----------
    content : function of the picture's features and of the content's features, float32 (1, H, W, C) both
        The content loss of one layer.
    style : function of the picture's features (1, H, W, C), the style's Gram matrix (C, C), the picture's pixels (int)
        The style loss of one layer.
    variation : function of the picture, float32 (1, H, W, 3) in [0, 1]
        The total variation.
    """

    content: Callable[[Any, Any], Any]
    style: Callable[[Any, Any, int], Any]
    variation: Callable[[Any], Any]


def _relative_style(features: Any, target: Any, pixels: int) -> Any:
    return losses.style_loss(features, target)[0]


def _thesis_content(features: Any, target: Any) -> Any:
    r""":math:`\frac12 \sum (F - P)^2`, the thesis's eq. 3.1."""
    return ops.sum(ops.square(features - target)) / 2


def _thesis_style(features: Any, target: Any, pixels: int) -> Any:
    r""":math:`\frac{1}{4 N^2 M^2} \sum (M G - M A)^2`, the thesis's eq. 3.3, with N channels.

    The thesis calls M height times width times channels. But its N × M matrix of features has room for height times
    width only, and Gatys et al. divide by that number, too; so M is height times width here.
    """
    return _squares(features, target) / (4 * features.shape[-1] ** 2)


def _thesis_variation(picture: Any) -> Any:
    r""":math:`\sum (O_{i+1,j} - O_{ij})^2 + (O_{i,j+1} - O_{ij})^2`, the thesis's eq. 3.5.

    As in the code of its section 4.2.2, pixels of the last row and column have no terms of their own.
    """
    return inner_variation(picture)[0]


def _stylenet_content(features: Any, target: Any) -> Any:
    """Half the mean square; the recipe lists relu4_2 and relu5_2 with 0.5 each, but then uses relu4_2 alone."""
    return ops.mean(ops.square(features - target)) / 2


def _stylenet_style(features: Any, target: Any, pixels: int) -> Any:
    r""":math:`\frac{1}{N^2} \sum (G/N - A/N)^2`: the recipe divides Gram matrices by the number of channels, too."""
    return _squares(features, target) / features.shape[-1] ** 4


def _stylenet_variation(picture: Any) -> Any:
    """Mean squares; the recipe divides each sum by the other's count, which is the same for a square picture."""
    return 255.0**2 * losses.total_variation(picture)[0]


def _keras_content(features: Any, target: Any) -> Any:
    return ops.sum(ops.square(features - target))


def _keras_style(features: Any, target: Any, pixels: int) -> Any:
    r""":math:`\frac{1}{4 \cdot 3^2 P^2} \sum (M G - M A)^2`: 3 channels and P pixels of the picture, at every layer."""
    positions = features.shape[1] * features.shape[2]
    return _squares(features, target) * (positions / pixels) ** 2 / (4 * 3**2)


def _keras_variation(picture: Any) -> Any:
    r""":math:`\sum ((O_{i+1,j} - O_{ij})^2 + (O_{i,j+1} - O_{ij})^2)^{1.25}`; the last row and column have no part."""
    down, right = (255.0 * difference for difference in _differences(picture))
    return ops.sum((ops.square(down[:, :, :-1]) + ops.square(right[:, :-1])) ** 1.25)


def _cosine_content(features: Any, target: Any) -> Any:
    return ops.mean(ops.square(features - target))


def _cosine_style(features: Any, target: Any, pixels: int) -> Any:
    r""":math:`1 - \frac{\langle G, A \rangle}{|G| |A|}`.

    The tutorial explains this similarity, but its code computes squared differences; this loss follows the explanation.
    """
    gram = losses.gram_matrix(features)[0]
    norms = ops.sqrt(ops.sum(ops.square(gram)) * ops.sum(ops.square(target)) + 1e-12)
    return 1 - ops.sum(gram * target) / norms


def _squares(features: Any, target: Any) -> Any:
    return ops.sum(ops.square(losses.gram_matrix(features)[0] - target))


def _differences(picture: Any) -> tuple[Any, Any]:
    return picture[:, 1:] - picture[:, :-1], picture[:, :, 1:] - picture[:, :, :-1]


LOSS_KINDS = {
    "relative": LossKind(
        lambda features, target: losses.content_loss(features, target)[0],
        _relative_style,
        lambda picture: losses.total_variation(picture)[0],
    ),
    "thesis": LossKind(_thesis_content, _thesis_style, _thesis_variation),
    "stylenet": LossKind(_stylenet_content, _stylenet_style, _stylenet_variation),
    "keras": LossKind(_keras_content, _keras_style, _keras_variation),
    "cosine": LossKind(_cosine_content, _cosine_style, lambda picture: losses.total_variation(picture)[0]),
}
