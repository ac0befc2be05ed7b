"""What a couple's or family's own page shows of rows: the loop, how often one caught it oneself, what was offered."""

from dataclasses import dataclass

from ampersand.cases.queries import OneCase
from ampersand.conflict import wording
from ampersand.conflict.queries import entries, loops, own, pairs, together
from ampersand.conflict.queries.loops import NONE_YET, OneLoop
from ampersand.conflict.rules.loop import caught
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Ours:
    """All of it; nothing of what is joint while work together rests."""

    loop: OneLoop = NONE_YET
    caught: str = ""
    offers: int = 0
    closed: str = ""


def ours(viewer: Viewer, case: OneCase, pause: str) -> Ours:
    """Rows on the page of a couple or family, for one of its members. Eight queries at most, none while it rests."""
    closed = together.closed_words(viewer, case, pause)
    if closed:
        return Ours(closed=closed)
    loop = loops.latest(viewer, case.id)
    waiting = [pair for pair in pairs.of_case(viewer, case.id) if pair.waits_for(viewer.person_id)]
    times = ""
    if loop.number:
        written = entries.since(viewer, case.id, own.first_day(viewer), own.me(viewer))
        times = wording.caught(*caught(one.account.caught for one in written))
    return Ours(loop, times, len(waiting))
