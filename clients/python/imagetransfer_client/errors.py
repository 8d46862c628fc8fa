"""What can go wrong, each with one plain sentence."""

from pathlib import Path


class ImageTransferError(Exception):
    """Everything that this package raises by itself."""


class ApiError(ImageTransferError):
    """The service said no.

    Attributes
    ----------
    status : HTTP status
    code : the problem's stable name, such as "picture_too_large"
    detail : one sentence that says what to do
    """

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail


class Unreachable(ImageTransferError):  # noqa: N818 - it says what happened, not that it is an error
    """The service did not answer, however often it was asked."""


class JobFailed(ImageTransferError):  # noqa: N818
    """The job ended without a result."""


def sentence_of(error: BaseException) -> str:
    """Return what went wrong in one plain sentence; the system has its own words for files."""
    match error:
        case FileNotFoundError():
            return f"There is no file {error.filename}; please check its name."
        case OSError(filename=str() | Path() as name):
            return f"{name} cannot be used: {error.strerror}."
    return str(error)
