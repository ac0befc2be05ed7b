"""The course of a case as its pages show it: where it stands, what asks for a look, what was decided, what is asked."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ampersand.cases.queries import Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.clock import today
from ampersand.measures import content
from ampersand.measures.queries import cases as measures
from ampersand.measures.queries import pathway
from ampersand.measures.queries.cases import Treated
from ampersand.measures.queries.pathway import Asked
from ampersand.measures.queries.planning import title
from ampersand.measures.rules.pathways import Pathway
from ampersand.pathway.queries import course, facts, offers, reviews, signs
from ampersand.pathway.queries.course import OneCourse
from ampersand.pathway.queries.offers import Told
from ampersand.pathway.queries.reviews import Look
from ampersand.pathway.queries.words import SIGN_WORDS, occasion
from ampersand.pathway.rules.choices import SIGNS
from ampersand.pathway.rules.course import Due, coming, due
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class SignLine:
    """A sign that asks for a look: about whom and which measure, in words, and since when."""

    key: str
    name: str
    measure: str
    slug: str
    words: str
    since: datetime


@dataclass(frozen=True)
class CoursePage:
    """Everything that the pages of the course show."""

    treated: Treated
    course: OneCourse
    usual: Pathway
    today: date
    due: Due | None
    coming: Due | None
    signs: tuple[SignLine, ...]
    looks: tuple[Look, ...]
    asked: tuple[Asked, ...]
    readers: tuple[Someone, ...]
    readers_of_looks: tuple[Someone, ...]
    offers: tuple[Told, ...] = ()

    @property
    def week(self) -> int:
        """Which week of the work today lies in."""
        return self.course.length.week(self.today)

    @property
    def occasion(self) -> str:
        """On which occasion a look would be taken now."""
        found = self.due or self.coming
        return found.occasion if found else SIGNS

    @property
    def why(self) -> str:
        """That occasion in words; empty when nothing asks for a look."""
        return occasion(self.due.occasion) if self.due else ""

    @property
    def to_plan(self) -> tuple[Asked, ...]:
        """The measures of the pathway that somebody is not asked yet."""
        return tuple(one for one in self.asked if one.waits)


def page(viewer: Viewer, case_id: UUID) -> CoursePage:
    """The course of a case for its therapist or supervisor; raises Hidden. Eleven queries at most."""
    treated = measures.treated(viewer, case_id)
    case = treated.case
    held = course.course(viewer, case_id, case.kind, case.opened_on)
    looks, day = reviews.of_case(viewer, case_id), today(viewer.time_zone)
    done = {one.occasion for one in looks}
    over = case.ended_on if case.state == "ended" else None
    running = None if case.ended else due(held.length, day, done)
    known = content.available(viewer.practice_id)
    waiting = pathway.missing(viewer, treated) if treated.may_change else []
    return CoursePage(
        treated, held, content.pathway(case.kind), day, due(held.length, day, done, over) if over else running,
        coming(day, done, over) if over else None,
        tuple(_signs(viewer, treated)), tuple(looks), tuple(pathway.in_words(viewer, treated, waiting, known)),
        case.readers(Kind.COURSE, Audience.ALL_OF_US), case.readers(Kind.COURSE_REVIEW, Audience.TEAM),
        tuple(offers.of_case(viewer, case_id)) if over else (),
    )  # fmt: skip


def _signs(viewer: Viewer, treated: Treated) -> list[SignLine]:
    if treated.case.ended:
        return []
    names = {member.person_id: member.name for member in treated.members}
    looked = reviews.looked(viewer, [treated.id]).get(treated.id)
    known = content.available(viewer.practice_id)
    return [
        SignLine(
            one.key, names.get(one.person, "") if one.person else "", title(viewer, one.measure, known), one.measure,
            str(SIGN_WORDS[one.sign]), one.since,
        )
        for one in signs.open_signs(facts.of_case(viewer, treated.case), looked)
    ]  # fmt: skip
