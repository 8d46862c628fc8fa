"""Jobs: how far they are, and their pictures. A job's id is enough to look, as its link is on the site."""

from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.base import ApiView
from imagetransfer.api.description import problems
from imagetransfer.api.job_owners import SECRET, check_owner, job_found, job_owned
from imagetransfer.api.pages import PAGE_PARAMETERS, PAGE_QUERY, Pages, page_of
from imagetransfer.api.problems import Problem
from imagetransfer.api.representations import CreatedJobRepresentation, JobDetailRepresentation, JobRepresentation
from imagetransfer.api.selectors import jobs_of
from imagetransfer.files.sending import file_response
from imagetransfer.jobs.full_size import full_size_ask
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.selectors import job_preview_is_shown
from imagetransfer.jobs.services import job_cancel, job_delete

_FOR_EVER = "private, max-age=31536000, immutable"


class JobList(ApiView):
    """List the jobs that were made with this token, newest first."""

    needs_token = True
    query = PAGE_QUERY

    @extend_schema(
        tags=["jobs"],
        parameters=PAGE_PARAMETERS,
        responses={200: page_of(JobRepresentation), **problems("invalid", "token_missing")},
    )
    def get(self, request: Request) -> Response:
        """Return one page."""
        return Pages(request).response(jobs_of(self.client), JobRepresentation)


class JobDetail(ApiView):
    """Show how far a job is."""

    @extend_schema(tags=["jobs"], responses={200: JobDetailRepresentation, **problems("not_found")})
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the job."""
        return Response(JobDetailRepresentation(job_found(pk), context={"request": request}).data)


class JobDelete(ApiView):
    """Delete a job of one's own in whatever state, all its pictures and its mails."""

    @extend_schema(
        tags=["jobs"],
        parameters=[SECRET],
        responses={204: OpenApiResponse(description="It is gone."), **problems("not_found", "not_owner")},
    )
    def delete(self, request: Request, pk: UUID) -> Response:
        """Delete the job."""
        job_delete(job_owned(request, pk))
        return Response(status=204)


class JobCancel(ApiView):
    """Cancel a job of one's own that is not finished."""

    @extend_schema(
        tags=["jobs"],
        parameters=[SECRET],
        request=None,
        responses={200: JobRepresentation, **problems("not_found", "not_owner", "job_finished")},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """End it."""
        job = job_owned(request, pk)
        if not job_cancel(job):
            raise Problem("job_finished", _("This job is finished already; there is nothing to cancel."))
        return Response(JobRepresentation(job_found(pk), context={"request": request}).data)


class JobFullSize(ApiView):
    """Have the full size made of a job of one's own that was to stop at its preview; it is made once."""

    makes_work = True

    @extend_schema(
        tags=["jobs"],
        parameters=[SECRET],
        request=None,
        responses={200: JobRepresentation, **problems("not_found", "not_owner", "queue_full")},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Queue it."""
        full_size_ask(job_owned(request, pk), awaited=False)
        return Response(JobRepresentation(job_found(pk), context={"request": request}).data)


class _JobPicture(ApiView):
    """One of a job's pictures, which never changes once it is there."""

    field = ""
    content_type = "image/jpeg"

    def check(self, request: Request, job: Job) -> None:
        """End the request if the id alone is not enough to see the picture."""

    def send(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Send the file unless the client has it already, or end the request."""
        job = job_found(pk)
        self.check(request, job)
        picture: FieldFile = getattr(job, self.field)
        if not picture:
            raise Problem("picture_not_ready", _("This job has no such picture yet; its links say which it has."))
        etag = f'"{job.pk}-{self.field}"'
        response = get_conditional_response(request._request, etag) or file_response(
            str(picture), self.content_type, cache_control=_FOR_EVER
        )
        response.headers.setdefault("Cache-Control", _FOR_EVER)
        response.headers["ETag"] = etag
        return response


def _picture_schema(media_type: str, description: str) -> dict[object, OpenApiResponse]:
    """Describe a picture; generators of clients that know no pictures hand on the bytes of the second media type."""
    return {
        (200, media_type, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, description=description),
        302: OpenApiResponse(description="It is at the address in Location, for an hour; go there without a token."),
        **problems("not_found", "picture_not_ready"),
    }


class JobPreview(_JobPicture):
    """Fetch the small result, which is there first; while a custom job develops, for its owner only."""

    field = "preview"

    def check(self, request: Request, job: Job) -> None:
        """Keep a developing picture, which still looks like the photo, for the owner."""
        if not job_preview_is_shown(job):
            check_owner(request, job)

    @extend_schema(
        tags=["jobs"],
        parameters=[SECRET],
        responses={
            **_picture_schema("image/jpeg", "At most 768 pixels on its longer side."),
            **problems("not_found", "not_owner", "picture_not_ready"),
        },
    )
    def get(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Send it."""
        return self.send(request, pk)


class JobResultJpg(_JobPicture):
    """Fetch the result as a JPEG."""

    field = "result"

    @extend_schema(tags=["jobs"], responses=_picture_schema("image/jpeg", "As large as the photo."))
    def get(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Send it."""
        return self.send(request, pk)


class JobResultPng(_JobPicture):
    """Fetch the result as a PNG, without any loss."""

    field = "result_png"
    content_type = "image/png"

    @extend_schema(tags=["jobs"], responses=_picture_schema("image/png", "As large as the photo."))
    def get(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Send it."""
        return self.send(request, pk)


def job_response(request: Request, job: Job) -> Response:
    """Answer a request that made a job: 202 while it is open, 201 once it is finished."""
    address = request.build_absolute_uri(reverse("api:job", args=[job.pk]))
    representation = CreatedJobRepresentation(job, context={"request": request}).data
    return Response(representation, status=202 if job.is_open else 201, headers={"Location": address})
