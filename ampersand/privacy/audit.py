"""The audit chain: who did what, append-only, each event sealed with a keyed hash over the one before it."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Model, QuerySet

from ampersand.core import bulk
from ampersand.core.clock import now
from ampersand.core.live import changed
from ampersand.privacy import prepared, vault
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.viewer import NOBODY, Viewer

HOUSE = UUID(int=0)
FIRST = b"\x00" * 32


@dataclass(frozen=True)
class Fault:
    """The first row of a chain that does not hold."""

    chain: UUID
    number: int
    what: str


@dataclass(frozen=True)
class Head:
    """The last event of a chain when it was anchored."""

    chain: UUID
    number: int
    seal: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One event to be added with others: when, who, what was done, and to what."""

    at: datetime
    actor: UUID | None
    verb: str
    kind: str = ""
    subject_id: UUID | None = None
    note: str = ""


@lru_cache(maxsize=1)
def _key() -> bytes:
    return vault.ring().secret("audit")


def record(*, chain: UUID, actor: UUID | None, verb: str, subject: Model | None = None, note: str = "") -> None:
    """Add one event to a case's chain (or HOUSE), inside the caller's transaction; the note holds no clinical word."""
    with transaction.atomic(savepoint=False):
        number, previous = _next_place(chain)
        kind = subject._meta.label_lower if subject else ""
        subject_id = subject.pk if subject and isinstance(subject.pk, UUID) else None
        at = now()
        seal = _sealed((chain, number, _instant(at), actor, verb, kind, subject_id, note), previous)
        prepared.store(AuditEvent, {
            "chain": chain, "number": number, "at": at, "actor_id": actor, "verb": verb,
            "subject_kind": kind, "subject_id": subject_id, "note": note, "seal": seal,
        })  # fmt: skip
        if chain != HOUSE:
            changed("case", chain)  # whatever is done in a case: open pages of it look whether it is theirs to see


def last(*, chain: UUID, actor: UUID, verb: str, before: datetime) -> datetime | None:
    """When this actor last did this before an instant; None when never."""
    done = AuditEvent.objects.filter(chain=chain, actor_id=actor, verb=verb, at__lt=before).order_by("-number")
    return done.values_list("at", flat=True).first()


def latest(*, chain: UUID, number: int) -> list[Deed]:
    """The latest events of a chain, at most so many, the last one first; whoever asks has asked the policy before."""
    rows = AuditEvent.objects.filter(chain=chain).order_by("-number")
    columns = ("at", "actor_id", "verb", "subject_kind", "subject_id", "note")
    return [Deed(*row) for row in rows.values_list(*columns)[:number]]


def looks(*, chain: UUID, verbs: Iterable[str], actors: Iterable[UUID], since: datetime) -> list[Deed]:
    """What some people did of some kinds since an instant, the latest first, at most five thousand; whoever asks has
    asked the policy before."""
    rows = AuditEvent.objects.filter(chain=chain, verb__in=list(verbs), actor_id__in=list(actors), at__gte=since)
    columns = ("at", "actor_id", "verb", "subject_kind", "subject_id", "note")
    return [Deed(*row) for row in rows.order_by("-number").values_list(*columns)[:5000]]


def record_many(*, chain: UUID, deeds: Iterable[Deed]) -> int:
    """Add events that happened before to the end of a chain, in this order, inside the caller's transaction; how many.

    For bulk loading: one look at the chain and one insert, whatever their number.
    """
    first, previous = _next_place(chain)
    rows = []
    for number, deed in enumerate(deeds, start=first):
        parts = (
            chain, number, _instant(deed.at), deed.actor, deed.verb, deed.kind, deed.subject_id, deed.note,
        )  # fmt: skip
        previous = _sealed(parts, previous)
        rows.append((chain, number, deed.at, deed.actor, deed.verb, deed.kind, deed.subject_id, deed.note, previous))
    columns = ("chain", "number", "at", "actor_id", "verb", "subject_kind", "subject_id", "note", "seal")
    bulk.insert(AuditEvent, columns, rows)
    return len(rows)


