"""Real workers, a real mail server, and SIGKILL: everything arrives, once."""

import random
import shutil
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.jobs.fault_site import PATIENCE, FaultSite, Inbox, kill_group, kill_one, wait_until

JOBS, KILLS = 24, 8


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    empty = FaultSite(folder, mail_port=0)
    empty.run("manage.py", "migrate", "--verbosity", "0")
    empty.log.close()
    return empty.database


@pytest.fixture
def site(tmp_path: Path, empty_database: Path) -> Iterator[FaultSite]:
    shutil.copy(empty_database, tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = FaultSite(tmp_path, port)
    yield site
    site.log.close()


@pytest.fixture
def mail_server(site: FaultSite, inbox: Inbox) -> Iterator[None]:
    with inbox.open(site.mail_port):
        yield


def pixels(site: FaultSite, pk: str) -> np.ndarray:
    with Image.open(site.media / "results" / f"{uuid.UUID(pk)}.png") as picture:
        return np.asarray(picture)


def something_new(site: FaultSite, done: int) -> bool:
    return site.count("state = 'done'") > done or site.count("state = 'queued'") == 0


def kill_and_restart(site: FaultSite, times: int) -> "subprocess.Popen[bytes]":
    """Kill workers at random points of their work that often; return the last cluster, which is left alone."""
    chance = random.Random(20)
    cluster = site.start("work")
    kills = 0
    while kills < times:
        done = site.count("state = 'done'")
        # Not before something was done since the last kill: what is killed at its start proves nothing.
        wait_until(partial(something_new, site, done))
        time.sleep(chance.uniform(0, 0.4))
        if chance.random() < 0.5:
            kill_group(cluster)  # as a machine without power
            kills += 1
        elif kill_one(cluster, chance):  # as the kernel does when memory runs out
            kills += 1
            cluster.wait(timeout=PATIENCE)  # without that process it ends by itself
        kill_group(cluster)
        site.let_the_dead_be_noticed()
        cluster = site.start("work")
    return cluster


@pytest.mark.usefixtures("mail_server")
def test_two_dozen_jobs_survive_eight_killed_workers_and_each_mails_its_picture_once(
    site: FaultSite, inbox: Inbox
) -> None:
    jobs = site.queue(JOBS, seconds=0.8)

    with site.running("sweep", "--every", "0.5"), site.running("deliver", "--every", "0.2"):
        cluster = kill_and_restart(site, KILLS)
        try:
            wait_until(lambda: site.count("state = 'done'") == JOBS)
            wait_until(lambda: len(inbox.of_kind("done")) >= JOBS)
            wait_until(lambda: not list((site.media / "saved").glob("*")))
        finally:
            kill_group(cluster)

    assert site.count("attempts > 1") > 0  # some were killed in the middle
    assert len(inbox.of_kind("done")) == len(set(inbox.of_kind("done"))) == JOBS
    assert sorted(mail["To"] for mail in inbox.mails if ".done@" in mail["Message-ID"]) == sorted(
        f"owner{number}@example.org" for number in range(JOBS)
    )
    names = {path.name.replace("-", "")[:32] for path in site.media.rglob("*") if path.is_file()}
    assert names == set(jobs)
    assert len([path for path in site.media.rglob("*") if path.is_file()]) == 5 * JOBS  # two sent, three made


def test_slow_painting_goes_on_where_a_killed_worker_left_it_and_ends_with_the_same_picture(site: FaultSite) -> None:
    (straight,) = site.queue_with(1, "gatys", steps=40, scales=1)
    with site.running("work"):
        wait_until(lambda: site.count("state = 'done'") == 1)
    (killed,) = site.queue_with(1, "gatys", steps=40, scales=1)
    site.start("work", DIES_AT_STEP="30").wait(PATIENCE)
    (left,) = site.ask(f"SELECT state, attempts FROM jobs_job WHERE id = '{killed}'")
    saved = [path.name for path in (site.media / "saved").iterdir()]
    site.let_the_dead_be_noticed()
    site.run("manage.py", "sweep", "--once")
    with site.running("work"):
        wait_until(lambda: site.count("state = 'done'") == 2)

    assert (left, saved) == ({"state": "running", "attempts": 1}, [f"{uuid.UUID(killed)}.npz"])
    assert site.count(f"id = '{killed}' AND attempts = 2") == 1
    first, second = (pixels(site, pk) for pk in (straight, killed))
    assert (first == second).all()


def test_a_job_longer_than_the_queues_retry_time_runs_once(site: FaultSite) -> None:
    site.queue(1, seconds=5)  # the queue delivers its message again after two

    with site.running("sweep", "--every", "0.5"), site.running("work"):
        wait_until(lambda: site.count("state = 'done'") == 1)

    (job,) = site.ask("SELECT attempts FROM jobs_job")
    assert job["attempts"] == 1
    assert [mail["kind"] for mail in site.ask("SELECT kind FROM outbox_mail ORDER BY created")] == ["received", "done"]


def test_after_a_crash_between_saving_and_mailing_there_is_one_mail(site: FaultSite, inbox: Inbox) -> None:
    site.queue(1, seconds=0)
    with site.running("work"):  # nobody delivers; killed when the job is done
        wait_until(lambda: site.count("state = 'done'") == 1)

    with inbox.open(site.mail_port):
        for _ in range(2):
            site.run("manage.py", "deliver", "--once")

    assert len(inbox.of_kind("done")) == 1
    assert [part.get_filename() for part in inbox.mails[-1].walk()][-1] == "imagetransfer.jpg"


@pytest.mark.usefixtures("mail_server")
def test_after_a_crash_between_mailing_and_acknowledging_the_mail_has_come_and_keeps_its_id(
    site: FaultSite, inbox: Inbox
) -> None:
    site.queue(1, seconds=0)
    deliverer = site.start("deliver")
    inbox.on_mail = deliverer.kill
    wait_until(lambda: deliverer.poll() is not None)
    inbox.on_mail = lambda: None
    # The dead deliverer's claim has ended.
    site.ask("UPDATE outbox_mail SET due = '2000-01-01 00:00:00'")
    site.run("manage.py", "deliver", "--once")

    assert len(inbox.of_kind("received")) == 2
    assert len(set(inbox.of_kind("received"))) == 1
    assert site.ask("SELECT state FROM outbox_mail") == [{"state": "sent"}]


def test_a_mail_waits_for_a_server_that_is_down(site: FaultSite, inbox: Inbox) -> None:
    site.queue(1, seconds=0)
    site.run("manage.py", "deliver", "--once")
    (waiting,) = site.ask("SELECT state, attempts, error FROM outbox_mail")
    site.ask("UPDATE outbox_mail SET due = '2000-01-01 00:00:00'")

    with inbox.open(site.mail_port):
        site.run("manage.py", "deliver", "--once")

    assert (waiting["state"], waiting["attempts"]) == ("pending", 1)
    assert "refused" in waiting["error"]
    assert len(inbox.mails) == 1
