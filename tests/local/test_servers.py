"""The servers start once, are found again, and are gone when nobody uses them."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from kombu import Connection

from familyhubs.local import servers
from familyhubs.local.leftovers import command_line
from familyhubs.local.programs import tied_to_parent
from tests.local.conftest import User, processes_of, wait_until

NewUser = Callable[[], User]


def version_of(address: str) -> int:
    with psycopg.connect(address) as connection:
        return connection.info.server_version


def test_a_second_user_finds_the_servers_of_the_first(new_user: NewUser) -> None:
    first = new_user().address()
    assert version_of(first) > 150000
    assert new_user().address() == first


def test_the_servers_outlive_the_one_who_started_them_while_another_uses_them(
    new_user: NewUser,
) -> None:
    first, second = new_user(), new_user()
    address = first.address()
    second.address()
    first.kill()
    assert version_of(address)


def test_users_who_start_at_the_same_moment_share_one_server(new_user: NewUser) -> None:
    users = [new_user() for _ in range(3)]
    assert len({user.address() for user in users}) == 1


@pytest.mark.parametrize("end", [User.leave, User.kill])
def test_no_process_is_left_when_the_last_user_ends(
    new_user: NewUser, data: Path, end: Callable[[User], object]
) -> None:
    user = new_user()
    sockets = user.address().rpartition("%2F")[2]
    assert processes_of(data)
    end(user)
    wait_until(lambda: not processes_of(data))
    assert not list(Path("/tmp").glob(sockets))


def test_a_killed_keeper_takes_its_server_along_and_the_next_start_works(
    new_user: NewUser, data: Path
) -> None:
    first = new_user()
    first.address()
    for number in numbers_of_keepers(data):
        os.kill(number, signal.SIGKILL)
    if tied_to_parent("INT"):
        wait_until(lambda: not any("postgres-1" in line for line in processes_of(data)))
    assert version_of(new_user().address())


def test_a_cluster_that_was_half_made_is_made_again(new_user: NewUser, data: Path) -> None:
    for version in range(15, 20):
        for name in (f"postgres-{version}", f"postgres-{version}.new"):
            (data / name / "base").mkdir(parents=True)
    assert version_of(new_user().address())


def test_a_stale_process_number_that_is_another_programs_now_harms_neither(
    new_user: NewUser, data: Path
) -> None:
    user = new_user()
    user.address()
    user.leave()
    wait_until(lambda: not processes_of(data))
    [cluster] = data.glob("postgres-*")
    (cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster}\n")
    assert version_of(new_user().address())


def test_ensure_names_every_login_and_starts_a_broker(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = ("DATABASE_ADMIN_URL", "CELERY_BROKER_URL", "FAMILYHUBS_FILES", *servers.OWN_KEYS)
    for name in (*servers.ROLE_LOGINS, *others):
        monkeypatch.setenv(name, "")  # as good as unset, and put back afterwards
    monkeypatch.setattr(servers, "_held", {})
    servers.ensure(data, durable=False)
    assert os.environ["DATABASE_URL"].startswith("postgres://familyhubs_web@/familyhubs?host=")
    assert os.environ["DATABASE_OWNER_URL"].startswith("postgres://familyhubs_owner@")
    with Connection(os.environ["CELERY_BROKER_URL"]) as broker:
        broker.ensure_connection(max_retries=1)
    key = data / "secret-key"
    assert (
        os.environ["SECRET_KEY"]
        == key.read_text()
        == servers.kept_key(data, "SECRET_KEY", lambda: "another")
    )
    for name in ("master-keys", "lookup-key"):
        assert (data / name).stat().st_mode & 0o777 == 0o600
        assert os.environ[name.upper().replace("-", "_")] == (data / name).read_text()
    assert os.environ["FAMILYHUBS_FILES"] == str(data / "files")
    assert key.stat().st_mode & 0o777 == 0o600
    servers.release()
    assert not processes_of(data)


def test_what_the_environment_names_is_used_and_nothing_started(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = {"DATABASE_URL": "postgres://me@db.example/fh", "CELERY_BROKER_URL": "redis://q:1/0"}
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("FAMILYHUBS_DEMO", raising=False)
    servers.ensure(data)
    assert named.items() <= os.environ.items()
    assert "SECRET_KEY" not in os.environ  # a council's key is never made up
    assert not data.exists()


def numbers_of_keepers(data: Path) -> list[int]:
    numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    mine = {number: command_line(number) for number in numbers}
    return [number for number, line in mine.items() if "keeper" in line and str(data) in line]
