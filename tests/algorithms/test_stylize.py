"""Painting photos of any size."""

from pathlib import Path

import numpy as np
import pytest

from algorithms import stylize as module
from algorithms.catalogue import Style
from algorithms.images import resize
from algorithms.stylize import stylize, stylize_full_size, warm
from algorithms.painter_file import write_transform_net
from tests.algorithms.makers import noise, small_painter


@pytest.fixture
def style(tmp_path: Path) -> Style:
    """Return the second style of a small painter."""
    write_transform_net(tmp_path / "painter.npz", small_painter(2))
    return Style("test", "Test", "nobody", "2000", "painting", str(tmp_path / "painter.npz"), 1, "")


@pytest.fixture
def small_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let previews be 64 pixels long, so that small pictures are large ones."""
    monkeypatch.setattr(module, "WORKING_SIDE", 64)


def photo(height: int, width: int) -> np.ndarray:
    """Return a picture with something to see at every scale."""
    coarse = [resize(noise(height // n, width // n, n), height, width) for n in (16, 4, 1)]
    return np.clip(sum(coarse) / 3, 0, 1)


def test_a_photo_is_painted_in_its_own_size_and_range(style: Style) -> None:
    painted = stylize(photo(33, 50), style)

    assert painted.shape == (33, 50, 3)
    assert painted.dtype == np.float32
    assert 0 <= painted.min() < 0.2 < 0.8 < painted.max() <= 1


def test_every_network_that_ships_can_be_loaded_and_paints() -> None:
    warm()


@pytest.mark.usefixtures("small_world")
def test_tiles_fit_together_as_if_painted_in_one_piece(style: Style, monkeypatch: pytest.MonkeyPatch) -> None:
    large = photo(150, 203)

    monkeypatch.setattr(module, "TILE", 1000)
    whole = stylize_full_size(large, style)
    monkeypatch.setattr(module, "TILE", 52)
    tiled = stylize_full_size(large, style)

    np.testing.assert_allclose(tiled, whole, atol=4 / 255)


@pytest.mark.usefixtures("small_world")
def test_the_full_size_looks_like_the_preview(style: Style) -> None:
    large = photo(120, 192)

    full = stylize_full_size(large, style)

    preview = stylize(resize(large, 40, 64), style)
    assert np.abs(resize(full, 10, 16) - resize(preview, 10, 16)).mean() < 0.05


@pytest.mark.usefixtures("small_world")
def test_progress_goes_up_to_1(style: Style, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TILE", 52)
    shares: list[float] = []

    stylize_full_size(photo(100, 130), style, shares.append)

    assert shares == pytest.approx([1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1])


@pytest.mark.parametrize("size", [(1, 1), (51, 52), (53, 200)], ids=str)
def test_the_tiles_cover_every_pixel_once_and_are_painted_with_what_surrounds_them(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TILE", 52)
    places = np.arange(size[0] * size[1]).reshape(size)
    covered = np.zeros(size, int)

    for inner, outer, within in module._tiles(*size):
        covered[inner] += 1
        np.testing.assert_array_equal(places[outer][within], places[inner])
        for side, (part, around) in enumerate(zip(inner, outer, strict=True)):
            assert around.start == max(0, part.start - module.MARGIN)
            assert around.stop == min(size[side], part.stop + module.MARGIN)

    assert (covered == 1).all()
