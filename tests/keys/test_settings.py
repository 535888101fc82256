"""A missing or malformed setting is one clear sentence, and never repeats a key."""

import base64
import os
import subprocess
import sys

import environ
import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from familyhubs.database.keys import keys_database_for
from familyhubs.keys.checks import REQUIRED, require_settings
from familyhubs.keys.masters import parse_key, parse_masters
from familyhubs.keys.sealing import lookup
from tests.consistency.code import ROOT

KEY = base64.b64encode(b"only-for-these-tests-key-number1").decode()
ANOTHER = base64.b64encode(b"only-for-these-tests-key-number2").decode()


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        f":{KEY}",
        "2026a:",
        f"2026a {KEY}",
        f"2026 a:{KEY}",
        f"2026a:{KEY[:-4]}",
        f"2026a:{KEY}AAAA",
        f"2026a:{KEY[:10]}!{KEY[11:]}",
        f"2026a:{KEY},",
        f"2026a:{KEY},2026a:{ANOTHER}",
        f"2026a:{KEY};2026b:{KEY}",
    ],
    ids=map(str, range(11)),
)
def test_malformed_master_keys(text):
    with pytest.raises(ImproperlyConfigured, match="MASTER_KEYS") as error:
        parse_masters(text)
    assert str(error.value).count(". ") == 0
    assert KEY[:10] not in str(error.value)


def test_the_first_is_the_current_one_and_spaces_do_not_matter():
    assert list(parse_masters(f" 2026b:{ANOTHER} , 2026a:{ANOTHER}\n")) == ["2026b", "2026a"]
    assert parse_masters("") == {}


def test_a_malformed_lookup_key():
    with pytest.raises(ImproperlyConfigured, match="LOOKUP_KEY must be 32 random bytes"):
        parse_key("LOOKUP_KEY", "short")
    assert parse_key("LOOKUP_KEY", "") == b""


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MASTER_KEYS", {}, "MASTER_KEYS is not set"),
        ("LOOKUP_KEY", b"", "LOOKUP_KEY is not set"),
        ("FILES_FOLDER", "", "FAMILYHUBS_FILES is not set"),
        ("FILES_FOLDER", "files", "by its whole path"),
        ("FILES_FOLDER", str(ROOT / "static" / "files"), "where no web server serves it"),
        ("FILES_FOLDER", str(ROOT / "staticfiles"), "where no web server serves it"),
    ],
)
def test_what_production_needs_stops_it_before_it_serves(settings, name, value, words):
    require_settings()
    setattr(settings, name, value)
    with pytest.raises(ImproperlyConfigured, match=words):
        require_settings()
    assert len(run_checks(tags=[REQUIRED], include_deployment_checks=True)) == 1


def test_without_its_key_nothing_is_looked_up(settings):
    settings.LOOKUP_KEY = b""
    with pytest.raises(ImproperlyConfigured, match="LOOKUP_KEY is not set"):
        lookup("nhs", "9990000000")


NAMED = {
    "DATABASE_URL": "postgres://familyhubs_web@127.0.0.1:1/none",
    "DATABASE_WORKER_URL": "postgres://familyhubs_worker@127.0.0.1:1/none",
    "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "only-for-this-test",
}
WEB = [sys.executable, "-c", "import familyhubs.wsgi"]
WORKER = [sys.executable, "-m", "celery", "--app", "familyhubs.celery", "worker"]
MANAGE = [sys.executable, "manage.py", "check"]


@pytest.mark.parametrize("command", [WEB, WORKER], ids=["web", "worker"])
def test_a_process_without_keys_does_not_start(command):
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **NAMED},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert "MASTER_KEYS is not set" in last
    assert "LOOKUP_KEY is not set" in last


@pytest.mark.parametrize("command", [WEB, MANAGE], ids=["web", "manage"])
def test_a_malformed_key_is_the_last_thing_said(command):
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **NAMED, "MASTER_KEYS": "a:b"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "The key a in MASTER_KEYS must be 32 random bytes" in done.stderr.splitlines()[-1]


def address(monkeypatch, **variables):
    for name in list(os.environ):
        if name.startswith(("DATABASE_", "KEYS_DATABASE")):
            monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return conninfo_to_dict(keys_database_for(environ.Env()))


def test_by_default_it_is_beside_the_records_with_the_same_login(monkeypatch):
    found = address(monkeypatch, DATABASE_URL="postgres://familyhubs_web:pw@db:5432/familyhubs")
    assert (found["dbname"], found["host"], found["password"]) == ("familyhubs_keys", "db", "pw")
    assert "options" not in found


def test_one_login_for_all_has_the_role_put_on(monkeypatch):
    url = "postgres://me@/hubs?host=/run/here"
    found = address(monkeypatch, DATABASE_ROLE="worker", DATABASE_URL=url)
    assert (found["dbname"], found["host"]) == ("hubs_keys", "/run/here")
    assert found["options"] == "-c role=familyhubs_worker"


def test_a_database_of_its_own_is_used_as_it_is_named(monkeypatch):
    found = address(
        monkeypatch,
        DATABASE_ROLE="worker",
        DATABASE_WORKER_URL="postgres://familyhubs_worker@db/familyhubs",
        KEYS_DATABASE_URL="postgres://familyhubs_web@vault/keys",
        KEYS_DATABASE_WORKER_URL="postgres://familyhubs_worker@vault/keys?sslmode=verify-full",
    )
    assert (found["dbname"], found["host"], found["user"]) == ("keys", "vault", "familyhubs_worker")
    assert found["sslmode"] == "verify-full"
