"""What `make test` says and does about a machine that lacks something."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import needs
from tests.environment import ROOT
from tests.needs import Need

Script = Callable[[str, str], Path]

NO_LIBRARY = (
    'echo "$0: error while loading shared libraries: {}: '
    'cannot open shared object file: No such file or directory" >&2\n'
)
NO_LIBATOMIC = NO_LIBRARY.format("libatomic.so.1") + "exit 127"
DONE = "exit 0"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of commands: nothing of the real machine is found, nor changed."""
    commands = tmp_path / "commands"
    commands.mkdir()
    monkeypatch.setenv("PATH", str(commands))
    monkeypatch.setattr(needs, "SYSTEM_COMMANDS", str(commands))
    monkeypatch.setattr(needs, "LOGS", tmp_path / "logs")
    be(monkeypatch, 1000)
    return commands


@pytest.fixture
def script(folder: Path) -> Script:
    """Makes a command that answers with some lines of shell."""

    def make(name: str, lines: str) -> Path:
        file = folder / name
        file.write_text(f"#!/bin/sh\n{lines}\n")
        file.chmod(0o755)
        return file

    return make


@pytest.fixture
def broken_driver(script: Script, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Playwright's, on a machine without libatomic."""
    node = script("node", NO_LIBATOMIC)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(node))
    return node


def be(monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)


