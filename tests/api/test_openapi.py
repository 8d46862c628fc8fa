"""Schemathesis asks the live server what its own description promises, and what it forbids."""

from base64 import b64encode
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.api.makers import bearer, picture_bytes

schemathesis.openapi.format("binary", st.just(picture_bytes(20, 16)))
schemathesis.openapi.format("byte", st.just(b64encode(picture_bytes(20, 16)).decode()))
schemathesis.openapi.format("idempotency-key", st.builds(lambda: str(uuid4())))
schemathesis.openapi.format("cursor", st.just(b64encode(b"p=2026-01-01 00:00:00%2B00:00").decode()))


# An algorithm judges its options together (no fewer steps than scales, …), which a schema cannot say.
SLOW = ("/api/v1/paintings",)

described = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]


@pytest.fixture
def address(live_server: LiveServer, settings: Settings) -> str:
    """Return the address of a server that never says "too many"."""
    settings.API_REQUESTS_PER_MINUTE = settings.API_JOBS_PER_HOUR = settings.API_TOKEN_JOBS_PER_HOUR = 100_000
    settings.QUEUE_LIMIT, settings.API_WAIT_SECONDS = 100_000, 0
    return live_server.url


@described.parametrize()
@settings(max_examples=10, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: Case[Any], address: str) -> None:
    judged_together = case.path in SLOW
    case.call_and_validate(
        base_url=address, headers=bearer(), excluded_checks=[positive_data_acceptance] if judged_together else []
    )
