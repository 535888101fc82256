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

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
