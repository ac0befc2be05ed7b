"""What may be decided about joint work, and what must be done first."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from ampersand.safety.rules.colours import Colour, is_missing
from ampersand.safety.rules.joint import Choice, Lacks, Member, colour_of, goals_apart, is_due, lacks

NOW = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)


def someone(name: str = "Ana", colour: Colour = Colour.GREEN, **known: bool) -> Member:
    return Member(name, colour, **({"sent": True, "missing": False, "talked": False, "urgent": False} | known))


GREEN, TALKED = someone("Ben"), someone("Ben", talked=True)


def test_with_two_green_checks_joint_work_may_begin() -> None:
    assert lacks(Choice.BEGIN, [someone(), GREEN], consulted=False) == ()


@pytest.mark.parametrize("colour", [Colour.AMBER, Colour.RED])
def test_with_amber_or_red_both_are_seen_alone_first(colour: Colour) -> None:
    wanted = lacks(Choice.CONDITIONS, [someone(colour=colour), GREEN], consulted=False)
    assert wanted == ((Lacks.TALK, "Ana"), (Lacks.TALK, "Ben")), "both, so that neither is singled out"
    assert lacks(Choice.CONDITIONS, [someone(colour=colour, talked=True), TALKED], consulted=False) == ()


def test_a_missing_check_counts_as_amber_and_one_not_sent_yet_keeps_joint_work_waiting() -> None:
    missing = someone(sent=False, missing=True)
    assert missing.counts_as is Colour.AMBER
    assert someone(colour=Colour.RED, missing=True).counts_as is Colour.RED
    assert lacks(Choice.BEGIN, [missing, GREEN], consulted=False) == ((Lacks.TALK, "Ana"), (Lacks.TALK, "Ben"))
    assert lacks(Choice.BEGIN, [someone(sent=False), GREEN], consulted=False) == ((Lacks.ACCOUNT, "Ana"),)
    assert lacks(Choice.BEGIN, [someone(sent=False, missing=True, talked=True), TALKED], consulted=False) == ()


def test_with_red_joint_work_never_begins_unconditionally() -> None:
    pair = [someone(colour=Colour.RED, talked=True), TALKED]
    assert lacks(Choice.BEGIN, pair, consulted=True) == ((Lacks.RED, ""),)


def test_an_urgent_topic_wants_the_safety_lead_first() -> None:
    pair = [someone(talked=True, urgent=True), TALKED]
    assert lacks(Choice.CONDITIONS, pair, consulted=False) == ((Lacks.CONSULTATION, ""),)
    assert lacks(Choice.CONDITIONS, pair, consulted=True) == ()


def test_not_now_can_always_be_decided_and_one_member_of_any_colour_decides_for_all() -> None:
    flags = list(product([True, False], repeat=4))
    for colour, (sent, missing, talked, urgent) in product(Colour, flags):
        pair = [Member("Ana", colour, sent, missing, talked, urgent), GREEN]
        assert lacks(Choice.NOT_NOW, pair, consulted=False) == ()
        assert colour_of(pair) is colour_of(pair[::-1]) is pair[0].counts_as
        assert goals_apart(pair) == (pair[0].counts_as is not Colour.GREEN)
        if not lacks(Choice.BEGIN, pair, consulted=False):
            assert colour is not Colour.RED
            assert all(one.sent or one.talked for one in pair)


def test_everyone_is_asked_at_the_start_and_every_thirty_days_and_missing_after_seven() -> None:
    day = timedelta(days=1)
    assert is_due(None, NOW, 30, shared=True)
    assert is_due(None, NOW, 30, shared=False)
    assert not is_due(NOW - 29 * day, NOW, 30, shared=True)
    assert is_due(NOW - 30 * day, NOW, 30, shared=True)
    assert not is_due(NOW - 300 * day, NOW, 30, shared=False), "alone: once, and as needed"
    assert not is_missing(NOW - 6 * day, NOW, 7)
    assert is_missing(NOW - 7 * day, NOW, 7)
