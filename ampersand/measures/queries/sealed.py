"""How answers lie in the vault: as JSON, item id to option code, null where one is missing."""

import json
from collections.abc import Mapping
from typing import TypedDict
from uuid import UUID

from ampersand.measures.rules.instrument import Number
from ampersand.privacy import vault

ANSWERS = "measures.administration.answers"
DRAFT = "measures.draft.answers"

type Sealed = bytes | memoryview
type Codes = Mapping[str, Number | None]


class Draft(TypedDict):
    """What a draft holds."""

    codes: dict[str, Number | None]
    writer: str


def seal_answers(case_id: UUID, person_id: UUID, administration_id: UUID, codes: Codes) -> bytes:
    """Answers sealed for one administration, under the key of its case and person."""
    text = json.dumps(codes, ensure_ascii=False, separators=(",", ":"))
    return vault.seal(case_id, person_id, place=ANSWERS, row=administration_id, text=text)


def open_answers(
    case_id: UUID, person_id: UUID, administration_id: UUID, sealed: bytes | memoryview
) -> dict[str, Number | None]:
    """The answers of one administration; raises vault.Unreadable when their key was destroyed."""
    text = vault.open_sealed(case_id, person_id, place=ANSWERS, row=administration_id, sealed=bytes(sealed))
    codes: dict[str, Number | None] = json.loads(text)
    return codes


def seal_draft(case_id: UUID, person_id: UUID, assignment_id: UUID, codes: Codes, writer: str) -> bytes:
    """A draft sealed for one assignment; `writer` names the open page that wrote it."""
    text = json.dumps({"codes": codes, "writer": writer}, ensure_ascii=False, separators=(",", ":"))
    return vault.seal(case_id, person_id, place=DRAFT, row=assignment_id, text=text)


def open_draft(case_id: UUID, person_id: UUID, assignment_id: UUID, sealed: Sealed) -> Draft:
    """What was sealed as a draft."""
    held: Draft = json.loads(
        vault.open_sealed(case_id, person_id, place=DRAFT, row=assignment_id, sealed=bytes(sealed))
    )
    return held
