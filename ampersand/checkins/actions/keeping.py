"""What the keeper does for check-ins: showing what is to be shown when one has closed, forgetting old drafts."""

from datetime import datetime, timedelta

from ampersand.cases.rules.audience import Audience
from ampersand.checkins.models import CheckInDraft, CheckInLine

KEPT_FOR = timedelta(days=30)
MINE, US = Audience.ME_AND_THERAPIST.value, Audience.ALL_OF_US.value


def show_what_closed(now: datetime) -> int:
    """Let the others see the lines meant for them of check-ins that have closed; how many. In a system scope."""
    rows = CheckInLine.objects.filter(to_show=True, audience=MINE, closes_at__lte=now)
    return int(rows.update(audience=US))


def forget_old_drafts(now: datetime) -> int:
    """Let go of what was typed and not sent for thirty days; how many there were. In a system scope."""
    return int(CheckInDraft.objects.filter(saved_at__lt=now - KEPT_FOR).delete()[0])
