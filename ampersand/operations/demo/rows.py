"""From a treatment to the rows of the tables, with everything that happened as deeds for its audit chain."""

import json
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from ampersand.cases.rules.audience import Audience
from ampersand.measures.queries.sealed import ANSWERS, DRAFT
from ampersand.operations.demo import intakes, papers
from ampersand.operations.demo.answers import Codes
from ampersand.operations.demo.ids import at as id_at
from ampersand.operations.demo.ids import dice, named
from ampersand.operations.demo.people import PRACTICE, ZONE, Someone
from ampersand.operations.demo.sheet import Scorer, Sheet
from ampersand.operations.demo.treatments import Line, Occasion, Part, Treatment
from ampersand.privacy.audit import Deed
from ampersand.privacy.vault import Sealer


class CaseWriter:
    """Writes one treatment."""

    def __init__(self, scorer: Scorer, sheet: Sheet, one: Treatment, sealer: Sealer) -> None:
        self.scorer, self.sheet, self.one, self.sealer = scorer, sheet, one, sealer
        self.chance: Random = dice("rows", one.key)
        self.deeds: list[Deed] = []
        self.signed: list[papers.Signed] = []
        self.opened = self._at(datetime.combine(one.opened_on, time(10), ZoneInfo(ZONE)))
        self.ended = self._at(datetime.combine(one.ended_on, time(17), ZoneInfo(ZONE))) if one.ended_on else None

    def write(self) -> None:
        """The case, its people, their lines, and what happened, in order of time."""
        one = self.one
        self._did(self.opened, one.therapist, "case.open", "cases.case", one.id)
        self._did(self.opened, one.therapist, "agreement.put", "cases.terms", papers.terms_id(one))
        self._staff("therapist", one.therapist)
        if one.supervisor:
            self._did(self.opened + timedelta(hours=1), one.therapist, "case.supervise", "cases.participation",
                      self._staff("supervisor", one.supervisor))  # fmt: skip
        for hand, part in enumerate(one.parts, start=1):
            self._member(hand, part)
            for line in part.lines:
                self._line(part.person, line)
        for person in one.invited:
            self._invited(person, used=None)
        self._case()
        self._looks()
        if self.ended:
            self._did(self.ended, one.therapist, "case.end", "cases.case", one.id)
        self.sheet.deeds[one.id] = sorted(self.deeds, key=lambda deed: deed.at)

    def _case(self) -> None:
        """The case as its agreement and its end have left it."""
        one, signed = self.one, self.signed
        agreed = papers.agreed_at(one, signed)
        policy = one.policy if agreed and one.kind != "individual" else "none"
        state, since = ("ended", self.ended) if self.ended else ("open", self.opened)
        self._add("cases.Case", one.id, PRACTICE, one.kind, state, since, "", one.opened_on, one.ended_on, policy,
                  agreed, intakes.baseline(one))  # fmt: skip
        papers.write(self.sheet, one, self.opened, signed)
        for person, at in signed:
            row = papers.signature_id(one, person)
            self._did(at, person, "agreement.sign", "cases.signature", row)
        if agreed:
            self._did(agreed, None, "agreement.in_force", "cases.terms", papers.terms_id(one))

    def _staff(self, role: str, person: Someone) -> UUID:
        row = named("part", self.one.key, role)
        self._add("cases.Participation", row, self.one.id, person.id, role, "", None, self.opened, None)
        return row

    def _member(self, hand: int, part: Part) -> None:
        joined = self._at(self.opened + timedelta(hours=self.chance.uniform(2, 30)))
        row = named("part", self.one.key, part.person.email)
        self._invited(part.person, used=joined)
        self._add(
            "cases.Participation", row, self.one.id, part.person.id, "member", part.family_role, hand, joined, None
        )
        self._did(joined, part.person, "case.join", "cases.participation", row)
        if part.person.email not in self.one.unsigned:
            self.signed.append((part.person, self._at(joined + timedelta(minutes=self.chance.randint(14, 200)))))

    def _invited(self, person: Someone, used: datetime | None) -> None:
        row = named("invitation", self.one.key, person.email)
        role = "partner" if self.one.kind == "couple" else ""
        made = self.opened + timedelta(minutes=5) if used else self.scorer.instant - timedelta(days=2, hours=3)
        self._add(
            "cases.Invitation", row, self.one.id, row.hex * 2, person.email, person.name, role, self.one.therapist.id,
            made, made + timedelta(days=14), used, None,
        )  # fmt: skip
        self._did(made, self.one.therapist, "invitation.send", "cases.invitation", row)

    def _line(self, person: Someone, line: Line) -> None:
        if not line.occasions:
            return
        plan = self._plan(person, line)
        for place, occasion in enumerate(line.occasions):
            following = line.occasions[place + 1] if place + 1 < len(line.occasions) else None
            self._occasion(person, line, plan, occasion, following)
        if line.shared_from:
            self._sharing(person, line, line.shared_from)

    def _plan(self, person: Someone, line: Line) -> UUID:
        row, first, last = named("plan", self.one.key, person.email, line.slug), line.occasions[0], line.occasions[-1]
        weeks = timedelta(weeks=line.every_weeks or 0)
        ended = self._seven(first.opens_on, person) if line.rhythm == "intake" else self.ended
        next_on = last.opens_on + weeks if line.rhythm == "weeks" and not ended else None
        made = self._at(self.opened + timedelta(hours=32))
        self._add(
            "measures.Plan", row, self.one.id, person.id, line.slug, line.rhythm, line.every_weeks, first.opens_on,
            next_on, ended, self.one.therapist.id, made,
        )  # fmt: skip
        self._did(made, self.one.therapist, "measure.planned", "measures.plan", row)
        return row

    def _occasion(
        self, person: Someone, line: Line, plan: UUID, occasion: Occasion, following: Occasion | None
    ) -> None:
        opened = self._seven(occasion.opens_on, person)
        row = id_at(opened, self.chance)
        state, closed = "open", None
        if occasion.codes is not None:
            state, closed = "answered", occasion.answered_at
        elif following:
            state, closed = "passed", self._seven(following.opens_on, person)
        elif self.ended:
            state, closed = "withdrawn", self.ended
        self._add("measures.Assignment", row, self.one.id, person.id, plan, line.slug, occasion.opens_on, state, closed)
        asked_by = self.one.therapist if line.rhythm == "meeting" else None
        self._did(opened, asked_by, "assignment.opened", "measures.assignment", row)
        if closed and state != "answered":
            by = self.one.therapist if state == "withdrawn" else None
            self._did(closed, by, f"assignment.{state}", "measures.assignment", row)
        if occasion.codes is not None:
            self._answered(person, line, row, occasion)
        if occasion.draft is not None:
            text = json.dumps({"codes": occasion.draft, "writer": "another device"}, separators=(",", ":"))
            answers = self.sealer.seal(self.one.id, person.id, place=DRAFT, row=row, text=text)
            self._add("measures.Draft", row, self.one.id, person.id, answers, len(occasion.draft), self.scorer.instant)

    def _answered(self, person: Someone, line: Line, assignment: UUID, occasion: Occasion) -> None:
        assert occasion.answered_at is not None
        assert occasion.codes is not None
        at = occasion.answered_at.astimezone(UTC)
        first = id_at(at, self.chance)
        if occasion.sent_first is None:
            self._administration(person, line, assignment, first, at, at, occasion.codes)
            return
        later = at + timedelta(minutes=11)
        self._administration(person, line, assignment, first, at, at, occasion.sent_first, current=False)
        self._administration(
            person, line, assignment, id_at(later, self.chance), at, later, occasion.codes, amends=first
        )

    def _administration(
        self, person: Someone, line: Line, assignment: UUID, row: UUID, at: datetime, stored: datetime, codes: Codes, *,
        current: bool = True, amends: UUID | None = None,
    ) -> None:  # fmt: skip
        form = self.scorer.form(line.slug)
        text, result = self.scorer.scored(form, codes)
        shown = current and line.shared_from and not line.shared_until and at >= line.shared_from
        audience = Audience.ALL_OF_US if shown else Audience.ME_AND_THERAPIST
        answers = self.sealer.seal(self.one.id, person.id, place=ANSWERS, row=row, text=text)
        self._add(
            "measures.Administration", row, self.one.id, person.id, assignment, line.slug, form.digest, at, stored,
            audience.value, answers, result.total, result.partner_total, result.band or "", " ".join(result.flags),
            dict(result.subscales), len(result.missing), amends, current, "",
        )  # fmt: skip
        verb = "measures.amend" if amends else "measures.answer"
        self._did(stored, person, verb, "measures.administration", row)

    def _sharing(self, person: Someone, line: Line, since: datetime) -> None:
        row = named("sharing", self.one.key, person.email, line.slug)
        self._add("measures.Sharing", row, self.one.id, person.id, line.slug, since, line.shared_until)
        self._did(since, person, "measures.share", "measures.sharing", row)
        if line.shared_until:
            self._did(line.shared_until, person, "measures.stop_sharing", "measures.sharing", row)

    def _looks(self) -> None:
        """Every week the therapist opens the case, not yet this week; now and then the supervisor does."""
        day, week = self.opened + timedelta(days=6), 0
        while day < (self.ended or self.scorer.instant - timedelta(days=8)):
            self._did(day, self.one.therapist, "case.opened", "cases.case", self.one.id)
            if self.one.supervisor and week % 8 == 5:
                self._did(day + timedelta(hours=3), self.one.supervisor, "measures.opened", "cases.case", self.one.id)
            day, week = day + timedelta(weeks=1), week + 1

    def _add(self, model: str, *values: object) -> None:
        self.sheet.rows[model].append(values)

    def _did(self, at: datetime, by: Someone | None, verb: str, kind: str, row: UUID) -> None:
        if at <= self.scorer.instant:
            self.deeds.append(Deed(at, by.id if by else None, verb, kind, row))

    def _at(self, wished: datetime) -> datetime:
        return min(wished.astimezone(UTC), self.scorer.instant)

    def _seven(self, day: date, person: Someone) -> datetime:
        """Seven o'clock where the person is, when questions open; never later than now."""
        return self._at(datetime.combine(day, time(7), ZoneInfo(person.zone)))
