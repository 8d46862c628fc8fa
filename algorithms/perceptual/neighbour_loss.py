"""The distance of each place of a picture from the most similar place of a style."""

from typing import Any

from keras import ops


def neighbour_loss(features: Any, directions: Any, coverage: float = 0.0) -> Any:
    r"""Measure how far each place's activations are from the most similar ones of a style.

    .. math:: E = \operatorname{mean}_i \min_j D_{ij} + \lambda \operatorname{mean}_j \min_i D_{ij},
        \quad D_{ij} = 1 - \cos(F_i - \bar F, S_j - \bar S)

    A Gram matrix tells which patterns there shall be in the whole picture; this loss asks of each place that it looks
    like some place of the style.

    Parameters
    ----------
    features : float32 tensor of shape (N, H, W, C)
        Activations of the images.
    directions : float32 tensor of shape (N, P, C)
        Activations of places of the style, one style for each image, centred and of length 1: `directions_of`.
    coverage : float
        :math:`\lambda`, the weight of the second term: each place of the style shall be found in the image, too.

    Returns
    -------
    float32 tensor of shape (N,)
        At least 0, at most 2 + 2λ; 0 when each place agrees with one of the style's up to the activations' means.

    Notes
    -----
    The distance is that of Kolkin et al., "Neural Neighbor Style Transfer", arXiv:2203.13215, section 3; the two terms
    are those of the relaxed earth mover's distance of Kolkin et al., arXiv:1904.12785, section 2.2. Differs from the
    latter: a weighted sum instead of the larger one, because a photo's crop need not show all that a painting has.
    """
    cosines = ops.matmul(directions_of(features), ops.transpose(directions, (0, 2, 1)))
    loss = ops.mean(1 - ops.max(cosines, axis=2), axis=1)
    if coverage:
        loss = loss + coverage * ops.mean(1 - ops.max(cosines, axis=1), axis=1)
    return loss


def directions_of(features: Any) -> Any:
    """Return activations (N, H, W, C) less their mean over all places, scaled to length 1: (N, H·W, C)."""
    n, h, w, c = ops.shape(features)
    flat = ops.reshape(features, (n, h * w, c))
    centred = flat - ops.mean(flat, axis=1, keepdims=True)
    return centred * ops.rsqrt(ops.sum(ops.square(centred), axis=2, keepdims=True) + _TINY)


_TINY = 1e-12  # keeps places that are just like the mean from dividing by zero
