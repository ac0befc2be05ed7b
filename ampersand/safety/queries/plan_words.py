"""The words of a plan: how they lie in the vault, under a key that belongs to this one plan, and its blank form.

The key is the plan's own (its id stands where other things have their case), so that deleting a plan destroys it.
"""

import json
from functools import cache
from uuid import UUID

from django.conf import settings

from ampersand.core.reading import opened
from ampersand.privacy import vault
from ampersand.safety.rules.plans import Form, Words, read, tidy

PLAN, VERSION, DRAFT = "safety.safetyplan.words", "safety.planversion.words", "safety.plandraft.words"
COMMENT = "safety.plancomment.words"
FILE = "safety/plan.toml"

type Sealed = bytes | memoryview | None


@cache
def form() -> Form:
    """The blank plan: shipped, or the practice's own; raises ContentError."""
    return read(opened(next(path for folder in settings.CONTENT_DIRS if (path := folder / FILE).exists())))


def seal_words(plan_id: UUID, person_id: UUID, *, place: str, row: UUID, words: Words, writer: str = "") -> bytes:
    """The steps sealed for one row; `writer` names the open page that wrote a draft."""
    text = json.dumps({"words": tidy(words), "writer": writer}, ensure_ascii=False, separators=(",", ":"))
    return vault.seal(plan_id, person_id, place=place, row=row, text=text)


def open_words(
    plan_id: UUID, person_id: UUID, *, place: str, row: UUID, sealed: Sealed, by: vault.Sealer | None = None
) -> tuple[dict[str, str], str]:
    """The steps again, and who wrote them; empty where nothing was saved; raises vault.Unreadable.

    `by` opens many of them with one look-up of the key.
    """
    if sealed is None:
        return tidy({}), ""
    opened_by = by.open_sealed if by else vault.open_sealed
    held = json.loads(opened_by(plan_id, person_id, place=place, row=row, sealed=bytes(sealed)))
    return tidy(held["words"]), str(held["writer"])
