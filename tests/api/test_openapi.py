"""Schemathesis asks the live server what its own description promises, and what it forbids.

Each run asks other questions. Pytest's header tells the seed; with it in SCHEMA_SEED the same ones are asked again, and
SCHEMA_EXAMPLES asks for more of them: a night's worth is 200.
"""

import os
from base64 import b64encode
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from schemathesis import Case
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from algorithms.styles.catalogue import styles
from imagetransfer.api.custom_jobs import OPERATIONS
from tests.api.makers import bearer, picture_bytes
from tests.conftest import SCHEMA_SEED

schemathesis.openapi.format("binary", st.just(picture_bytes(20, 16)))
schemathesis.openapi.format("byte", st.just(b64encode(picture_bytes(20, 16)).decode()))
schemathesis.openapi.format("idempotency-key", st.builds(lambda: str(uuid4())))
schemathesis.openapi.format("style", st.sampled_from([style.slug for style in styles()]))
schemathesis.openapi.format("cursor", st.just(b64encode(b"o=1").decode()))


# What a schema cannot say: an algorithm judges its options together, a mix its styles, the gallery its words by what
# they look like.
# And of a form's list, which is its fields of one name, any text is an entry.
JUDGED = ("POST /api/v1/gallery", "POST /api/v1/stylizations", *(f"POST /api/v1/{name}" for name in OPERATIONS))

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "10"))  # for each operation

described = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]


@pytest.fixture
def address(live_server: LiveServer, settings: Settings) -> str:
    """Return the address of a server that never says "too many"."""
    settings.API_REQUESTS_PER_MINUTE = settings.API_JOBS_PER_HOUR = settings.API_TOKEN_JOBS_PER_HOUR = 100_000
    settings.QUEUE_LIMIT, settings.API_WAIT_SECONDS = 100_000, 0
    return live_server.url


@described.parametrize()
@seed(int(os.environ[SCHEMA_SEED]))
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: Case[Any], address: str) -> None:
    excluded: Any = []
    if case.operation.label in JUDGED:
        excluded.append(positive_data_acceptance)
        if case.media_type == "multipart/form-data":
            excluded.append(negative_data_rejection)
    case.call_and_validate(base_url=address, headers=bearer(), excluded_checks=excluded)
