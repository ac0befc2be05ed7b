"""The exercises that ship, for the tests of what interprets them."""

from pathlib import Path

from ampersand.exercises.rules.reading import load

EXERCISES = load([Path(__file__).parents[2] / "content" / "exercises"])
