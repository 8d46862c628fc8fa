"""The style parameters of paintings that are not in the painter's file for browsers."""

from dataclasses import replace

from django.utils.translation import gettext_noop as _

from algorithms.errors import FileError, UserError
from algorithms.styles.catalogue import Style, fits
from imagetransfer.files import places
from imagetransfer.files.local_copy import local_copy

_NOT_LEARNT = _("This style is not learnt yet. Please paint a photo with it first.")
_OTHER_PAINTER = _("This style has a painter of its own, which works on the server only. Please choose another style.")


def style_bytes(style: Style) -> bytes:
    """Return a painting's style parameters as browsers read them.

    Raises
    ------
    UserError
        If nothing was learnt of somebody's own style yet, or the style belongs to other kernels than the shipped ones.
    """
    if not style.is_own:
        return _bytes_of(style)
    with local_copy(places.own_style_params(style.slug)) as copy:
        if not copy.path.exists():
            raise UserError(_NOT_LEARNT)
        return _bytes_of(replace(style, folder=copy.path.parent))


def _bytes_of(style: Style) -> bytes:
    from algorithms.johnson.browser_file import browser_style  # numpy, as in `fits`
    from algorithms.johnson.style_params import read_style_params

    try:
        params = read_style_params(style.weights_path)
    except FileError as error:
        raise UserError(_OTHER_PAINTER) from error
    if not (style.ships or (fits(style) and not params.has_kernels)):
        raise UserError(_OTHER_PAINTER if params.has_kernels else _NOT_LEARNT)
    return browser_style(params.values[style.row])
