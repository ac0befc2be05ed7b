"""What answers about safety set off: an alert in the same transaction, then the short questions (ASQ)."""

from collections.abc import Mapping
from uuid import UUID

from ampersand.measures import content
from ampersand.measures.models import Administration
from ampersand.measures.queries import mine, said
from ampersand.measures.rules.instrument import Instrument, Number
from ampersand.measures.rules.scoring import Result, score
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety import actions as safety
from ampersand.safety.actions import answers as verbs

SHORT_QUESTIONS = "asq"
type Codes = Mapping[str, Number | None]


def source(administration_id: UUID) -> str:
    """How safety names a set of answers."""
    return f"administration:{administration_id}"


def consider(
    given: Administration,
    instrument: Instrument,
    result: Result,
    answers: Codes,
    language: str,
    before: mine.Given | None = None,
) -> None:
    """Let safety look at answers that were just stored; `before` are those that they correct."""
    watched = flags_of_safety(instrument)
    spoke_before = before is not None and bool(set(before.flags.split()) & watched)
    if not (set(result.flags) & watched) and not spoke_before:
        return
    asked = [watch.item for watch in instrument.safety]
    told = said.about(instrument, content.words(instrument, language), answers, asked)
    safety.consider(
        case_id=given.case_id, person_id=given.person_id, instrument=instrument.slug, source=source(given.id),
        at=given.taken_at, flags=result.flags, watched=watched, told=told,
        before=source(before.id) if before is not None and spoke_before else "",
    )  # fmt: skip


def answer(*, by: Viewer, administration_id: UUID, answers: Codes) -> None:
    """Keep the viewer's answers to the short questions; raises Hidden where nobody asked, ValueError."""
    first = mine.given(by, administration_id)
    asked = content.instrument(SHORT_QUESTIONS)
    if not is_about_safety(first.instrument, first.flags):
        raise Hidden
    result = score(asked, answers)
    words = content.words(asked, by.language)
    items = [watch.item for watch in first.instrument.safety]
    told = said.about(first.instrument, content.words(first.instrument, by.language), mine.codes(by, first), items)
    verbs.screened(
        by=by, case_id=first.case_id, source=source(first.id), instrument=asked.slug, content=asked.digest,
        flags=result.flags, told=tuple(said.in_words(asked, words, answers)), before=told,
    )  # fmt: skip


def flags_of_safety(instrument: Instrument) -> frozenset[str]:
    """The flags that somebody must hear of: of questions about safety, and the instrument's own levels."""
    levels = {rule.flag for rule in instrument.rules if rule.flag and rule.flag.startswith(("risk-", "asq-"))}
    return frozenset({watch.flag for watch in instrument.safety} | levels)


def is_about_safety(instrument: Instrument, flags: str) -> bool:
    """Whether a set of answers with these flags lets somebody hear of it."""
    return bool(set(flags.split()) & flags_of_safety(instrument))
