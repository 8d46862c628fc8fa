"""The options that the slow methods share: optimisers, first pictures, and how steps are divided among scales.

No TensorFlow here, so that a command's help comes at once.
"""

from typing import Any, Protocol

from algorithms.errors import UserError
from algorithms.option_fields import check_values, option
from algorithms.translatable import marked as _

STARTS = ("content", "style", "noise", "mix", "grey")  # of `start.first_picture`
OPTIMISERS = ("l-bfgs", "adam", "l-bfgs-20")
OPTIMISER_HELP = _(
    "how a step is found: quickly, from all earlier ones; steadily, in small ones; or quickly, but forgetting the "
    "earlier ones every twenty tries"
)


def learning_rate_option() -> Any:
    """Declare the option that Adam's steps follow."""
    help_text = _("how much one step may change at the steady pace; 1 is from black to white")
    return option(0.02, help_text, label=_("Length of a step"))


def average_option() -> Any:
    """Declare the option by which the result is the mean of several steps."""
    help_text = _(
        "the result is the average of the last steps' pictures, which takes out grain: 0.9 of about ten, 0 of one"
    )
    return option(0.0, help_text, label=_("Average of the last steps"), most=0.999)


class DescentOptions(Protocol):
    """The options that `multiscale.Descent` reads."""

    @property
    def optimiser(self) -> str:
        """One of `OPTIMISERS`."""

    @property
    def learning_rate(self) -> float:
        """Adam's; the other optimisers have none."""

    @property
    def clip(self) -> bool:
        """Whether every value stays in [0, 1]."""

    @property
    def average(self) -> float:
        """The decay of the mean of the steps' pictures, in [0, 1); 0 for the last picture alone."""

    @property
    def scales(self) -> int:
        """The number of sizes, each half of the next."""

    def steps_per_scale(self) -> list[int]:
        """Return the steps of each scale, coarsest first."""


class Staged(Protocol):
    """Options of a slow method that say how long it works at how many sizes."""

    @property
    def steps(self) -> int:
        """The steps over all scales."""

    @property
    def scales(self) -> int:
        """The number of sizes, each half of the next."""


class StyleOptions(Staged, Protocol):
    """The options of a slow method that `check_options` looks at beyond their own limits."""

    @property
    def style_layers(self) -> tuple[str, ...]:
        """The layers whose Gram matrices make the style."""


def check_options(options: StyleOptions) -> None:
    """Check a slow method's options.

    Raises
    ------
    UserError
        If a value is out of its limits (`check_values`), there is no style layer, or a scale would get no step.
    """
    check_values(options)
    if not options.style_layers:
        raise UserError(_("There are no style layers; name at least one, such as relu3_1."))
    check_steps(options)


def check_steps(options: Staged) -> None:
    """Raise a UserError if a scale would get no step."""
    if options.steps < options.scales:
        raise UserError(
            _("%(steps)s steps are too few for %(scales)s scales; give one for each at least."),
            steps=options.steps,
            scales=options.scales,
        )


def steps_per_scale(steps: int, scales: int) -> list[int]:
    """Divide the steps among the scales, coarsest first: each scale gets half as many as the one before.

    Coarse scales cost little and decide where everything goes; the full size only adds the fine strokes.

    Returns
    -------
    list of `scales` integers that add up to `steps`
    """
    parts = [2.0**-scale for scale in range(scales)]
    ends = [round(steps * sum(parts[: scale + 1]) / sum(parts)) for scale in range(scales)]
    return [end - begin for begin, end in zip([0, *ends], ends, strict=False)]
