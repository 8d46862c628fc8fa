"""The running mean of a variable's values, later ones counting more: it leaves out the flicker of single steps.

As in Kingma and Ba's algorithm 1, the mean is corrected for its beginning from zero.
"""

from collections.abc import Mapping

import numpy as np

SUM, WEIGHT = "mean/sum", "mean/weight"


class RunningMean:
    """Keeps the mean of the values that are added.

    Attributes
    ----------
    state : dict of name to array
        What is kept between two steps; empty for a decay of 0, where the mean is the last value.
    """

    def __init__(self, decay: float, state: Mapping[str, np.ndarray]) -> None:
        self.decay = decay
        self.state = {name: state[name] for name in (SUM, WEIGHT) if name in state}

    def add(self, variable: np.ndarray) -> None:
        """Count one more value."""
        if self.decay:
            before, weight = self.state.get(SUM, np.zeros_like(variable)), float(self.state.get(WEIGHT, 0.0))
            new = np.float32(1 - self.decay)
            self.state = {
                SUM: np.float32(self.decay) * before + new * variable,
                WEIGHT: np.array(self.decay * weight + 1 - self.decay),
            }


def mean_or_last(variable: np.ndarray, memory: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the mean that a state's memory holds, or the variable where none is kept."""
    if SUM not in memory:
        return variable
    mean: np.ndarray = memory[SUM] / np.float32(memory[WEIGHT])
    return mean
