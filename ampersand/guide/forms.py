"""What a page of the guide sends: the answers carried so far, the question it is about, and the button pressed."""

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from ampersand.guide import carrying
from ampersand.guide.rules.questions import Given, Questionnaire
from ampersand.safety.queries import lines

BUTTONS = ("next", "skip", "back", "result", "hand", "hand_all")


@dataclass(frozen=True)
class Sent:
    """One press. `at` is a question's key, or "" on the opening and the result."""

    given: Given
    at: str
    go: str
    codes: tuple[str, ...]
    country: str


def sent(post: QueryDict, questionnaire: Questionnaire, now: datetime) -> Sent:
    """What was pressed and answered; what is not ours is passed over; raises carrying.Stale."""
    carried = post.get("so_far", "")
    at = post.get("at", "")
    at = at if at in questionnaire.by_key else ""
    go, country = post.get("go", ""), post.get("country", "")
    return Sent(
        given=carrying.opened(questionnaire, carried, now) if carried else {},
        at=at,
        go=go if go in BUTTONS else "next",
        codes=_codes(questionnaire, at, post.getlist("answer")),
        country=country if lines.is_country(country) else "",
    )


def _codes(questionnaire: Questionnaire, at: str, answers: list[str]) -> tuple[str, ...]:
    if not at:
        return ()
    question = questionnaire.by_key[at]
    known = [code for code in answers if code in question.codes]
    if not known:
        return ()
    return questionnaire.checked({at: known if question.several else known[0]})[at]
