"""Small lessons: each holds together, opens with scripts off, and leads on to an exercise that there is."""

import pytest
from django.test import Client
from django.urls import reverse

from ampersand.core.reading import ContentError, Document
from ampersand.exercises.content import lessons
from ampersand.exercises.rules.lessons import read_lesson
from ampersand.exercises.tests.shelf import EXERCISES
from tests.cast import Cast

ONE = """
order = 1
title = "A lesson"
purpose = "To see what is refused."
minutes = 2
source = "nobody"
then = "X14"
says = ["Listen."]

[[try]]
heard = "What?"
options = [{ says = "This", because = "Yes.", fits = true }, { says = "That", because = "No." }]
"""


def test_every_lesson_leads_on_and_asks_for_one_thing_at_a_time() -> None:
    assert len(lessons()) == 6
    for lesson in lessons().values():
        assert lesson.then in EXERCISES
        assert lesson.tries
        assert len(lesson.says) <= 3


def test_an_example_without_one_that_fits_is_refused() -> None:
    read_lesson("one", Document("l.toml", ONE))
    with pytest.raises(ContentError, match="exactly one that fits"):
        read_lesson("one", Document("l.toml", ONE.replace(", fits = true", "")))


def test_what_could_be_said_opens_without_scripts_and_nothing_is_stored(cast: Cast) -> None:
    ana: Client = cast.client(cast.ana)
    page = ana.get(reverse("exercises:lesson", args=[cast.couple.pk, "listening"])).content.decode()
    assert "<details><summary>“You waited with the food" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert ana.get(reverse("exercises:lesson", args=[cast.couple.pk, "nothing"])).status_code == 404
    shelf = ana.get(reverse("exercises:shelf", args=[cast.couple.pk])).content.decode()
    assert "Questions that open" in shelf
