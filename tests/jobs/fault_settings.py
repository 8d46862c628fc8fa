"""The site's settings for the fault tests: an algorithm without TensorFlow, and a queue that is impatient.

`retry` is far below what a job takes, so that the queue delivers each message again while its job is worked on.
"""

import os

from imagetransfer.settings import *  # noqa: F403
from imagetransfer.settings import INSTALLED_APPS, Q_CLUSTER

INSTALLED_APPS = [*INSTALLED_APPS, "tests.jobs.tiny.TinyConfig"]
_LANES = ("preview", "full_size", "custom")
Q_CLUSTER = {
    **Q_CLUSTER,
    "workers": int(os.environ.get("FAULT_WORKERS", "2")),
    "ALT_CLUSTERS": {lane: {"timeout": 600, "retry": 2} for lane in _LANES},
}
