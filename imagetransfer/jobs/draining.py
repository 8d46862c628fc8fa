"""Whether the workers of this cluster are to stop: then they finish what is short and hand back what is long."""

from multiprocessing.sharedctypes import RawValue

# Shared by a cluster's processes, without a lock that a killed one could take with it.
_asked = RawValue("b", 0)


def drain() -> None:
    """Let this cluster's workers take nothing more."""
    _asked.value = 1


def is_draining() -> bool:
    """Whether they have been asked to stop."""
    return bool(_asked.value)
