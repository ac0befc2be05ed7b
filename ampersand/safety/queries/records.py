"""Reads of what was written about talks on needs and safety."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.accounts.models import Person
from ampersand.privacy import policy
from ampersand.privacy.vault import Sealer, Unreadable
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import RiskRecord
from ampersand.safety.queries import people, sealed


@dataclass(frozen=True, slots=True)
class Record:
    """One talk: when, written by whom, and every field as it was written; none when the words were destroyed."""

    id: UUID
    at: datetime
    by: str
    alert_id: UUID | None
    said: dict[str, str]


def may_read(viewer: Viewer, case_id: UUID, person_id: UUID) -> bool:
    """Whether the viewer may read what was written about a member of a case; whoever was only called may not."""
    may = policy.can(viewer, "read", RiskRecord(case_id=case_id, person_id=person_id))
    return may and people.was_member(case_id, person_id)


def name_of(person_id: UUID) -> str:
    """The name of a person whose record may be read."""
    return Person.objects.values_list("name", flat=True).get(pk=person_id)


def of_alert(viewer: Viewer, alert_id: UUID) -> list[Record]:
    """The talks about one alert, the first one first. Two queries."""
    rows: QuerySet[RiskRecord] = RiskRecord.objects.visible_to(viewer).filter(alert_id=alert_id)
    return read(rows.order_by("at", "pk").values_list(*COLUMNS))


def of_person(viewer: Viewer, case_id: UUID, person_id: UUID) -> "QuerySet[RiskRecord, Any]":
    """The talks with one person of a case, the last one first, to be cut into pages."""
    rows: QuerySet[RiskRecord] = RiskRecord.objects.visible_to(viewer).filter(case_id=case_id, person_id=person_id)
    return rows.order_by("-at", "pk").values_list(*COLUMNS)


COLUMNS = ("id", "at", "by__name", "alert_id", "case_id", "person_id", "words")


def read(rows: Any) -> list[Record]:
    """Rows of either as records, opened. One query beside that of the rows."""
    held = list(rows)
    sealer = Sealer({(case_id, person_id) for *_, case_id, person_id, _words in held})
    return [_record(sealer, *row) for row in held]


def _record(
    sealer: Sealer, pk: UUID, at: datetime, by: str, alert_id: UUID | None, case_id: UUID, person_id: UUID, words: bytes
) -> Record:
    try:
        text = sealer.open_sealed(case_id, person_id, place=sealed.RECORD, row=pk, sealed=bytes(words))
    except Unreadable:
        return Record(pk, at, by, alert_id, {})
    return Record(pk, at, by, alert_id, json.loads(text))
