"""A load generator in plain Python: keep-alive connections on loopback, one process.

It runs on its own core, the server on another, so that neither steals the other's time. It is
quicker than what it measures (about 15,000 answers a second for an empty body).
"""

import selectors
import socket
import time
from dataclasses import dataclass, field

CONNECTIONS = 8


@dataclass(slots=True)
class Measure:
    """Seconds per answer, and how long the whole run took."""

    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed

    def percentile(self, percent: int) -> float:
        """In milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


@dataclass(slots=True)
class _Connection:
    sock: socket.socket
    started: float = 0.0
    buffer: bytes = b""

    def send(self, request: bytes) -> None:
        self.started, self.buffer = time.perf_counter(), b""
        self.sock.sendall(request)

    def answered(self) -> bool:
        """Reads what has come; says whether the answer is whole. Raises on any status but 200."""
        chunk = self.sock.recv(1 << 18)
        if not chunk:
            raise ConnectionError("the server closed the connection")
        self.buffer += chunk
        head, separator, body = self.buffer.partition(b"\r\n\r\n")
        if not separator:
            return False
        if b" 200 " not in head[:16]:
            raise RuntimeError(head.decode("latin-1").splitlines()[0])
        return len(body) >= _content_length(head)


def _content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise RuntimeError("an answer without Content-Length")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def request(path: str, port: int, cookie: str = "") -> bytes:
    headers = [f"Host: 127.0.0.1:{port}", "Accept-Encoding: gzip"]
    if cookie:
        headers.append(f"Cookie: {cookie}")
    return "\r\n".join([f"GET {path} HTTP/1.1", *headers, "", ""]).encode()


def run(
    port: int,
    paths: list[str],
    *,
    seconds: float = 0.0,
    answers: int = 0,
    connections: int = CONNECTIONS,
    cookie: str = "",
) -> Measure:
    """Asks for the paths in turn, for so many seconds or so many answers."""
    measure = Measure()
    requests = [request(path, port, cookie) for path in paths]
    selector = selectors.DefaultSelector()
    start = time.perf_counter()
    for index in range(connections):
        connection = _Connection(socket.create_connection(("127.0.0.1", port)))
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection.sock, selectors.EVENT_READ, connection)
        connection.send(requests[index % len(requests)])
    sent = connections
    while len(measure.seconds) < answers or time.perf_counter() - start < seconds:
        for key, _ in selector.select(timeout=30):
            connection = key.data
            if connection.answered():
                measure.seconds.append(time.perf_counter() - connection.started)
                connection.send(requests[sent % len(requests)])
                sent += 1
    measure.elapsed = time.perf_counter() - start
    for key in list(selector.get_map().values()):
        key.data.sock.close()
    return measure
