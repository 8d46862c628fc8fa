"""Who asks: a program with a token, or anybody."""

from datetime import timedelta
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from imagetransfer.api.models import SCOPES, Token
from imagetransfer.api.problems import Problem
from imagetransfer.api.selectors import token_of
from imagetransfer.jobs.clients import client_of

_NOTED_EVERY = timedelta(minutes=1)
_CHALLENGE = {"WWW-Authenticate": "Bearer"}


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer TOKEN`; a request without the header is anonymous."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Token] | None:
        """Return the token that the request carries; one that is not known is refused, not ignored."""
        words = get_authorization_header(request).split()
        if not words:
            return None
        token = token_of(words[1].decode("latin-1")) if len(words) == 2 and words[0].lower() == b"bearer" else None
        if token is None:
            raise Problem(
                "token_invalid",
                _("This token is not known, or was revoked; send `Authorization: Bearer TOKEN` or no such header."),
                headers=_CHALLENGE,
            )
        now = timezone.now()
        stale = Q(last_used=None) | Q(last_used__lt=now - _NOTED_EVERY)
        Token.objects.filter(stale, pk=token.pk).update(last_used=now)
        return AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge of a 401."""
        return "Bearer"


class HasScope(BasePermission):
    """Tokens do what their scopes allow; without a token everything works that does not list a client's things."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Return True, or end the request with a sentence that says what is missing."""
        token = token_in(request)
        if token is None and view.needs_token:
            raise Problem(
                "token_missing",
                _("This needs a token; send `Authorization: Bearer TOKEN`."),
                headers=_CHALLENGE,
            )
        scope = "read" if request.method in SAFE_METHODS else view.scope
        if token is not None and scope not in token.scopes:
            needed = {"scope": scope, "purpose": _(SCOPES[scope])}
            raise Problem(
                "scope_missing", _("This token lacks the scope '%(scope)s', to %(purpose)s; use another one.") % needed
            )
        return True


def client_name(request: Request) -> str:
    """Return the name under which a client's jobs and limits are kept: its token's, or else its address's."""
    token = token_in(request)
    return token.client if token else client_of(request._request)


def token_in(request: Request) -> Token | None:
    """Return the token that the request came with."""
    return cast("Token | None", request.auth)
