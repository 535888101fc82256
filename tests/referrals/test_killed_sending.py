"""A worker that is killed with SIGKILL as it sends: no email is lost, and what may come twice comes
under one Message-ID (docs/adr/0018)."""

import contextlib
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection

from referrals import tasks
from referrals.models import Email, EmailState
from tests.database import log_in
from tests.referrals.test_outbox import later, written
from tests.retention.restoring import environment

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE_IT_IS_TAKEN = "before the mail server takes it"
BEFORE_IT_HEARS = "before it hears that it is taken"
BEFORE_IT_IS_MARKED = "before it is marked"
SENDING = "import django; django.setup(); from referrals import tasks; tasks.send_emails()"
STOPPED = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))"
PATIENCE = 60  # seconds


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it is given, and at one moment waits until it is told to go on."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.letters: list[str] = []
        self.moment = ""
        self.reached, self.go_on = threading.Event(), threading.Event()

    def stand_still(self, moment: str) -> None:
        if moment == self.moment:
            self.reached.set()
            self.go_on.wait(PATIENCE)

    def handle_error(self, request: object, client_address: object) -> None:
        """Whom it was talking to is dead."""


class Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("220 here")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"MAIL":
                self.server.stand_still(BEFORE_IT_IS_TAKEN)
            if word == b"DATA":
                self.say("354 go on")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                self.server.stand_still(BEFORE_IT_HEARS)
            self.say("221 bye" if word == b"QUIT" else "250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        where = {"host": "127.0.0.1", "port": server.server_address[1], "timeout": 30}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": where}}
        yield server
        server.shutdown()


@contextlib.contextmanager
def nobody_marks(email: Email, server: MailServer) -> Iterator[None]:
    """Let the mail server answer, and hold the row until the worker waits for it."""
    name = connection.settings_dict["NAME"]
    with log_in(name) as holding, log_in(name) as asking, holding.transaction():
        holding.execute("SELECT FROM referrals_email WHERE id = %s FOR UPDATE", [email.pk])
        server.go_on.set()
        until = time.monotonic() + PATIENCE
        while asking.execute(STOPPED, [holding.info.backend_pid]).fetchone() == (0,):
            assert time.monotonic() < until, "the worker never came to mark it"
            time.sleep(0.05)
        yield


def kill_a_worker(moment: str, server: MailServer, email: Email) -> None:
    server.moment = BEFORE_IT_HEARS if moment == BEFORE_IT_IS_MARKED else moment
    worker = subprocess.Popen(
        [sys.executable, "-c", SENDING],
        env={
            **environment(connection.settings_dict["NAME"]),
            "DATABASE_ROLE": "worker",
            "EMAIL_URL": f"smtp://127.0.0.1:{server.server_address[1]}",
        },
    )
    held = (
        nobody_marks(email, server) if moment == BEFORE_IT_IS_MARKED else contextlib.nullcontext()
    )
    try:
        assert server.reached.wait(PATIENCE), "the worker sent nothing"
        with held:
            worker.kill()
            assert worker.wait() == -signal.SIGKILL
    finally:
        worker.kill()
        server.moment = ""
        server.go_on.set()


@pytest.mark.parametrize(
    ("moment", "times"), [(BEFORE_IT_IS_TAKEN, 1), (BEFORE_IT_HEARS, 2), (BEFORE_IT_IS_MARKED, 2)]
)
def test_none_is_lost_and_one_that_comes_twice_says_it_is_the_same(
    cast, as_worker, server, moment, times
):
    assert cast.council
    first, second = written(), written(address="sam@family.example", reference="RS-9Q4D")
    kill_a_worker(moment, server, first)
    assert Email.objects.get(pk=first.pk).state == EmailState.WAITING
    with as_worker():
        assert tasks.send_emails() == 1, "the other one; what was perhaps sent waits its time"
    with later(16), as_worker():
        assert tasks.send_emails() == 1
        assert tasks.send_emails() == 0
    assert {email.state for email in Email.objects.all()} == {EmailState.SENT}
    known_by = [re.search(r"Message-ID: <([\w-]+)@", letter)[1] for letter in server.letters]
    assert sorted(known_by) == sorted([str(first.token)] * times + [str(second.token)])
    assert sum("RS-7K2M" in letter for letter in server.letters) == times
