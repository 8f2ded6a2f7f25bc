"""`python -m bench.against COMMIT…`: what a request costs now, against older versions of ourselves.

Each version is checked out beside this one, prepares its own seed and is served at the same time;
the same requests go to each in turn. What counts is the
server's own processor time for one answer, which other work on the machine hardly changes; the
ratio is the median over the rounds. A Markdown table, kept in docs/performance.md.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import load
from bench.server import CLIENT_CORE, SERVER_CORE, wait
from tests import environment

ROUNDS = 5
ANSWERS = 20
# As the browser tests do it: what a session is made of is Django's, and the same in each version.
SESSION = """
import django; django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
user = User.objects.get()
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(session.session_key)
"""
PROGRAMME = "/admin/programmes/programme/1/"


@dataclass(frozen=True)
class Version:
    name: str
    port: int
    cookie: str
    process: subprocess.Popen[bytes]

    def processor_time(self) -> float:
        """Seconds that the server and its worker have worked so far."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return sum(_worked(one) for one in [str(pid), *children])


def _worked(pid: str) -> float:
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def main(commits: list[str]) -> None:
    with ExitStack() as stack:
        now = stack.enter_context(_served("now", environment.ROOT))
        others = [
            stack.enter_context(_served(commit, stack.enter_context(_checked_out(commit))))
            for commit in commits
        ]
        os.sched_setaffinity(0, {CLIENT_CORE})
        print(f"| request | ms now |{''.join(f' ÷ {one.name} |' for one in others)}")
        print(f"|---|---:|{'---:|' * len(others)}")
        for name, answers, paths in _requests():
            costs = _costs([now, *others], paths, answers)
            ratios = [
                median(ours / theirs for ours, theirs in zip(costs[0], cost, strict=True))
                for cost in costs[1:]
            ]
            told = "".join(f" {ratio:.2f} |" for ratio in ratios)
            print(f"| {name} | {1000 * median(costs[0]):.2f} |{told}", flush=True)


def _requests() -> Iterator[tuple[str, int, list[list[str]]]]:
    """A name, how many answers make a round, and the addresses of each round."""
    for name, answers, address in (
        ("programme page, from memory", 20 * ANSWERS, "/formations/bts-ndrc/"),
        ("catalogue, from memory", 20 * ANSWERS, "/"),
        ("search, each another", 10 * ANSWERS, "/?q=relation+client+{n}"),
        ("admin: the draft, previewed", ANSWERS, f"{PROGRAMME}apercu/"),
        ("admin: the form, opened", ANSWERS, f"{PROGRAMME}change/"),
        ("admin: the dashboard", ANSWERS, "/admin/"),
    ):
        rounds = [
            [address.format(n=n) for n in range(turn * answers, (turn + 1) * answers)]
            for turn in range(ROUNDS + 1)
        ]
        yield name, answers, rounds


def _costs(versions: list[Version], rounds: list[list[str]], answers: int) -> list[list[float]]:
    """By version, the seconds for one answer in each round; a first round fills caches."""
    found = [[_cost(version, paths, answers) for version in versions] for paths in rounds]
    return [list(costs) for costs in zip(*found[1:], strict=True)]


def _cost(version: Version, paths: list[str], answers: int) -> float:
    before = version.processor_time()
    run = load.run(version.port, paths, answers=answers, connections=2, cookie=version.cookie)
    return (version.processor_time() - before) / len(run.seconds)


@contextmanager
def _checked_out(commit: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="catalogue-against-") as folder:
        tree = Path(folder) / "tree"
        git = ["git", "-C", str(environment.ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), commit], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


@contextmanager
def _served(name: str, tree: Path) -> Iterator[Version]:
    """That version on its own seed, one worker on one core, as long as the block."""
    with tempfile.TemporaryDirectory(prefix="catalogue-bench-") as folder:
        port = load.free_port()
        variables = environment.variables(
            Path(folder),
            SITE_URL=None,
            RELEASE=None,
            PORT=str(port),
            WORKERS="1",
            DJANGO_SETTINGS_MODULE="catalogue.settings",
            PYTHONPATH=str(tree),
        )
        manage = [sys.executable, str(tree / "manage.py")]
        run = {"cwd": tree, "env": variables, "check": True, "capture_output": True}
        subprocess.run([*manage, "prepare"], **run)
        session = subprocess.run([sys.executable, "-c", SESSION], **run).stdout
        process = subprocess.Popen(
            [*manage, "serve"],
            cwd=tree,
            env=variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),
        )
        try:
            wait(port)
            yield Version(name, port, f"sessionid={session.decode().strip()}", process)
        finally:
            process.terminate()
            process.wait(timeout=30)


if __name__ == "__main__":
    # Stopped from outside, it puts away its servers and its trees too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main(sys.argv[1:])
