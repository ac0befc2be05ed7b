"""What the members of a case told when they came in, as those who treat and supervise read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ampersand.cases.queries import Someone
from ampersand.cases.queries.case import baseline_chosen
from ampersand.cases.queries.reaching import Wish, wishes
from ampersand.intake import content
from ampersand.intake.models import IntakeLine, IntakeStep
from ampersand.intake.queries import own
from ampersand.intake.queries.own import Asked, Told
from ampersand.intake.rules.questions import Form, Step
from ampersand.measures import content as measures
from ampersand.measures.queries import cases, first
from ampersand.measures.queries.cases import Treated
from ampersand.measures.queries.first import First
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with the answer that stands and the earlier ones; without `now` it was left open."""

    asked: str
    now: Told | None
    earlier: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One step as it was told; without `told_at` it was not handed over yet. `asked` waits to be looked at again."""

    number: int
    key: str
    title: str
    told_at: datetime | None
    answers: tuple[Answer, ...]
    asked: Asked | None

    @property
    def said(self) -> tuple[Answer, ...]:
        """The questions that were answered, now or earlier."""
        return tuple(one for one in self.answers if one.now or one.earlier)

    @property
    def left_open(self) -> tuple[str, ...]:
        """The questions without an answer."""
        return tuple(one.asked for one in self.answers if not one.now and not one.earlier)


@dataclass(frozen=True)
class Page:
    """All that one member told, beside their first results and how they want to be reached."""

    treated: Treated
    person: Someone
    form: Form
    parts: tuple[Part, ...]
    results: tuple[First, ...]
    wish: Wish | None

    @property
    def may_ask(self) -> bool:
        """Whether the viewer may ask this person for something: they lead the case, it goes on, and both are here."""
        return may_change(self.treated) and self.person.here

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not there yet, by its title."""
        parts = tuple(part.title for part in self.parts if part.told_at is None)
        return parts + tuple(one.title for one in self.results if one.id is None)


@dataclass(frozen=True, slots=True)
class Row:
    """One member in the list of a case: how many steps were handed over, of how many, and when last."""

    person: Someone
    told: int
    steps: int
    last: datetime | None

    @property
    def missing(self) -> int:
        """How many steps are still to come."""
        return self.steps - self.told


def may_change(treated: Treated) -> bool:
    """Whether the viewer leads the case and it takes anything new."""
    return treated.may_change and treated.case.takes_new


def page(viewer: Viewer, case_id: UUID, person_id: UUID) -> Page:
    """One member's coming in, for who treats or supervises them; raises Hidden. A constant number of queries."""
    treated = cases.treated(viewer, case_id)
    person = next((one for one in treated.members if one.person_id == person_id), None)
    if person is None:
        raise Hidden
    form = content.form_for(treated.case, person)
    handed = own.versions(viewer, case_id, person_id)
    again = own.asked_again(own.asks(viewer, case_id, person_id), handed)
    told = own.told(viewer, case_id, person_id)
    slugs = content.baseline(treated.case, person, baseline_chosen(viewer, case_id))
    results = tuple(first.of_person(viewer, case_id, person_id, slugs))
    wish = wishes(viewer, [person_id]).get(person_id)
    parts = [_part(number, one, told, handed, again.get(one.key)) for number, one in enumerate(form.steps, start=1)]
    return Page(treated, person, form, tuple(parts), results, wish)


def rows(viewer: Viewer, treated: Treated) -> list[Row]:
    """How far each member is, those who are here first. One query."""
    handed: dict[UUID, dict[str, datetime]] = {}
    steps = IntakeStep.objects.visible_to(viewer).filter(case_id=treated.id)
    for person_id, step, at in steps.values_list("person_id", "step", "told_at"):
        handed.setdefault(person_id, {})[step] = at
    return [_row(treated, one, handed.get(one.person_id, {})) for one in treated.members]


def first_slugs(viewer: Viewer, treated: Treated) -> tuple[str, ...]:
    """The first questions of a case: those chosen for it, else those for every case of its kind. One query."""
    return tuple(baseline_chosen(viewer, treated.id)) or content.form(treated.case.kind).baseline


def instruments(viewer: Viewer, treated: Treated) -> list[tuple[str, str]]:
    """Every instrument that can be asked in a case, by its title. One query."""
    known = measures.available(treated.case.practice_id)
    return sorted(
        ((slug, measures.words(one, viewer.language).title) for slug, one in known.items()), key=lambda one: one[1]
    )


def first_asked(viewer: Viewer, treated: Treated) -> list[str]:
    """The titles of the first questions of a case. Two queries."""
    titles = dict(instruments(viewer, treated))
    return [titles[slug] for slug in first_slugs(viewer, treated) if slug in titles]


@dataclass(frozen=True, slots=True)
class Shown:
    """One member and what they let the others read: each question with its answer."""

    person: Someone
    is_me: bool
    told: tuple[Told, ...]


def shown(viewer: Viewer, case_id: UUID, people: Iterable[Someone]) -> list[Shown]:
    """What the members of a case let each other read, the viewer's own among it; no days, no counts. Two queries."""
    here = {one.person_id: one for one in people}
    rows = IntakeLine.objects.visible_to(viewer).filter(
        case_id=case_id, person_id__in=here, audience="all_of_us", current=True
    )
    found: dict[UUID, list[tuple[object, ...]]] = {}
    for person_id, *row in rows.order_by("step", "key").values_list("person_id", *own.COLUMNS):
        found.setdefault(person_id, []).append(tuple(row))
    return [
        Shown(one, key == viewer.person_id, tuple(own.opened(case_id, key, found.get(key, []))))
        for key, one in here.items()
    ]


def own_parts(told: Iterable[Told], form: Form, handed: dict[str, tuple[int, datetime]]) -> list[Part]:
    """The viewer's own steps as they were told."""
    told = list(told)
    return [_part(number, one, told, handed, None) for number, one in enumerate(form.steps, start=1)]


def _part(
    number: int, step: Step, told: Iterable[Told], handed: dict[str, tuple[int, datetime]], asked: Asked | None
) -> Part:
    mine = [one for one in told if one.step == step.key]
    keys = dict.fromkeys([*(one.key for one in step.questions), *(one.key for one in mine)])
    texts = {one.key: one.text for one in step.questions}
    answers = tuple(_answer(texts.get(key, ""), [one for one in mine if one.key == key]) for key in keys)
    return Part(number, step.key, step.title, handed[step.key][1] if step.key in handed else None, answers, asked)


def _answer(text: str, versions: list[Told]) -> Answer:
    now = next((one for one in versions if one.current and one.words.said), None)
    earlier = tuple(one for one in versions if not one.current and one.words.said)
    asked = now or (earlier[0] if earlier else None)
    return Answer(asked.words.asked if asked else text, now, earlier)


def _row(treated: Treated, person: Someone, handed: dict[str, datetime]) -> Row:
    steps = content.form_for(treated.case, person).steps
    told = [handed[one.key] for one in steps if one.key in handed]
    return Row(person, len(told), len(steps), max(told, default=None))
