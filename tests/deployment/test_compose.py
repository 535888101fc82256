"""The production stack, as far as it can be known without an engine (issue 2, line 14)."""

import os
import re
import subprocess
import sys

import pytest

from familyhubs.database.roles import DatabaseRole
from tests.consistency.code import ROOT
from tests.deployment.compose import APPS, ONCE, SECRETS, VARIABLE, Missing, services, stack

LOGINS = {"DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL", "DATABASE_ADMIN_URL"}
PASSWORDS = {name for name in SECRETS if name.startswith(("DATABASE_", "POSTGRES_"))}
OWN = {
    "prepare": {"DATABASE_ADMIN_URL"},
    "migrate": {"DATABASE_OWNER_URL"},
    "web": {"DATABASE_URL"},
    "worker": {"DATABASE_WORKER_URL"},
    "beat": {"DATABASE_WORKER_URL"},
}
LOGS_IN_AS = {
    "prepare": "postgres",
    "migrate": DatabaseRole.OWNER,
    "web": DatabaseRole.WEB,
    "worker": DatabaseRole.WORKER,
    "beat": DatabaseRole.WORKER,
}

every = pytest.mark.parametrize("name", services())
apps = pytest.mark.parametrize("name", APPS)


def test_the_services_are_these():
    assert set(services()) == {"db", "broker", *APPS}
    assert services()["db"]["image"].startswith("postgres:18")


@pytest.mark.parametrize("name", SECRETS)
def test_a_missing_secret_stops_the_start_and_says_which(name):
    with pytest.raises(Missing, match=name):
        services({**SECRETS, name: ""})


@every
def test_nothing_secret_is_written_down(name):
    for key, value in services()[name]["environment"].items():
        if re.search("PASSWORD|SECRET_KEY$|MASTER_KEYS|LOOKUP_KEY|ACCESS_LOG_KEYS|_URL", key):
            left = VARIABLE.sub("", str(value))
            assert VARIABLE.search(str(value)), f"{name}: {key} is written down."
            assert not re.search(r":[^/@]+@", left), f"{name}: {key} holds a password."
            assert not re.search(r":-[^}]", str(value)), f"{name}: {key} has a default."


@every
def test_what_serves_is_watched_and_comes_back(name):
    service = services()[name]
    if name in ONCE:
        assert service["restart"] == "no"
    else:
        assert service["healthcheck"]["test"]
        assert service["restart"] == "unless-stopped"


@every
def test_it_runs_as_an_ordinary_user_who_gains_nothing(name):
    service = services()[name]
    assert int(service["user"].split(":")[0]) > 0
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True
    assert not {"privileged", "cap_add", "network_mode", "pid"} & set(service)


def test_only_the_web_is_reached_from_outside_and_only_from_this_machine():
    published = {
        name: service["ports"] for name, service in services().items() if "ports" in service
    }
    assert list(published) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in published["web"])
    assert stack()["networks"]["inside"]["internal"] is True
    for name, service in services().items():
        outside = {"web": ["front"], "worker": ["out"]}.get(name, [])
        assert service["networks"] == ["inside", *outside]


@apps
def test_each_process_has_only_its_own_login(name):
    environment = services()[name]["environment"]
    assert LOGINS & set(environment) == OWN[name]
    used = {found["name"] for found in VARIABLE.finditer(str(environment)) if found["name"]}
    expected = {
        "prepare": PASSWORDS,
        "migrate": {"DATABASE_OWNER_PASSWORD"},
        "web": {"DATABASE_WEB_PASSWORD"},
    }.get(name, {"DATABASE_WORKER_PASSWORD"})
    assert PASSWORDS & used == expected


@apps
def test_only_what_serves_opens_what_is_sealed(name):
    service = services()[name]
    has = {"MASTER_KEYS", "LOOKUP_KEY", "FAMILYHUBS_FILES"} & set(service["environment"])
    mounted = "files:/var/lib/familyhubs-files" in service.get("volumes", [])
    assert (len(has), mounted) == ((3, True) if name in ("web", "worker") else (0, False))


@apps
def test_the_worker_alone_signs_the_access_log(name):
    assert ("ACCESS_LOG_KEYS" in services()[name]["environment"]) == (name == "worker")


@apps
def test_the_worker_alone_sends_email(name):
    environment = services()[name]["environment"]
    assert ({"EMAIL_URL", "NOTIFY_API_KEY"} <= set(environment)) == (name == "worker")


@pytest.mark.parametrize("name", ["web", "worker"])
def test_what_serves_has_all_that_it_needs_to_start(name):
    environment = services(SECRETS)[name]["environment"]
    code = (
        "import django; django.setup(); "
        "from familyhubs.keys.checks import require_settings as require; require()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "familyhubs.settings",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_folder_of_the_files_is_the_images_users():
    made = (ROOT / "Dockerfile").read_text(encoding="utf-8").rsplit("\nFROM ", 1)[1]
    assert re.search(r"--owner 10001 [^&]*/var/lib/familyhubs-files$", made, re.MULTILINE)


@apps
def test_its_settings_load_and_it_logs_in_as_itself(name):
    """Django starts with what the service is given and nothing else."""
    environment = services(SECRETS)[name]["environment"]
    code = (
        "import django; django.setup(); from django.conf import settings as s; "
        "d = s.DATABASES['default']; "
        "print(d['USER'], d.get('OPTIONS', {}), s.DEBUG, s.SESSION_COOKIE_SECURE)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "familyhubs.settings",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == f"{LOGS_IN_AS[name]} {{}} False True", done.stderr


def test_tables_are_made_before_anybody_asks_them():
    after = {name: service.get("depends_on", {}) for name, service in services().items()}
    assert after["prepare"]["db"]["condition"] == "service_healthy"
    assert after["migrate"]["prepare"]["condition"] == "service_completed_successfully"
    for name in ("web", "worker", "beat"):
        assert after[name]["migrate"]["condition"] == "service_completed_successfully"
        assert after[name]["broker"]["condition"] == "service_healthy"


def test_every_volume_has_a_name_and_a_user():
    used = {
        volume.split(":")[0]
        for service in services().values()
        for volume in service.get("volumes", [])
    }
    assert used == set(stack()["volumes"])
