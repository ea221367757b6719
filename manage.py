#!/usr/bin/env python3
"""Django's commands. On a developer's machine, what the environment lacks is filled in and started."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings")
    if os.environ.get("PORTAL_ENV") != "production":
        from coalition.embedded.environment import for_command

        for_command(sys.argv[1:])

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
