"""The compiled painter, and the styles that it mixes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.johnson import painter as module
from algorithms.johnson.conversions import painter_of
from algorithms.johnson.geometry import CELL, REACH
from algorithms.johnson.painter import Painter, painter_and_params
from algorithms.johnson.style_params import read_style_params, write_style_params
from algorithms.styles.catalogue import Style
from tests.algorithms.makers import noise, painter_file, random_style_params, small_painter

Install = Callable[[str, int], Style]

NETWORK = small_painter()
STYLE = random_style_params(NETWORK, 1)[0]


@pytest.fixture(scope="module")
def painter() -> Painter:
    return painter_of(NETWORK, exact=True)


@pytest.mark.parametrize("size", [(4, 4), (17, 40), (33, 9)], ids=str)
def test_any_size_is_painted(painter: Painter, size: tuple[int, int]) -> None:
    photo = noise(*size)

    painting = painter.paint(photo, painter.fold_statistics(photo, STYLE))

    assert painting.shape == (*size, 3)
    assert np.isfinite(painting).all()
    assert painting.min() >= 0
    assert painting.max() <= 1


def test_tiles_are_parts_of_the_whole(painter: Painter) -> None:
    photo, begin = noise(3 * REACH + 3, 3 * REACH + 5), 4 * CELL
    folded = painter.fold_statistics(photo, STYLE)

    whole, tile = painter.paint(photo, folded), painter.paint(photo[begin:, begin:], folded)

    np.testing.assert_allclose(tile[REACH:, REACH:], whole[begin + REACH :, begin + REACH :], atol=0.5 / 255)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Make a small painter the shipped one; return a function that installs a style over its kernels or others."""
    monkeypatch.setattr(module, "PAINTER_FILE", painter_file(tmp_path / "painter.npz"))

    def style(name: str, seed: int) -> Style:
        kernels = painter_file(tmp_path / "kernels.npz", seed=seed)
        write_style_params(tmp_path / f"{name}.npz", read_style_params(kernels).values[1], kernels)
        return Style(name, name.capitalize(), "nobody", "2000", "painting", str(tmp_path / f"{name}.npz"), 0, "")

    return style


def test_a_style_with_a_file_of_its_own_mixes_with_those_that_ship(install: Install, tmp_path: Path) -> None:
    own = install("third", 0)
    shipped = replace(own, slug="first", weights=str(tmp_path / "painter.npz"), row=0)

    painter, mixed = painter_and_params({own: 0.25, shipped: 0.75})
    same_painter, first_params = painter_and_params({shipped: 1.0})
    _, own_params = painter_and_params({own: 1.0})

    assert painter is same_painter
    np.testing.assert_allclose(mixed, 0.75 * first_params + 0.25 * own_params, atol=1e-5)


def test_a_style_trained_over_other_kernels_is_refused(install: Install, tmp_path: Path) -> None:
    stale = install("stale", 0)
    painter_file(tmp_path / "painter.npz", seed=5)

    with pytest.raises(UserError, match=r"^Stale was trained with another painter; train it again\.$"):
        painter_and_params({stale: 1.0})


def test_styles_of_different_networks_cannot_be_mixed(install: Install) -> None:
    one, other = install("one", 0), install("other", 5)

    with pytest.raises(UserError, match=r"^One and Other cannot be mixed; choose other styles\.$"):
        painter_and_params({one: 0.5, other: 0.5})


def test_a_file_that_is_written_anew_is_read_anew(install: Install) -> None:
    style = install("third", 0)
    _, before = painter_and_params({style: 1.0})

    path = style.weights_path
    earlier = path.stat().st_mtime_ns
    write_style_params(path, before + 1.0, path.with_name("kernels.npz"))
    assert path.stat().st_mtime_ns > earlier

    _, after = painter_and_params({style: 1.0})
    np.testing.assert_allclose(after - before, 1.0, atol=1e-2)
