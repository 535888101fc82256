"""docker-compose.yml as Compose reads it: merged, with its variables put in."""

import re
from typing import Any

import yaml

from tests.consistency.code import ROOT

# ${NAME:?what to say when it is missing} or ${NAME:-otherwise}; $$ is a dollar.
VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+):(?P<how>[?-])(?P<rest>[^}]*)\}")
APPS = ("prepare", "migrate", "web", "worker", "beat")
ONCE = ("prepare", "migrate")
SECRETS = {
    "SECRET_KEY": "0123456789abcdef" * 4,
    "ALLOWED_HOSTS": "hubs.example.gov.uk",
    "POSTGRES_PASSWORD": "aaaa",
    "DATABASE_OWNER_PASSWORD": "bbbb",
    "DATABASE_WEB_PASSWORD": "cccc",
    "DATABASE_WORKER_PASSWORD": "dddd",
    "BROKER_PASSWORD": "eeee",
    "MASTER_KEYS": "2026a:b25seS1mb3ItdGhlLXRlc3RzLW1hc3Rlci1rZXktMDE=",
    "ACCESS_LOG_KEYS": "2026a:b25seS1mb3ItdGhlLXRlc3RzLXNpZ25lZC1rZXktMDE=",
    "LOOKUP_KEY": "b25seS1mb3ItdGhlLXRlc3RzLWxvb2t1cC1rZXktMDE=",
}


class Missing(Exception):
    """Compose would stop here, with this sentence."""


def stack(given: dict[str, str] | None = None) -> dict[str, Any]:
    """The file with these variables put in, as it is written without any."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return loaded if given is None else with_variables(loaded, given)


def services(given: dict[str, str] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = stack(given)["services"]
    return found


def with_variables(value: Any, given: dict[str, str]) -> Any:
    """Put the variables into every text of the parsed file, as Compose does."""
    if isinstance(value, dict):
        return {key: with_variables(inner, given) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_variables(inner, given) for inner in value]
    if isinstance(value, str):
        return VARIABLE.sub(lambda match: _put_in(match, given), value)
    return value


def _put_in(match: re.Match[str], given: dict[str, str]) -> str:
    if match.group() == "$$":
        return "$"
    if value := given.get(match["name"]):
        return value
    if match["how"] == "?":
        raise Missing(match["rest"])
    return match["rest"]
