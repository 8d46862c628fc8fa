"""Real workers, a real mail server, and SIGKILL: everything arrives, once."""

import random
import shutil
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
from tests.servers import PostgreSql, S3Server, free_port

ONLINE, CUSTOM, KILLS = 6, 6, 4


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    empty = FaultSite(folder, mail_port=0)
    empty.run("manage.py", "migrate", "--verbosity", "0")
    empty.log.close()
    return folder / "db.sqlite3"


@pytest.fixture
def site(tmp_path: Path, empty_database: Path) -> Iterator[FaultSite]:
    shutil.copy(empty_database, tmp_path)
    site = FaultSite(tmp_path, free_port())
    yield site
    site.log.close()


@pytest.fixture
def site_on_servers(tmp_path: Path, postgresql_server: PostgreSql, s3_server: S3Server) -> Iterator[FaultSite]:
    site = FaultSite(tmp_path, free_port(), postgresql_server.new_database(), s3_server.new_bucket())
    site.run("manage.py", "migrate", "--verbosity", "0")
    yield site
    site.log.close()


@pytest.fixture(params=["site", "site_on_servers"])
def either_site(request: pytest.FixtureRequest) -> FaultSite:
    """Run the test on SQLite and a folder, and on PostgreSQL and S3."""
    site: FaultSite = request.getfixturevalue(request.param)
    return site


@pytest.fixture
def mail_server(site: FaultSite, inbox: Inbox) -> Iterator[None]:
    with inbox.open(site.mail_port):
        yield


def pixels(site: FaultSite, pk: str) -> np.ndarray:
    with Image.open(site.media / "results" / f"{uuid.UUID(pk)}.png") as picture:
        return np.asarray(picture)


def kill_and_restart(site: FaultSite, clusters: "dict[str, subprocess.Popen[bytes]]", times: int) -> None:
    """Kill workers of one lane after the other in the middle of their work, that often, and start their lanes again."""
    chance = random.Random(20)
    for kill in range(times):
        lane = sorted(clusters)[kill % len(clusters)]
        wait_until(partial(site.count, f"state = 'running' AND lane = '{lane}'"))
        time.sleep(chance.uniform(0, 0.4))
        # As a machine without power; or as the kernel does when memory runs out, and then the cluster ends by itself.
        if chance.random() < 0.5 and kill_one(clusters[lane], chance):
            clusters[lane].wait(timeout=PATIENCE)
        kill_group(clusters[lane])
        site.let_the_dead_be_noticed(lane)
        clusters[lane] = site.start_worker(lane)


def test_jobs_of_all_lanes_survive_killed_workers_and_each_mails_its_picture_once(
    site_on_servers: FaultSite, inbox: Inbox
) -> None:
    site = site_on_servers
    jobs = site.queue_online(ONLINE, seconds=0.4) + site.queue(CUSTOM, seconds=0.8)

    with (
        inbox.open(site.mail_port),
        site.running("sweep", "--every", "0.5"),
        site.running("sweep", "--every", "0.5"),
        site.running("deliver", "--every", "0.2"),
    ):
        clusters = {lane: site.start_worker(lane) for lane in ("preview", "full_size", "custom")}
        try:
            kill_and_restart(site, clusters, KILLS)
            wait_until(lambda: site.count("state = 'done'") == ONLINE + CUSTOM)
            wait_until(lambda: len(inbox.of_kind("done")) >= CUSTOM)
            wait_until(lambda: not site.files("saved/"))
        finally:
            for cluster in clusters.values():
                kill_group(cluster)

    assert site.count("attempts > 1") > 0  # some were killed in the middle
    assert len(inbox.of_kind("done")) == len(set(inbox.of_kind("done"))) == CUSTOM
    assert sorted(mail["To"] for mail in inbox.mails if ".done@" in mail["Message-ID"]) == sorted(
        f"owner{number}@example.org" for number in range(CUSTOM)
    )
    names = site.files()
    assert {Path(name).name.replace("-", "")[:32] for name in names} == set(jobs)
    assert len(names) == 4 * ONLINE + 5 * CUSTOM  # one or two sent, three made


