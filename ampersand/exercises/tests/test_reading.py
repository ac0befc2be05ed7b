"""The fifty exercises hold together, and a file that does not is refused at the place that is wrong."""

import pytest

from ampersand.core.reading import ContentError, Document
from ampersand.exercises.rules import graph
from ampersand.exercises.rules.definition import GATES, LIVE, MODES
from ampersand.exercises.rules.reading import APPROACHES, NEEDS, read
from ampersand.exercises.tests.shelf import EXERCISES

WHOLE = """
id = "T1"
label = "A test"
credit = "nobody"
approach = "cbt"
mode = "live_turns"
gate = "pair"
minutes = 5
needs = ["communication"]
purpose = "To see what is refused."
records = ["nothing"]
share = "Nobody."
evidence = "E3"

[[state]]
name = "one"
who = "A"
says = "Say it."
way = [{ event = "done", says = "Done", to = "two" }]

[[state]]
name = "two"
who = "both"
says = "Both."
way = [{ event = "done", says = "Done", to = "end" }]
"""


def test_there_are_fifty_and_every_mode_gate_approach_and_need_is_among_them() -> None:
    every = EXERCISES.values()
    assert sorted(EXERCISES) == [f"X{n:02}" for n in range(1, 51)]
    assert {one.mode for one in every} == set(MODES)
    assert {one.gate for one in every} == set(GATES)
    assert {one.approach for one in every} == set(APPROACHES)
    assert {need for one in every for need in one.needs} == set(NEEDS)


@pytest.mark.parametrize("id", [id for id, one in EXERCISES.items() if one.mode in LIVE])
def test_every_state_is_reached_and_every_state_can_end(id: str) -> None:
    assert not graph.unreachable(EXERCISES[id])
    assert not graph.endless(EXERCISES[id])


def test_whoever_waits_is_told_what_to_do_meanwhile() -> None:
    for one in EXERCISES.values():
        for state in one.states.values():
            if state.who in ("A", "B", "therapist", "chair", "next_person"):
                assert state.helper, f"{one.id}, {state.name}"


def test_live_exercises_between_people_say_when_not_to_do_them() -> None:
    assert all(one.cautions for one in EXERCISES.values() if one.mode in LIVE)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("to = \"two\"", "to = \"three\""), "leads to what is no state: three"),
        (("to = \"two\"", "to = \"end\""), "cannot be reached: two"),
        (("to = \"end\"", "to = \"one\""), "never comes to an end: one, two"),
        (("says = \"Done\", to = \"two\"", "to = \"two\""), "nobody could take it"),
        (("mode = \"live_turns\"", "mode = \"solo\""), "a live exercise has states"),
        (("who = \"A\"", "who = \"system\""), "nobody presses a button here"),
        (("name = \"two\"", "name = \"one\""), "'one' stands twice"),
        (("says = \"Both.\"", "says = \"Both.\"\nwhile = \"x\""), "is not known here"),
        (("needs = [\"communication\"]", "needs = [\"luck\"]"), "'luck'"),
        (("to = \"end\" }", "when = \"all is\", to = \"end\" }"), "is not a test"),
        (
            ("way = [{ event = \"done\", says = \"Done\", to = \"end\" }]",
             "way = [{ event = \"a\", says = \"A\", to = \"end\" }, { event = \"b\", says = \"B\", to = \"end\" }]"),
            "when people press differently",
        ),
    ],
)  # fmt: skip
def test_a_file_that_does_not_hold_together_is_refused(change: tuple[str, str], told: str) -> None:
    read(Document("t.toml", WHOLE))
    with pytest.raises(ContentError, match=r"t\.toml") as refused:
        read(Document("t.toml", WHOLE.replace(*change)))
    assert told in str(refused.value)
