"""The mail that brings an owner the link to edit and delete what they shared.

It repeats no word that was typed on the site, such as the title: nobody has proved that the address is theirs, and a
stranger could send anybody any text that way.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from imagetransfer.gallery.addresses import owners_path
from imagetransfer.gallery.models import Picture
from imagetransfer.jobs.models import Job
from imagetransfer.outbox.addresses import stop_url
from imagetransfer.outbox.mails import mail_queue


def picture_shared(picture: Picture, job: Job) -> None:
    """Queue the mail, in the language of the job's mails, if its owner left an address with the job."""
    if not job.email:
        return
    with translation.override(job.language):
        subject = gettext("Your picture is in the gallery")
        context = {
            "language": job.language,
            "subject": subject,
            "link": settings.SITE_URL + owners_path(picture),
            "stop_url": stop_url(job.email),
        }
        text = render_to_string("mail/shared.txt", context).strip() + "\n"
        html = render_to_string("mail/shared.html", context)
    mail_queue(
        about=picture.pk,
        kind="shared",
        recipient=job.email,
        client=job.client,
        subject=subject,
        text=text,
        html=html,
    )