def test_slow_painting_goes_on_where_a_killed_worker_left_it_and_ends_with_the_same_picture(site: FaultSite) -> None:
    (straight,) = site.queue_with(1, "gatys", steps=40, scales=1)
    with site.running("work", "custom"):
        wait_until(lambda: site.count("state = 'done'") == 1)
    (killed,) = site.queue_with(1, "gatys", steps=40, scales=1)
    site.start("work", "custom", DIES_AT_STEP="30").wait(PATIENCE)
    (left,) = site.ask(f"SELECT state, attempts FROM jobs_job WHERE id = '{killed}'")
    saved = [path.name for path in (site.media / "saved").iterdir()]
    site.let_the_dead_be_noticed()
    site.run("manage.py", "sweep", "--once")
    with site.running("work", "custom"):
        wait_until(lambda: site.count("state = 'done'") == 2)

    assert (left, saved) == ({"state": "running", "attempts": 1}, [f"{uuid.UUID(killed)}.npz"])
    assert site.count(f"id = '{killed}' AND attempts = 2") == 1
    first, second = (pixels(site, pk) for pk in (straight, killed))
    assert (first == second).all()


def test_a_job_longer_than_the_queues_retry_time_runs_once(site: FaultSite) -> None:
    site.queue(1, seconds=5)  # the queue delivers its message again after two

    with site.running("sweep", "--every", "0.5"), site.running("work", "custom"):
        wait_until(lambda: site.count("state = 'done'") == 1)

    (job,) = site.ask("SELECT attempts FROM jobs_job")
    assert job["attempts"] == 1
    assert [mail["kind"] for mail in site.ask("SELECT kind FROM outbox_mail ORDER BY created")] == ["received", "done"]


def test_after_a_crash_between_saving_and_mailing_there_is_one_mail(site: FaultSite, inbox: Inbox) -> None:
    site.queue(1, seconds=0)
    with site.running("work", "custom"):  # nobody delivers; killed when the job is done
        wait_until(lambda: site.count("state = 'done'") == 1)

    with inbox.open(site.mail_port):
        for _ in range(2):
            site.run("manage.py", "deliver", "--once")

    (done,) = inbox.of_kind("done")
    (mail,) = [mail for mail in inbox.mails if mail["Message-ID"] == done]  # mails are sent side by side
    assert [part.get_filename() for part in mail.walk()][-1] == "imagetransfer.jpg"


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


def test_a_database_that_is_restarted_and_a_worker_that_is_told_to_stop_cost_no_job_a_try(
    site_on_servers: FaultSite, postgresql_server: PostgreSql
) -> None:
    site = site_on_servers
    jobs = site.queue(2, seconds=6)
    lane = site.start("work", "custom")
    wait_until(lambda: site.count("step > 0") == 2)
    postgresql_server.stop()
    postgresql_server.start()
    wait_until(lambda: site.count("state = 'queued' OR state = 'done'") > 0)
    wait_until(lambda: site.count("state = 'running'") > 0 or site.count("state = 'done'") == 2)

    lane.terminate()

    assert lane.wait(PATIENCE) == 0
    assert site.count("state = 'running'") == 0
    with site.running("work", "custom"):
        wait_until(lambda: site.count("state = 'done' AND attempts = 1") == len(jobs))


def test_two_sweepers_at_once_queue_each_dead_workers_job_once(either_site: FaultSite) -> None:
    site = either_site
    site.queue_online(20, seconds=0)
    site.ask("DELETE FROM django_q_ormq")
    site.ask("UPDATE jobs_job SET state = 'running', attempts = 1, heartbeat = '2000-01-01 00:00:00'")

    sweepers = [site.start("sweep", "--once") for _ in range(2)]

    assert [sweeper.wait(PATIENCE) for sweeper in sweepers] == [0, 0]
    assert site.count("state = 'queued' AND attempts = 1") == 20
    assert site.ask("SELECT count(*) AS number FROM django_q_ormq") == [{"number": 20}]
