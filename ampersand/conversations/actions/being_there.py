"""A therapist says when they are there and when they are away."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from ampersand.conversations.actions.common import ChangedElsewhere
from ampersand.conversations.models import AnswerHours
from ampersand.conversations.queries.hours import FIELDS
from ampersand.conversations.queries.threads import me
from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


def say_hours(*, by: Viewer, said: Mapping[str, object], version: int) -> int:
    """Keep what a therapist says about their hours; the new version. Raises ChangedElsewhere, Hidden."""
    if by.practice_id is None:
        raise Hidden
    with transaction.atomic():
        rows = AnswerHours.objects.visible_to(by, "write").select_for_update(of=("self",))
        held: AnswerHours | None = rows.first()
        row = held or AnswerHours(id=new_id(), practice_id=by.practice_id, person_id=me(by), version=0)
        require(by, "write", row)
        if row.version != version:
            raise ChangedElsewhere(row.version)
        for name in FIELDS:
            setattr(row, name, said[name])
        row.version += 1
        try:
            with transaction.atomic():
                row.save(force_insert=held is None)
        except IntegrityError:  # another page was a moment earlier
            raise ChangedElsewhere(1) from None
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="conversations.say_hours", subject=row)
    return int(row.version)
