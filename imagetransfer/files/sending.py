"""Sending a stored file to a browser: by the store itself where that can do it, so that the site stays free."""

import re

from django.http import FileResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import content_disposition_header

from imagetransfer.files.store import store

_REDIRECT_SECONDS = 1800  # less than a signed address works (`s3_store.SIGNED_SECONDS`)


def file_response(
    name: str, content_type: str, *, cache_control: str, shown_as: str = "", save_as: str = ""
) -> HttpResponseBase:
    """Send the file, or the browser to where the store serves it.

    Parameters
    ----------
    name : of the file in the store
    cache_control : of the file; the way to it is kept for half an hour at most, because signed addresses end
    shown_as, save_as : the file's name for a browser that shows it, or that saves it
    """
    disposition = content_disposition_header(bool(save_as), save_as or shown_as) or ""
    address = store().address(name, content_type=content_type, disposition=disposition, cache_control=cache_control)
    response: HttpResponseBase
    if address:
        response = HttpResponseRedirect(address)
        cache_control = re.sub(r"max-age=\d+", f"max-age={_REDIRECT_SECONDS}", cache_control.replace(", immutable", ""))
    else:
        response = FileResponse(
            store().open(name),
            content_type=content_type,
            as_attachment=bool(save_as),
            filename=save_as or shown_as,
        )
    response.headers["Cache-Control"] = cache_control
    return response
