"""Blocking a mailbox; reading the mails of an installation that has no mail server."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from imagetransfer.outbox import addresses
from imagetransfer.outbox.received_files import ReceivedMail, mail_named, mails_newest

View = Callable[..., HttpResponse]

# A mail carries its styles with it, because mail programs know no style sheets.
mail_policy: Callable[[View], View] = csp_replace(
    {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "img-src": ["data:"]}
)


# Mail programs post here by themselves, without a cookie (RFC 8058); the token is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before blocking the mailbox that the token is about; a POST blocks it, or takes that back."""
    mailbox = addresses.mailbox_of_token(token)
    if mailbox is None:
        raise Http404("This link is not ours.")
    if request.method == "POST":
        change = addresses.mailbox_allow if "allow" in request.POST else addresses.mailbox_block
        change(mailbox)
    return render(request, "outbox/stop.html", {"blocked": addresses.is_blocked(mailbox)})


def _only_here(view: View) -> View:
    """Hide a view from everybody but the person at a computer whose mails are written as files."""

    @wraps(view)
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
        here = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
        if settings.PRODUCTION or not settings.MAILS_AS_FILES or not here:
            raise Http404("Mails are sent, not shown.")
        return view(request, **arguments)

    return guarded


@require_safe
@_only_here
def index(request: HttpRequest) -> HttpResponse:
    """Show the newest mails."""
    return render(request, "outbox/index.html", {"mails": mails_newest()})


@require_safe
@_only_here
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show a mail's head and its text."""
    return render(request, "outbox/mail.html", {"mail": _mail(name)})


@require_safe
@_only_here
@mail_policy
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show a mail's HTML part as a mail program would."""
    return HttpResponse(_mail(name).part("html"))


@require_safe
@_only_here
def attachment(request: HttpRequest, name: str) -> HttpResponse:
    """Send a mail's picture."""
    picture = _mail(name).attachment
    if picture is None:
        raise Http404("This mail carries no picture.")
    headers = {"Content-Disposition": f'attachment; filename="{picture.get_filename()}"'}
    return HttpResponse(picture.get_content(), content_type=picture.get_content_type(), headers=headers)


def _mail(name: str) -> ReceivedMail:
    found = mail_named(name)
    if found is None:
        raise Http404("There is no such mail.")
    return found
