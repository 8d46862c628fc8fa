"""Jobs: how far they are, and their pictures. Whoever has a job's id has the job, as on the site."""

from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.base import ApiView
from imagetransfer.api.description import problems
from imagetransfer.api.pages import PAGE_PARAMETERS, PAGE_QUERY, Pages, page_of
from imagetransfer.api.problems import Problem
from imagetransfer.api.representations import JobDetailRepresentation, JobRepresentation
from imagetransfer.api.selectors import jobs_of
from imagetransfer.jobs.models import Job
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
    """Delete a job in whatever state, all its pictures and its mails."""

    @extend_schema(
        tags=["jobs"],
        responses={204: OpenApiResponse(description="It is gone."), **problems("not_found")},
    )
    def delete(self, request: Request, pk: UUID) -> Response:
        """Delete the job."""
        job_delete(job_found(pk))
        return Response(status=204)


class JobCancel(ApiView):
    """Cancel a job that is not finished."""

    @extend_schema(
        tags=["jobs"], request=None, responses={200: JobRepresentation, **problems("not_found", "job_finished")}
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """End it."""
        job = job_found(pk)
        if not job_cancel(job):
            raise Problem("job_finished", "This job is finished already; there is nothing to cancel.")
        return Response(JobRepresentation(job_found(pk), context={"request": request}).data)


class _JobPicture(ApiView):
    """One of a job's pictures, which never changes once it is there."""

    field = ""
    content_type = "image/jpeg"

    def send(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Send the file unless the client has it already, or end the request."""
        job = job_found(pk)
        picture: FieldFile = getattr(job, self.field)
        if not picture:
            raise Problem("picture_not_ready", "This job has no such picture yet; its links say which it has.")
        etag = f'"{job.pk}-{self.field}"'
        response = get_conditional_response(request._request, etag) or FileResponse(
            picture.open(), content_type=self.content_type
        )
        response.headers["Cache-Control"] = _FOR_EVER
        response.headers["ETag"] = etag
        return response


def _picture_schema(media_type: str, description: str) -> dict[object, OpenApiResponse]:
    """Describe a picture; generators of clients that know no pictures hand on the bytes of the second media type."""
    return {
        (200, media_type, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, description=description),
        **problems("not_found", "picture_not_ready"),
    }


class JobPreview(_JobPicture):
    """Fetch the small result, which is there first."""

    field = "preview"

    @extend_schema(tags=["jobs"], responses=_picture_schema("image/jpeg", "At most 768 pixels on its longer side."))
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


def job_found(pk: UUID) -> Job:
    """Return the job of that id, or end the request."""
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        raise Problem("not_found", "There is no such job, or not any more; please check the id.")
    return job


def job_response(request: Request, job: Job) -> Response:
    """Answer a request that made a job: 202 while it is open, 201 once it is finished."""
    address = request.build_absolute_uri(reverse("api:job", args=[job.pk]))
    representation = JobRepresentation(job, context={"request": request}).data
    return Response(representation, status=202 if job.is_open else 201, headers={"Location": address})
