"""How the registry runs the slow algorithms."""

from dataclasses import replace

import numpy as np
import pytest

from algorithms.gatys.options import PaintOptions
from algorithms.gatys.paint import paint
from algorithms.grading.grade import in_light_of
from algorithms.luan.options import PhotoOptions
from algorithms.luan.relight import relight
from algorithms.perceptual.loss_network import Pooling
from algorithms.perceptual.vgg import compact
from algorithms.recipes.presets import PRESETS
from imagetransfer.jobs.custom_algorithm import Pictures
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from tests.algorithms.makers import noise


@pytest.mark.parametrize(
    ("options", "pooling"),
    [(PaintOptions(), "average"), (PRESETS["thesis"].options, "average"), (PRESETS["stylenet"].options, "max")],
    ids=["ours", "thesis", "stylenet"],
)
def test_the_network_halves_pictures_as_the_recipes_source_does(options: PaintOptions, pooling: Pooling) -> None:
    photo, style, quick = noise(32, 32), noise(32, 32, 1), replace(options, steps=1, scales=1)

    ran = next(ALGORITHMS["gatys"].run(Pictures(photo, style), quick, None))

    assert ran.state.fingerprint == next(paint(compact(pooling), photo, [style], quick)).state.fingerprint


def test_a_photo_is_relit_from_what_online_makes_of_it() -> None:
    photo, style, quick = noise(32, 32), noise(32, 32, 1) ** 2, PhotoOptions(steps=1, scales=1)

    ran = next(ALGORITHMS["photographic"].run(Pictures(photo, style), quick, None))

    wanted, other = (
        next(relight(compact("max"), photo, style, quick, fast=f)) for f in (in_light_of(photo, style), None)
    )
    np.testing.assert_allclose(ran.picture, wanted.picture, atol=1e-5)
    assert np.abs(ran.picture - other.picture).max() > 0.01
