"""Writing an exercise alone: beginning, keeping, finishing, sharing line by line, tearing up; and how a pair opens."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.exercises.actions.common import Refused, known, me, open_to
from ampersand.exercises.models import Line, Page, Pair, Task
from ampersand.exercises.queries import sealed
from ampersand.exercises.queries.writing import asked
from ampersand.exercises.rules import pairs
from ampersand.exercises.rules.definition import Exercise
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

LONGEST = 8_000  # characters under one step


class Elsewhere(Refused):
    """The page was changed on another device or in another window since; nothing was overwritten."""


def begin(*, by: Viewer, case_id: UUID, exercise_id: str, page_id: UUID | None = None) -> Page:
    """A page of one's own, for a solo exercise, a programme, or one's side of a pair; raises Hidden, Refused.

    Beginning the same page twice, or one's side of a pair that is under way, gives the one that there is.
    """
    exercise = known(exercise_id)
    case = cases.one(by, case_id)
    if case.me(by) is None or not asked(exercise):
        raise Hidden
    with transaction.atomic():
        open_to(by, case, exercise)
        pair = _pair(by, case_id, exercise_id) if exercise.mode == "sealed_pair" else None
        found = _begun(by, pair, page_id)
        if found:
            return found
        page = Page(id=page_id or new_id(), case_id=case_id, exercise=exercise_id, owner_id=me(by), pair=pair).insert()
        audit.record(chain=case_id, actor=by.person_id, verb="exercises.begin", subject=page)
    return page


def keep(*, by: Viewer, page_id: UUID, words: Mapping[int, str], version: int) -> int:
    """Keep what stands under the steps so far; the new version. Raises Hidden, Refused, Elsewhere.

    A page that is finished, or whose pair has opened, takes no more words until it is taken up again.
    """
    with transaction.atomic():
        page = _locked(by, page_id)
        if page.finished_at:
            raise Refused(_("This page is finished. Take it up again to change it."))
        if page.version != version:
            raise Elsewhere(_("This page was changed in another window. Nothing was overwritten."))
        for step, text in words.items():
            _put(page, step, text.strip()[:LONGEST])
        page.version, page.changed_at = version + 1, now()
        page.save(update_fields=["version", "changed_at"])
    return page.version


def finish(*, by: Viewer, page_id: UUID, shares: bool = False, wanted: Iterable[int] = ()) -> Page:
    """Finish a page. For a side of a pair: whether one wants to share, and which steps. Raises Hidden, Refused."""
    with transaction.atomic():
        page = _locked(by, page_id)
        if page.finished_at is None:
            page.finished_at = now()
            audit.record(chain=page.case_id, actor=by.person_id, verb="exercises.finish", subject=page)
        page.shares = shares and page.pair_id is not None
        page.save(update_fields=["finished_at", "shares"])
        if page.pair_id:
            lines = Line.objects.visible_to(by, "write").filter(page=page)
            lines.update(wanted=False)
            lines.filter(step__in=known(page.exercise).opens & set(wanted)).update(wanted=True)
        _settle_task(by, page)
        if page.pair_id:
            _open_if_all(by, page.pair_id)
    return page


def sum_up(*, by: Viewer, case_id: UUID, exercise_id: str, page_id: UUID, words: str) -> Page:
    """A finished page with a look back at a week of a log, one's own until it is shown. Raises Hidden, Refused.

    Asked twice under one id, it is done once.
    """
    exercise = known(exercise_id)
    if exercise.week is None:
        raise Hidden
    if not words.strip():
        raise Refused(_("Write a few words first."))
    with transaction.atomic():
        page = begin(by=by, case_id=case_id, exercise_id=exercise_id, page_id=page_id)
        if page.exercise != exercise_id:
            raise Hidden
        if page.finished_at is None:
            keep(by=by, page_id=page.pk, words={len(exercise.steps): words}, version=page.version)
            page = finish(by=by, page_id=page.pk)
    return page


def take_up(*, by: Viewer, page_id: UUID) -> Page:
    """Take a finished page up again, and with it back any wish to share; raises Hidden, Refused once a pair is open."""
    with transaction.atomic():
        page = _locked(by, page_id)
        if page.pair_id and Pair.objects.visible_to(by).filter(pk=page.pair_id, opened_at__isnull=False).exists():
            raise Refused(_("This exercise is open to all of you now. Begin it anew to write something else."))
        page.finished_at, page.shares = None, False
        page.save(update_fields=["finished_at", "shares"])
    return page


def show(*, by: Viewer, page_id: UUID, step: int, audience: Audience) -> None:
    """Say who may read one line of a page that is one's own alone, from now on. Raises Hidden, Refused."""
    with transaction.atomic():
        page = _locked(by, page_id, action="read")
        if page.owner_id != by.person_id:
            raise Hidden
        case = cases.one(by, page.case_id)
        if not _may_go(known(page.exercise), page, case, step, audience):
            raise Refused(_("This line cannot be shown from here."))
        Line.objects.visible_to(by, "share").filter(page=page, step=step).update(audience=audience.value)
        brought = Line.objects.visible_to(by).filter(page=page).exclude(audience=Audience.ONLY_ME).exists()
        page.audience = (Audience.ME_AND_THERAPIST if brought or page.shows_place else Audience.ONLY_ME).value
        page.save(update_fields=["audience"])
        audit.record(chain=page.case_id, actor=by.person_id, verb="exercises.show", subject=page)


