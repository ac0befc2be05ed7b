"""Exercises: fifty ways to practise, alone, sealed, in turns, as a family."""

from django.apps import AppConfig


class ExercisesConfig(AppConfig):
    name = "ampersand.exercises"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.exercises import policy  # noqa: F401
