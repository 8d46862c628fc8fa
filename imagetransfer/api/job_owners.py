"""Who may change a job: the token that made it, or whoever knows its secret. Its id is for looking only.

The site's cookies count for nothing here: a page of another site could make a browser send them along.
"""

from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from imagetransfer.api.authentication import token_in
from imagetransfer.api.problems import Problem
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import secret_opens

HEADER = "Job-Secret"
SECRET = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="the `secret` of the job, which the answer to its creation told; not needed with the token that "
    "made the job",
)


def job_found(pk: UUID) -> Job:
    """Return the job of that id, or end the request."""
    job = Job.objects.exclude(kind=Job.Kind.PHOTO).filter(pk=pk).first()
    if job is None:
        raise Problem("not_found", _("There is no such job, or not any more; please check the id."))
    return job


def job_owned(request: Request, pk: UUID) -> Job:
    """Return the job of that id to its owner, or end the request."""
    job = job_found(pk)
    check_owner(request, job)
    return job


def check_owner(request: Request, job: Job) -> None:
    """End the request unless it is the owner's."""
    if not is_owner(request, job):
        raise Problem(
            "not_owner",
            _("Only the job's owner may do this; send its secret in the header %(header)s, or its token.")
            % {"header": HEADER},
        )


def is_owner(request: Request, job: Job) -> bool:
    """Whether the request comes with the token that made the job, or with the job's secret."""
    token = token_in(request)
    made_with_it = token is not None and job.client == token.client
    return made_with_it or secret_opens(job, request.headers.get(HEADER, ""))
