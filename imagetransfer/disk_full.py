"""Tell a full disk from every other fault: the one whose cure is to wait, or to make room."""

import errno
import sqlite3

from django.utils.translation import gettext_noop as _

SENTENCE = _("There is no room to store anything just now, and nothing was stored. Please try again in 5 minutes.")
RETRY_AFTER = 300

_POSTGRESQL_DISK_FULL = "53100"


def is_disk_full(error: BaseException | None) -> bool:
    """Return whether this error, or the one that led to it, is that a file or the database cannot grow."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
            return True
        if getattr(error, "sqlstate", "") == _POSTGRESQL_DISK_FULL:
            return True
        error = error.__cause__
    return False
