"""The parser as OpenVINO runs it: which functions of the network, with which inputs."""

from pathlib import Path
from typing import Any

from keras import ops

from algorithms.io.conversion import Conversion, compile_network
from segmentation.compiled_parser import CompiledParser
from segmentation.model import Parser, read_parser

_PICTURE = {"images": (1, None, None, 3)}


def likely(parser: Path) -> Conversion:
    """Describe the probabilities that the parser of a file gives, over a photo and its mirror image."""
    return _both_ways(read_parser(parser))


def look(parser: Path) -> Conversion:
    """Describe the backbone of a parser's file down to stride 16."""
    return _looking(read_parser(parser))


def parser_of(network: Parser, *, exact: bool = False) -> CompiledParser:
    """Compile a parser that is in memory; `exact` is as of `openvino.compile_model`."""
    described = {"likely": _both_ways(network), "look": _looking(network)}
    return CompiledParser(lambda name: compile_network(described[name], exact=exact))


def _both_ways(network: Parser) -> Conversion:
    """Average the probabilities of a photo and of its mirror image, which cancels out some of the errors."""

    def probabilities(images: Any) -> Any:
        found = ops.softmax(network(ops.concatenate([images, ops.flip(images, axis=2)])))
        return (found[:1] + ops.flip(found[1:], axis=2)) / 2.0

    return Conversion(network, probabilities, _PICTURE)


def _looking(network: Parser) -> Conversion:
    return Conversion(network.backbone, lambda images: network.backbone(images)[2], _PICTURE)
