"""How the people of Linden House came in: most have told everything; a new couple is in the middle of it.

How far a case is, is its `coming`: told (everyone has told everything) · middle (the first has, the second has told one
part and is writing another; nobody but their therapist can tell) · writing (the first writes; not all have signed, so
nothing can be handed over) · none (nobody has begun).
"""

from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from ampersand.cases.rules.audience import Audience
from ampersand.intake import content
from ampersand.intake.queries.sealed import ASK, DRAFT, LINE, Said, Typed, draft_text, line_text
from ampersand.intake.rules.questions import Question, Step
from ampersand.operations.demo import people as who
from ampersand.operations.demo.ids import at as id_at
from ampersand.operations.demo.ids import dice
from ampersand.operations.demo.intakes_told import ANA_FIRST, ASKED, HAT, SHOWN, TOLD, Words
from ampersand.operations.demo.people import Someone
from ampersand.operations.demo.sheet import Sheet
from ampersand.operations.demo.treatments import Part, Treatment
from ampersand.privacy.audit import Deed
from ampersand.privacy.vault import Sealer

ASKED_FIRST = ("csi-16", "csi-4", "phq-9", "gad-7", "k6", "core-10")
SAYS_SO = 0.75  # how often a question is answered, out of the hat


def baseline(one: Treatment) -> list[str]:
    """The first questions of a case, as they were asked there."""
    asked = {line.slug for part in one.parts for line in part.lines}
    return [slug for slug in ASKED_FIRST if slug in asked]


class IntakeWriter:
    """Writes what the members of one treatment told."""

    def __init__(self, sheet: Sheet, one: Treatment, sealer: Sealer, instant: datetime) -> None:
        self.sheet, self.one, self.sealer, self.instant = sheet, one, sealer, instant
        self.form = content.form(one.kind)
        self.deeds: list[Deed] = []

    def write(self) -> None:
        """Each member's steps, in the evenings after they came."""
        for place, part in enumerate(self.one.parts):
            self._member(place, part)
        known = self.sheet.deeds.get(self.one.id, [])
        self.sheet.deeds[self.one.id] = sorted([*known, *self.deeds], key=lambda deed: deed.at)

    def _member(self, place: int, part: Part) -> None:
        person, chance = part.person, dice("intake", self.one.key, part.person.email)
        words = TOLD.get((self.one.key, person.email)) or _out_of_the_hat(chance, self.form.steps)
        evening = self._evening(chance)
        how = self.one.coming
        if how == "told" or (how == "middle" and place == 0):
            for number, step in enumerate(self.form.steps):
                self._told(evening + timedelta(minutes=9 * number), person, step, words, chance)
        elif how == "middle":
            self._told(evening, person, self.form.steps[0], words, chance)
            self._draft(evening, person, self.form.steps[1], words, chance)
        elif how == "writing" and place == 0:
            self._draft(evening, person, self.form.steps[0], words, chance)
        if self.one.key == "ana-and-ben" and person is who.BEN:
            self._asked(evening + timedelta(days=9), person, chance)

    def _told(self, at: datetime, person: Someone, step: Step, words: Words, chance: Random) -> None:
        first = ANA_FIRST if self.one.key == "ana-and-ben" and person is who.ANA else {}
        changed = bool(first) and any(one.key in first for one in step.questions)
        later = at + timedelta(weeks=10)
        for one in step.questions:
            if first.get(one.key):
                self._line(at, person, step, one, first[one.key], chance, current=False)
            if words.get(one.key):
                at_last = later if first.get(one.key) else at
                self._line(at_last, person, step, one, words[one.key], chance, number=2 if first.get(one.key) else 1)
        row = id_at(at, chance)
        self._add("intake.IntakeStep", row, self.one.id, person.id, step.key, 1 + changed, later if changed else at)
        for moment in [at, later] if changed else [at]:
            self._did(moment, person, "intake.told", "intakestep", row)

    def _line(
        self, at: datetime, person: Someone, step: Step, one: Question, said: str, chance: Random, *,
        number: int = 1, current: bool = True,
    ) -> None:  # fmt: skip
        row = id_at(at, chance)
        shown = current and one.key in SHOWN.get((self.one.key, person.email), frozenset())
        audience = Audience.ALL_OF_US if shown else Audience.ME_AND_THERAPIST
        text = line_text(Said(one.text, said, one.ends))
        sealed = self.sealer.seal(self.one.id, person.id, place=LINE, row=row, text=text)
        self._add(
            "intake.IntakeLine", row, self.one.id, person.id, step.key, one.key, number, audience.value, sealed,
            current, at,
        )  # fmt: skip

    def _draft(self, at: datetime, person: Someone, step: Step, words: Words, chance: Random) -> None:
        row, begun = id_at(at, chance), step.questions[0].key
        text = draft_text(Typed({begun: words.get(begun, "")}, frozenset(), "another device"))
        sealed = self.sealer.seal(self.one.id, person.id, place=DRAFT, row=row, text=text)
        self._add("intake.IntakeDraft", row, self.one.id, person.id, step.key, 0, 1, sealed, at)

    def _asked(self, at: datetime, person: Someone, chance: Random) -> None:
        row = id_at(at, chance)
        sealed = self.sealer.seal(self.one.id, person.id, place=ASK, row=row, text=ASKED)
        self._add("intake.IntakeAsk", row, self.one.id, person.id, "history", sealed, self.one.therapist.id, at)
        self._did(at, self.one.therapist, "intake.asked", "intakeask", row)

    def _evening(self, chance: Random) -> datetime:
        """An evening in the first days after everyone had signed, not later than now."""
        day = self.one.opened_on + timedelta(days=chance.randint(3, 6))
        at = datetime.combine(day, time(chance.randint(18, 21), chance.randrange(60)), ZoneInfo(who.ZONE))
        return min(at.astimezone(UTC), self.instant - timedelta(hours=3))

    def _add(self, model: str, *values: object) -> None:
        self.sheet.rows[model].append(values)

    def _did(self, at: datetime, by: Someone, verb: str, kind: str, row: UUID) -> None:
        self.deeds.append(Deed(at, by.id, verb, f"intake.{kind}", row))


def _out_of_the_hat(chance: Random, steps: tuple[Step, ...]) -> dict[str, str]:
    keys = [one.key for step in steps for one in step.questions]
    return {key: chance.choice(HAT[key]) for key in keys if key in HAT and chance.random() < SAYS_SO}
