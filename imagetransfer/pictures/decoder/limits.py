"""What the kernel lets one piece of work take, however broken the libraries that do it are."""

import os
import resource
import signal


def limit_this_process(*, seconds: int, patience: float, megabytes: int) -> None:
    """Limit this process for good: it is killed, or gets no more memory, where it goes too far.

    It may take `seconds` of the processor, and `patience` of the clock.

    RLIMIT_DATA counts the memory that a process can write to; RLIMIT_AS would count what the C library only reserves
    for each thread, too, which is gigabytes on a machine with many cores.
    """
    bounds = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_DATA: megabytes * 1_000_000,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in bounds.items():
        resource.setrlimit(limit, (most, most))
    signal.setitimer(signal.ITIMER_REAL, patience)
    os.nice(2)  # pages are answered before pictures are decoded
