"""What the tests need of the machine: tried for real, installed where that can be done, or named.

`python -m tests.needs [NAME…]` tries each need, all of them at the same time. What fails is
installed by root where there is apt-get; what is still missing then is named, one French sentence
each, with what to install. Ends with 0 when everything that is required works, else with 1.

To add a need: a line of NEEDS, with a command that ends with 0 only when the thing works.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.environment import ROOT
from tests.postgres import SYSTEM_COMMANDS

Command = tuple[str, ...]

LOGS = ROOT / ".cache" / "needs"
PATIENCE = 60  # seconds that a try may take; one second is usual
INSTALLING = 900  # seconds


@dataclass(frozen=True)
class Need:
    """One thing that is not in a Python package.

    `attempt` ends with 0 when it works; else the last line that it writes says why. `packages` are
    Debian's; `otherwise` is another way to get it, which needs no administrator. `left_out` names
    the tests that do without: the need is an option.
    """

    name: str
    failing: str
    attempt: Command
    packages: tuple[str, ...] = ()
    otherwise: Command | None = None
    left_out: str | None = None


def python(*arguments: str) -> Command:
    return (sys.executable, "-m", *arguments)


NEEDS = (
    Need(
        "git",
        failing="git ne sait pas lire ce dossier",
        attempt=("git", "ls-files", "--cached", "--others", "--exclude-standard"),
        packages=("git",),
    ),
    Need(
        "driver",
        failing="Le pilote de Playwright ne démarre pas",
        attempt=python("playwright", "--version"),
    ),
    Need(
        "chromium",
        failing="Chromium n’ouvre pas de page",
        attempt=python("tests.browser.chromium"),
        packages=("chromium",),
        otherwise=python("playwright", "install", "chromium"),
    ),
    Need(
        "postgres",
        failing="PostgreSQL ne répond pas (TEST_DATABASE_URL, sinon un serveur jetable)",
        attempt=python("tests.postgres", "tests.database"),
        packages=("passwd",),  # useradd: the server refuses to be root
    ),
    Need(
        "webkit",
        failing="WebKit n’ouvre pas de page",
        attempt=python("tests.browser.engines.which", "webkit"),
        packages=("webkit2gtk-driver", "xvfb"),
        left_out="les pages vues comme sur un iPhone (make test-engines)",
    ),
    Need(
        "firefox",
        failing="Firefox n’ouvre pas de page",
        attempt=python("tests.browser.engines.which", "firefox"),
        packages=("firefox-esr",),
        left_out="les pages vues dans Firefox (make test-engines)",
    ),
    Need(
        "nginx",
        failing="nginx ne lit pas la configuration de deploy/",
        attempt=python("tests.kit.house"),
        packages=("nginx-light", "openssl"),
        left_out="l’installation derrière nginx (make test-kit)",
    ),
)

# Where Debian keeps a library that a try may find missing. What a browser lacks comes with it.
LIBRARIES = {
    "libatomic.so.1": "libatomic1",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
}
_LIBRARY = re.compile(r"(\S+\.so[.\d]*): cannot open shared object file")
_PROGRAM = re.compile(r"(\S+): error while loading shared libraries:")
_UNRESOLVED = re.compile(r"(\S+) => not found")


@dataclass(frozen=True)
class Missing:
    """A need that was tried in vain: why, and the Debian packages that would help."""

    need: Need
    reason: str
    packages: tuple[str, ...]

    @property
    def sentence(self) -> str:
        words = f"{self.need.failing} : {self.reason}."
        if self.packages:
            words += f" À installer (Debian) : {' '.join(self.packages)}."
        if self.need.left_out:
            words += f" Sont laissés de côté : {self.need.left_out}."
        return words


def main(names: Sequence[str], needs: Sequence[Need] = NEEDS) -> int:
    if unknown := set(names) - {need.name for need in needs}:
        known = ", ".join(need.name for need in needs)
        say(f"Besoin inconnu : {', '.join(sorted(unknown))}. Connus : {known}.")
        return 2
    chosen = named(names, needs) if names else needs
    missing = repair(failing(chosen))
    for one in missing:
        say(one.sentence)
    required = [one for one in missing if not one.need.left_out]
    if packages := packages_of(required):
        say(f"En administrateur : {' '.join(apt_get(*packages))}")
    return 1 if required else 0


def named(names: Collection[str], needs: Sequence[Need] = NEEDS) -> list[Need]:
    return [need for need in needs if need.name in names]


def failing(needs: Sequence[Need]) -> list[Missing]:
    """Those that do not work, all tried at the same time."""
    with ThreadPoolExecutor() as pool:
        return [one for one in pool.map(tried, needs) if one]


def tried(need: Need) -> Missing | None:
    log = LOGS / f"{need.name}.log"
    try:
        code = run(need.attempt, log, PATIENCE)
    except OSError:
        return Missing(need, f"la commande {need.attempt[0]} manque", need.packages)
    except subprocess.TimeoutExpired:
        return Missing(need, f"pas de réponse en {PATIENCE} secondes ({shown(log)})", ())
    return diagnosis(need, log) if code else None


def diagnosis(need: Need, log: Path) -> Missing:
    said = log.read_text(errors="replace")
    if libraries := missing_libraries(said):
        reason = f"il lui manque {' et '.join(libraries)}"
        known = all(library in LIBRARIES for library in libraries)
        packages = tuple(LIBRARIES[one] for one in libraries) if known else need.packages
    else:
        last = next((line for line in reversed(said.splitlines()) if line.strip()), "")
        reason = f"{last.strip().rstrip('.')} ({shown(log)})"
        packages = need.packages
    return Missing(need, reason, tuple(one for one in packages if not is_installed(one)))


def missing_libraries(said: str) -> list[str]:
    """All those that the program lacks: the loader stops at the first one, `ldd` does not."""
    found = set(_LIBRARY.findall(said))
    for program in set(_PROGRAM.findall(said)):
        if Path(program).exists() and (ldd := shutil.which("ldd")):
            listed = subprocess.run([ldd, program], capture_output=True, text=True, check=False)
            found.update(_UNRESOLVED.findall(listed.stdout))
    return sorted(found)


def is_installed(package: str) -> bool:
    """Whether Debian has it already, so that installing it would not help."""
    asked = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout == "installed"


def repair(missing: list[Missing]) -> list[Missing]:
    """What still does not work once every remedy at hand has been taken."""
    taken: set[Command] = set()
    while steps := remedies(missing, taken):
        for step in steps:
            take(step)
        taken.update(steps)
        missing = failing([one.need for one in missing])
    return missing


def remedies(missing: list[Missing], taken: set[Command]) -> list[Command]:
    """The next commands to run: Debian's packages first, one by one, for one may not exist."""
    if is_administrator() and (wanted := packages_of(missing)):
        steps = [apt_get(package) for package in wanted]
        if fresh := [step for step in steps if step not in taken]:
            update: Command = ("apt-get", "update", "-qq")
            return fresh if update in taken else [update, *fresh]
    others = [one.need.otherwise for one in missing if one.need.otherwise]
    return [step for step in others if step not in taken]


