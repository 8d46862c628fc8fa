"""Networks that are converted once and kept, and what runs them without TensorFlow."""

import os
import subprocess
import sys
import time
from pathlib import Path

import keras
import numpy as np
import pytest

from algorithms.errors import FileError
from algorithms.io import conversion, openvino
from algorithms.io.conversion import Conversion
from algorithms.io.openvino import compile_model, converted
from algorithms.io.weights_file import read_weights, write_weights
from tests.algorithms.makers import noise

SCALED = f"{__name__}:scaled"


def scaled(weights: Path) -> Conversion:
    """Describe a network that multiplies by a file's number."""
    network = keras.Sequential([keras.layers.Input((None, None, 3)), keras.layers.Rescaling(1.0)])
    factor = float(read_weights(weights)["factor"])
    return Conversion(network, lambda images: network(images) * factor, {"images": (1, None, None, 3)})


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a weights file; converted networks are kept beside it."""
    monkeypatch.setattr(openvino, "_cache_folder", lambda: tmp_path)
    write_weights(tmp_path / "weights.npz", {"factor": np.array(2.0)})
    return tmp_path / "weights.npz"


def test_a_network_is_converted_once(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = converted(SCALED, weights)
    monkeypatch.setattr(conversion, "convert", None)

    assert converted(SCALED, weights) == first
    picture = noise(8, 9)[None]
    np.testing.assert_allclose(compile_model(first, exact=True)(images=picture), 2 * picture, rtol=1e-6)
    assert sorted(path.name for path in weights.parent.iterdir()) == [first.parent.name, "weights.npz"]


def test_other_weights_are_another_network(weights: Path) -> None:
    first = converted(SCALED, weights)
    write_weights(weights, {"factor": np.array(3.0)})

    second = converted(SCALED, weights)

    picture = noise(8, 9)[None]
    np.testing.assert_allclose(compile_model(second, exact=True)(images=picture), 3 * picture, rtol=1e-6)
    np.testing.assert_allclose(compile_model(first, exact=True)(images=picture), 2 * picture, rtol=1e-6)


def test_networks_that_nobody_asked_for_in_months_are_removed_with_the_next_conversion(weights: Path) -> None:
    long_ago = time.time() - 91 * 24 * 3600
    asked, unasked = converted(SCALED, weights).parent, weights.with_name("scaled-of-old")
    unasked.mkdir()
    for folder in (asked, unasked):
        os.utime(folder, (long_ago, long_ago))
    converted(SCALED, weights)

    write_weights(weights, {"factor": np.array(3.0)})
    converted(SCALED, weights)

    assert asked.exists()
    assert not unasked.exists()


def test_weights_that_are_missing_or_damaged_leave_nothing_behind(weights: Path) -> None:
    weights.write_bytes(b"no weights")
    with pytest.raises(FileError, match="damaged"):
        converted(SCALED, weights)
    with pytest.raises(FileError, match="no weights file"):
        converted(SCALED, weights.with_name("missing.npz"))

    assert list(weights.parent.iterdir()) == [weights]


_WITHOUT = """
import sys
import numpy as np
from algorithms.errors import FileError
from algorithms.johnson.encode_style import params_of_painting
from algorithms.johnson.painter import painter_of_file
from algorithms.styles.catalogue import styles_of
from algorithms.styles.options import FastOptions
from algorithms.stylize import stylize, write_style_of
from algorithms.wall import in_every_style
from dataclasses import replace
from pathlib import Path
from segmentation.parse import parse, parse_pair

photo = np.zeros((64, 64, 3), "uint8")
paintings, lights = (styles_of(kind)[:1] for kind in ("painting", "photographic"))
list(in_every_style(photo, [*paintings, *lights], parse))
stylize(photo, FastOptions(styles={lights[0].slug: 100}, where="not-sky"), parse=parse)
write_style_of(photo, replace(lights[0], folder=Path(sys.argv[1]).parent), parse)
params_of_painting(photo / np.float32(255))
parse_pair(photo / np.float32(255), photo / np.float32(255))
try:
    painter_of_file(Path(sys.argv[1]))
except FileError as error:
    print(error)
print(sorted({"tensorflow", "keras"} & set(sys.modules)))
"""


def test_painting_lights_and_finding_regions_load_no_tensorflow_and_damaged_weights_are_told(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(b"no weights")

    done = subprocess.run([sys.executable, "-c", _WITHOUT, damaged], capture_output=True, text=True, check=True)

    told, loaded = done.stdout.splitlines()
    assert told == f"The weights file {damaged} is damaged; fetch or train it again."
    assert loaded == "[]"


def test_where_nothing_can_be_kept_a_network_is_converted_for_the_process_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    openvino._cache_folder.cache_clear()

    folder = openvino._cache_folder()

    openvino._cache_folder.cache_clear()
    assert folder.is_dir()
    assert tmp_path not in folder.parents
