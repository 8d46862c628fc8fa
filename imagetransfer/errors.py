"""Refusals: what the apps' services answer to a person who may do better, and how pages and forms tell it.

`imagetransfer.api.problems` tells the same to programs, `jobs.tasks` to the owner of a job, and
`science.management.plain_errors` to whoever typed a command.
"""

from http import HTTPStatus

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext, ngettext

from algorithms.errors import UserError


class Refusal(UserError):  # noqa: N818 - an answer to the user, not a fault of the program
    """A `UserError` of the site.

    Attributes
    ----------
    status : int
        The HTTP status of the answer.
    code : str
        The problem's stable name for programs, one of `api.problems.KINDS`.
    field : str, optional
        The form's field that the sentence is about.
    retry_after : int, optional
        The number of seconds after which a new try makes sense.
    """

    def __init__(
        self, sentence: str, *, status: int, code: str, field: str | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.status, self.code, self.field, self.retry_after = status, code, field, retry_after


def sentence_of(error: Exception) -> str:
    """Return the error's sentence in the language of the page."""
    if isinstance(error, UserError):
        return gettext(error.sentence) % error.values if error.values else gettext(error.sentence)
    return str(error)


def status_of(error: UserError) -> int:
    """Return the HTTP status of an answer that tells this error: 400 unless the error says another."""
    return error.status if isinstance(error, Refusal) else HTTPStatus.BAD_REQUEST


def told(response: HttpResponse, error: UserError) -> HttpResponse:
    """Let a response, which tells the error, also say when a new try makes sense."""
    if isinstance(error, Refusal) and error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def add_to_form(form: forms.BaseForm, error: UserError) -> None:
    """Tell the error beside the field that it is about, or else above the whole form."""
    field = error.field if isinstance(error, Refusal) else None
    form.add_error(field if field in form.fields else None, sentence_of(error))


def in_a_while(seconds: int) -> str:
    """Return a waiting time for a sentence: "40 seconds", "3 minutes"."""
    if seconds < 120:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    minutes = round(seconds / 60)
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
