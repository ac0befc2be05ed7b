"""The way through the questions: which come, in which order, and when enough is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .conditions import holds
from .questions import Given, Question, Questionnaire
from .recommending import Rulebook, first

URGENT = "urgent_safety"
OPENING, RESULT = "", "result"


def asked(questionnaire: Questionnaire, given: Given) -> tuple[Question, ...]:
    """The questions that someone with these answers is asked; sensitive ones only after they said they are alone."""
    mask = questionnaire.mask(given)
    return tuple(one for one in questionnaire.questions if holds(one.shown, mask))


def expected(questionnaire: Questionnaire, given: Given) -> int:
    """About how many questions there will be, for the bar that shows how far one is."""
    hopeful = given if "private_now" in given else {**given, "private_now": ("yes",)}
    return len(asked(questionnaire, hopeful))


def kept(questionnaire: Questionnaire, given: Given) -> dict[str, Sequence[str]]:
    """The answers without those to questions that are not asked any more."""
    held = dict(given)
    while gone := held.keys() - {one.key for one in asked(questionnaire, held)}:
        for key in gone:
            del held[key]
    return held


def following(book: Rulebook, given: Given, key: str) -> Question | None:
    """The question after this one; None when there is none, or when it is already clear that safety comes first."""
    if settled(book, given):
        return None
    order = [one.key for one in book.questionnaire.questions]
    place = order.index(key) + 1 if key else 0
    later = set(order[place:])
    return next((one for one in asked(book.questionnaire, given) if one.key in later), None)


def before(book: Rulebook, given: Given, key: str) -> Question | None:
    """The question before this one; None at the first. Of no key, as on the result: the last that was asked."""
    found = asked(book.questionnaire, given)
    if key:
        found = found[: next((place for place, one in enumerate(found) if one.key == key), len(found))]
    elif settled(book, given):
        found = tuple(one for one in found if one.key in given)
    return found[-1] if found else None


def settled(book: Rulebook, given: Given) -> bool:
    """Whether the answers so far call for safety first: nobody in danger is asked fifteen more questions."""
    return first(book.rules, book.questionnaire.mask(given)).recommendation == URGENT


@dataclass(frozen=True)
class Step:
    """Where one is after a press: the answers so far, and the opening, a question's key, or the result."""

    given: Given
    place: str
    unanswered: bool = False


def step(book: Rulebook, given: Given, at: str, go: str, codes: Sequence[str]) -> Step:
    """The step after pressing `go` ("next", "skip" or "back") at a question, or at "" on opening and result.

    What was chosen is kept on the way back too. "next" without an answer stays where one is and says so. A question
    that is not asked of someone with these answers is passed over, whoever sends it.
    """
    is_asked = any(one.key == at for one in asked(book.questionnaire, given))
    if is_asked and go == "next" and not codes:
        return Step(kept(book.questionnaire, given), at, unanswered=True)
    answered = {at: tuple(codes)} if is_asked and codes and go != "skip" else {}
    held = kept(book.questionnaire, {key: value for key, value in given.items() if key != at} | answered)
    if go == "back":
        earlier = before(book, held, at)
        return Step(held, earlier.key if earlier else OPENING)
    later = following(book, held, at)
    return Step(held, later.key if later else RESULT)
