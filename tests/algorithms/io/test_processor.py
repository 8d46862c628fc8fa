"""The abilities of the processor, as Linux lists them."""

from pathlib import Path

import pytest

from algorithms.io import processor


@pytest.mark.parametrize(
    ("flags", "expected"),
    [("fpu avx2 avx512_bf16", True), ("fpu amx_bf16 avx2", True), ("fpu avx2 avx512f", False)],
)
def test_bfloat16_is_one_of_the_flags(
    flags: str, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpuinfo").write_text(f"processor\t: 0\nflags\t\t: {flags}\n")
    monkeypatch.setattr(processor, "CPU_INFO", tmp_path / "cpuinfo")

    assert processor.has_bfloat16() is expected


def test_a_system_without_the_list_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processor, "CPU_INFO", tmp_path / "nowhere")

    assert not processor.has_bfloat16()
