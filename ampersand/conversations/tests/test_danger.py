"""A few words that sound like danger: help for the writer, a mark for the therapist in a conversation alone."""

from pathlib import Path

import pytest
from django.urls import reverse

from ampersand.accounts.models import SafeContact
from ampersand.conversations import content
from ampersand.conversations.rules import danger
from ampersand.core.clock import today
from ampersand.core.reading import ContentError
from tests.cast import Cast

from .stories import alone, joint, said

HELP = "You wrote something that may mean that someone is in danger."
HIDDEN = "data-help hidden"


@pytest.mark.parametrize(
    "text",
    [
        "I want to die.",
        "Sometimes I don’t want to live any more",
        "He hits me, when he has been drinking.",
        "I'm AFRAID of him",
        "she threatened me: 'I will kill you'",
        "everyone would be better off without me",
        "kill\nmyself",
    ],
)
def test_what_sounds_like_danger_is_heard(text: str) -> None:
    assert content.sounds(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "This traffic is killing me.",
        "I am dead tired and could murder a cup of tea.",
        "He hit the road at six.",
        "We beat the others at cards.",
        "I was afraid we would be late.",
        "My phone died.",
        "the skill meant a lot",
    ],
)
def test_what_is_said_in_passing_is_not(text: str) -> None:
    assert not content.sounds(text, "en")


def test_another_language_without_a_list_uses_ours() -> None:
    assert content.sounds("I want to die", "nl-BE")


def test_a_wrong_list_is_refused_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "en.toml"
    file.write_text('[[phrase]]\nmeans = "self"\nwords = ["Die"]\n')
    with pytest.raises(ContentError, match=r"en\.toml, line \d"):
        danger.load(file)
    assert all(danger.plain(phrase) == phrase for phrase in content.phrases("en"))


@pytest.mark.django_db
def test_its_writer_sees_help_before_and_after_and_nobody_else_does(cast: Cast) -> None:
    thread = joint(cast)
    there = reverse("conversations:thread", args=[thread.pk])
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    assert HIDDEN in ana.get(there).content.decode()
    draft = reverse("conversations:draft", args=[thread.pk])
    assert ana.post(draft, {"text": "We had tea", "version": 0}).json() == {"version": 1, "help": False}
    assert ana.post(draft, {"text": "He hits me", "version": 1}).json() == {"version": 2, "help": True}
    assert HIDDEN not in ana.get(there).content.decode(), "before sending, without scripts too"
    said(cast, cast.ana, thread, "He hits me.")
    shown = ana.get(there).content.decode()
    assert HELP in shown
    assert HIDDEN not in shown
    assert HIDDEN in ben.get(there).content.decode()
    assert "data-help" not in cast.client(cast.dana).get(there).content.decode()
    assert cast.client(cast.dana).get(reverse("conversations:inbox")).context["waiting"][0].sounds is False


@pytest.mark.django_db
def test_in_a_conversation_alone_the_therapist_sees_a_mark_until_they_answer(cast: Cast) -> None:
    early, hers = alone(cast, cast.ben), alone(cast, cast.ana)
    said(cast, cast.ben, early, "Just a question.")
    said(cast, cast.ana, hers, "I am afraid of him.")
    dana, inbox = cast.client(cast.dana), reverse("conversations:inbox")
    assert [(row.id, row.sounds) for row in dana.get(inbox).context["waiting"]] == [(hers.pk, True), (early.pk, False)]
    assert "Some words sound like danger" in dana.get(inbox).content.decode()
    said(cast, cast.dana, hers, "I am calling you.")
    assert [row.id for row in dana.get(inbox).context["waiting"]] == [early.pk]


@pytest.mark.django_db
def test_where_others_use_the_device_no_help_is_shown_that_would_tell(cast: Cast) -> None:
    SafeContact(person=cast.ana, channels=[], words=b"", shared_device="yes", reviewed_on=today("UTC")).insert()
    thread = alone(cast, cast.ana)
    said(cast, cast.ana, thread, "He hits me.")
    there = reverse("conversations:thread", args=[thread.pk])
    assert HIDDEN in cast.client(cast.ana).get(there).content.decode()