def is_administrator() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_get(*packages: str) -> Command:
    return ("apt-get", "install", "-y", "--no-install-recommends", *packages)


def packages_of(missing: list[Missing]) -> list[str]:
    return list(dict.fromkeys(package for one in missing for package in one.packages))


def take(step: Command) -> None:
    """A remedy that fails is not the end: what it should have brought is tried again anyway."""
    log = LOGS / "installation.log"
    words = " ".join(step).removeprefix(f"{sys.executable} -m ")
    sys.stdout.write(f"Pour les tests : {words}\n")
    sys.stdout.flush()
    try:
        code = run(step, log, INSTALLING)
    except subprocess.TimeoutExpired:
        code = 1
    if code:
        say(f"Cela n’a pas réussi ({shown(log)}).")


def run(command: Command, log: Path, patience: float) -> int:
    """The exit code; everything it says goes to the log. Raises OSError and TimeoutExpired."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=variables(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            return process.wait(patience)
        except subprocess.TimeoutExpired:
            end(process)
            raise


def end(process: subprocess.Popen[bytes]) -> None:
    """As Ctrl+C would: what it started itself is stopped too. By force after ten seconds."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def variables() -> dict[str, str]:
    """English messages, to be understood above; no question asked; what `su` alone hides."""
    kept = {name: value for name, value in os.environ.items() if name != "LANGUAGE"}
    path = os.environ.get("PATH", os.defpath) + os.pathsep + SYSTEM_COMMANDS
    return {**kept, "PATH": path, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}


def shown(log: Path) -> str:
    return str(log.relative_to(ROOT)) if log.is_relative_to(ROOT) else str(log)


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
