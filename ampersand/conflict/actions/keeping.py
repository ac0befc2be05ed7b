"""What the keeper does for rows: forgetting what was begun and not kept."""

from datetime import datetime, timedelta

from ampersand.conflict.models import Unsent

KEPT_FOR = timedelta(days=30)


def forget_unsent(now: datetime) -> int:
    """Let go of what was begun about a row and not kept for thirty days; how many there were. In a system scope."""
    return int(Unsent.objects.filter(saved_at__lt=now - KEPT_FOR).delete()[0])
