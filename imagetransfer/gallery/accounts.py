"""Accounts, where the site has them: Django's own, with our pages."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.views.generic import FormView

from imagetransfer.gallery.browsers import browser_of
from imagetransfer.gallery.models import Picture

LOGIN = LoginView.as_view(
    template_name="gallery/account.html",
    redirect_authenticated_user=True,
    extra_context={"heading": "Log in", "button": "Log in"},
)
LOGOUT = LogoutView.as_view()


class SignUp(FormView):  # type: ignore[type-arg]
    """Make an account and log in; what this browser shared before comes along."""

    form_class = UserCreationForm
    template_name = "gallery/account.html"
    success_url = reverse_lazy("gallery:mine")
    extra_context = {"heading": "New account", "button": "Make my account"}  # noqa: RUF012 - Django's way

    def form_valid(self, form: Any) -> HttpResponse:
        """Make the account."""
        user = form.save()
        login(self.request, user)
        browser = browser_of(self.request)
        if browser:
            Picture.objects.filter(browser=browser, owner=None).update(owner=user)
        return super().form_valid(form)
