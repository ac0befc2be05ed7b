"""The clinical rules as a plain Python library for notebooks: scoring, change, trend, couples, goals, where to begin.

No Django.

from ampersand import clinical
clinical.score("phq-9", [2, 1, 3, 1, 0, 1, 2, 0, 0]).total  # 10
clinical.where_to_begin({"private_now": "yes", "conflict": "stuck"}).recommendation  # "couple"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ampersand.goals.rules.attainment import goal_attainment
from ampersand.guide.rules import loading as guide
from ampersand.guide.rules.questions import Answers
from ampersand.guide.rules.recommending import Recommendation
from ampersand.measures.rules import scoring
from ampersand.measures.rules.change import Change, reliable_change
from ampersand.measures.rules.couple import CoupleChange, couple_change
from ampersand.measures.rules.instrument import Instrument, Number
from ampersand.measures.rules.loading import shipped
from ampersand.measures.rules.scoring import Result
from ampersand.measures.rules.trend import Trend, reliable_trend

__all__ = [
    "Change",
    "CoupleChange",
    "Instrument",
    "Recommendation",
    "Result",
    "Trend",
    "couple_change",
    "goal_attainment",
    "instrument",
    "instruments",
    "reliable_change",
    "reliable_trend",
    "score",
    "where_to_begin",
]


def instruments() -> tuple[str, ...]:
    """The slugs of the instruments that come with the program."""
    return tuple(shipped())


def instrument(slug: str) -> Instrument:
    """The instrument with this slug; ValueError when it does not ship."""
    try:
        return shipped()[slug]
    except (KeyError, TypeError):
        raise ValueError(f"there is no instrument {slug!r}; there are {', '.join(shipped())}") from None


def score(slug: str, answers: Sequence[Number | None] | Mapping[str, Number | None]) -> Result:
    """Score option codes in form order (or by item id); None marks a missing answer."""
    return scoring.score(instrument(slug), answers)


def where_to_begin(answers: Answers, language: str = "en") -> Recommendation:
    """Where to begin, by the first rule of the guide that fits: information, neither a score nor a diagnosis.

    Answers by question key and code; None or an absent key is a skipped question and takes its calm answer. What is
    sensitive counts only with `private_now` "yes"; without it the answer is provisional. ValueError for anything else.
    """
    return guide.shipped().recommend(answers, language)
