"""Training the painter, on tiny networks and pictures."""

from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.johnson.network import TransformNet
from algorithms.johnson.training import PainterTrainer, train
from algorithms.training.options import TrainOptions
from tests.algorithms.makers import noise, picture_folder, small_loss_network, small_painter

STYLES = (np.full((32, 32, 3), (0.9, 0.2, 0.1), "float32"), noise(32, 40))


def trainer(
    network: TransformNet, styles: Sequence[np.ndarray] = STYLES, first_row: int = 0, steps: int = 4, rate: float = 1e-2
) -> PainterTrainer:
    options = TrainOptions(steps=steps, batch=2, side=24, learning_rate=rate, save_every=2)
    return PainterTrainer(network, small_loss_network(), styles, options, first_row)


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    return [picture_folder(tmp_path / "photos", "1.png", "2.png")]


def test_the_total_is_the_weighted_sum_and_goes_down(photos: list[Path]) -> None:
    progress = list(train(trainer(small_painter(), steps=16), photos))

    assert [now.step for now in progress] == list(range(1, 17))
    start, end = (np.mean([now.losses["total"] for now in part]) for part in (progress[:4], progress[-4:]))
    assert end < 0.8 * start
    content, style, tv = (progress[0].losses[name] for name in ("content", "style", "tv"))
    assert progress[0].losses["total"] == pytest.approx(1.0 * content + 10.0 * style + 2.0 * tv, rel=1e-5)


@pytest.mark.usefixtures("eager")
def test_a_resumed_training_ends_as_if_it_had_never_stopped(photos: list[Path], tmp_path: Path) -> None:
    whole, resumed = small_painter(), small_painter()
    for now in train(trainer(whole), photos, tmp_path / "whole.npz"):
        if now.step == 2:
            copyfile(tmp_path / "whole.npz", tmp_path / "half.npz")
    half = small_painter().to_arrays()

    steps = [now.step for now in train(trainer(resumed), photos, tmp_path / "half.npz")]

    assert steps == [3, 4]
    for name, array in whole.to_arrays().items():
        np.testing.assert_allclose(resumed.to_arrays()[name], array, atol=1e-6, err_msg=name)
        assert not np.array_equal(half[name], array), name


@pytest.mark.usefixtures("eager")
def test_a_foreign_or_damaged_checkpoint_is_told_plainly(photos: list[Path], tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("no checkpoint")
    np.savez(tmp_path / "foreign.npz", step=np.array(1))

    for name in ("text.npz", "foreign.npz"):
        with pytest.raises(UserError, match="is damaged or of another training; remove it to start again"):
            next(train(trainer(small_painter()), photos, tmp_path / name))


@pytest.mark.usefixtures("eager")
def test_adding_a_style_leaves_kernels_and_other_styles_as_they_are(photos: list[Path]) -> None:
    network = small_painter(3)
    before = network.to_arrays()

    list(train(trainer(network, STYLES[:1], first_row=2, steps=2), photos))

    for name, array in network.to_arrays().items():
        if name.endswith("/kernel"):
            np.testing.assert_array_equal(array, before[name], err_msg=name)
        else:
            np.testing.assert_array_equal(array[:2], before[name][:2], err_msg=name)
            assert not np.array_equal(array[2], before[name][2]), name


def test_more_styles_than_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="2 styles from row 1 need more than 2 rows"):
        trainer(small_painter(2), first_row=1)


@pytest.mark.usefixtures("eager")
def test_a_loss_that_is_no_number_stops_the_training_and_keeps_the_checkpoint(
    photos: list[Path], tmp_path: Path
) -> None:
    broken = np.full((32, 32, 3), np.nan, "float32")

    with pytest.raises(ValueError, match="The loss is nan after 1 steps; use a smaller learning rate"):
        list(train(trainer(small_painter(1), [broken]), photos, tmp_path / "checkpoint.npz"))

    assert not (tmp_path / "checkpoint.npz").exists()


def test_a_folder_without_photos_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There are no pictures"):
        next(train(trainer(small_painter()), [tmp_path / "nowhere"]))
