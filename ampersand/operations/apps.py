"""The command line, the demo practice, and what keeps a practice running."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "ampersand.operations"
