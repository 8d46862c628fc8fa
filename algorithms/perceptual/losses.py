"""The losses: content, Gram style (of the whole picture or of its regions), total variation.

Style and content losses are relative to their targets: near 1 at the start, and 0 when the target is reached. So one
set of weights serves every style, layer and picture size. Each loss returns one number for each image.
"""

from typing import Any

from keras import ops


def gram_matrix(features: Any) -> Any:
    r"""Compute the correlations between the channels of an activation.

    .. math:: G_{ij} = \frac{1}{HW} \sum_{k} F_{ik} F_{jk}

    Parameters
    ----------
    features : float32 tensor of shape (N, H, W, C)
        Activations, unitless.

    Returns
    -------
    float32 tensor of shape (N, C, C)
        Symmetric, positive semidefinite.

    Notes
    -----
    Eq. 3 of [1]_. Differs from [1]_: divided by H·W, so that images of different sizes compare.

    References
    ----------
    .. [1] Gatys et al., "A Neural Algorithm of Artistic Style", arXiv:1508.06576.
    """
    n, h, w, c = ops.shape(features)
    flat = ops.reshape(features, (n, h * w, c))
    return ops.matmul(ops.transpose(flat, (0, 2, 1)), flat) / ops.cast(h * w, flat.dtype)


def style_loss(features: Any, target: Any) -> Any:
    r"""Measure the relative squared distance between images' Gram matrices and a target.

    .. math:: E = \frac{\sum_{ij} (G_{ij} - A_{ij})^2}{\sum_{ij} A_{ij}^2}

    Parameters
    ----------
    features : float32 tensor of shape (N, H, W, C)
        Activations of the images.
    target : float32 tensor of shape (C, C) or (N, C, C)
        `gram_matrix` of the style image at the same layer: one for all images or one for each.

    Returns
    -------
    float32 tensor of shape (N,)
        At least 0; exactly 0 when the matrices agree; 1 for a black activation.

    Raises
    ------
    ValueError
        If `target` does not have C rows and columns.

    Notes
    -----
    Eq. 4-5 of [1]_. Differs from [1]_: divided by the target's own energy instead of
    4 C^2 M^2, so that one weight serves every style and size.

    References
    ----------
    .. [1] Gatys et al., "A Neural Algorithm of Artistic Style", arXiv:1508.06576.
    """
    channels = features.shape[-1]
    if tuple(target.shape[-2:]) != (channels, channels):
        raise ValueError(f"target has shape {tuple(target.shape)}; expected ({channels}, {channels})")
    distance = ops.sum(ops.square(gram_matrix(features) - target), axis=(-2, -1))
    return distance / (ops.sum(ops.square(target), axis=(-2, -1)) + _TINY)


def masked_gram(features: Any, masks: Any) -> Any:
    r"""Compute the correlations between the channels of an activation within each region.

    .. math:: G^k_{ij} = \frac{\sum_p m^k_p F_{ip} F_{jp}}{\sum_p m^k_p}

    Parameters
    ----------
    features : float32 tensor of shape (N, H, W, C)
        Activations, unitless.
    masks : float32 tensor of shape (N, H, W, K), or (1, H, W, K) for all images
        In [0, 1], as of `regions.layer_masks.masks_at_layers`.

    Returns
    -------
    float32 tensor of shape (N, K, C, C)
        0 for a region without pixels. For a single region of ones it is `gram_matrix`.

    Notes
    -----
    Eq. 7 of Luan et al., arXiv:1703.07511, and the thesis's eq. 4.3. Differs from them: the activations' products are
    weighted by the mask instead of its square, so that soft regions add up to the whole, and divided by the mask's
    sum, so that regions of different sizes compare.
    """
    c, k = features.shape[-1], masks.shape[-1]
    n, h, w = ops.shape(features)[:3]
    flat = ops.reshape(features, (n, h * w, c))
    weights = ops.reshape(masks + ops.zeros_like(features[..., :1]), (n, h * w, k))
    grams = [
        ops.matmul(ops.transpose(flat * weights[..., region : region + 1], (0, 2, 1)), flat) for region in range(k)
    ]
    return ops.stack(grams, axis=1) / (ops.sum(weights, axis=1)[..., None, None] + _TINY)


def masked_style_loss(features: Any, masks: Any, targets: Any) -> Any:
    r"""Measure the relative squared distance between regions' Gram matrices and their targets, weighted by shares.

    .. math:: E = \sum_k s_k \frac{\sum_{ij} (G^k_{ij} - A^k_{ij})^2}{\sum_{ij} (A^k_{ij})^2}

    Parameters
    ----------
    features : float32 tensor of shape (N, H, W, C)
        Activations of the images.
    masks : float32 tensor of shape (N, H, W, K), or (1, H, W, K) for all images
        The images' regions; :math:`s_k` is the mean of a region's mask.
    targets : float32 tensor of shape (K, C, C) or (N, K, C, C)
        `masked_gram` of the style's regions at the same layer.

    Returns
    -------
    float32 tensor of shape (N,)
        At least 0; for a single region of ones it is `style_loss`.

    Raises
    ------
    ValueError
        If `targets` does not have K matrices of C rows and columns.

    Notes
    -----
    Eq. 6 of Luan et al., arXiv:1703.07511, and the thesis's eq. 4.4, each region weighted by its share as in the
    thesis's code. Differs from them: divided by the target's own energy.
    """
    channels, regions = features.shape[-1], masks.shape[-1]
    if tuple(targets.shape[-3:]) != (regions, channels, channels):
        raise ValueError(f"targets has shape {tuple(targets.shape)}; expected ({regions}, {channels}, {channels})")
    distances = ops.sum(ops.square(masked_gram(features, masks) - targets), axis=(-2, -1))
    relative = distances / (ops.sum(ops.square(targets), axis=(-2, -1)) + _TINY)
    return ops.sum(ops.mean(masks, axis=(1, 2)) * relative, axis=-1)


def content_loss(features: Any, target: Any) -> Any:
    r"""Measure the relative squared distance between activations.

    .. math:: E = \frac{\sum (F - P)^2}{\sum P^2}

    Parameters
    ----------
    features, target : float32 tensors of shape (N, H, W, C)
        Activations of the images and of the content images at the same layer.

    Returns
    -------
    float32 tensor of shape (N,)
        At least 0; exactly 0 when they agree; 1 for a black activation.

    Notes
    -----
    Eq. 1 of Gatys et al., arXiv:1508.06576. Differs from it: divided by the target's own energy.
    """
    distance = ops.sum(ops.square(features - target), axis=(1, 2, 3))
    return distance / (ops.sum(ops.square(target), axis=(1, 2, 3)) + _TINY)


def total_variation(images: Any) -> Any:
    r"""Measure the mean squared difference between neighbouring pixels.

    .. math:: E = \operatorname{mean}\,(O_{i+1,j} - O_{ij})^2 + \operatorname{mean}\,(O_{i,j+1} - O_{ij})^2

    Parameters
    ----------
    images : float32 tensor of shape (N, H, W, 3)
        In [0, 1], each side at least 2 pixels.

    Returns
    -------
    float32 tensor of shape (N,)
        At least 0; 0 for a flat image.

    Notes
    -----
    The thesis's eq. 3.5. Differs from it: a mean instead of a sum, so that sizes compare.
    """
    down = images[:, 1:] - images[:, :-1]
    right = images[:, :, 1:] - images[:, :, :-1]
    return ops.mean(ops.square(down), axis=(1, 2, 3)) + ops.mean(ops.square(right), axis=(1, 2, 3))


_TINY = 1e-12  # keeps a black target (a flat black picture) from dividing by zero
