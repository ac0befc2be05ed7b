"""A big practice for measuring: many couples with one therapist, and as many answers as asked for."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from ampersand.operations.demo import people as who
from ampersand.operations.demo.answers import Codes, answer, habits
from ampersand.operations.demo.diary import WEEK
from ampersand.operations.demo.drawing import instrument
from ampersand.operations.demo.ids import dice
from ampersand.operations.demo.people import ZONE, Someone
from ampersand.operations.demo.treatments import Line, Occasion, Part, Treatment

FORMS = ("phq-9", "csi-4", "gad-7", "core-10")
FEW = 80  # up to this many answers a person, two instruments are enough
MANNERS = 20  # different ways to come to one total


def treatments(today: date, couples: int, administrations: int) -> Iterator[Treatment]:
    """So many couples, among whom the answers are shared out evenly, weekly up to last week; the last weeks first."""
    strangers, pool = who.names(), _Pool()
    each, more = divmod(administrations, couples * 2)
    for number in range(couples):
        pair = [next(strangers), next(strangers)]
        counts = [each + (number * 2 + place < more) for place in (0, 1)]
        weeks = -(-max(counts) // len(_forms(each + 1)))
        first = today - timedelta(days=1 + number % 6) - max(weeks, 1) * WEEK
        chance = dice("big", number)
        parts = tuple(
            Part(person, "big", _lines(person, first, count, pool, chance, _forms(each + 1)), "partner")
            for person, count in zip(pair, counts, strict=True)
        )
        yield Treatment(f"big-{number}", "couple", parts, who.DANA, first - timedelta(days=3), who.EMIL)


def _forms(each: int) -> tuple[str, ...]:
    return FORMS[:2] if each <= FEW else FORMS


def _lines(
    person: Someone, first: date, count: int, pool: "_Pool", chance: Random, forms: tuple[str, ...]
) -> tuple[Line, ...]:
    """The answers dealt out to the instruments in turn, one of each a week."""
    zone, lines = ZoneInfo(ZONE), []
    level = chance.uniform(0.3, 0.7)
    for place, slug in enumerate(forms):
        weeks = len(range(place, count, len(forms)))
        occasions = []
        for week in range(weeks):
            level = min(0.9, max(0.05, level + chance.gauss(-0.001, 0.02)))
            day = first + week * WEEK
            at = datetime.combine(day, time(18 + place, chance.randrange(60), chance.randrange(60)), zone)
            occasions.append(Occasion(day, pool.answer(slug, level, chance), at))
        lines.append(Line(slug, occasions))
    return tuple(lines)


class _Pool:
    """Answers made once and used again: a million sheets need not be a million different ones."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int, int], Codes] = {}

    def answer(self, slug: str, level: float, chance: Random) -> Codes:
        form = instrument(slug)
        total = round(form.lowest + level * (form.highest - form.lowest))
        manner = chance.randrange(MANNERS)
        key = (slug, total, manner)
        if key not in self._made:
            fixed = dice("manner", slug, manner)
            self._made[key] = answer(form, total, habits(form, fixed), fixed)
        return self._made[key]
