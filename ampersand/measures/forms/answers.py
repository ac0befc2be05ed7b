"""An instrument as a form: its questions as a page asks them, and what was sent back as option codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ampersand.measures.queries.said import label
from ampersand.measures.rules.instrument import Instrument, Item, Number, Wording
from ampersand.measures.rules.scoring import score

type Codes = dict[str, Number | None]
type Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Answers as they were sent: codes by item id, and what to look at again, by item id.

    `heading` and `advice` stand above the questions; with `optional` the sheet may be sent as it is.
    """

    codes: Codes
    problems: Mapping[str, str] = field(default_factory=dict)
    heading: str = ""
    advice: str = ""
    may_be_sent: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question as `core/ask.html` draws it, and the stem that is printed before it."""

    id: str
    name: str
    number: str
    text: str
    kind: str
    options: tuple[dict[str, Any], ...]
    stem: str = ""
    ends_stem: bool = False
    problem: str = ""
    optional: bool = False
    when: str = ""
    help: str = ""


EMPTY = Sheet({})


def read(one: Instrument, typed: Typed) -> Sheet:
    """What was sent, as option codes; an answer that is none of the options is a problem of its question."""
    codes: Codes = {}
    problems: dict[str, str] = {}
    for place, item in enumerate(one.items, start=1):
        text = typed.get(f"q{place}", "")
        codes[item.id] = next((code for code in item.scale.codes if str(code) == text), None)
        if text and codes[item.id] is None:
            problems[item.id] = _("Please choose one of these answers.")
    return Sheet(codes, problems, _("Please look at this again") if problems else "")


def look_through(one: Instrument, sheet: Sheet, *, reminded: bool) -> Sheet:
    """The sheet with a kind word at each question left open: once where a result is possible without, else always."""
    if sheet.problems or all(sheet.codes[item.id] is not None for item in one.items if not item.optional):
        return sheet
    result = score(one, sheet.codes)
    may_be_sent = result.total is not None or one.method == "none"
    if not result.missing or (may_be_sent and reminded):
        return sheet
    note = _("You left this one open.") if may_be_sent else _("This one has no answer yet.")
    problems = dict.fromkeys(result.missing, note)
    return replace(
        sheet,
        problems=problems,
        heading=_("Some questions are still open"),
        advice=_advice(one, len(problems), may_be_sent),
        may_be_sent=may_be_sent,
    )


def questions(one: Instrument, words: Wording, sheet: Sheet = EMPTY) -> tuple[Question, ...]:
    """Every question in form order with what was answered so far."""
    stems = _stems(one, words)
    return tuple(_question(one, words, sheet, place, stems) for place in range(len(one.items)))


def intro(one: Instrument, words: Wording) -> str:
    """The instructions, where they stand above the form and not, as a stem, with every question."""
    return words.instructions if _opens_with_group(one, words) else ""


def _advice(one: Instrument, missing: int, may_be_sent: bool) -> str:
    if may_be_sent:
        return ngettext(
            "You can answer it, or send your answers as they are.",
            "You can answer them, or send your answers as they are.",
            missing,
        )
    if one.missing.allowed:
        return ngettext(
            "At most one question may stay open.",
            "At most %(allowed)s questions may stay open.",
            one.missing.allowed,
        ) % {"allowed": one.missing.allowed}
    return _("Please choose what comes closest.")


def _question(one: Instrument, words: Wording, sheet: Sheet, place: int, stems: Mapping[str, str]) -> Question:
    item = one.items[place]
    labels = words.scales[item.scale.id]
    chosen = sheet.codes.get(item.id)
    options = tuple(
        {"value": str(code), "label": label, "chosen": chosen is not None and code == chosen}
        for code, label in zip(item.scale.codes, labels, strict=True)
    )
    return Question(
        id=f"ask-{place + 1}",
        name=f"q{place + 1}",
        number=item.id if item.id.isdigit() else "",
        text=words.items[item.id],
        kind="list" if all(labels) else "between",
        options=options,
        stem=stems.get(item.id, ""),
        ends_stem=item.id not in stems and place > 0 and one.items[place - 1].id in _lasts(words),
        problem=sheet.problems.get(item.id, ""),
        optional=item.optional,
        when=_when(one, item),
        help=_help(one, words, item),
    )


def _when(one: Instrument, item: Item) -> str:
    if item.asked is None:
        return ""
    places = {other.id: place for place, other in enumerate(one.items, start=1)}
    codes = ",".join(str(code) for code in item.asked.codes)
    return " ".join(f"q{places[earlier]}={codes}{_silence(one, item, earlier)}" for earlier in item.asked.items)


def _silence(one: Instrument, item: Item, earlier: str) -> str:
    """A comma more where the earlier question, left open, also leads on to this one."""
    says = one.item(earlier).left_open
    return "," if says is not None and item.asked and says in item.asked.codes else ""


def _help(one: Instrument, words: Wording, item: Item) -> str:
    if item.asked is None:
        return _("You may leave this one out.") if item.optional else ""
    if len(item.asked.items) > 1:
        return _("Only if you did not answer “%(label)s” to all of those before.") % {"label": _skips(one, words, item)}
    earlier = one.item(item.asked.items[0])
    skipped = [code for code in earlier.scale.codes if code not in item.asked.codes]
    if len(skipped) < len(item.asked.codes):
        text = _("Not if you answered %(labels)s to: %(question)s")
    else:
        skipped, text = list(item.asked.codes), _("Only if you answered %(labels)s to: %(question)s")
    labels = _(" or ").join(f"“{label(earlier, words, code)}”" for code in skipped)
    return text % {"labels": labels, "question": words.items[earlier.id]}


def _skips(one: Instrument, words: Wording, item: Item) -> str:
    """The answers that, given to every question before, make it needless."""
    assert item.asked
    earlier = one.item(item.asked.items[0])
    codes = [code for code in earlier.scale.codes if code not in item.asked.codes]
    return _(" or ").join(label(earlier, words, code) for code in codes)


def _stems(one: Instrument, words: Wording) -> dict[str, str]:
    stems = {group.items[0]: group.stem for group in words.groups}
    if words.instructions and not _opens_with_group(one, words):
        stems[one.items[0].id] = words.instructions
    return stems


def _lasts(words: Wording) -> set[str]:
    return {group.items[-1] for group in words.groups}


def _opens_with_group(one: Instrument, words: Wording) -> bool:
    return any(group.items[0] == one.items[0].id for group in words.groups)
