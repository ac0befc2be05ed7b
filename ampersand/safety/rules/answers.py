"""From the flags of a set of answers to what an alert is about.

Source: docs/explanation/risk-flow.md. Any answer but the lowest to the question about death or self-harm raises one,
whatever the total; a screener's own levels and the short questions (ASQ) say how fast.
"""

from collections.abc import Collection
from datetime import timedelta

from ampersand.safety.rules.alerts import Kind

HISTORY = timedelta(days=14)  # answers brought in that are older tell of a time that has passed
BY_FLAG = (  # the fastest first
    ("asq-acute", Kind.ASQ_ACUTE),
    ("risk-high", Kind.SCREENER_HIGH),
    ("asq-positive", Kind.ASQ_POSITIVE),
    ("risk-moderate", Kind.SCREENER_MODERATE),
    ("risk-low", Kind.SCREENER_LOW),
)
BY_INSTRUMENT = {"phq-9": Kind.ITEM_9, "core-10": Kind.CORE_ITEM_6}


def kind_of(instrument: str, flags: Collection[str], watched: Collection[str]) -> Kind | None:
    """What the answers are about, if anyone must hear of them; None otherwise.

    `watched` are the flags that the instrument's questions about safety raise when answered with more than the lowest.
    """
    for flag, kind in BY_FLAG:
        if flag in flags:
            return kind
    if set(flags) & set(watched):
        return BY_INSTRUMENT.get(instrument, Kind.SAFETY_ITEM)
    return None
