"""Drawing the map of one's family: people, lines between them, and who sees each of them."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.cases.rules.audience import Audience
from ampersand.exercises.actions.common import Refused, known, me, open_to
from ampersand.exercises.models import MapPiece
from ampersand.exercises.queries import maps, sealed
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

MAP = "X47"
FAR = (Audience.ONLY_ME, Audience.ME_AND_THERAPIST, Audience.ALL_OF_US)


def put_somebody(
    *, by: Viewer, case_id: UUID, piece_id: UUID, said: Mapping[str, object], note: str, audience: Audience
) -> MapPiece:
    """Put somebody on one's map, or change them; asked twice with one id, they stand there once.

    Raises Hidden, Refused.
    """
    return _put(by, case_id, MapPiece(id=piece_id, kind=MapPiece.Kind.PERSON), said, note, audience)


def put_line(
    *, by: Viewer, case_id: UUID, piece_id: UUID, one: UUID, other: UUID, said: Mapping[str, object], audience: Audience
) -> MapPiece:
    """Draw a line between two people of one's map, or change it. Raises Hidden, Refused."""
    own = MapPiece.objects.visible_to(by).filter(case_id=case_id, owner_id=by.person_id, kind=MapPiece.Kind.PERSON)
    if one == other or own.filter(pk__in=[one, other]).count() != 2:
        raise Hidden
    line = MapPiece(id=piece_id, kind=MapPiece.Kind.LINE, one_id=one, other_id=other)
    return _put(by, case_id, line, said, "", audience)


def take_away(*, by: Viewer, piece_id: UUID) -> UUID:
    """Take somebody, with every line to them, or one line off one's map; the case it was in. Raises Hidden."""
    with transaction.atomic():
        piece = maps.piece(by, piece_id, "write")
        audit.record(chain=piece.case_id, actor=by.person_id, verb="exercises.take_off_map", subject=piece)
        MapPiece.objects.visible_to(by, "write").filter(pk=piece.pk).delete()
    return piece.case_id


def _put(
    by: Viewer, case_id: UUID, fresh: MapPiece, said: Mapping[str, object], note: str, audience: Audience
) -> MapPiece:
    case = cases.one(by, case_id)
    if case.me(by) is None or audience not in FAR:
        raise Hidden
    with transaction.atomic():
        held = _held(by, case, fresh)
        if held is None:
            open_to(by, case, known(MAP))
            rows = MapPiece.objects.visible_to(by).filter(case_id=case_id, owner_id=by.person_id)
            if rows.count() >= maps.MOST:
                raise Refused(_("The map is full. Take somebody off it first."))
        if audience is Audience.ALL_OF_US and not (case.joint_open and len(case.members) > 1):
            raise Refused(_("This cannot be shown to the others from here."))
        piece = held or fresh
        piece.case_id, piece.owner_id, piece.audience = case_id, me(by), audience.value
        piece.words = sealed.seal(case_id, me(by), sealed.PIECE, piece.pk, maps.written(said))
        piece.note = sealed.seal(case_id, me(by), sealed.PIECE_NOTE, piece.pk, note) if note else None
        if held:
            piece.one_id, piece.other_id = fresh.one_id, fresh.other_id
            piece.save(update_fields=["words", "note", "audience", "one", "other"])
        else:
            piece.insert()
        audit.record(chain=case_id, actor=by.person_id, verb="exercises.put_on_map", subject=piece)
    return piece


def _held(by: Viewer, case: OneCase, fresh: MapPiece) -> MapPiece | None:
    rows = MapPiece.objects.visible_to(by, "write").select_for_update(of=("self",)).filter(pk=fresh.pk)
    found: MapPiece | None = rows.filter(owner_id=by.person_id, case_id=case.id, kind=fresh.kind).first()
    return found
