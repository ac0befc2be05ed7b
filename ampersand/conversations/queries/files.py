"""Files of messages, and those that somebody is about to send."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ampersand.conversations.models import Attachment, Upload
from ampersand.conversations.queries import sealed
from ampersand.conversations.queries.sealed import Opener
from ampersand.conversations.queries.threads import OneThread
from ampersand.conversations.rules import files
from ampersand.privacy import vault
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class OneFile:
    """A file by its name and kind; `whole` tells whether all of it has come."""

    id: UUID
    kind: str
    name: str
    size: int
    whole: bool = True

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in its place."""
        return self.kind == files.PICTURE

    @property
    def is_sound(self) -> bool:
        """Whether it can be listened to in its place."""
        return self.kind in files.AUDIO

    @property
    def size_words(self) -> str:
        """Its size in words."""
        return _("%(size)s MB") % {"size": f"{max(self.size / 1_048_576, 0.1):.1f}"}


@dataclass(frozen=True)
class Opened:
    """A file with its bytes, ready to be sent to its reader."""

    kind: str
    name: str
    data: bytes


def of(viewer: Viewer, thread: OneThread, opener: Opener, ids: Iterable[UUID]) -> dict[UUID, tuple[OneFile, ...]]:
    """The files of these messages, in the order in which they were added. One query."""
    rows = Attachment.objects.visible_to(viewer).filter(message_id__in=list(ids)).order_by("pk")
    found: dict[UUID, tuple[OneFile, ...]] = {}
    for message_id, pk, kind, name, size in rows.values_list("message_id", "pk", "kind", "name", "size"):
        told = opener.read(thread.person_id, sealed.NAME, pk, name) or files.ENDINGS[kind]
        found[message_id] = (*found.get(message_id, ()), OneFile(pk, kind, told, size))
    return found


def begun(viewer: Viewer, thread: OneThread, opener: Opener) -> list[OneFile]:
    """The files that the viewer is about to send here. One query."""
    rows: QuerySet[Upload] = Upload.objects.visible_to(viewer)
    mine = rows.filter(thread_id=thread.id, by_id=viewer.person_id, held__isnull=True).order_by("pk")
    return [
        OneFile(pk, kind, opener.read(thread.person_id, sealed.NAME, pk, name) or "", size, bool(kind))
        for pk, kind, name, size in mine.values_list("pk", "kind", "name", "size")
    ]


def opened(viewer: Viewer, file_id: UUID) -> Opened:
    """One file with its bytes; raises Hidden. Three queries."""
    row: Attachment | None = Attachment.objects.find(viewer, file_id)
    if row is None:
        raise Hidden
    owner = row.person_id or row.case_id
    try:
        data = vault.open_file(row.case_id, owner, place=sealed.FILE, row=row.pk, sealed=bytes(row.file))
        name = vault.open_sealed(row.case_id, owner, place=sealed.NAME, row=row.pk, sealed=bytes(row.name))
    except vault.Unreadable:
        raise Hidden from None
    return Opened(row.kind, name, data)
