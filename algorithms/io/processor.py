"""What the processor can do."""

from pathlib import Path


def has_bfloat16() -> bool:
    """Whether it computes in bfloat16, as Linux tells; elsewhere nobody is asked, and the answer is no."""
    told = Path("/proc/cpuinfo")
    return told.exists() and not {"avx512_bf16", "amx_bf16"}.isdisjoint(told.read_text().split())
