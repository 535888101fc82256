"""The three database roles, and which of them a process takes.

The owner migrates and owns every table. The web and the worker own nothing, so that a policy
or a trigger cannot be switched off from a page (issue: the second wall stands on this).
Imports nothing of Django: settings and manage.py read it before Django is there.
"""

from enum import StrEnum
from typing import Any

import environ


class DatabaseRole(StrEnum):
    OWNER = "familyhubs_owner"
    WEB = "familyhubs_web"
    WORKER = "familyhubs_worker"


ROLE_NAMES = {"owner": DatabaseRole.OWNER, "web": DatabaseRole.WEB, "worker": DatabaseRole.WORKER}
OWNER_COMMANDS = {"migrate", "sqlmigrate", "squashmigrations", "flush", "sqlflush", "dbshell"}
ADMIN_COMMANDS = {"prepare_database"}
# What no page asks for, and no person's identity bounds: the second wall lets the worker through.
WORKER_COMMANDS = {
    "retention_sweep",
    "rotate_master_key",
    "import_cases",
    "demo_council",
    "explain_access",
    "verify_access_log",
    "verify_certificates",
    "replay_disposals",
}


def role_for_command(argv: list[str]) -> str:
    """Which role a `manage.py` call takes: "admin", "owner", "worker" or "web"."""
    command = argv[1] if len(argv) > 1 else ""
    if command in ADMIN_COMMANDS:
        return "admin"
    if command in OWNER_COMMANDS:
        return "owner"
    if command in WORKER_COMMANDS:
        return "worker"
    return "web"


def database_for(env: environ.Env) -> dict[str, Any]:
    """The connection for this process.

    Takes DATABASE_ROLE and the login kept for that role (DATABASE_OWNER_URL,
    DATABASE_WORKER_URL, DATABASE_ADMIN_URL), else DATABASE_URL. Where the login is not the
    role itself, the connection puts the role on as it opens, so one login serves them all.
    """
    name = env.str("DATABASE_ROLE", default="web")
    own_url = f"DATABASE_{name.upper()}_URL"
    config = dict(env.db_url(own_url if env.str(own_url, default="") else "DATABASE_URL"))
    config["ATOMIC_REQUESTS"] = True
    config["CONN_HEALTH_CHECKS"] = True
    role = ROLE_NAMES.get(name)
    if role and config.get("USER") != role:
        config.setdefault("OPTIONS", {})["options"] = f"-c role={role}"
    return config
