"""The page "Your pictures": the jobs that this browser may manage, and how a private link adds one to them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_cookie

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.my_jobs import admit, forget_all, is_mine, keys_mine, my_jobs
from imagetransfer.jobs.options_in_words import in_words
from imagetransfer.jobs.owners import PARAMETER, secret_opens
from imagetransfer.jobs.selectors import job_expires, job_fast_options
from imagetransfer.jobs.services import jobs_delete


@require_safe
@cache_control(private=True, no_store=True)
@vary_on_cookie
def mine(request: HttpRequest) -> HttpResponse:
    """Show the visitor's own jobs, and when each is deleted by itself."""
    jobs = [(job, job_fast_options(job), job_expires(job)) for job in my_jobs(request)]
    context = {"jobs": [(job, in_words(options) if options else "", expires) for job, options, expires in jobs]}
    return render(request, "jobs/mine.html", context)


@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_store=True)
@vary_on_cookie
def delete_all(request: HttpRequest) -> HttpResponse:
    """Ask once more; on a POST delete all of the visitor's jobs, and the drafts among them."""
    if request.method != "POST":
        return render(request, "jobs/delete_all.html", {"count": len(my_jobs(request))})
    jobs_delete(Job.objects.filter(pk__in=keys_mine(request)))
    return forget_all(redirect("jobs:mine"))


def private_link_opened(request: HttpRequest, job: Job) -> HttpResponse:
    """Give the browser that opens the private link the owner's rights, and go on to the address without the secret."""
    if not secret_opens(job, request.GET[PARAMETER]):
        raise PermissionDenied("This private link is not whole. Please copy all of it.")
    page = redirect(job)
    return page if is_mine(request, job) else admit(request, page, job)
