"""The thesis's training of a fast photographic network."""

import numpy as np
import pytest
from keras import ops

from algorithms.filters.matting_laplacian import matting_laplacian_product
from algorithms.recipes.region_samples import StyleRegions
from algorithms.recipes.thesis_photo import ThesisPhotoTrainer, affine_loss
from algorithms.training.options import ThesisPhotoOptions
from tests.algorithms.makers import noise, small_loss_network, small_transform_net

LAYERS = ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1"]


def test_the_affine_loss_is_that_of_equation_4_9() -> None:
    photo, painted = (ops.convert_to_tensor(noise(12, 14, seed)[None]) for seed in (0, 1))
    affine_map = ops.convert_to_tensor(0.5 * noise(12, 14, 0)[None][..., ::-1] + 0.2)

    apart = matting_laplacian_product(photo, painted) - matting_laplacian_product(photo, photo)
    assert float(affine_loss(photo, painted)) == pytest.approx(float(ops.sum(apart**2)) / (12 * 14), rel=1e-3)
    assert float(affine_loss(photo, affine_map)) < 1e-3 * float(affine_loss(photo, painted))


@pytest.mark.parametrize("mix", [0.0, 0.25, 1.0])
def test_a_share_of_the_photo_is_mixed_in_as_in_equation_4_8(mix: float) -> None:
    network, photos = small_transform_net(2), noise(32, 32)[None]
    styles = StyleRegions([noise(32, 32, 1)] * 2, [np.full((32, 32), 255, "uint8")] * 2)
    trainer = ThesisPhotoTrainer(network, small_loss_network(LAYERS), styles, ThesisPhotoOptions(mix=mix))

    mixed = trainer({"photos": ops.convert_to_tensor(photos), "rows": np.array([1], "int32")})

    painted = np.asarray(network(photos, np.array([[0, 1]], "float32")))
    np.testing.assert_allclose(mixed, mix * painted + (1 - mix) * photos, atol=1e-5)
