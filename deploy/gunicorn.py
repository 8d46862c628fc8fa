"""How gunicorn serves the site: one small process, threads for slow uploads and downloads."""

import os
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = 1
threads = 8
timeout = 120
loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    """Say that the site answers, and where."""
    print(f"ImageTransfer is at http://{bind}/ (Ctrl-C stops it)", flush=True)
