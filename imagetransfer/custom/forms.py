"""What the second step of a custom job asks for: how to work on the pictures."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from imagetransfer.custom.option_fields import option_fields
from imagetransfer.errors import sentence_of
from imagetransfer.jobs.custom_algorithm import DEFAULT_SIZE, OURS, SIZES, CustomAlgorithm
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.models import Job
from imagetransfer.pictures.decoding import proportions_of
from imagetransfer.pictures.forms import PictureField

# How much a mask's proportions may differ from its picture's.
MASK_TOLERANCE = 0.03
MASKS = ("content_mask", "style_mask")

_KEPT = ("preset", "size", "masks")  # what a job keeps besides its options


def _size_field(job: Job) -> forms.Field:
    """Ask for one of the sizes that suit a draft's photo, or of all that there are where no photo is known."""
    algorithm = ALGORITHMS[job.algorithm]
    sizes = algorithm.sizes(job.width, job.height) if job.width else SIZES
    own = max(job.width or 0, job.height or 0)
    return forms.TypedChoiceField(
        coerce=int,
        choices=[
            (
                size,
                gettext("%(size)s pixels (your photo's)") % {"size": size}
                if size == own
                else gettext("%(size)s pixels") % {"size": size},
            )
            for size in sizes
        ],
        initial=DEFAULT_SIZE,
        label=gettext("Size"),
        help_text=gettext("At which the work is done. The result is as large as your photo.")
        if algorithm.full_size
        else gettext("The longer side of the picture. Twice the size takes four times as long."),
    )


def _mask_fields(found: str) -> dict[str, forms.Field]:
    """Return what is asked for algorithms that work region by region; `found` is the registry's `masks`."""
    if not found:
        return {}
    return {
        "masks": forms.ChoiceField(
            choices=[
                ("automatic", gettext("Find them")),
                ("own", gettext("My own masks")),
                ("none", gettext("No regions")),
            ],
            initial=found,
        ),
        "content_mask": PictureField(required=False, lossless=True),
        "style_mask": PictureField(required=False, lossless=True),
    }


def _preset_field(algorithm: CustomAlgorithm) -> forms.Field:
    """Ask whose settings are those that nobody chose."""
    return forms.ChoiceField(
        required=False,
        initial=OURS,
        choices=[
            (OURS, gettext("ours")),
            *((name, gettext(algorithm.preset_words[name])) for name in algorithm.presets),
        ],
        label=gettext("Recipe"),
        help_text=gettext("A published recipe, whose values take the place of our defaults."),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": gettext("This recipe is not offered. Please choose one of the list.")},
    )


class SettingsForm(forms.Form):
    """The options of the draft's algorithm, and where the result is sent."""

    email = forms.EmailField(
        required=False,
        label=gettext_lazy("Your email address"),
        help_text=gettext_lazy("Optional. Without it, keep the link of the next page."),
        error_messages={"invalid": gettext_lazy("This is not an email address. Please correct it, or leave it empty.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, initial="en", label=gettext_lazy("Language of the mails"))

    def __init__(self, *args: Any, job: Job, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.job = job
        self.algorithm = ALGORITHMS[job.algorithm]
        self.fields["preset"] = _preset_field(self.algorithm)
        self.fields["size"] = _size_field(job)
        self.option_names = list(option_fields(self.algorithm))
        self.fields |= option_fields(self.algorithm) | _mask_fields(self.algorithm.masks)
        earlier = job.parameters
        wished = self.initial.pop("preset", None)
        if wished in {OURS, *self.algorithm.presets}:
            earlier = earlier | {"preset": wished, "options": self.algorithm.defaults(wished)}
        self.initial = {
            **earlier.get("options", {}),
            **{name: earlier[name] for name in _KEPT if name in earlier},
            "email": job.email,
            "language": job.language,
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        """Let the algorithm judge its options together."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("masks") == "own":
            self._check_masks()
        if not self.errors:
            try:
                self.algorithm.read_options(self.options())
            except ValueError as error:
                self.add_error(None, sentence_of(error))
        return cleaned

    @classmethod
    def filled(cls, job: Job, given: Mapping[str, Any]) -> "SettingsForm":
        """Return the form as if it had been sent with these settings, and all others as they stand on the page."""
        shown = cls(job=job, initial=dict(given))
        return cls({name: shown[name].value() for name in shown.fields}, job=job)

    def options(self) -> dict[str, Any]:
        """Return every option, so that the job stays what it is when a default changes."""
        defaults = self.algorithm.defaults(self.cleaned_data["preset"])
        return defaults | {name: self.cleaned_data[name] for name in self.option_names}

    def parameters(self) -> dict[str, Any]:
        """Return what the job keeps."""
        kept = {name: value for name in _KEPT if (value := self.cleaned_data.get(name)) not in ("", None, OURS)}
        return kept | {"options": self.options()}

    def _check_masks(self) -> None:
        """Demand both masks, unless the draft has them from an earlier job or try, in the shapes of their pictures."""
        given = self.cleaned_data
        if not all(given.get(name) or getattr(self.job, name) for name in MASKS):
            self.add_error(
                "masks", gettext("Please give two masks, one for each picture, or let the regions be found.")
            )
        for name, picture, words in (
            ("content_mask", self.job.content, gettext("your photo")),
            ("style_mask", self.job.style, gettext("your style picture")),
        ):
            mask = given.get(name)
            if mask and abs(mask.width / mask.height / proportions_of(picture) - 1) > MASK_TOLERANCE:
                self.add_error(
                    name,
                    gettext("This mask has another shape than %(words)s. Please make it as wide and high.")
                    % {"words": words},
                )

    def recipes(self) -> list[tuple[str, str, bool]]:
        """Return the recipes to choose from: their names in links, what the site calls them, whether it is this one."""
        chosen = self["preset"].value()
        return [(name, words, name == chosen) for name, words in self.fields["preset"].choices]  # type: ignore[attr-defined]

    def shown(self) -> Iterator[forms.BoundField]:
        """Yield the fields that everybody sees."""
        return (self[name] for name in ("size", *self.algorithm.shown))

    def folded(self) -> Iterator[forms.BoundField]:
        """Yield the fields for those who open them."""
        return (self[name] for name in self.option_names if name not in self.algorithm.shown)

    def errors_folded(self) -> bool:
        """Whether one of them has an error, so that they must be open."""
        return any(field.errors for field in self.folded())
