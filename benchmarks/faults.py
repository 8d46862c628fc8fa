"""Kill workers, restart the database and take the store away while jobs are worked on: `python -m benchmarks.faults`.

Three hosts share nothing but a PostgreSQL server and an S3-compatible store (moto's): each has folders of its own, two
workers, a sweeper and a deliverer. What is killed or gives up is started again after a second, as systemd would.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from threading import Timer

from tests.jobs.fault_site import FaultSite, Inbox, kill_group, kill_one
from tests.servers import PostgreSql, S3Server, free_port

HOSTS = {"a": ("preview", "full_size"), "b": ("preview", "custom"), "c": ("full_size", "custom")}
LIMITS = dict.fromkeys(("QUEUE_LIMIT", "CLIENT_QUEUE_LIMIT", "MAILS_PER_CLIENT"), "100000")
_LEAVES = re.compile(r"The job leaves the lane (\w+) after .*\(job ([0-9a-f-]+)\)")

Process = subprocess.Popen[bytes]


def main() -> None:
    """Run the jobs under faults, and say what became of them."""
    options = _options()
    with PostgreSql() as database, S3Server() as store, tempfile.TemporaryDirectory() as folder:
        inbox, port = Inbox(), free_port()
        addresses = database.new_database(), store.new_bucket()
        hosts = {name: _host(Path(folder) / name, port, *addresses) for name in HOSTS}
        site = hosts["a"]
        site.run("manage.py", "migrate", "--verbosity", "0")
        mailed = options.short // 2
        jobs = site.queue_online(options.short - mailed, seconds=0.2)
        jobs += site.queue(mailed, seconds=0.5) + site.queue(options.slow, seconds=options.slow_seconds)
        faults = _Faults(options, len(jobs), database, store)
        with inbox.open(port):
            began = time.monotonic()
            processes: dict[str, Process] = {}
            try:
                while not _is_over(site, inbox, mailed + options.slow):
                    _keep_running(hosts, processes)
                    faults.happen(site, processes)
                    time.sleep(1)
                    if time.monotonic() - began > options.patience:
                        print("PATIENCE IS OVER")
                        break
            finally:
                for process in processes.values():
                    kill_group(process)
        print(f"{len(jobs)} jobs in {time.monotonic() - began:.0f} s; {faults.told()}")
        sys.exit(not _is_right(hosts, inbox, options.short - mailed, mailed + options.slow))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", type=int, default=500, help="jobs of a second; half of them send mails")
    parser.add_argument("--slow", type=int, default=10, help="custom jobs that take longer")
    parser.add_argument("--slow-seconds", type=float, default=60, help="what they take without a fault")
    parser.add_argument("--kills", type=int, default=20, help="SIGKILLs, each of one process or a whole worker")
    parser.add_argument("--restarts", type=int, default=2, help="restarts of the database")
    parser.add_argument("--away", type=float, default=60, help="seconds without the store")
    parser.add_argument("--patience", type=float, default=3600, help="seconds after which it is given up")
    return parser.parse_args()


def _host(folder: Path, port: int, database: str, store: str) -> FaultSite:
    (folder / "temporary").mkdir(parents=True)
    own = {"TMPDIR": str(folder / "temporary"), "FAULT_WORKERS": "1", "FAULT_DEAD_AFTER": "15"}
    return FaultSite(folder, port, database, store, **LIMITS, **own)


def _keep_running(hosts: dict[str, FaultSite], processes: dict[str, Process]) -> None:
    """Start what is not running."""
    for name, host in hosts.items():
        for command in (*(("work", lane) for lane in HOSTS[name]), ("sweep",), ("deliver",)):
            key = f"{name} {' '.join(command)}"
            if key in processes and processes[key].poll() is None:
                continue
            if key in processes:
                kill_group(processes[key])  # what its first process left
            processes[key] = host.start_worker(command[1]) if command[0] == "work" else host.start(*command)


class _Faults:
    """Faults that happen when so many of the jobs are done, the same ones in each run."""

    def __init__(self, options: argparse.Namespace, jobs: int, database: PostgreSql, store: S3Server) -> None:
        self._database, self._store, self._away = database, store, options.away
        self._chance, self._happened = random.Random(20), Counter[str]()
        at = [(place, "kill") for place in self._places(jobs, options.kills)]
        at += [(place, "restart") for place in self._places(jobs, options.restarts)]
        at += [(jobs // 2, "store away")] if options.away else []
        self._left = sorted(at)

    def happen(self, site: FaultSite, processes: dict[str, Process]) -> None:
        """Let one of those happen that are due."""
        if not self._left or site.count("state = 'done'") < self._left[0][0]:
            return
        _, kind = self._left.pop(0)
        self._happened[kind] += 1
        if kind == "restart":
            self._database.stop()
            self._database.start()
        elif kind == "store away":
            self._store.stop()
            Timer(self._away, self._store.start).start()
        else:
            self._kill(processes)

    def told(self) -> str:
        """Say what happened."""
        return ", ".join(f"{number} × {kind}" for kind, number in self._happened.items())

    def _kill(self, processes: dict[str, Process]) -> None:
        worker = processes[self._chance.choice(sorted(key for key in processes if "work" in key))]
        if self._chance.random() < 0.5 or not kill_one(worker, self._chance):
            kill_group(worker)

    @staticmethod
    def _places(jobs: int, times: int) -> list[int]:
        return [jobs * (2 * number + 1) // (2 * times + 1) for number in range(times)]


def _is_over(site: FaultSite, inbox: Inbox, mails: int) -> bool:
    return not site.count("state IN ('queued', 'running')") and len(inbox.of_kind("done")) >= mails


def _is_right(hosts: dict[str, FaultSite], inbox: Inbox, online: int, custom: int) -> bool:
    """Print what was found and what should have been, and return whether they agree."""
    site = hosts["a"]
    site.run("manage.py", "sweep", "--once")
    files, mails = site.files(), inbox.of_kind("done")
    ends = Counter(end for host in hosts.values() for end in _LEAVES.findall((host.media.parent / "log").read_text()))
    left = [path for host in hosts.values() for path in host.media.parent.glob("temporary/imagetransfer-copy-*")]
    found = {
        "jobs done": (site.count("state = 'done'"), online + custom),
        "done more than once": (sum(number > 1 for number in ends.values()), 0),
        "mails that a picture is ready": (len(mails), custom),
        "of them sent twice": (len(mails) - len(set(mails)), 0),
        "files in the store": (len(files), 4 * online + 5 * custom),
        "of them saved states": (sum(name.startswith("saved/") for name in files), 0),
    }
    for name, (number, expected) in found.items():
        print(f"{name}: {number} (expected {expected})")
    print(f"claimed more than once in their last lane: {site.count('attempts > 1')}; copies left on hosts: {len(left)}")
    return all(number == expected for number, expected in found.values())


if __name__ == "__main__":
    main()
