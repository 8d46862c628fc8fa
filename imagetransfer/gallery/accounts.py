"""Accounts, where the site has them (ACCOUNTS): Django's own, with our pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from imagetransfer.gallery.models import Picture
from imagetransfer.jobs.browsers import browser_of


def _where_allowed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Hide the view on a site without accounts."""

    @wraps(view)
    def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.ACCOUNTS:
            raise Http404("This site has no accounts.")
        return view(request, *args, **kwargs)

    return allowed


class SignUp(FormView):  # type: ignore[type-arg]
    """Make an account and log in; what this browser shared before comes along."""

    form_class = UserCreationForm
    template_name = "gallery/account.html"
    success_url = reverse_lazy("gallery:mine")
    extra_context = {"heading": _("New account"), "button": _("Make my account")}  # noqa: RUF012 - Django's way

    def form_valid(self, form: Any) -> HttpResponse:
        """Make the account."""
        user = form.save()
        login(self.request, user)
        browser = browser_of(self.request)
        if browser:
            Picture.objects.filter(browser=browser, owner=None).update(owner=user)
        return super().form_valid(form)


login_view = _where_allowed(
    LoginView.as_view(
        template_name="gallery/account.html",
        redirect_authenticated_user=True,
        extra_context={"heading": _("Log in"), "button": _("Log in")},
    )
)
logout_view = _where_allowed(LogoutView.as_view())
sign_up_view = _where_allowed(SignUp.as_view())
