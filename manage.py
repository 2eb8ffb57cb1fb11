#!/usr/bin/env python
"""Django's command-line door."""

import os
import sys


def main():
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError:
        from portal.running.checks import stop_unless_reachable

        stop_unless_reachable()  # with one sentence; a database that answers is not what went wrong
        raise


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from portal.running.environment import SettingError

    try:
        main()
    except SettingError as error:
        sys.exit(f"Drogowskaz cannot start: {error}")