def test_a_driver_without_its_library_is_told_with_the_package_to_install(
    broken_driver: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert needs.main(["driver"]) == 1

    assert capfd.readouterr().err.splitlines() == [
        (
            "Le pilote de Playwright ne démarre pas : il lui manque libatomic.so.1. "
            "À installer (Debian) : libatomic1."
        ),
        "En administrateur : apt-get install -y --no-install-recommends libatomic1",
    ]


def test_everything_that_is_missing_is_told_at_once(
    broken_driver: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert needs.main(["git", "driver", "chromium"]) == 1

    told = capfd.readouterr().err
    assert "git ne sait pas lire ce dossier : la commande git manque." in told
    assert "il lui manque libatomic.so.1" in told
    assert "Chromium n’ouvre pas de page : aucun Chromium sur cette machine" in told
    assert told.splitlines()[-1].endswith("git libatomic1 chromium")


def test_an_administrator_gets_what_is_missing_installed(
    broken_driver: Path,
    script: Script,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    be(monkeypatch, 0)
    orders = tmp_path / "orders"
    repaired = f"printf '#!/bin/sh\\n{DONE}\\n' > {broken_driver}"
    script("apt-get", f'echo "$@" >> {orders}\n[ "$1" = update ] || {repaired}')

    assert needs.main(["driver"]) == 0

    assert orders.read_text().splitlines() == [
        "update -qq",
        "install -y --no-install-recommends libatomic1",
    ]
    told = capfd.readouterr()
    assert "Pour les tests : apt-get install" in told.out
    assert told.err == ""


def test_what_cannot_be_installed_is_told_after_every_other_way_was_tried(
    script: Script,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    be(monkeypatch, 0)
    orders = tmp_path / "orders"
    script("apt-get", f'echo "$@" >> {orders}; exit 100')
    script("download", f"echo download >> {orders}; exit 1")
    thing = Need("thing", "La chose manque", ("no-such-thing",), ("thing",), ("download",))

    assert needs.main([], [thing]) == 1

    assert orders.read_text().splitlines()[1:] == [
        "install -y --no-install-recommends thing",
        "download",
    ]
    told = capfd.readouterr().err
    assert "Cela n’a pas réussi" in told
    assert "La chose manque : la commande no-such-thing manque." in told


def test_an_ordinary_account_gets_what_needs_no_administrator(
    script: Script, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script("apt-get", "exit 100")
    script("download", f"echo '#!/bin/sh' > {folder}/thing; /bin/chmod +x {folder}/thing")
    thing = Need("thing", "La chose manque", ("thing",), ("thing",), ("download",))

    assert needs.main([], [thing]) == 0

    assert capfd.readouterr().err == ""


def test_an_option_that_is_missing_is_told_and_stops_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    engine = Need(
        "webkit", "WebKit manque", ("webkit",), ("webkit2gtk-driver",), left_out="les tests de là"
    )

    assert needs.main([], [engine]) == 0

    assert capfd.readouterr().err.splitlines() == [
        (
            "WebKit manque : la commande webkit manque. "
            "À installer (Debian) : webkit2gtk-driver. Sont laissés de côté : les tests de là."
        )
    ]


def test_every_library_that_a_program_lacks_is_named_not_only_the_first(
    script: Script, capfd: pytest.CaptureFixture[str]
) -> None:
    script("thing", NO_LIBATOMIC)
    script("ldd", 'echo "  libz.so.1 => not found"; echo "  libatomic.so.1 => not found"')
    thing = Need("thing", "La chose ne démarre pas", ("thing",))

    assert needs.main([], [thing]) == 1

    told = capfd.readouterr().err
    assert "il lui manque libatomic.so.1 et libz.so.1." in told
    assert told.splitlines()[-1].endswith("libatomic1 zlib1g")


def test_a_library_that_nobody_knows_brings_the_whole_package(
    script: Script, capfd: pytest.CaptureFixture[str]
) -> None:
    script("thing", NO_LIBRARY.format("libodd.so.3") + "exit 127")
    thing = Need("thing", "La chose ne démarre pas", ("thing",), ("thing-deb",))

    assert needs.main([], [thing]) == 1

    told = capfd.readouterr().err
    assert "il lui manque libodd.so.3. À installer (Debian) : thing-deb." in told


def test_what_is_installed_already_is_not_proposed_again(
    script: Script, capfd: pytest.CaptureFixture[str]
) -> None:
    script("git", 'echo "fatal: detected dubious ownership in repository" >&2; exit 128')
    script("dpkg-query", "printf installed")

    assert needs.main(["git"]) == 1

    told = capfd.readouterr().err
    assert "git ne sait pas lire ce dossier : fatal: detected dubious ownership" in told
    assert "installer" not in told


def test_what_never_answers_is_given_up(
    script: Script, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(needs, "PATIENCE", 1)
    script("thing", "exec /bin/sleep 600")

    assert needs.main([], [Need("thing", "La chose se tait", ("thing",))]) == 1

    assert "La chose se tait : pas de réponse en 1 secondes" in capfd.readouterr().err


def test_the_answers_are_understood_whatever_the_language_of_the_machine(
    script: Script, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("LANGUAGE", "fr")
    script("thing", f'[ "$LC_ALL$LANGUAGE" = C.UTF-8 ] || exit 1\n{NO_LIBATOMIC}')

    assert needs.main([], [Need("thing", "La chose ne démarre pas", ("thing",))]) == 1

    assert "libatomic1" in capfd.readouterr().err


def test_a_need_that_does_not_exist_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert needs.main(["chrome"]) == 2

    told = capfd.readouterr().err
    known = "git, driver, chromium, postgres, webkit, firefox, nginx"
    assert told == f"Besoin inconnu : chrome. Connus : {known}.\n"


def test_make_test_looks_for_them_before_anything_else() -> None:
    recipe = next(
        line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith("test:")
    )

    assert recipe.split()[1] == "needs"


def test_no_test_runs_a_program_that_is_not_looked_for() -> None:
    looked_for = {need.attempt[0] for need in needs.NEEDS} - {sys.executable}

    wrong = [
        f"{file.relative_to(ROOT)}: {program}"
        for file in (ROOT / "tests").rglob("*.py")
        if file.name != "needs.py"
        for program in programs(file)
        if program not in looked_for
    ]

    assert looked_for == {"git"}
    assert wrong == []


def programs(file: Path) -> Iterator[str]:
    """The names that a module gives to `subprocess` in the first place of a list."""
    for node in ast.walk(ast.parse(file.read_text())):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="subprocess")),
                args=[ast.List(elts=[ast.Constant(value=str(name)), *_]), *_],
            ):
                yield name


@pytest.fixture
def real_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """As somebody has them who became root with `su` alone."""
    monkeypatch.setenv("PATH", "/usr/local/bin:/usr/bin:/bin")


@pytest.mark.usefixtures("real_commands")
def test_the_throw_away_server_speaks_no_language_that_the_machine_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "xx_XX.UTF-8")

    assert answers("tests.postgres", "tests.database") == (0, "")


@pytest.mark.usefixtures("real_commands")
def test_a_server_that_does_not_answer_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://somebody:hidden@127.0.0.1:1/tests")

    code, reason = answers("tests.postgres", "tests.database")

    assert code == 1
    assert "Connection refused" in reason
    assert "hidden" not in reason


def answers(*module: str) -> tuple[int, str]:
    """The exit code of a module, and the last line that it wrote."""
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, (done.stderr.splitlines() or [""])[-1]
