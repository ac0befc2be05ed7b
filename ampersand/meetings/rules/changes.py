"""Until when a client may move or call off a meeting by themselves. Afterwards they call; nobody is turned away."""

from datetime import datetime, timedelta


def may_change(begins_at: datetime, now: datetime, notice: int) -> bool:
    """Whether a meeting is still at least `notice` hours away."""
    return now <= begins_at - timedelta(hours=notice)
