"""The one console command."""

import os
import sys


def main() -> None:
    """Run a management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ampersand.project.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ampersand", *sys.argv[1:]])


if __name__ == "__main__":
    main()
