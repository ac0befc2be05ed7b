"""Who is on call: the practice's rota, kept by its administrator or safety lead."""

from collections.abc import Collection
from datetime import time
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import OnCall
from ampersand.safety.queries import colleagues


def add(
    *, by: Viewer, person_id: UUID, days: Collection[int], begins: time, ends: time, turn_id: UUID | None = None
) -> None:
    """Put somebody at the end of the rota; asked twice with one id, once. Raises Hidden for nobody of the practice."""
    if by.practice_id is None:
        raise Hidden
    turn = OnCall(
        id=turn_id or new_id(), practice_id=by.practice_id, person_id=person_id, begins=begins, ends=ends,
        days="".join(str(day) for day in sorted(set(days))),
    )  # fmt: skip
    require(by, "write", turn)
    if person_id not in {one.person_id for one in colleagues.clinical(by)}:
        raise Hidden
    with transaction.atomic():
        rows = OnCall.objects.visible_to(by, "write")
        if rows.filter(pk=turn.pk).exists():
            return
        turn.place = (rows.aggregate(last=Max("place"))["last"] or 0) + 1
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="on_call.add", subject=turn)
        turn.insert()


def remove(*, by: Viewer, turn_id: UUID) -> None:
    """Take a line off the rota; raises Hidden when it is not there."""
    with transaction.atomic():
        removed, _ = OnCall.objects.visible_to(by, "write").filter(pk=turn_id).delete()
        if not removed:
            raise Hidden
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="on_call.remove")


def earlier(*, by: Viewer, turn_id: UUID) -> None:
    """Let somebody be called one place earlier; raises Hidden when the line is not there."""
    with transaction.atomic():
        rows = list(OnCall.objects.visible_to(by, "write").select_for_update().order_by("place", "made_at", "pk"))
        at = next((number for number, turn in enumerate(rows) if turn.pk == turn_id), None)
        if at is None:
            raise Hidden
        if at:
            rows[at - 1], rows[at] = rows[at], rows[at - 1]
        for place, turn in enumerate(rows, start=1):
            OnCall.objects.visible_to(by, "write").filter(pk=turn.pk).update(place=place)
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="on_call.order")