def tear_up(*, by: Viewer, page_id: UUID) -> UUID:
    """Destroy a page of one's own and all that is on it; the case it was in. Raises Hidden, Refused (a pair opened)."""
    page = take_up(by=by, page_id=page_id)
    with transaction.atomic():
        Page.objects.visible_to(by, "write").filter(pk=page.pk).delete()
        audit.record(chain=page.case_id, actor=by.person_id, verb="exercises.tear_up", subject=page)
    return page.case_id


def _may_go(exercise: Exercise, page: Page, case: OneCase, step: int, audience: Audience) -> bool:
    """Whether a line may be shown that far: some exercises stay with their writer, some open one line only."""
    if not 0 <= step < len(asked(exercise)):
        raise Hidden
    if audience is Audience.ONLY_ME:
        return True
    if audience is Audience.ME_AND_THERAPIST:
        return exercise.brings
    several = case.joint_open and len(case.members) > 1
    alone = page.pair_id is None and not asked(exercise)[step].together
    return several and alone and exercise.brings and step in exercise.opens


def _locked(by: Viewer, page_id: UUID, action: str = "write") -> Page:
    rows = Page.objects.visible_to(by, action).select_for_update(of=("self",))
    found: Page | None = rows.filter(pk=page_id, owner_id=by.person_id).first()
    if found is None:
        raise Hidden
    return found


def _put(page: Page, step: int, text: str) -> None:
    steps = asked(known(page.exercise))
    if not 0 <= step < len(steps) or not steps[step].writes:
        raise Hidden
    if steps[step].to and text:
        text = str(min(int(text), steps[step].to)) if text.isdecimal() else ""
    with system_scope("one's own line of one's own page, which was looked up for the viewer"):
        held: Line | None = Line.objects.filter(page=page, step=step).first()
        if not text:
            Line.objects.filter(page=page, step=step).delete()
            return
        line = held or Line(id=new_id(), page=page, case_id=page.case_id, owner_id=page.owner_id, step=step)
        line.wanted = line.wanted if held else not steps[step].together
        line.words = sealed.seal(page.case_id, page.owner_id, sealed.LINE, line.pk, text)
        line.save(update_fields=["words"]) if held else line.insert()


def _pair(by: Viewer, case_id: UUID, exercise_id: str) -> Pair:
    rows = Pair.objects.visible_to(by, "write").select_for_update(of=("self",))
    found: Pair | None = rows.filter(case_id=case_id, exercise=exercise_id, opened_at__isnull=True).first()
    return found or Pair(id=new_id(), case_id=case_id, exercise=exercise_id).insert()


def _begun(by: Viewer, pair: Pair | None, page_id: UUID | None) -> Page | None:
    rows = Page.objects.visible_to(by).filter(owner_id=by.person_id)
    found: Page | None = (rows.filter(pair=pair) if pair else rows.filter(pk=page_id)).first()
    return found


def _open_if_all(by: Viewer, pair_id: UUID) -> None:
    """Open a pair when everyone in the case has finished and wants to share; nobody else learns how far anyone is."""
    pair = Pair.objects.visible_to(by, "write").select_for_update(of=("self",)).get(pk=pair_id)
    members = {person.person_id for person in cases.one(by, pair.case_id).members}
    with system_scope("who has finished and wants to share decides whether a pair opens"):
        rows = Page.objects.filter(pair=pair).values_list("owner_id", "finished_at", "shares")
        sides = [pairs.Side(owner, done is not None, shares) for owner, done, shares in rows]
        if pair.opened_at or not pairs.opens(members, sides):
            return
        Line.objects.filter(page__pair=pair, wanted=True).update(audience=Audience.ALL_OF_US.value, made_at=now())
    pair.opened_at = now()
    pair.save(update_fields=["opened_at"])
    audit.record(chain=pair.case_id, actor=by.person_id, verb="exercises.open_pair", subject=pair)


def _settle_task(by: Viewer, page: Page) -> None:
    rows = Task.objects.visible_to(by, "write").filter(case_id=page.case_id, person_id=by.person_id)
    rows.filter(exercise=page.exercise, outcome__in=Task.WAITS).update(outcome=Task.Outcome.DONE)
