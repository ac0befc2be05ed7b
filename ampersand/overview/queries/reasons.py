"""Reasons for attention in words: why, what next, and the one button."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ampersand.checkins import wording as weeks
from ampersand.core.addresses import address
from ampersand.measures import content
from ampersand.measures.queries import flags, pictures, reading
from ampersand.measures.queries.turned import unsure
from ampersand.measures.rules.instrument import Instrument
from ampersand.overview.queries.gathering import Gathered, Known
from ampersand.overview.rules.order import Cause, Reason, Row
from ampersand.pathway.queries.words import after_the_end
from ampersand.pathway.rules.choices import months
from ampersand.pathway.rules.stop import Sign
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import undecided
from ampersand.safety.queries import words as alert_words
from ampersand.safety.queries.alerts import Entry

ALSO, UNSURE = 3, 2


@dataclass(frozen=True, slots=True)
class Said:
    """One reason in words: about whom, why, what next, the button and where it leads; `posts`: it does something."""

    why: str
    next: str
    action: str
    url: str
    since: datetime
    row: Row
    name: str = ""
    posts: bool = False
    what: str = ""
    upto: datetime | None = None

    @property
    def is_safety(self) -> bool:
        """Whether somebody may be in danger."""
        return self.row <= Row.MODERATE

    @property
    def cannot_wait(self) -> bool:
        """Whether people are called to it until somebody takes it on."""
        return self.row is Row.DANGER

    @property
    def may_be_seen(self) -> bool:
        """Whether it may be marked as seen."""
        return self.upto is not None


@dataclass(frozen=True, slots=True)
class Line:
    """One case in the list: its first reason, and in short what else there is."""

    id: UUID | None
    names: str
    said: Said
    also: tuple[str, ...]
    supervised: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A reason that the viewer has marked as seen, until something new happens."""

    id: UUID
    names: str
    why: str


@dataclass(frozen=True)
class Titles:
    """What instruments are called, and what their flags say. One query."""

    viewer: Viewer
    held: Mapping[str, Instrument]

    @classmethod
    def known_to(cls, viewer: Viewer) -> "Titles":
        """Those of the viewer's practice."""
        return cls(viewer, content.available(viewer.practice_id))

    def of(self, slug: str) -> str:
        """An instrument's title."""
        return pictures.title(self.viewer, self.held[slug]) if slug in self.held else slug

    def flags_of(self, slug: str, raised: str) -> str:
        """What a flag is about."""
        return " ".join(flags.words(self.held[slug], raised, self.viewer.language)) if slug in self.held else raised


