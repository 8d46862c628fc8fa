"""The error whose sentence may be shown."""

import pytest

from algorithms.errors import UserError
from algorithms.styles.options import FastOptions


def test_a_users_error_is_a_value_error_that_others_are_not() -> None:
    with pytest.raises(ValueError, match="0 styles were chosen; choose one to 4") as raised:
        FastOptions(styles={})

    assert type(raised.value) is UserError
    assert not isinstance(ValueError("a fault of the program"), UserError)
