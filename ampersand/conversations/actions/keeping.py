"""What was begun and never sent is forgotten after thirty days, and files on their way after two."""

from datetime import datetime, timedelta

from ampersand.conversations.models import MessageDraft, Piece, Upload

KEPT = timedelta(days=30)
ON_THE_WAY = timedelta(days=2)


def forget_old(at: datetime) -> None:
    """For the keeper, inside a system scope."""
    MessageDraft.objects.filter(saved_at__lt=at - KEPT).delete()
    old = Upload.objects.filter(made_at__lt=at - KEPT, held__isnull=True)
    late = Upload.objects.filter(made_at__lt=at - ON_THE_WAY, kind="")
    for rows in (old, late):
        Piece.objects.filter(upload__in=rows.values("pk")).delete()
        rows.delete()
