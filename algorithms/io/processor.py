"""The abilities of the processor."""

import os
from pathlib import Path

CPU_INFO = Path("/proc/cpuinfo")


def has_bfloat16() -> bool:
    """Tell whether to compute in bfloat16: the processor can, and ONEDNN_MAX_CPU_ISA does not forbid it.

    Only Linux lists the abilities, elsewhere the answer is no.
    """
    limit = os.environ.get("ONEDNN_MAX_CPU_ISA", "ALL").upper()
    if not any(name in limit for name in ("ALL", "DEFAULT", "BF16", "AMX")):
        return False
    return CPU_INFO.exists() and not {"avx512_bf16", "amx_bf16"}.isdisjoint(CPU_INFO.read_text().split())
