"""What `manage.py doctor` looks at besides readiness: what only the person at the machine is to see or may wait for."""

import smtplib
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.functions import Now
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

from imagetransfer.files import places
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.work import DEAD_AFTER_SECONDS
from imagetransfer.operations.checks import READINESS, Finding
from imagetransfer.outbox.models import Delivery, Mail

_CLOCK_SECONDS = 2.0  # below this, no heartbeat is taken for dead
_LATE = timedelta(minutes=10)


def migrations() -> Finding:
    """See whether the database's tables are those of this version."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        names = ", ".join(f"{step.app_label} {step.name}" for step, _ in missing[:5])
        return Finding(f"The database lacks {len(missing)} change(s) of this version.", "Run manage.py migrate.", names)
    return Finding("The database's tables are those of this version.")


def mail() -> Finding:
    """Greet the mail server, and see whether mails wait."""
    if settings.MAILS_AS_FILES:
        return Finding(f"There is no mail server: mails are kept among the files, in {places.MAILS}")
    try:
        with get_connection():
            pass
    except (OSError, smtplib.SMTPException) as error:
        return Finding("The mail server does not answer.", "Correct EMAIL_URL, or see to the server.", str(error))
    waiting = Mail.objects.filter(state__in=(Delivery.State.PENDING, Delivery.State.SENDING))
    late = waiting.filter(created__lt=timezone.now() - _LATE).count()
    if late:
        advice = "Start the deliverer (manage.py deliver); the admin, under Mails, shows what the mail server said."
        return Finding(f"{late} mail(s) wait for more than ten minutes.", advice)
    return Finding("The mail server answers, and no mail waits long.")


def clock() -> Finding:
    """Compare this machine's clock with the database's, by which workers on several machines agree."""
    if connection.vendor == "sqlite":
        return Finding("The database is on this machine and goes by its clock.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    apart = abs((timezone.now() - theirs).total_seconds())
    if apart > _CLOCK_SECONDS:
        advice = "Let both machines follow a time server: workers seem dead to each other otherwise."
        return Finding(f"This machine's clock and the database's are {apart:.0f} s apart.", advice)
    return Finding("This machine's clock and the database's agree.")


def workers(lane: str, patience: float = 10.0) -> Finding:
    """See whether somebody works in the lane: a job with a heartbeat, or else an answer to a message without work."""
    beats = Job.objects.filter(lane=lane, state=Job.State.RUNNING)
    alive = beats.filter(heartbeat__gt=Now() - timedelta(seconds=DEAD_AFTER_SECONDS)).count()
    if alive:
        return Finding(f"{alive} worker(s) of the lane {lane} are at work.")
    if _message_is_taken(lane, patience):
        return Finding(f"A worker of the lane {lane} waits for jobs.")
    advice = f"Start one: manage.py work {lane}."
    return Finding(f"No worker of the lane {lane} answered within {patience:.0f} s.", advice)


def _message_is_taken(lane: str, patience: float) -> bool:
    """Send a message without work; take it back when no worker does within the seconds of patience."""
    task = async_task("imagetransfer.operations.tasks.nothing", cluster=lane)
    end = time.monotonic() + patience
    while ours := _messages_left(lane, task):
        if time.monotonic() > end:
            OrmQ.objects.filter(pk__in=ours).delete()
            return False
        time.sleep(0.1)
    return True


def _messages_left(lane: str, task: str) -> list[int]:
    left = OrmQ.objects.filter(key=lane, lock__lte=Now())
    return [message.pk for message in left if message.task_id() == task]


def examinations(patience: float) -> dict[str, Callable[[], Finding]]:
    """Return everything the doctor looks at, in order."""

    def worker_of(lane: str) -> Callable[[], Finding]:
        return lambda: workers(lane, patience)

    first, *rest = READINESS
    asked = {first: READINESS[first], "migrations": migrations} | {name: READINESS[name] for name in rest}
    return asked | {"mail": mail, "clock": clock} | {f"worker {lane}": worker_of(lane) for lane in Job.Lane.values}


def examined(question: Callable[[], Finding]) -> Finding:
    """Return what an examination found; one that needs the database while it is away says so."""
    try:
        return question()
    except DatabaseError as error:
        connection.close()
        return Finding("This cannot be told without the database.", "See to the database first.", str(error))
