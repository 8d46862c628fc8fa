"""How the registry runs the slow algorithms."""

from dataclasses import replace

import pytest

from algorithms.gatys.options import PaintOptions
from algorithms.gatys.paint import paint
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
