"""Whose address counts behind reverse proxies, and whose word about HTTPS."""

from ipaddress import ip_network

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from imagetransfer.jobs.clients import client_of
from imagetransfer.proxies import TrustedProxiesMiddleware

PROXIES = ["10.0.0.0/8", "2001:db8::/48"]


@pytest.fixture(autouse=True)
def proxies(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [ip_network(one) for one in PROXIES]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def arrived(peer: str, **headers: str) -> HttpRequest:
    """Return a request from an address as the views see it."""
    request = RequestFactory(REMOTE_ADDR=peer).get(
        "/", headers={name.replace("_", "-"): headers[name] for name in headers}
    )
    TrustedProxiesMiddleware(lambda _request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("peer", "forwarded", "origin"),
    [
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7"),  # what stands before may be invented
        ("10.0.0.1", "1.1.1.1,198.51.100.7,10.9.9.9", "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        ("2001:db8::1", "[2a00:1450::5]:443", "2a00:1450::5"),
        ("::ffff:10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7, nonsense", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.2"),
        ("198.51.100.7", "1.1.1.1", "198.51.100.7"),  # no proxy of ours
    ],
)
def test_the_last_address_that_a_trusted_proxy_saw_is_the_clients(peer: str, forwarded: str, origin: str) -> None:
    assert arrived(peer, x_forwarded_for=forwarded).META["REMOTE_ADDR"] == origin


def test_two_clients_behind_one_proxy_are_two() -> None:
    first, second = (arrived("10.0.0.1", x_forwarded_for=f"198.51.100.{one}") for one in (1, 2))

    assert client_of(first) != client_of(second)


@pytest.mark.parametrize(("peer", "is_secure"), [("10.0.0.1", True), ("198.51.100.7", False)])
def test_only_a_trusted_proxy_is_believed_about_https(peer: str, is_secure: bool) -> None:
    assert arrived(peer, x_forwarded_proto="https").is_secure() is is_secure


def test_without_a_setting_no_header_is_believed(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = []

    assert arrived("127.0.0.1", x_forwarded_for="198.51.100.7").META["REMOTE_ADDR"] == "127.0.0.1"
