"""Files: they come piece by piece, can go on after a break, are made anew when whole, and go with the next message."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from ampersand.conversations import making
from ampersand.conversations.making import NoFile
from ampersand.conversations.models import Attachment, Message, Piece, Upload
from ampersand.conversations.queries import sealed, threads
from ampersand.conversations.queries.sealed import Opener
from ampersand.conversations.queries.threads import OneThread
from ampersand.conversations.rules import files
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit, vault
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer

AT_ONCE = 5
LARGEST_PIECE = 1024 * 1024  # bytes


class ElsewhereAt(Exception):
    """The next byte that is wanted is another one."""

    def __init__(self, got: int) -> None:
        super().__init__("another byte is next")
        self.got = got


def begin(*, by: Viewer, thread_id: UUID, name: str, size: int) -> Upload:
    """Announce a file; one of the same name and size that is on its way goes on. Raises Hidden, NoFile."""
    thread = threads.one(by, thread_id)
    if thread.closed:
        raise Hidden
    if not 0 < size <= files.LARGEST:
        raise NoFile(making.words("large" if size > 0 else "broken"))
    with transaction.atomic():
        mine = list(_own(by).filter(thread_id=thread_id, held__isnull=True).select_for_update(of=("self",)))
        name = " ".join(name.split())[-80:] or "file"
        opener = Opener(thread.case.id, [thread.person_id])
        for one in mine:
            if (
                one.size == size
                and not one.kind
                and opener.read(thread.person_id, sealed.NAME, one.pk, one.name) == name
            ):
                return one
        if len(mine) >= AT_ONCE:
            raise NoFile(making.words("many"))
        row = Upload(id=new_id(), thread_id=thread_id, case_id=thread.case.id, by_id=threads.me(by), size=size)
        require(by, "write", row)
        row.name = sealed.seal(row.case_id, thread.person_id, sealed.NAME, row.pk, name)
        row.made_at = now()
        row.insert()
    return row


def add(*, by: Viewer, upload_id: UUID, at: int, data: bytes) -> Upload:
    """Add the next bytes; with the last of them the file is made. Raises Hidden, ElsewhereAt, and NoFile: then it is
    gone."""
    with transaction.atomic():
        row = _locked(by, upload_id)
        if row.kind or at != row.got:
            raise ElsewhereAt(row.got)
        if not 0 < len(data) <= min(LARGEST_PIECE, row.size - row.got) and row.got + len(data) != row.size:
            raise ElsewhereAt(row.got)
        _keep(row, data)
        if row.got < row.size:
            return row
    try:
        return _finish(by, upload_id)
    except NoFile:
        drop(by=by, upload_id=upload_id)
        raise


def bring(*, by: Viewer, thread_id: UUID, name: str, data: bytes) -> Upload:
    """A whole file at once, from a form without scripts. Raises Hidden, NoFile."""
    row = begin(by=by, thread_id=thread_id, name=name, size=len(data))
    return add(by=by, upload_id=row.pk, at=row.got, data=data[row.got :])


def drop(*, by: Viewer, upload_id: UUID) -> UUID:
    """Do not send a file; in which conversation it was. Raises Hidden."""
    with transaction.atomic():
        row = _locked(by, upload_id)
        Piece.objects.visible_to(by, "write").filter(upload_id=upload_id).delete()
        _own(by).filter(pk=upload_id).delete()
    return row.thread_id


def attach(by: Viewer, row: Message, held_id: UUID | None) -> int:
    """Let the files that wait go with a message, in the caller's transaction; how many."""
    waiting = _own(by).filter(thread_id=row.thread_id, held_id=held_id).exclude(kind="").order_by("pk")
    found = list(waiting)
    for one in found:
        Attachment(
            id=one.pk, message=row, case_id=row.case_id, person_id=row.person_id, sent_at=row.sent_at, kind=one.kind,
            name=one.name, size=one.size, file=one.file,
        ).insert()  # fmt: skip
        audit.record(chain=row.case_id, actor=by.person_id, verb="conversations.attach", subject=Attachment(pk=one.pk))
    waiting.delete()
    return len(found)


def _keep(row: Upload, data: bytes) -> None:
    piece = Piece(id=new_id(), upload_id=row.pk, case_id=row.case_id, by_id=row.by_id, at=row.got)
    piece.data = vault.seal_file(row.case_id, row.by_id, place=sealed.PIECE, row=piece.pk, data=data)
    piece.insert()
    row.got += len(data)
    row.save(update_fields=["got"])


def _finish(by: Viewer, upload_id: UUID) -> Upload:
    with transaction.atomic():
        row = _locked(by, upload_id)
        if row.kind:
            return row
        thread = threads.one(by, row.thread_id)
        pieces = Piece.objects.visible_to(by, "write").filter(upload_id=upload_id).order_by("at")
        data = b"".join(
            vault.open_file(row.case_id, row.by_id, place=sealed.PIECE, row=one.pk, sealed=bytes(one.data))
            for one in pieces
        )
        done = making.made(data)
        row.kind, row.size = done.kind, len(done.data)
        row.file = _sealed(thread, row, done.data)
        row.save(update_fields=["kind", "size", "file"])
        pieces.delete()
    return row


def _sealed(thread: OneThread, row: Upload, data: bytes) -> bytes:
    """Under the key of its conversation at once, and bound to its own row: it moves there as it is."""
    owner = thread.person_id or row.case_id
    return vault.seal_file(row.case_id, owner, place=sealed.FILE, row=row.pk, data=data)


def _own(by: Viewer) -> "QuerySet[Upload]":
    rows: QuerySet[Upload] = Upload.objects.visible_to(by, "write")
    return rows.filter(by_id=threads.me(by))


def _locked(by: Viewer, upload_id: UUID) -> Upload:
    row = _own(by).filter(pk=upload_id).select_for_update(of=("self",)).first()
    if row is None:
        raise Hidden
    return row
