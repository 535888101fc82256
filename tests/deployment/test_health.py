"""What the containers' health checks say."""

import http.server
import importlib.util
import os
import threading
import time

import pytest

from tests.consistency.code import ROOT


@pytest.fixture
def health():
    spec = importlib.util.spec_from_file_location("health", ROOT / "docker" / "health.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def site(health, monkeypatch):
    """A site that answers 200 to its own name and 400 to others, as Django does."""
    monkeypatch.setenv("ALLOWED_HOSTS", ".hubs.example.gov.uk, other.example")

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            right = self.path == "/health" and self.headers["Host"] == "hubs.example.gov.uk"
            self.send_response(200 if right else 400)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Site)
    monkeypatch.setattr(health, "PORT", server.server_port)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_web_that_answers_to_its_name_is_well(health, site):
    assert health.web() == ""


def test_a_web_that_answers_otherwise_is_not(health, site, monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "elsewhere.example")
    assert health.web() == "The web answers with 400."


def test_a_web_that_is_not_there_is_not(health, monkeypatch):
    monkeypatch.setattr(health, "PORT", 1)
    assert health.web().startswith("The web does not answer")


def test_a_clock_is_well_while_it_writes(health, tmp_path):
    schedule = tmp_path / "schedule"
    assert "has written no" in health.clock(str(schedule))
    old = time.time() - 3600
    schedule.touch()
    os.utime(schedule, (old, old))
    assert "silent for 3600 s" in health.clock(str(schedule))
    (tmp_path / "schedule-wal").touch()  # where SQLite writes first
    assert health.clock(str(schedule)) == ""
