"""A goal is about us or me, never about changing the other. Protocol 4.3, rule 2."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SOMEONE = ("he", "she", "they", "you", "my partner", "my husband", "my wife", "my child", "my son", "my daughter")
_CHANGE = (
    "should", "must", "needs to", "need to", "has to", "have to", "ought to", "stop", "stops", "will stop", "gets",
    "learns to", "will learn", "becomes", "finally", "will finally", "never", "always", "does not", "doesn't", "don't",
    "won't",
)  # fmt: skip
_MAKE = r"(?:get|make|stop|have|let|teach|force|want)s?"


def about_changing_another(text: str, names: Iterable[str] = ()) -> str:
    """Whom the text wants to change, as it calls them; empty when it is about us or me.

    Looks at how the text begins ("Ben should...", "She stops...") and for "get Ben to...". It cannot read between the
    lines and does not try: it only asks the writer to look once more.
    """
    plain = " ".join(text.replace("’", "'").split())
    people = sorted({*_SOMEONE, *(name for name in names if name.strip())}, key=len, reverse=True)
    who = "|".join(re.escape(person) for person in people)
    begins = rf"(?:that |for |i want |we want |i wish )?({who})(?:'s)? (?:{'|'.join(_CHANGE)}|to)\b"
    makes = rf"\b{_MAKE} ({who}|him|her|them) (?:to |stop|change|more|less|listen|understand)"
    found = re.match(begins, plain, re.I) or re.search(makes, plain, re.I)
    return found.group(1) if found else ""
