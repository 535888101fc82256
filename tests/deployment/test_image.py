"""The image: what goes in, who runs it, and that production needs nothing of the tests'."""

import importlib.metadata
import os
import re
import subprocess
import sys

import pytest

from familyhubs.keys.masters import new_key
from tests.consistency.code import PACKAGES, ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
# Celery and kombu use them where they are, and do without.
LOOKED_FOR = {"greenlet", "psutil", "pyyaml"}
STARTED = {
    # There is no database to be asked whether it comes from a backup.
    "web": "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'familyhubs.settings'; "
    "django.setup(); import retention.restores.backup_check as asked; "
    "asked.require_replayed_to_start = lambda: None; "
    "import familyhubs.wsgi; from django.urls import get_resolver as r; r().url_patterns",
    "worker": "from familyhubs.celery import app; app.loader.import_default_modules(); "
    "import kombu.transport.redis, celery.apps.worker, celery.apps.beat",
}
LAST_STAGE = DOCKERFILE.rsplit("\nFROM ", 1)[1]


def let_in():
    """What .dockerignore lets into the build."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in lines
    return {line[1:] for line in lines if line.startswith("!")}


def test_it_runs_as_an_ordinary_user():
    assert re.findall(r"^USER (.*)$", LAST_STAGE, re.MULTILINE) == ["10001:10001"]


def test_packages_are_installed_by_hash_and_none_is_built():
    assert "--require-hashes --only-binary :all: -r requirements.lock" in DOCKERFILE
    assert "npm ci --ignore-scripts" in DOCKERFILE


def test_no_secret_stays_in_the_image():
    kept = [line for line in DOCKERFILE.splitlines() if re.match(r"(ENV|ARG|LABEL)\b", line)]
    assert not [line for line in kept if re.search("SECRET|PASSWORD|TOKEN|_URL", line)]
    assert not let_in() & {".env", ".git", ".local", "tests", "requirements-dev.lock"}


def test_everything_that_runs_goes_in():
    assert set(PACKAGES) | {"manage.py", "templates", "static", "requirements.lock"} <= let_in()
    for name in let_in():
        assert (ROOT / name).exists(), f".dockerignore lets in {name}, which is not there."


def test_it_is_watched():
    assert re.search(r"^HEALTHCHECK .*\n.*docker/health\.py", LAST_STAGE, re.MULTILINE)


@pytest.mark.parametrize("process", STARTED)
def test_what_production_loads_is_in_its_lock(process):
    """A package that is here only because a test needs it is missing there."""
    listing = "import sys; print(' '.join(sorted({name.split('.')[0] for name in sys.modules})))"
    named = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "DATABASE_WORKER_URL": "postgres://nobody@127.0.0.1:1/none",
        "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": "only-for-this-test",
        "MASTER_KEYS": f"this-test:{new_key()}",
        "LOOKUP_KEY": new_key(),
        "ACCESS_LOG_KEYS": f"this-test:{new_key()}",
        "FAMILYHUBS_FILES": "/nowhere",
    }
    done = subprocess.run(
        [sys.executable, "-c", f"{STARTED[process]}; {listing}"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **named},
        capture_output=True,
        text=True,
        check=True,
    )
    made_by = importlib.metadata.packages_distributions()
    needed = {
        re.sub(r"[-_.]+", "-", distribution).lower()
        for module in done.stdout.split()
        for distribution in made_by.get(module, [])
    }
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert {"django", "celery"} & needed
    lacking = needed - locked - LOOKED_FOR
    assert not lacking, f"{sorted(lacking)} must stand in requirements.lock (make lock)."
