"""Who comes to the web application in the load run: readers, askers, those who are slow, and those who go away."""

import http.client
import json
import random
import socket
import time
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import gevent
from locust import FastHttpUser, User, between, constant, task
from locust.exception import StopUser

WHOLE = "/records/中华人民共和国民法典@2020-05-28?page=all"  # far more than a system's own buffers hold
PATIENCE = 120  # seconds
SLOWLY = 1  # seconds a byte


class Reader(FastHttpUser):
    """Turns a page of some kind every two seconds."""

    wait_time = between(1, 3)

    @task
    def read(self) -> None:
        """Read a page, each kind as often as any other."""
        site = self.environment.site
        kind = random.choice(list(site.pages))  # noqa: S311
        number = f"{site.phase}.{kind}.{time.monotonic_ns()}"
        self.client.get(random.choice(site.pages[kind]), name=kind, headers={"X-Request-ID": number})  # noqa: S311


class Hurried(Reader):
    """Turns the next page at once."""

    wait_time = constant(0)


class _Raw(User):
    """What a client's library would not do: the socket itself."""

    abstract = True

    def connection(self) -> http.client.HTTPConnection:
        """A connection of its own."""
        place = urlsplit(self.environment.host)
        return http.client.HTTPConnection(str(place.hostname), place.port, timeout=PATIENCE)

    def asked(self, connection: http.client.HTTPConnection) -> Iterator[str]:
        """Ask a question; the names of the events, as they come."""
        question = random.choice(self.environment.site.questions)  # noqa: S311
        body = json.dumps({"question": question, "role": "mediator"})
        connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        if response.status != http.client.OK:
            raise OSError(f"status {response.status}")
        for line in response:
            if line.startswith(b"event:"):
                yield line.decode().partition(":")[2].strip()

    def told(self, name: str, begun: float, fault: Exception | None = None) -> None:
        """Count what came of it."""
        self.environment.events.request.fire(
            request_type="raw",
            name=name,
            response_time=(time.perf_counter() - begun) * 1000,
            response_length=0,
            exception=fault,
            context={},
        )


class Asker(_Raw):
    """Asks one question and reads the answer to its end."""

    @task
    def ask(self) -> None:
        """Ask, and go."""
        begun, last = time.perf_counter(), ""
        try:
            for last in self.asked(self.connection()):
                if last == "opened":
                    self.told("first event", begun)
            self.told("last event", begun, None if last == "finished" else OSError(f"ended with {last}"))
        except (OSError, http.client.HTTPException) as fault:
            self.told("last event", begun, fault)
        raise StopUser


class Vanishing(_Raw):
    """Asks, and is gone after the first event."""

    wait_time = constant(2)

    @task
    def vanish(self) -> None:
        """Close without a word."""
        connection, begun = self.connection(), time.perf_counter()
        try:
            next(self.asked(connection), "")
            self.told("vanished", begun)
        except (OSError, http.client.HTTPException) as fault:
            self.told("vanished", begun, fault)
        finally:
            connection.close()


class Slow(_Raw):
    """Reads, or sends, a byte a second: a sender is given up by the server, a reader costs it no more than memory."""

    @task
    def crawl(self) -> None:
        """Until the server has had enough."""
        place = urlsplit(self.environment.host)
        begun = time.perf_counter()
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            line.connect((place.hostname, place.port))
            head = f"Host: {place.netloc}\r\n"
            try:
                if random.random() < 0.5:  # noqa: S311
                    line.sendall(f"GET {quote(WHOLE, safe='/?=')} HTTP/1.1\r\n{head}\r\n".encode())
                    while line.recv(1):
                        gevent.sleep(SLOWLY)
                else:
                    line.sendall(f"POST /api/ask HTTP/1.1\r\n{head}Content-Length: 5000\r\n\r\n".encode())
                    while True:
                        line.sendall(b" ")
                        gevent.sleep(SLOWLY)
            except OSError:  # given up by the server, as it should
                self.told("slow sender", begun)
