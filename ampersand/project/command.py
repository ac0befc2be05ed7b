"""The one console command."""

import os
import sys


def main() -> None:
    """Run a management command; `import-responses` and `import_responses` are the same."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ampersand.project.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ampersand", *named(sys.argv[1:])])


def named(words: list[str]) -> list[str]:
    """The words of a command line with the command's name as Django's modules spell it."""
    at = 1 if words[:1] == ["help"] else 0
    return [
        word.replace("-", "_") if place == at and not word.startswith("-") else word for place, word in enumerate(words)
    ]


if __name__ == "__main__":
    main()
