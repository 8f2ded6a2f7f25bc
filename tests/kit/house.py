"""The server kit as `deploy/` describes it, in a temporary place: nginx before the site with two
workers, on PostgreSQL. What is installed is the very file of nginx, but for folders and ports."""

import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.house import free_port
from tests.environment import ROOT, variables

CONF = ROOT / "deploy" / "nginx" / "formations.conf"
NAME = "formations.exemple.fr"
LONGEST = 60

# What Debian's nginx.conf says around the file, as far as it matters here.
AROUND = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/formations.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Kit:
    folder: Path
    https: int
    http: int
    app: int
    database: str
    site: "subprocess.Popen[bytes] | None" = None

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        """As a browser does that was told the name of the site."""
        trusting = ssl.create_default_context(cafile=str(self.folder / "cert.pem"))
        line = http.client.HTTPSConnection("127.0.0.1", self.https, timeout=30, context=trusting)
        try:
            named = {
                "Host": NAME,
                **{name.replace("_", "-"): text for name, text in headers.items()},
            }
            line.request(method, path, body=body, headers=named)
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            line.close()

    def environment(self) -> dict[str, str]:
        return variables(
            self.folder / "data",
            DATABASE_URL=self.database,
            SITE_URL=f"https://{NAME}",
            TRUSTED_PROXIES="1",
            RELEASE=None,
            PORT=str(self.app),
            WORKERS="2",
        )

    def manage(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def open(self) -> None:
        """The site itself."""
        with (self.folder / "site.log").open("ab") as log:
            self.site = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + LONGEST
        while self.ask("/readyz").status != 200:
            assert time.monotonic() < deadline, (self.folder / "site.log").read_text()
            time.sleep(0.1)

    def kill(self) -> None:
        """All of its processes at once, in the middle of whatever they do."""
        assert self.site
        os.killpg(self.site.pid, signal.SIGKILL)
        self.site.wait(LONGEST)

    def reload(self) -> None:
        assert self.site
        os.kill(self.site.pid, signal.SIGHUP)


@contextmanager
def standing(folder: Path, database: str) -> Iterator[Kit]:
    kit = Kit(folder, free_port(), free_port(), free_port(), database)
    for name in ("data/static", "public", "cache"):
        (folder / name).mkdir(parents=True)
    certify(folder)
    kit.manage("prepare", "--exemples")
    kit.manage("outage_page", str(folder / "public" / "indisponible.html"))
    write_conf(kit)
    nginx = subprocess.Popen(
        [program(), "-c", str(folder / "nginx.conf"), "-p", str(folder), "-g", "daemon off;"],
        stderr=subprocess.DEVNULL,
    )
    try:
        while not answers(kit):
            assert nginx.poll() is None, (folder / "error.log").read_text()
            time.sleep(0.05)
        kit.open()
        yield kit
    finally:
        if kit.site and kit.site.poll() is None:
            kit.kill()
        nginx.terminate()
        nginx.wait(LONGEST)


def program() -> str:
    """Debian's stands where `su` alone does not look."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin") or "nginx"


def answers(kit: Kit) -> bool:
    try:
        kit.ask("/healthz")
    except OSError:
        return False
    return True


def reads_the_file() -> int:
    """Whether nginx is there and understands what `deploy/` says: its exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cache").mkdir()
        certify(folder)
        write_conf(Kit(folder, 8443, 8080, 8000, ""))
        checked = [program(), "-t", "-c", str(folder / "nginx.conf"), "-p", str(folder)]
        return subprocess.run(checked, check=False).returncode


def write_conf(kit: Kit) -> None:
    (kit.folder / "formations.conf").write_text(conf(kit))
    # As root, nginx would take an account that cannot read what is temporary.
    user = "user root;" if os.geteuid() == 0 else ""
    (kit.folder / "nginx.conf").write_text(AROUND.format(folder=kit.folder, user=user))


def certify(folder: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
            *("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME},IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )


def conf(kit: Kit) -> str:
    """The file of `deploy/`, with the folders and ports of this place. Each must be there."""
    text = CONF.read_text()
    for there, here in (
        (r"/var/cache/nginx/formations", f"{kit.folder}/cache"),
        (r"server 127\.0\.0\.1:8000", f"server 127.0.0.1:{kit.app}"),
        (r"listen 80;", f"listen 127.0.0.1:{kit.http};"),
        (r"listen \[::\]:80;\n", "\n"),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{kit.https} ssl http2;"),
        (r"listen \[::\]:443 ssl http2;\n", "\n"),
        (r"/etc/letsencrypt/live/[^;]*fullchain\.pem", f"{kit.folder}/cert.pem"),
        (r"/etc/letsencrypt/live/[^;]*privkey\.pem", f"{kit.folder}/key.pem"),
        (r"/srv/formations/public", f"{kit.folder}/public"),
    ):
        text, found = re.subn(there, here, text)
        assert found == 1, there
    return text


if __name__ == "__main__":
    try:
        sys.exit(reads_the_file())
    except OSError as fault:
        sys.exit(f"la commande {fault.filename} manque")
