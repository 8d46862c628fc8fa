"""A client for the REST API of ImageTransfer."""

from imagetransfer_client.client import Client
from imagetransfer_client.errors import ApiError, JobFailed, Unreachable
from imagetransfer_client.models import Job, OwnStyle, Style

__all__ = ["ApiError", "Client", "Job", "JobFailed", "OwnStyle", "Style", "Unreachable"]
