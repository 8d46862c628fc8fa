"""The sources' losses, with numbers worked out by hand from their formulas."""

import numpy as np
import pytest

from algorithms.perceptual.loss_kinds import LOSS_KINDS

# As in test_losses: a picture of 1 × 2 pixels and two channels has the Gram matrix G, the style has A.
FEATURES = np.array([[[[1, 2], [3, 4]]]], "float32")  # G = ((5, 7), (7, 10))
TARGET = np.array([[4, 7], [7, 10]], "float32")  # the squares of G - A add up to 1, those of A to 214
CONTENT = np.array([[[[1, 2], [3, 6]]]], "float32")  # the squares of the difference add up to 4, of CONTENT to 50
# Rows (0, 1) and (0, 3) in all channels: differences 0 and 2 downwards, 1 and 3 to the right.
PICTURE = np.array([[0, 1], [0, 3]], "float32")[None, :, :, None].repeat(3, axis=-1) / 255


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("relative", 4 / 50),
        ("thesis", 4 / 2),
        ("stylenet", 4 / 4 / 2),  # the mean over 4 values, halved
        ("keras", 4),
        ("cosine", 4 / 4),
    ],
)
def test_content(name: str, expected: float) -> None:
    assert float(LOSS_KINDS[name].content(FEATURES, CONTENT)) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("relative", 1 / 214),
        ("thesis", 1 / (4 * 2**2)),  # N = 2 channels
        ("stylenet", 1 / 2**4),
        ("keras", (2 / 8) ** 2 / (4 * 3**2)),  # 2 positions of a picture of 8 pixels
        # ⟨G, A⟩ = 20 + 49 + 49 + 100 = 218; |G|² = 25 + 49 + 49 + 100 = 223
        ("cosine", 1 - 218 / (223 * 214) ** 0.5),
    ],
)
def test_style(name: str, expected: float) -> None:
    assert float(LOSS_KINDS[name].style(FEATURES, TARGET, 8)) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("relative", (2 + 5) / 255**2),  # means of (0, 4) and of (1, 9), as of `total_variation`
        ("thesis", 3 * (0 + 1)),  # without the last row and column: one pixel, 0² down and 1² to the right
        ("stylenet", 2 + 5),
        ("keras", 3 * (0 + 1) ** 1.25),  # of the same pixel
        ("cosine", (2 + 5) / 255**2),
    ],
)
def test_total_variation(name: str, expected: float) -> None:
    assert float(LOSS_KINDS[name].variation(PICTURE)) == pytest.approx(expected, rel=1e-4)
