#!/usr/bin/env python
"""Family Hubs' commands. Starts the project's own database and broker where none is named."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familyhubs.settings")
    from familyhubs import local
    from familyhubs.database.roles import role_for_command

    os.environ.setdefault("DATABASE_ROLE", role_for_command(sys.argv))
    local.ensure()

    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    from familyhubs.database.readiness import what_is_missing

    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, ProgrammingError) as error:
        if sentence := what_is_missing(error):
            sys.exit(sentence)
        raise


if __name__ == "__main__":
    main()
