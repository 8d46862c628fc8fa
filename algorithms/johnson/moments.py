"""Instance normalisation, folded into a style; for arrays and tensors alike."""

from typing import Any

import numpy as np

VARIANCE = 1e-3  # added to each variance


def folded(scale: Any, shift: Any, mean: Any, variance: Any) -> tuple[Any, Any]:
    """Return a scale and a shift that normalise by moments first; all are of one shape."""
    scale = scale * (variance + VARIANCE) ** -0.5
    return scale, shift - scale * mean


def fold_moments(style_params: np.ndarray, moments: np.ndarray) -> np.ndarray:
    """Fold a thumbnail's moments, of `PainterNet.look`, into style parameters; all are float32 (…, 2, channels)."""
    both = (np.asarray(values)[..., part, :] for values in (style_params, moments) for part in (0, 1))
    return np.stack(folded(*both), axis=-2)
