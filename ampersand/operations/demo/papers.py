"""What the people of Linden House have signed: an agreement for each case, by each alone."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from uuid import UUID

from ampersand.cases import content
from ampersand.cases.actions.agreement import named as facts
from ampersand.cases.content import Ready
from ampersand.cases.models import House
from ampersand.cases.rules.agreement import Signs
from ampersand.operations.demo.ids import named
from ampersand.operations.demo.people import PRACTICE_NAME, Someone
from ampersand.operations.demo.sheet import Row, Sheet
from ampersand.operations.demo.treatments import Treatment

type Signed = tuple[Someone, datetime]  # who signed, and when


def terms_id(one: Treatment) -> UUID:
    """The agreement of a case; the same id each time."""
    return named("terms", one.key)


def signature_id(one: Treatment, person: Someone) -> UUID:
    """What one person signed of it."""
    return named("signature", one.key, person.email)


def agreed_at(one: Treatment, signed: Iterable[Signed]) -> datetime | None:
    """When the last signature came; None while one is missing."""
    given = {person.email: at for person, at in signed}
    if one.unsigned or one.invited or not given:
        return None
    return max(given.values())


def write(sheet: Sheet, one: Treatment, opened: datetime, signed: list[Signed]) -> None:
    """The agreement and its signatures, with its texts where they are not on the sheet yet."""
    texts = _texts(one.kind, one.policy, one.therapist.name)
    for text in texts:
        if text.digest not in sheet.texts:
            sheet.texts.add(text.digest)
            sheet.rows["cases.Document"].append((text.digest, text.slug, text.version, "en", text.text, opened))
    own = texts[0].digest
    others = (texts[1].digest, texts[2].digest) if len(texts) > 1 else (None, None)
    policy = "none" if one.kind == "individual" else one.policy
    row = (terms_id(one), one.id, 1, "opening", policy, own, *others, one.therapist.id, opened)
    sheet.rows["cases.Terms"].append((*row, agreed_at(one, signed), None))
    sheet.rows["cases.Signature"] += [_signature(one, own, person, at) for person, at in signed]


def _signature(one: Treatment, digest: str, person: Someone, at: datetime) -> Row:
    name = person.name
    return (
        signature_id(one, person), one.id, person.id, person.id, Signs.OWN.value, terms_id(one), digest, name, at, None,
    )  # fmt: skip


@cache
def _texts(kind: str, policy: str, therapist: str) -> tuple[Ready, ...]:
    known = facts(PRACTICE_NAME, [therapist], House())
    own = content.agreement(kind, policy, known)
    if kind != "family":
        return (own,)
    return own, content.other("for-guardians", known), content.other("for-children", known)