def verify(chain: UUID | None = None) -> Iterator[Fault]:
    """The first fault of each chain, or of one: a changed, missing or cut-off event."""
    heads = {head.chain: head for head in anchored()}
    chains = [chain] if chain else AuditEvent.objects.order_by("chain").values_list("chain", flat=True).distinct()
    seen = set()
    for one in chains:
        seen.add(one)
        if fault := _first_fault(one, heads.get(one)):
            yield fault
    if chain is None:
        for missing in heads.keys() - seen:
            yield Fault(missing, 1, "the whole chain is gone, though it was anchored")


def anchor() -> int:
    """Write the heads of chains that grew since the last time to a file outside the database; how many."""
    known = {head.chain: head.number for head in anchored()}
    heads = AuditEvent.objects.values("chain").annotate(last=Max("number"))
    grown = [(head["chain"], head["last"]) for head in heads if known.get(head["chain"], 0) < head["last"]]
    folder = Path(settings.ANCHOR_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{now():%Y-%m}.jsonl").open("a", encoding="ascii") as file:
        for chain, number in grown:
            seal = bytes(AuditEvent.objects.values_list("seal", flat=True).get(chain=chain, number=number))
            line = {"at": now().isoformat(), "chain": str(chain), "number": number, "seal": seal.hex()}
            file.write(json.dumps(line) + "\n")
    return len(grown)


def anchored() -> list[Head]:
    """The last anchored head of each chain."""
    heads: dict[UUID, Head] = {}
    for path in sorted(Path(settings.ANCHOR_FOLDER).glob("*.jsonl")):
        for line in path.read_text(encoding="ascii").splitlines():
            head = json.loads(line)
            heads[UUID(head["chain"])] = Head(UUID(head["chain"]), head["number"], head["seal"])
    return list(heads.values())


def _first_fault(chain: UUID, head: Head | None) -> Fault | None:
    previous, expected = FIRST, 1
    for event in AuditEvent.objects.filter(chain=chain).order_by("number").iterator(chunk_size=2000):
        if event.number != expected:
            return Fault(chain, expected, "an event is missing")
        if not hmac.compare_digest(bytes(event.seal), _seal(event, previous)):
            return Fault(chain, event.number, "an event was changed")
        if head and head.number == event.number and head.seal != bytes(event.seal).hex():
            return Fault(chain, event.number, "the chain was written anew since it was anchored")
        previous, expected = bytes(event.seal), expected + 1
    if head and head.number >= expected:
        return Fault(chain, expected, "the end of the chain was cut off")
    return None


def _next_place(chain: UUID) -> tuple[int, bytes]:
    """The number of the next event and the seal it follows; others stand in line until the transaction ends."""
    if connection.vendor == "postgresql":  # SQLite's immediate transactions stand in line by themselves
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [chain.int % 2**63])
    end = next(iter(_end(NOBODY, chain)), None)
    return (end[0] + 1, bytes(end[1])) if end else (1, FIRST)


@prepared.read
def _end(_: Viewer, chain: UUID) -> "QuerySet[AuditEvent, tuple[int, bytes | memoryview]]":
    return AuditEvent.objects.filter(chain=chain).order_by("-number").values_list("number", "seal")[:1]


def _seal(event: AuditEvent, previous: bytes) -> bytes:
    parts = (
        event.chain, event.number, _instant(event.at), event.actor_id, event.verb,
        event.subject_kind, event.subject_id, event.note,
    )  # fmt: skip
    return _sealed(parts, previous)


def _sealed(parts: tuple[object, ...], previous: bytes) -> bytes:
    text = json.dumps([None if part is None else str(part) for part in parts], ensure_ascii=True)
    return hmac.digest(_key(), previous + text.encode(), hashlib.sha256)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
