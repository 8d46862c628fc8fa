"""The abilities of the processor."""

from pathlib import Path

CPU_INFO = Path("/proc/cpuinfo")


def has_bfloat16() -> bool:
    """Tell whether the processor computes in bfloat16; only Linux lists the abilities, elsewhere the answer is no."""
    return CPU_INFO.exists() and not {"avx512_bf16", "amx_bf16"}.isdisjoint(CPU_INFO.read_text().split())
