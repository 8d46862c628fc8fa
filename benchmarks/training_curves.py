"""Draw a training's losses, the thesis's figures 3.5 and 4.4, from what `--log-dir` of a training wrote."""

import argparse
from collections import defaultdict
from pathlib import Path

import tensorflow as tf

from algorithms.optimise.record import plot_losses


def main() -> None:
    """Draw the curves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=Path, help="the folder given to train_painter or train_photo as --log-dir")
    parser.add_argument("--out", type=Path, required=True, help=".png")
    given = parser.parse_args()
    losses = read_losses(given.log)
    plot_losses(given.out, list(losses), list(losses.values()))


def read_losses(folder: Path) -> dict[int, dict[str, float]]:
    """Return the losses of each step, in order."""
    losses: dict[int, dict[str, float]] = defaultdict(dict)
    for file in sorted(folder.glob("events.out.tfevents.*")):
        for record in tf.data.TFRecordDataset(str(file)).as_numpy_iterator():
            event = tf.compat.v1.Event.FromString(record)
            for value in event.summary.value:
                if value.metadata.plugin_data.plugin_name == "scalars":
                    losses[event.step][value.tag] = float(tf.make_ndarray(value.tensor))
    return dict(sorted(losses.items()))


if __name__ == "__main__":
    main()
