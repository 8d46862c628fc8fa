"""Telling clients apart."""

import pytest
from django.test import RequestFactory

from imagetransfer.jobs.clients import client_of


def client_at(address: str) -> str:
    return client_of(RequestFactory(REMOTE_ADDR=address).get("/"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("198.51.100.1", "198.51.100.2", False),
        ("::ffff:198.51.100.1", "198.51.100.1", True),
        ("", "", True),
    ],
)
def test_a_client_is_an_ipv4_address_or_a_subscribers_ipv6_network(one: str, other: str, same: bool) -> None:
    assert (client_at(one) == client_at(other)) is same
