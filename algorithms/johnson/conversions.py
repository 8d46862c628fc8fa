"""The painter and its style encoder as OpenVINO runs them: which functions of the networks, with which inputs."""

from pathlib import Path

from algorithms.io.conversion import Conversion, compile_network
from algorithms.johnson.network import PainterNet
from algorithms.johnson.painter import Painter
from algorithms.johnson.painter_file import read_painter
from algorithms.johnson.style_encoder import statistics_of
from algorithms.perceptual.vgg import from_file

_PICTURE = (1, None, None, 3)


def look(painter: Path) -> Conversion:
    """Describe `PainterNet.look` of a painter's file."""
    return _looking(read_painter(painter).network)


def paint(painter: Path) -> Conversion:
    """Describe `PainterNet.paint` of a painter's file."""
    return _painting(read_painter(painter).network)


def encode(painter: Path, eye: Path) -> Conversion:
    """Describe the encoder of a painter's file together with a loss network, whose view of a painting it reads."""
    encoder, seen = read_painter(painter).encoder, from_file(eye)
    return Conversion(encoder, lambda images: encoder(statistics_of(seen, images)), {"images": _PICTURE})


def painter_of(network: PainterNet, *, exact: bool = False) -> Painter:
    """Compile a painter that is in memory; `exact` is as of `openvino.compile_model`."""
    return Painter(compile_network(_looking(network), exact=exact), compile_network(_painting(network), exact=exact))


def _looking(network: PainterNet) -> Conversion:
    return Conversion(network, network.look, {"thumbnails": _PICTURE, "style_params": (1, 2, network.channels)})


def _painting(network: PainterNet) -> Conversion:
    inputs = {"images": _PICTURE, "style_params": (1, 2, network.channels)}
    return Conversion(network, lambda images, style_params: network.paint(images, style_params), inputs)
