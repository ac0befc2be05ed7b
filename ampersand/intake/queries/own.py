"""One's own coming in: how far each step is, what is being written, what was told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ampersand.cases.rules.audience import Audience
from ampersand.intake.models import IntakeAsk, IntakeDraft, IntakeLine, IntakeStep
from ampersand.intake.queries import sealed
from ampersand.intake.queries.sealed import Opener, Said, Typed
from ampersand.intake.rules.questions import Step
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Told:
    """One answer in one version; `shown` says whether the others in the case may read it."""

    step: str
    key: str
    number: int
    shown: bool
    current: bool
    told_at: datetime
    words: Said


@dataclass(frozen=True, slots=True)
class Draft:
    """A step as it was left, not handed over; `base` is the version of the step from which it began."""

    typed: Typed
    base: int
    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What a therapist asked to look at once more."""

    id: UUID
    step: str
    by: str
    asked_at: datetime
    note: str


def me(viewer: Viewer) -> UUID:
    """The viewer's own id; raises Hidden for a visitor who has not signed in."""
    if viewer.person_id is None:
        raise Hidden
    return viewer.person_id


def versions(viewer: Viewer, case_id: UUID, person_id: UUID) -> dict[str, tuple[int, datetime]]:
    """Which steps a person has handed over: in which version, and when. One query."""
    rows = IntakeStep.objects.visible_to(viewer).filter(case_id=case_id, person_id=person_id)
    return {step: (version, at) for step, version, at in rows.values_list("step", "version", "told_at")}


def drafts(viewer: Viewer, case_id: UUID) -> set[str]:
    """The steps that the viewer has begun to write and not handed over. One query."""
    rows = IntakeDraft.objects.visible_to(viewer).filter(case_id=case_id, person_id=me(viewer))
    return set(rows.values_list("step", flat=True))


def draft(viewer: Viewer, case_id: UUID, step: str) -> Draft | None:
    """What the viewer has written of a step, on whatever device; None, also when its key was destroyed."""
    rows = IntakeDraft.objects.visible_to(viewer).filter(case_id=case_id, person_id=me(viewer), step=step)
    row = rows.values_list("pk", "words", "base", "version", "saved_at").first()
    if row is None:
        return None
    pk, words, base, version, saved_at = row
    try:
        return Draft(sealed.open_draft(case_id, me(viewer), pk, words), base, version, saved_at)
    except Unreadable:
        return None


def asks(viewer: Viewer, case_id: UUID, person_id: UUID) -> list[Asked]:
    """What was asked once more, the latest first, with its note. Two queries."""
    rows = IntakeAsk.objects.visible_to(viewer).filter(case_id=case_id, person_id=person_id)
    found = list(
        rows.order_by("-asked_at", "-pk").values_list("pk", "step", "by__name", "asked_at", "words")
    )  # fmt: skip
    if not found:
        return []
    opener = Opener(case_id, {person_id})
    return [Asked(pk, step, by, at, _note(opener, person_id, pk, words)) for pk, step, by, at, words in found]


def asked_again(asks: Iterable[Asked], handed: dict[str, tuple[int, datetime]]) -> dict[str, Asked]:
    """What still waits to be looked at once more, by step: asked after the step was last handed over."""
    found: dict[str, Asked] = {}
    for one in asks:
        given = handed.get(one.step)
        if given is None or one.asked_at > given[1]:
            found.setdefault(one.step, one)
    return found


def told(viewer: Viewer, case_id: UUID, person_id: UUID) -> list[Told]:
    """Everything that a person told, in every version, the latest first, as far as the viewer may read. Two queries."""
    rows = IntakeLine.objects.visible_to(viewer).filter(case_id=case_id, person_id=person_id)
    return opened(case_id, person_id, rows.order_by("-number", "-pk").values_list(*COLUMNS))


COLUMNS = ("pk", "step", "key", "number", "audience", "current", "told_at", "words")


def opened(case_id: UUID, person_id: UUID, rows: Iterable[tuple]) -> list[Told]:  # type: ignore[type-arg]
    """Rows of one person with their words; those whose key was destroyed are left out."""
    rows, found = list(rows), []
    opener = Opener(case_id, {person_id}) if rows else None
    for pk, step, key, number, audience, current, at, words in rows:
        assert opener
        try:
            said = opener.line(person_id, pk, words)
        except Unreadable:
            continue
        found.append(Told(step, key, number, audience == Audience.ALL_OF_US, current, at, said))
    return found


def standing(viewer: Viewer, case_id: UUID, step: Step) -> Typed:
    """A step as the viewer has handed it over; empty where they have not. Two queries."""
    rows = IntakeLine.objects.visible_to(viewer).filter(
        case_id=case_id, person_id=me(viewer), step=step.key, current=True
    )
    lines = {one.key: one for one in opened(case_id, me(viewer), rows.values_list(*COLUMNS))}
    said = defaultdict(str, {key: one.words.said for key, one in lines.items()})
    shown = frozenset(one.key for one in step.questions if one.key in lines and lines[one.key].shown)
    return Typed({one.key: said[one.key] for one in step.questions}, shown)


def _note(opener: Opener, person_id: UUID, row: UUID, words: bytes) -> str:
    try:
        return opener.ask(person_id, row, words)
    except Unreadable:
        return ""
