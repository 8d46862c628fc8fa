"""What a job's owner can do with it: have its full size made, cancel it, delete it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from imagetransfer.jobs import services
from imagetransfer.jobs.full_size import full_size_ask
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.my_jobs import job_mine


@require_POST
def full_size(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have the full size made; the page then downloads or shares it by itself."""
    found = job_mine(request, pk, kind=Job.Kind.ONLINE)
    full_size_ask(found)
    return redirect(found)


@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel the job, unless it is finished already."""
    found = job_mine(request, pk)
    services.job_cancel(found)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask once more; on a POST delete the job and all that belongs to it."""
    found = job_mine(request, pk)
    if request.method != "POST":
        return render(request, "jobs/delete.html", {"job": found})
    services.job_delete(found)
    return redirect("jobs:mine")
