"""Looking at one row together: offering it, sealing one's side, sharing, taking back, letting the therapist read."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience
from ampersand.conflict.actions.common import Refused, goes_on, me
from ampersand.conflict.models import Pair, Side
from ampersand.conflict.queries import entries, pairs, sealed
from ampersand.conflict.rules import account
from ampersand.conflict.rules import pairs as rules
from ampersand.conflict.rules.pairs import Event, NotPossible
from ampersand.core.clock import now
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer


def offer(*, by: Viewer, case_id: UUID, pair_id: UUID, to_id: UUID, about: str, day: date | None) -> Pair:
    """Offer to look at a row together: the other reads these words and this day, and nothing more.

    Asked twice with one id, it is offered once. Raises Hidden, Refused.
    """
    case = cases.one(by, case_id)
    if case.me(by) is None or to_id not in {person.person_id for person in case.others(by)}:
        raise Hidden
    pair = Pair(id=pair_id, case_id=case_id, by_id=me(by), to_id=to_id, made_at=now())
    require(by, "write", pair)
    goes_on(by, case)
    said = {"about": about.strip(), "day": day.isoformat() if day else ""}
    pair.words = sealed.seal(case_id, me(by), sealed.OFFER, pair.pk, said)
    try:
        with transaction.atomic():
            pair.insert()
            audit.record(chain=case_id, actor=by.person_id, verb="conflict.offer", subject=pair)
    except IntegrityError:  # pressed twice
        return pairs.row(by, pair_id)
    return pair


def seal(*, by: Viewer, pair_id: UUID, entry_id: UUID, lines: Collection[str]) -> None:
    """Seal one's side: lines of an entry of one's own as they stand; nobody learns of it. Raises Hidden, Refused."""
    with transaction.atomic():
        pair = pairs.row(by, pair_id, lock=True)
        goes_on(by, cases.one(by, pair.case_id))
        entry = entries.one(by, entry_id, "write")
        said = entry.account.only(lines)
        if entry.person_id != by.person_id or entry.case_id != pair.case_id:
            raise Hidden
        if said.is_empty:
            raise Refused(_("Nothing is written in these lines yet. Choose others, or write something first."))
        _moved(pair, me(by), Event.SEAL)
        Side.objects.visible_to(by, "write").filter(pair=pair, person_id=me(by), sealed_at__isnull=True).delete()
        side = Side(pair=pair, case_id=pair.case_id, person_id=me(by), sealed_at=now())
        require(by, "write", side)
        side.words = sealed.seal(pair.case_id, me(by), sealed.SIDE, side.pk, account.to_data(said))
        side.insert()
        audit.record(chain=pair.case_id, actor=by.person_id, verb="conflict.seal", subject=side)


def share(*, by: Viewer, pair_id: UUID, therapist_may: bool) -> bool:
    """Let one's sealed side open as soon as the other does, too; whether it opened now. Raises Hidden, Refused."""
    with transaction.atomic():
        pair = pairs.row(by, pair_id, lock=True)
        goes_on(by, cases.one(by, pair.case_id))
        found = _moved(pair, me(by), Event.SHARE)
        mine = Side.objects.visible_to(by, "write").filter(pair=pair, person_id=me(by))
        mine.filter(shared_at__isnull=True).update(shared_at=now(), therapist_may=therapist_may)
        audit.record(chain=pair.case_id, actor=by.person_id, verb="conflict.share", subject=pair)
        if found.is_open and pair.opened_at is None:
            _open(pair)
        return found.is_open


def take_side_back(*, by: Viewer, pair_id: UUID) -> None:
    """Take one's sealed side back before it opens, without a trace; raises Hidden, Refused once it is open."""
    with transaction.atomic():
        pair = pairs.row(by, pair_id, lock=True)
        if pair.opened_at:
            raise Refused(_("It is open already. You can put it away for both of you."))
        _moved(pair, me(by), Event.TAKE_BACK)
        Side.objects.visible_to(by, "share").filter(pair=pair, person_id=me(by)).delete()
        audit.record(chain=pair.case_id, actor=by.person_id, verb="conflict.take_side_back", subject=pair)


def close(*, by: Viewer, pair_id: UUID) -> None:
    """Take an offer of one's own back, with both sides and without a trace; or put an open pair away for both.

    Raises Hidden, also for whoever it was offered to while it is not open: they set it aside.
    """
    with transaction.atomic():
        pair = pairs.row(by, pair_id, lock=True)
        if not pair.opened_at and pair.by_id != by.person_id:
            raise Hidden
        audit.record(chain=pair.case_id, actor=by.person_id, verb="conflict.close", subject=pair)
        with system_scope("what was offered to two is put away for both"):
            sides = Side.objects.filter(pair=pair)
            if pair.opened_at:
                sides.update(audience=Audience.SEALED.value)
                Pair.objects.filter(pk=pair.pk).update(closed_at=now(), with_therapist=False)
            else:
                sides.delete()
                Pair.objects.filter(pk=pair.pk).delete()


def set_aside(*, by: Viewer, pair_id: UUID) -> None:
    """Leave an offer of somebody else's alone; they are not told. Raises Hidden, Refused once one has sealed."""
    with transaction.atomic():
        pair = pairs.row(by, pair_id, lock=True)
        if pair.to_id != by.person_id:
            raise Hidden
        mine = Side.objects.visible_to(by).filter(pair=pair, person_id=me(by))
        if mine.exists():
            return
        side = Side(pair=pair, case_id=pair.case_id, person_id=me(by), set_aside_at=now())
        require(by, "write", side)
        side.insert()
        audit.record(chain=pair.case_id, actor=by.person_id, verb="conflict.set_aside", subject=side)


def allow(*, by: Viewer, pair_id: UUID, therapist_may: bool) -> None:
    """Say whether the therapist may read the two sides; they do only while both say so. Raises Hidden."""
    with transaction.atomic():
        pair = pairs.row(by, pair_id, lock=True)
        mine = Side.objects.visible_to(by, "share").filter(pair=pair, person_id=me(by), sealed_at__isnull=False)
        if not mine.update(therapist_may=therapist_may):
            raise Hidden
        audit.record(chain=pair.case_id, actor=by.person_id, verb="conflict.allow", subject=pair)
        if pair.opened_at:
            with system_scope("the therapist reads two sides only while both allow it"):
                may = not Side.objects.filter(pair=pair, therapist_may=False).exists()
                Pair.objects.filter(pk=pair.pk).update(with_therapist=may)


def _moved(pair: Pair, who: UUID, event: Event) -> rules.Pair[UUID]:
    """The pair after the event, by its rule; raises Refused where it cannot be."""
    with system_scope("who has sealed and shared decides whether two sides open"):
        rows = list(Side.objects.filter(pair=pair).values_list("person_id", "sealed_at", "shared_at"))
    standing = rules.Pair(
        frozenset({pair.by_id, pair.to_id}),
        frozenset(person for person, sealed_at, _shared in rows if sealed_at),
        frozenset(person for person, _sealed, shared_at in rows if shared_at),
    )
    try:
        return rules.after(standing, who, event)
    except NotPossible:
        raise Refused(_("This is not possible any more. The page shows how it stands now.")) from None


def _open(pair: Pair) -> None:
    with system_scope("both have sealed and both share, so both read"):
        sides = Side.objects.filter(pair=pair)
        sides.update(audience=Audience.CHOSEN.value)
        may = not sides.filter(therapist_may=False).exists()
        Pair.objects.filter(pk=pair.pk).update(opened_at=now(), with_therapist=may)
    audit.record(chain=pair.case_id, actor=None, verb="conflict.open_pair", subject=pair)
