"""The compiled painter, and the styles that it mixes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.johnson import painter as module
from algorithms.johnson.painter import Painter, painter_and_params
from algorithms.johnson.painter_file import write_style_params, write_transform_net
from algorithms.styles.catalogue import Style
from tests.algorithms.makers import noise, small_painter

Install = Callable[[str, int], Style]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Make a small painter the shipped one; return a function that installs a style over its kernels or others."""
    write_transform_net(tmp_path / "painter.npz", small_painter(3))
    monkeypatch.setattr(module, "PAINTER_FILE", tmp_path / "painter.npz")

    def style(name: str, seed: int) -> Style:
        write_style_params(tmp_path / f"{name}.npz", small_painter(3, seed), 2)
        return Style(name, name.capitalize(), "nobody", "2000", "painting", str(tmp_path / f"{name}.npz"), 0, "")

    return style


def test_the_compiled_painter_paints_as_the_network_but_for_rounding() -> None:
    network, photo = small_painter(2), noise(40, 52)
    mix = np.array([[0.3, 0.7]], "float32")
    style_params = np.asarray(network.style_params(mix)[0])
    painter = Painter(network)

    painted = painter.paint(photo, painter.fold_statistics(photo, style_params))

    exact = np.clip(network(photo[None], mix)[0], 0, 1)
    assert painted.shape == (40, 52, 3)
    assert np.abs(painted - exact).mean() < 0.02  # as in bfloat16, which is what it may compute in


def test_other_photos_can_be_painted_with_the_statistics_of_one() -> None:
    painter, photo, other = Painter(small_painter(2)), noise(40, 52), noise(40, 52, 1) / 3
    style_params = np.asarray(small_painter(2).style_params(np.array([[1, 0]], "float32"))[0])

    as_one, as_itself = (painter.paint(other, painter.fold_statistics(each, style_params)) for each in (photo, other))

    assert np.abs(as_one - as_itself).mean() > 0.05


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
    write_transform_net(tmp_path / "painter.npz", small_painter(3, seed=5))

    with pytest.raises(UserError, match=r"^Stale was trained with another network; train it again\.$"):
        painter_and_params({stale: 1.0})


def test_styles_of_different_networks_cannot_be_mixed(install: Install) -> None:
    one, other = install("one", 0), install("other", 5)

    with pytest.raises(UserError, match=r"^One and Other cannot be mixed; choose other styles\.$"):
        painter_and_params({one: 0.5, other: 0.5})


def test_a_file_that_is_written_anew_is_read_anew(install: Install) -> None:
    style = install("third", 0)
    _, before = painter_and_params({style: 1.0})

    arrays = small_painter(3)
    arrays.conv1.shift.assign(arrays.conv1.shift + 1.0)
    path = style.weights_path
    earlier = path.stat().st_mtime_ns
    write_style_params(path, arrays, 2)
    assert path.stat().st_mtime_ns > earlier

    _, after = painter_and_params({style: 1.0})
    np.testing.assert_allclose((after - before)[1, :4], 1.0, atol=1e-2)
