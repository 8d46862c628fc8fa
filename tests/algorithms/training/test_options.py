"""The settings of the trainings."""

import subprocess
import sys

import pytest

from algorithms.errors import UserError
from algorithms.training.options import DistillOptions, TrainOptions


@pytest.mark.parametrize("options", [TrainOptions, DistillOptions])
def test_a_value_no_training_can_work_with_is_refused(options: type[TrainOptions] | type[DistillOptions]) -> None:
    with pytest.raises(UserError, match=r"The save every is 0; give a number of at least 1\."):
        options(save_every=0)
    with pytest.raises(UserError, match=r"The learning rate is nan; give a number of at least 0\."):
        options(learning_rate=float("nan"))


@pytest.mark.parametrize("module", ["training.options", "styles.catalogue", "styles.options"])
def test_help_and_web_pages_come_without_tensorflow_and_numpy(module: str) -> None:
    program = f"import sys, algorithms.{module}; print({{'tensorflow', 'keras', 'numpy'}} & set(sys.modules))"

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert said == "set()\n"
