"""The web process, `python -m imagetransfer.server`: slow connections cost it no thread.

waitress takes requests in and sends answers out in its main thread, whatever time the other side takes. A thread has a
request only once all of it is here, and is free again before the answer has gone. What waitress leaves open is here: a
request that never ends, more connections than there is room for, and a disk that cannot hold what comes in.
"""

from imagetransfer.wsgi import application  # makes Django ready, before anything else of the site is imported

__all__ = ["application"]
