"""The form fields of a slow algorithm's options."""

from django import forms

from algorithms.option_fields import options_of
from imagetransfer.jobs.custom_algorithm import CustomAlgorithm
from imagetransfer.jobs.option_fields import option_field


def option_fields(algorithm: CustomAlgorithm) -> dict[str, forms.Field]:
    """Return a form field for each option that is one value; lists, of layers for instance, are for the API only.

    The definition of the losses comes with a preset, because a source's losses need its weights.
    """
    return {
        option.name: option_field(option, algorithm.most_of(option), algorithm.words.get(option.name))
        for option in options_of(algorithm.options)
        if not isinstance(option.default, tuple) and option.name != "losses"
    }
