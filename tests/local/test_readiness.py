"""A command on a database that was never made ready says so in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
NAMED = ("DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL", "DATABASE_ADMIN_URL")


def manage(folder, *words):
    """What a command says on servers of its own, and its exit code."""
    dropped = (*NAMED, "CELERY_BROKER_URL", "DATABASE_ROLE")
    env = {name: value for name, value in os.environ.items() if name not in dropped}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CHECKOUT,
        env={**env, "FAMILYHUBS_DATA": str(folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif("FAMILYHUBS_DATA" not in os.environ, reason="somebody else's server")
def test_not_prepared_then_not_migrated(tmp_path):
    folder = tmp_path / "data"
    first = manage(folder, "retention_sweep")
    assert "run `manage.py prepare_database`" in first.stderr
    assert "Traceback" not in first.stderr
    assert first.returncode == 1
    assert manage(folder, "prepare_database").returncode == 0
    second = manage(folder, "retention_sweep")
    assert "run `manage.py migrate`" in second.stderr
    assert "Traceback" not in second.stderr
    assert second.returncode == 1
