"""What a person can choose for a photo in trained styles: on the picker's page, and on a job's page to paint again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from algorithms.errors import UserError
from algorithms.option_fields import options_of
from algorithms.styles.catalogue import Kind, Style, style, styles_of
from algorithms.styles.options import WEIGHTS, FastOptions
from algorithms.styles.options_text import WHERE_IN_WORDS
from algorithms.styles.unlisted import unlisted_style
from imagetransfer.errors import sentence_of
from imagetransfer.jobs.option_fields import option_field

USUAL_WEIGHT = 50
"""Of a style that is added to a mix: it can become more and less."""


@dataclass(frozen=True)
class Card:
    """A style as the form shows it.

    `weight` is where its slider stands, `place` where the chosen photo in this style is found: on a sheet, which is
    named by its address, and there in one of the columns from 0.
    """

    style: Style
    chosen: bool
    weight: int | str
    place: tuple[str, int] | None = None


class MixWidget(forms.Widget):
    """A checkbox `style` for each style, and `weight-SLUG` beside it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """Return the weights of those that are checked."""
        slugs = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return {slug: data.get(f"weight-{slug}") or str(USUAL_WEIGHT) for slug in slugs if slug}


class MixField(forms.Field):
    """Styles with their weights; a style alone has the whole weight, wherever its slider stands."""

    widget = MixWidget
    default_error_messages = {  # noqa: RUF012 - as Django has it
        "required": _("Please pick a style: none is chosen yet."),
        "unknown": _("This style is not in the list. Please pick one that is."),
        "weight": _("A weight is a whole number from %(least)s to %(most)s. Please choose one."),
    }

    def to_python(self, value: Any) -> dict[str, int]:
        """Check each style and each weight by itself; `FastOptions` checks the mix."""
        try:
            for slug in value:
                style(slug)
        except KeyError as error:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown") from error
        if len(value) == 1:
            return dict.fromkeys(value, WEIGHTS[1])
        return {slug: self._weight(text) for slug, text in value.items()}

    def _weight(self, text: str) -> int:
        validators = [MinValueValidator(WEIGHTS[0]), MaxValueValidator(WEIGHTS[1])]
        try:
            weight: int = forms.IntegerField(validators=validators).clean(text)
        except forms.ValidationError as error:
            limits = {"least": WEIGHTS[0], "most": WEIGHTS[1]}
            raise forms.ValidationError(self.error_messages["weight"], code="weight", params=limits) from error
        return weight


class FastForm(forms.Form):
    """A mix of trained styles and how it is used; `options` is what comes out.

    `yours` are the styles that the visitor brought; those of others can be used by whoever has their links.
    """

    places: Mapping[str, tuple[str, int]] = MappingProxyType({})  # of styles' slugs; see `Card.place`

    style = MixField()
    keep_size = forms.BooleanField(required=False, initial=False)

    def __init__(self, *args: Any, yours: Sequence[Style] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.yours = yours
        self.options = {option.name: option_field(option) for option in options_of(FastOptions)}
        for field in self.options.values():
            field.help_text = ""  # the page has words of its own beside each slider
            field.required = False
            if isinstance(field, forms.ChoiceField):  # where
                field.choices = [(name, capfirst(gettext(words))) for name, words in WHERE_IN_WORDS.items()]
        self.fields |= self.options

    def clean_where(self) -> str:
        """Take everything where nothing was chosen."""
        return self.cleaned_data["where"] or FastOptions.where

    def clean(self) -> dict[str, Any]:
        """Put the choices together; what only their combination shows is told beside the styles."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"style", *self.options}:
            try:
                cleaned["options"] = FastOptions.from_parameters(cleaned | {"styles": cleaned["style"]})
            except UserError as error:
                self.add_error("style", sentence_of(error))
        return cleaned

    def cards(self, kind: Kind) -> list[Card]:
        """Return every listed style of a kind, with what the form has for it."""
        return self._cards(styles_of(kind))

    def own_cards(self, kind: Kind) -> list[Card]:
        """Return the visitor's styles of a kind, newest first, and others' unlisted ones that are chosen."""
        own = {style.slug: style for style in (*self.yours, *self._unlisted())}
        return self._cards([style for style in own.values() if style.kind == kind])

    def _unlisted(self) -> list[Style]:
        return [found for slug in self["style"].value() or {} if (found := unlisted_style(slug))]

    def _cards(self, offered: Sequence[Style]) -> list[Card]:
        """Alone, a style's weight means nothing."""
        mix = self["style"].value() or {}
        mix = mix if len(mix) > 1 else dict.fromkeys(mix, USUAL_WEIGHT)
        return [
            Card(style, style.slug in mix, mix.get(style.slug, USUAL_WEIGHT), self.places.get(style.slug))
            for style in offered
        ]

    def has_settings(self) -> bool:
        """Whether more is chosen than styles, or refused."""
        return bool(self["keep_size"].value()) or any(
            self.errors.get(name) or str(self[name].value()) != str(field.initial)
            for name, field in self.options.items()
        )

    @classmethod
    def initial_of(cls, options: FastOptions) -> dict[str, Any]:
        """Return what the form shows for choices that were made before."""
        return options.parameters() | {"style": dict(options.styles)}
