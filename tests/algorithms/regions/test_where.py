"""A style on a part of the photo alone."""

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.regions.scene_groups import GROUPS, SceneGroup
from algorithms.regions.where import Parse, mask_of, mix_in
from algorithms.styles.options import EVERYWHERE, WHERE

SKY, GROUND = (120, 160, 220), (60, 90, 40)


def scene(height: int = 200, width: int = 300, horizon: int = 100) -> np.ndarray:
    photo = np.full((height, width, 3), GROUND, "uint8")
    photo[:horizon] = SKY
    return photo


def seeing(horizon: float, surely: float = 0.9) -> Parse:
    """Return a parser that sees sky above a part of the photo's height, and ground below it."""

    def parse(photo: np.ndarray) -> np.ndarray:
        likely = np.full((*photo.shape[:2], len(GROUPS)), (1 - surely) / 9, "float32")
        at = round(horizon * len(photo))
        likely[:at, :, SceneGroup.SKY] = likely[at:, :, SceneGroup.GROUND] = surely
        return likely

    return parse


def test_every_part_is_a_scene_group_or_all_but_one() -> None:
    assert {where.removeprefix("not-") for where in WHERE if where != EVERYWHERE} < set(GROUPS)


@pytest.mark.parametrize("size", [(200, 300), (1200, 1800)])
def test_the_mask_ends_at_the_photos_edge_where_the_parsers_is_a_little_off(size: tuple[int, int]) -> None:
    height, width = size
    photo = scene(height, width, height // 2)

    mask = mask_of(photo, "sky", seeing(0.51))

    near = height // 100
    above, below = mask[height // 2 - near], mask[height // 2 + near]
    assert mask.shape == (height, width)
    assert above.min() > 230
    assert below.max() < 90
    assert mask[: height // 3].min() == 255
    assert mask[-height // 3 :].max() == 0


def test_all_but_a_part_is_the_rest() -> None:
    photo, parse = scene(), seeing(0.5)

    np.testing.assert_allclose(mask_of(photo, "not-sky", parse), 255 - mask_of(photo, "sky", parse).astype(int), atol=2)


def test_a_part_of_which_the_parser_is_fairly_sure_is_there_as_a_whole() -> None:
    assert mask_of(scene(), "sky", seeing(0.5, surely=0.75))[:50].min() == 255


@pytest.mark.parametrize(("where", "horizon"), [("person", 0.5), ("not-sky", 1.0)])
def test_a_photo_without_the_part_is_told_in_a_sentence(where: str, horizon: float) -> None:
    with pytest.raises(UserError, match="We cannot find the part that you chose in this photo"):
        mask_of(scene(), where, seeing(horizon))


def test_the_change_is_mixed_in_by_the_mask() -> None:
    photo, changed = np.full((300, 4, 3), 100, "uint8"), np.full((300, 4, 3), 200, "uint8")
    mask = np.repeat(np.array([[0, 51, 255, 255]], "uint8"), 300, axis=0)

    mixed = mix_in(photo, changed, mask)

    assert mixed[0, :, 0].tolist() == mixed[299, :, 2].tolist() == [100, 120, 200, 200]
    assert mix_in(photo, np.full_like(photo, 255), mask)[0, 3, 0] == 255
