"""Records of a run: curves, contact sheets, grids of labelled pictures."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from algorithms.optimise.record import LABEL_HEIGHT, contact_sheet, for_sheet, labelled_grid, plot_losses
from tests.algorithms.makers import noise


def test_a_sheet_has_rows_of_four_in_the_size_of_the_last_and_white_at_the_end() -> None:
    pictures = [noise(5, 4), *(noise(10, 8, seed) for seed in range(1, 6))]

    sheet = contact_sheet(pictures)

    assert sheet.shape == (20, 32, 3)
    np.testing.assert_array_equal(sheet[:10, 8:16], pictures[1])
    np.testing.assert_array_equal(sheet[10:, 8:16], pictures[5])
    assert (sheet[10:, 16:] == 1).all()


def test_a_picture_for_the_sheet_is_shrunk_and_clipped() -> None:
    picture = for_sheet(3 * noise(20, 40) - 1, 10)

    assert picture.shape == (5, 10, 3)
    assert picture.min() >= 0
    assert picture.max() <= 1


def test_a_grid_has_each_picture_under_its_label() -> None:
    pictures = [noise(30, 60, seed) for seed in range(2)]

    grid = labelled_grid([[("one", pictures[0]), ("two", pictures[1])]])

    assert grid.shape == (30 + LABEL_HEIGHT, 120, 3)
    np.testing.assert_array_equal(grid[LABEL_HEIGHT:, 60:], pictures[1])
    assert (grid[:LABEL_HEIGHT] == 1).mean() > 0.8  # a few black letters on white
    assert grid[:LABEL_HEIGHT].min() < 0.2


@pytest.mark.parametrize("style", [0.0, 0.5])  # 0 has no logarithm
def test_the_curves_are_drawn_with_and_without_a_logarithm(style: float, tmp_path: Path) -> None:
    losses = [{"style": style, "tv": 0.1, "content": 0.2, "total": 1.0 / step} for step in (1, 2)]

    plot_losses(tmp_path / "curves.png", [1, 2], losses)

    with Image.open(tmp_path / "curves.png") as image:
        assert image.format == "PNG"
        assert min(image.size) > 300


def test_a_photographic_run_shows_the_edges_loss_too(tmp_path: Path) -> None:
    losses = [{"style": 1.0, "tv": 0.1, "content": 0.2, "affine": 0.3, "total": 1.6}] * 2

    plot_losses(tmp_path / "five.png", [1, 2], losses)
    plot_losses(tmp_path / "without.png", [1, 2], [{n: v for n, v in each.items() if n != "affine"} for each in losses])

    assert (tmp_path / "five.png").stat().st_size > (tmp_path / "without.png").stat().st_size
