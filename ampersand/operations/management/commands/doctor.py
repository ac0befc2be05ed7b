"""Look at an installation and say in words what is wrong with it."""

from typing import Any

from django.core.management.base import BaseCommand

from ampersand.operations import health


class Command(BaseCommand):
    help = "Check the database, keys, audit chains, jobs, mail, serving and disk; exit code 1 if something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a finding."""
        findings = health.examine()
        for finding in findings:
            self.stdout.write(f"{finding.level.value:<8} {finding.what}: {finding.words}")
        if any(finding.level is health.Level.WRONG for finding in findings):
            raise SystemExit(1)
