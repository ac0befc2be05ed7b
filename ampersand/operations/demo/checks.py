"""The private checks of Linden House: all are asked at one moment, each sends what they sent, the therapist decides.

Every colour occurs, and none. How the latest round of a case went is its `checks`:
quiet (all green, joint work goes on) · fresh (asked at the start, nobody has decided yet) · unsent (one of them did not
send it) · silent (nobody did) · amber (not decided yet) · seen (amber, each seen alone, joint work goes on) · waiting
(nobody has sent it yet; `checks_told` goes on from there).
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from ampersand.operations.demo.ids import at as id_at
from ampersand.operations.demo.ids import dice, named
from ampersand.operations.demo.people import ZONE, Someone
from ampersand.operations.demo.sheet import Sheet
from ampersand.operations.demo.treatments import Part, Treatment
from ampersand.privacy.audit import Deed
from ampersand.privacy.vault import Sealer
from ampersand.safety.queries import apart
from ampersand.safety.queries.check_form import form
from ampersand.safety.rules.joint import Choice
from ampersand.safety.rules.private_check import THINGS, Told, keys_of

ROUNDS = 8  # at most so many are written for a case, the latest
# How many days ago all were asked the last time, by how it went.
AGO = {"unsent": (9, 11), "silent": (12, 16), "amber": (5, 6), "seen": (8, 13), "waiting": (6, 6)}
UNDECIDED = frozenset({"fresh", "unsent", "silent", "amber", "waiting"})
AMBER = {"holds_back.year": "once", "holds_back.ever": "more"}
NOTES = (
    "Came alone, at ease. Nothing on the list.",
    "Spoke freely. Rows are loud and stay words. Nobody is afraid.",
    "Short. Asked what the questions are for; we talked about why everyone is asked.",
    "Nothing that stands in the way. Likes that it is asked of both.",
)
REASON = "Each has said how it is, on screen and alone. Nothing stands in the way."
SEEN = "Keeps things back because rows go on for days, not because of fear. Says the same alone, twice."
CONDITIONS = "We stop when one of them raises a hand. I see each alone again before the fourth meeting."


def owners(one: Treatment) -> Iterator[tuple[UUID, UUID]]:
    """Under whose keys the words lie."""
    yield one.id, apart.owner(one.id)
    for part in one.parts:
        yield one.id, apart.owner(part.person.id)


class CheckWriter:
    """Writes the private checks of one treatment."""

    def __init__(self, sheet: Sheet, one: Treatment, sealer: Sealer, instant: datetime) -> None:
        self.sheet, self.one, self.sealer, self.instant = sheet, one, sealer, instant
        self.chance: Random = dice("checks", one.key)
        self.shared = one.kind != "individual"
        self.deeds: list[Deed] = []

    def write(self) -> None:
        """Every round, and where joint work stands after the last."""
        goes_on, moments = False, self._moments()
        for place, asked in enumerate(moments):
            latest = place == len(moments) - 1
            goes_on = self._round(asked, latest=latest, first=place == 0)
        if self.shared and moments:
            apart_for_now = self.one.checks != "quiet"
            self._add("safety.JointWork", self.one.id, goes_on, apart_for_now, None)
        self.sheet.deeds[apart.chain(self.one.id)] = sorted(self.deeds, key=lambda deed: deed.at)

    def _moments(self) -> list[datetime]:
        """When all were asked: at the start, and in shared work every thirty days up to the latest round."""
        one, every = self.one, timedelta(days=form().every_days)
        start = self._nine(one.opened_on + timedelta(days=3))
        if start > self.instant:
            start = self.instant - timedelta(hours=2)
        if not self.shared or one.checks == "fresh":
            return [start]
        last = self._nine((one.ended_on or self.instant.date()) - timedelta(days=self.chance.randint(*self._ago())))
        found: list[datetime] = []
        while last > start + every and len(found) < ROUNDS:
            found.append(last)
            last -= every
        return [start, *reversed(found)] if found or one.checks == "quiet" else [last]

    def _ago(self) -> tuple[int, int]:
        return AGO.get(self.one.checks, (7, 24))

    def _round(self, asked: datetime, *, latest: bool, first: bool) -> bool:
        """Everyone is asked, sends or does not; whether joint work goes on afterwards."""
        row = id_at(asked, self.chance)
        self._add("safety.CheckRound", row, self.one.id, "start" if first else "interval", None, asked)
        self._did(asked, None, "check.asked", "checkround", row)
        how = self.one.checks if latest else "quiet"
        sent = [self._ask(asked, row, place, part, how) for place, part in enumerate(self.one.parts)]
        if not self.shared or how in UNDECIDED or not all(sent):
            return False
        day = self._on(max(at for at in sent if at).date() + timedelta(days=2), time(10))
        if first or how == "seen":
            for place, part in enumerate(self.one.parts):
                self._talk(day + timedelta(minutes=30 * place), part.person, how, place)
        return self._decided(day + timedelta(hours=3), how)

    def _ask(self, asked: datetime, round_: UUID, place: int, part: Part, how: str) -> datetime | None:
        """One person is asked; when they sent it."""
        row = UUID(int=self.chance.getrandbits(128), version=4)
        evening = self.chance.randrange(18 * 60, 22 * 60)
        minute = time(evening // 60, evening % 60, self.chance.randrange(60))
        at = self._on(asked.date() + timedelta(days=self.chance.randint(0, 2)), minute)
        leaves_it = how in {"silent", "waiting"} or (how == "unsent" and place > 0)
        sent = None if leaves_it or at >= self.instant else at
        state = "sent" if sent else "open"
        self._add("safety.CheckAsk", row, self.one.id, part.person.id, round_, asked, state, sent)
        if sent:
            self._sent(sent, row, part.person, AMBER if how in {"amber", "seen"} and place == 0 else {})
        return sent

    def _sent(self, at: datetime, ask: UUID, person: Someone, told: Mapping[str, str]) -> None:
        row = id_at(at, self.chance)
        keys = form().keys()
        answers = {key: told.get(key, Told.NO.value) for key in keys}
        sealed = self._seal(person.id, apart.ANSWERS, row, {"told": answers})
        self._add("safety.PrivateCheck", row, ask, self.one.id, person.id, at, sealed)
        self._did(at, person, "check.sent", "checkask", ask)

    def _talk(self, at: datetime, person: Someone, how: str, place: int) -> None:
        if at >= self.instant:
            return
        row, told = named("talk", self.one.key, person.email, at), {keys_of(thing)[-1]: "no" for thing in THINGS}
        note = self.chance.choice(NOTES)
        if how == "seen" and place == 0:
            told["holds_back.ever"], note = Told.MORE.value, SEEN
        sealed = self._seal(person.id, apart.TALK, row, {"told": told, "topics": [], "note": note})
        self._add("safety.CheckTalk", row, self.one.id, person.id, self.one.therapist.id, at, sealed)
        self._did(at, self.one.therapist, "talk.noted", "checktalk", row)

    def _decided(self, at: datetime, how: str) -> bool:
        if at >= self.instant:
            return False
        row = named("decision", self.one.key, at)
        choice = Choice.CONDITIONS if how == "seen" else Choice.BEGIN
        words = {"reason": SEEN if how == "seen" else REASON, "conditions": "", "consulted": ""}
        if choice is Choice.CONDITIONS:
            words["conditions"] = CONDITIONS
        sealed = self._seal(self.one.id, apart.DECISION, row, words)
        self._add("safety.JointDecision", row, self.one.id, self.one.therapist.id, at, choice.value, sealed)
        self._did(at, self.one.therapist, "joint.decided", "jointdecision", row)
        return True

    def _seal(self, about: UUID, place: str, row: UUID, words: Mapping[str, object]) -> bytes:
        text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
        return self.sealer.seal(self.one.id, apart.owner(about), place=place, row=row, text=text)

    def _add(self, model: str, *values: object) -> None:
        self.sheet.rows[model].append(values)

    def _did(self, at: datetime, by: Someone | None, verb: str, kind: str, row: UUID) -> None:
        self.deeds.append(Deed(at, by.id if by else None, verb, f"safety.{kind}", row))

    def _nine(self, day: date) -> datetime:
        return self._on(day, time(9, 20))

    def _on(self, day: date, moment: time) -> datetime:
        """A time of a day on the practice's clock."""
        return datetime.combine(day, moment, ZoneInfo(ZONE)).astimezone(UTC)
