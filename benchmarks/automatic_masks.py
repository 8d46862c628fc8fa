"""Relight pairs of photos with the parser's masks and with hand-made ones in turn.

Either result is the better one within the masks that it was made with. So both are judged within both, and the fair
ratio is the geometric mean: 1 if each way is as good by the other's standard as the other by its own.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from keras import ops
from PIL import Image
from skimage.metrics import structural_similarity

from algorithms.io.images import read_image, to_float
from algorithms.io.picture_file import write_picture
from algorithms.luan.options import STYLE_LAYERS, PhotoOptions
from algorithms.luan.relight import relight
from algorithms.optimise.record import contact_sheet
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import masked_gram, masked_style_loss
from algorithms.perceptual.vgg import compact
from algorithms.regions.from_masks import regions_from_colours
from algorithms.regions.layer_masks import masks_at_layers
from algorithms.regions.resizing import fit_regions
from algorithms.regions.soft_borders import soften_regions
from segmentation.overlay import colours_of
from segmentation.parse import parse_pair

Regions = tuple[np.ndarray, np.ndarray]


def main() -> None:
    """Print a table, and write a sheet: photo, style, automatic regions, automatic, hand-made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="with NAME_content.jpg, NAME_style.jpg and NAME_…_mask.png")
    parser.add_argument("--side", type=int, default=256)
    parser.add_argument("--sheet", type=Path, default=Path("automatic-masks.jpg"))
    given = parser.parse_args()
    network, options = compact(), PhotoOptions()
    cells, ratios = [], []
    print("| pair | way | within hand-made | within automatic | fair | structure, automatic | structure, hand-made |")
    print("|---|---|---|---|---|---|---|")
    for file in sorted(given.pairs.glob("*_content.jpg")):
        name = file.stem.removesuffix("_content")
        content, style = (read_image(given.pairs / f"{name}_{part}.jpg", given.side) for part in ("content", "style"))
        hand = _hand_made(given.pairs, name, content, style)
        found = parse_pair(content, style)
        own, results = (found.content, found.style), []
        for regions in (own, hand):
            *_, last = relight(network, content, style, options, regions)
            results.append(last.picture)
        within = [_ratio(network, results, style, regions) for regions in (hand, own)]
        ratios.append((*within, np.sqrt(np.prod(within))))
        row = [*ratios[-1], *(_structure(result, content) for result in results)]
        print(f"| {name} | {found.method} | {' | '.join(f'{value:.3f}' for value in row)} |", flush=True)
        seen = found.content @ colours_of(found.content.shape[-1])
        cells += [_square(picture, given.side) for picture in (content, style, seen, *results)]
    print("\nmedian ratios of style", " · ".join(f"{ratio:.3f}" for ratio in np.median(ratios, axis=0)))
    write_picture(given.sheet, contact_sheet(cells, columns=5))


def _hand_made(folder: Path, name: str, content: np.ndarray, style: np.ndarray) -> Regions:
    masks = [
        np.asarray(Image.open(folder / f"{name}_{part}_mask.png").convert("RGB"), "uint8")
        for part in ("content", "style")
    ]
    own, lent = regions_from_colours(masks[0], masks[1])
    fitted = [fit_regions(each, *picture.shape[:2]) for each, picture in ((own, content), (lent, style))]
    return soften_regions(fitted[0], content), fitted[1]


def _ratio(network: LossNetwork, results: Sequence[np.ndarray], style: np.ndarray, regions: Regions) -> float:
    """Divide the automatic result's style loss by the hand-made one's."""
    automatic, hand_made = (_style(network, result, style, regions) for result in results)
    return automatic / hand_made


def _style(network: LossNetwork, result: np.ndarray, style: np.ndarray, regions: Regions) -> float:
    """Average the masked style loss over the layers that relighting uses."""
    own, lent = (masks_at_layers(network, each[None], STYLE_LAYERS) for each in regions)
    made, wanted = (network(ops.convert_to_tensor(each[None]), STYLE_LAYERS) for each in (result, style))
    losses = [
        masked_style_loss(made[layer], own[layer], masked_gram(wanted[layer], lent[layer])[0]) for layer in STYLE_LAYERS
    ]
    return float(np.mean([np.asarray(loss)[0] for loss in losses]))


def _structure(result: np.ndarray, content: np.ndarray) -> float:
    """Compare the greys' structure: SSIM of Wang et al., IEEE Transactions on Image Processing 13(4), 2004."""
    grey = [np.clip(each, 0.0, 1.0).mean(axis=-1) for each in (result, content)]
    return float(structural_similarity(*grey, data_range=1.0))


def _square(picture: np.ndarray, side: int) -> np.ndarray:
    """Lay a picture on a white square."""
    cell = Image.new("RGB", (side, side), "white")
    drawn = Image.fromarray((np.clip(picture, 0.0, 1.0) * 255).astype("uint8"))
    drawn.thumbnail((side, side))
    cell.paste(drawn)
    return to_float(np.asarray(cell))


if __name__ == "__main__":
    main()