SIGNS: dict[Sign, str | Promise] = {
    Sign.SCREEN: gettext_lazy("a private check is not green"),
    Sign.WORSE: gettext_lazy("worse at two points"),
    Sign.ALLIANCE: gettext_lazy("the meetings were rated low by everyone, twice"),
    Sign.NO_CHANGE: gettext_lazy("no sure change by the sixth time"),
    Sign.COMMITMENT: gettext_lazy("%(name)s could go on like this for less long than before"),
    Sign.MISSED: gettext_lazy("two meetings were missed"),
}
TURNED = gettext_lazy("Ask about it at the next meeting: what would help, what should be different.")
WORDS: dict[Cause, tuple[str | Promise, str | Promise, str | Promise, str]] = {  # why, what next, the button, where
    Cause.FLAGGED: ("", gettext_lazy("Read the answers, and talk alone."), gettext_lazy("Read the answers"), "measure"),
    Cause.AMBER: (
        gettext_lazy("A private check is amber, and they meet together within a week"),
        gettext_lazy("See each of them alone before they meet."), gettext_lazy("Open the private checks"), "checks",
    ),
    Cause.CHECK_MISSING: (
        gettext_lazy("They meet together within three days, and a private check is missing or older than thirty days"),
        gettext_lazy("Ask everyone at once."), gettext_lazy("Open the private checks"), "checks",
    ),
    Cause.UNSIGNED_SOON: (
        gettext_lazy("They meet together within three days, and the agreement is not complete"),
        gettext_lazy("Ask who has not signed whether something stands in the way."),
        gettext_lazy("See the agreement"), "cases:agreement",
    ),
    Cause.DECIDE: (
        "", gettext_lazy("Joint work rests until you decide."), gettext_lazy("Open the private checks"), "checks",
    ),
    Cause.WORSE: ("", TURNED, gettext_lazy("See the line"), "measure"),
    Cause.ALLIANCE: ("", "", gettext_lazy("See the strip"), "checkins:ratings"),
    Cause.NOT_ON_TRACK: ("", TURNED, gettext_lazy("See the line"), "measure"),
    Cause.COMMITMENT: (
        gettext_lazy("%(name)s could go on like this for less long than before"),
        gettext_lazy("Talk about it alone first."), gettext_lazy("See the check-ins"), "checkins:weeks",
    ),
    Cause.MISSED: (
        gettext_lazy("%(name)s has not answered two check-ins in a row"),
        gettext_lazy("Ask gently, alone, whether the questions fit and come at a good time."),
        gettext_lazy("See the check-ins"), "checkins:weeks",
    ),
    Cause.SILENT: (
        "", gettext_lazy("Ask gently, alone, whether the questions fit and come at a good time."),
        gettext_lazy("See what is asked"), "measures:plan",
    ),
    Cause.GOAL_APART: (
        gettext_lazy("They see one of their goals far apart"),
        gettext_lazy("Take it into the meeting: something to talk about, no error."),
        gettext_lazy("See the goal"), "goal",
    ),
    Cause.WORK_APART: (
        gettext_lazy("They see far apart what the work should be about"),
        gettext_lazy("Begin the next meeting with it."), gettext_lazy("See the ratings"), "checkins:ratings",
    ),
    Cause.SIGNS: (
        gettext_lazy("Look at the whole: %(signs)s"),
        gettext_lazy("Decide with them: go on, or change something."), gettext_lazy("Look at the whole"), "review",
    ),
    Cause.MIDDLE: (
        gettext_lazy("Half way"),
        gettext_lazy("Look at the whole with them: go on, or change something."),
        gettext_lazy("Look at the whole"), "review",
    ),
    Cause.ENDING: (
        gettext_lazy("The last two meetings that were agreed"),
        gettext_lazy("Look back together: what changed, who did what, a plan for slips. Or agree on more."),
        gettext_lazy("Look at the whole"), "review",
    ),
    Cause.BOOSTER: (
        "", gettext_lazy("A meeting may be offered. Nobody owes anything."), gettext_lazy("See the offer"), "review",
    ),
    Cause.WISHES: (
        gettext_lazy("%(name)s would like the meeting that was offered"),
        gettext_lazy("Find a time, by the way they chose to be reached."), gettext_lazy("See what was said"),
        "pathway:course",
    ),
    Cause.GOAL_LOOK: (
        gettext_lazy("It is time to look back on a goal"), gettext_lazy("Each alone first, then together."),
        gettext_lazy("See the goal"), "goal",
    ),
    Cause.STUCK: (
        gettext_lazy("A step has not happened for four weeks"),
        gettext_lazy("Make it smaller, move it or swap it, together."), gettext_lazy("See the goal"), "goal",
    ),
    Cause.RELEASE: (
        gettext_lazy("A release ends within two weeks"),
        gettext_lazy("If something still has to leave, ask for a new one in time."),
        gettext_lazy("See the release"), "release",
    ),
    Cause.KEEPING: (
        gettext_lazy("The work ended so long ago that its time of keeping is over, or soon will be"),
        gettext_lazy("Settle with the practice whether it is kept longer."),
        gettext_lazy("How the work stands"), "cases:standing",
    ),
    Cause.UNSIGNED: (
        gettext_lazy("The agreement is not complete yet"),
        gettext_lazy("Ask who has not signed whether something stands in the way."),
        gettext_lazy("See the agreement"), "cases:agreement",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Speaker:
    """Says reasons in words, with everything they are about at hand."""

    viewer: Viewer
    found: Gathered
    known: Mapping[UUID, Known]
    titles: Titles

    def say(self, one: Reason[UUID]) -> Said:
        """One reason in words."""
        if one.cause is Cause.ALERT:
            return self._alert(self.found.calls[UUID(one.about)], one)
        why, after, action, where = WORDS[one.cause]
        if one.cause is Cause.ALLIANCE:
            after = weeks.next_step(self.found.ratings[one.case].flags[0])
        seen = one.fresh if one.may_be_seen else None
        return Said(
            self._why(one, str(why)), str(after), str(action), self._url(one, where), one.since, one.row,
            what=one.key, upto=seen,
        )  # fmt: skip

    def unsure(self, case_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
        """Turns for the worse that rest on an unverified number: said quietly, and they move nothing. One query."""
        found: dict[UUID, list[str]] = {}
        words: dict[tuple[str, str], str] = {}  # a few lines say the same of many people
        for one in unsure(self.viewer, case_ids):
            told, line = found.setdefault(one.case_id, []), (one.slug, one.reason)
            if len(told) < UNSURE:
                if line not in words:
                    said = f"{self.titles.of(one.slug)}: {reading.status(one.reason)}"
                    words[line] = _("%(said)s (provisional)") % {"said": said}
                told.append(self._named(one.case_id, one.person_id, words[line]))
        return found

    def _alert(self, entry: Entry, one: Reason[UUID]) -> Said:
        untaken = entry.taken_at is None
        name = "" if one.case in self.known and len(self._people(one.case)) < 2 else f"{entry.name}: "
        return Said(
            f"{name}{alert_words.why(entry)}", alert_words.next_step(entry),
            _("I take care of it") if untaken else _("Open"),
            address("safety:acknowledge" if untaken else "safety:alert", entry.id),
            one.since, one.row, entry.name, untaken,
        )  # fmt: skip

    def _why(self, one: Reason[UUID], words: str) -> str:
        if one.cause in (Cause.FLAGGED, Cause.WORSE, Cause.NOT_ON_TRACK, Cause.SILENT):
            return self._of_stand(one)
        if one.cause is Cause.ALLIANCE:
            flags_said = [weeks.flag(flag, self._people(one.case)) for flag in self.found.ratings[one.case].flags]
            return " ".join(flags_said).removesuffix(".")
        if one.cause is Cause.DECIDE:
            return undecided.words(self.found.checks[one.case])
        if one.cause is Cause.BOOSTER:
            return after_the_end(months(one.about))
        if one.cause is Cause.SIGNS:
            sign, _colon, slug = one.about.partition(":")
            said = str(SIGNS[Sign(sign)])
            if slug and isinstance(one.person, UUID):
                said = self._named(one.case, one.person, f"{self.titles.of(slug)}: {said}")
            return words % {"signs": said % {"name": self._name(one)}}
        return words % {"name": self._name(one)} if "%(name)s" in words else words

    def _of_stand(self, one: Reason[UUID]) -> str:
        assert isinstance(one.person, UUID)
        line = (one.person, one.about)
        held = next(each for each in self.found.stands[one.case] if (each.person_id, each.slug) == line)
        if one.cause is Cause.FLAGGED:
            said = self.titles.flags_of(one.about, held.flags)
            return self._named(one.case, one.person, f"{self.titles.of(one.about)}: {said}")
        if one.cause is Cause.NOT_ON_TRACK and held.reason == "too-early":
            said = _("no sure change after %(times)s times") % {"times": held.sessions}
            return self._named(one.case, one.person, f"{self.titles.of(one.about)}: {said}")
        return self._of_line(one.case, one.person, one.about, held.reason)

    def _of_line(self, case_id: UUID, person_id: UUID, slug: str, why: str) -> str:
        return self._named(case_id, person_id, f"{self.titles.of(slug)}: {reading.status(why)}")

    def _named(self, case_id: UUID, person_id: UUID, said: str) -> str:
        people = self._people(case_id)
        return f"{people.get(person_id, '')}, {said}" if len(people) > 1 else said

    def _people(self, case_id: UUID) -> Mapping[UUID, str]:
        """The members of a case by name; of a case that is not the viewer's, none."""
        case = self.known.get(case_id)
        return case.members if case else {}

    def _name(self, one: Reason[UUID]) -> str:
        return self._people(one.case).get(one.person, "") if isinstance(one.person, UUID) else ""

    def _url(self, one: Reason[UUID], where: str) -> str:
        found: dict[str, Callable[[], str]] = {
            "measure": lambda: f"{address('measures:of_case', one.case)}?instrument={one.about}",
            "goal": lambda: address("goals:goal", UUID(one.about)),
            "checks": lambda: address("safety:checks", one.case),
            "release": lambda: address("reports:release", UUID(one.about)),
            "review": lambda: address("pathway:review", one.case),
        }
        return found[where]() if where in found else address(where, one.case)
