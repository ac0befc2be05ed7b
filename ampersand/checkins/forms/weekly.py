"""The weekly check-in as a form: its questions as a page asks them, and what was sent back as plain data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ampersand.checkins import content
from ampersand.checkins.forms.asking import LONGEST, Ask, Option, from_0_to_10, scale, shortened
from ampersand.checkins.rules.lines import MENDED, Line

MENDED_WORDS = {
    "same_day": "The same day",
    "within_days": "Some days later",
    "not_yet": "Not yet",
}


@dataclass(frozen=True)
class Read:
    """What was sent: the fields as they are, what they say by line, what is shown, what to look at again by name."""

    typed: Mapping[str, str]
    answers: Mapping[str, Any] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()
    problems: Mapping[str, str] = field(default_factory=dict)


def names(lines: Sequence[Line]) -> tuple[str, ...]:
    """Every field of these lines."""
    found: list[str] = []
    for line in lines:
        found.append(line.key)
        found += [f"{line.key}-heat", f"{line.key}-mended"] if line.kind == "rows" else []
        found += [f"{line.key}-topic"] if line.kind == "agenda" else []
        found += [f"show-{line.key}"] if line.may_be_shared else []
    return tuple(found)


def read(lines: Sequence[Line], posted: Mapping[str, str]) -> Read:
    """What was sent; a wrong value is a problem of its field, and nothing at all one of the whole."""
    typed = shortened(posted, names(lines))
    answers: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for line in lines:
        try:
            said = _said(line, typed)
        except ValueError:
            problems[line.key] = _("Please choose one of these answers.")
            continue
        if said is not None:
            answers[line.key] = said
            if len(said.get("words", "") if isinstance(said, dict) else "") > LONGEST:
                problems[line.key] = _("Please use up to a thousand letters.")
    shown = frozenset(line.key for line in lines if line.may_be_shared and typed.get(f"show-{line.key}") == "yes")
    return Read(typed, answers, shown, problems)


def typed_of(answers: Mapping[str, Any], shown: frozenset[str]) -> dict[str, str]:
    """Answers that were sent, as the fields they came from."""
    typed = {f"show-{key}": "yes" for key in shown}
    for key, said in answers.items():
        if not isinstance(said, dict):
            typed[key] = str(said)
        elif "count" in said:
            heat = said["heat"]
            typed |= {key: str(said["count"]), f"{key}-mended": said["mended"]}
            typed |= {} if heat is None else {f"{key}-heat": str(heat)}
        else:
            typed |= {key: said["words"], f"{key}-topic": said.get("topic", "")}
    return typed


def asks(lines: Sequence[Line], one: Read, *, may_show: bool) -> list[Ask]:
    """Every question in order, with what was typed so far."""
    return [ask for line in lines for ask in _asks(line, one, may_show=may_show)]


def _asks(line: Line, one: Read, *, may_show: bool) -> Iterator[Ask]:
    typed, problem = one.typed, one.problems.get(line.key, "")
    show = f"show-{line.key}" if may_show and line.may_be_shared else ""
    shown = {"show": show, "is_shown": bool(show) and typed.get(show) == "yes", "problem": problem}
    if line.kind in ("scale", "rows"):
        yield Ask(f"ask-{line.key}", line.key, "zero-ten", line.text, scale(typed.get(line.key, "")), line.low,
                  line.high, **shown)  # type: ignore[arg-type]  # fmt: skip
    if line.kind == "rows":
        yield from _more_of_rows(line, typed)
    if line.kind == "agenda":
        topic = typed.get(f"{line.key}-topic", "")
        topics = tuple(Option(key, label, key == topic) for key, label in content.weekly().topics.items())
        yield Ask(f"ask-{line.key}", line.key, "agenda", line.text, topics, words=typed.get(line.key, ""), **shown)  # type: ignore[arg-type]
    if line.kind == "private":
        yield Ask(f"ask-{line.key}", line.key, "private", line.text, words=typed.get(line.key, ""), problem=problem)


def _more_of_rows(line: Line, typed: Mapping[str, str]) -> Iterator[Ask]:
    some = f"{line.key}=" + ",".join(str(count) for count in range(1, 11))
    note = _("Only if there was one.")
    heat, mended = f"{line.key}-heat", f"{line.key}-mended"
    yield Ask(f"ask-{heat}", heat, "zero-ten", line.heat, scale(typed.get(heat, "")), line.heat_low, line.heat_high,
              help=note, when=some)  # fmt: skip
    options = tuple(Option(key, _(MENDED_WORDS[key]), typed.get(mended) == key) for key in MENDED)
    yield Ask(f"ask-{mended}", mended, "list", line.mended, options, help=note, when=some)


def _said(line: Line, typed: Mapping[str, str]) -> Any:
    """What one line says as plain data, or None for nothing; raises ValueError."""
    text = typed.get(line.key, "").strip()
    if line.kind == "scale":
        return from_0_to_10(text)
    if line.kind == "rows":
        return _rows(line, typed, from_0_to_10(text))
    if line.kind == "private":
        return {"words": text} if text else None
    topic = typed.get(f"{line.key}-topic", "")
    if topic and topic not in content.weekly().topics:
        raise ValueError(f"no such topic: {topic!r}")
    return {"topic": topic, "words": text} if text or topic else None


def _rows(line: Line, typed: Mapping[str, str], count: int | None) -> dict[str, Any] | None:
    if count is None:
        return None
    heat = from_0_to_10(typed.get(f"{line.key}-heat", "")) if count else None
    mended = typed.get(f"{line.key}-mended", "") if count else ""
    if mended and mended not in MENDED:
        raise ValueError(f"no such answer: {mended!r}")
    return {"count": count, "heat": heat, "mended": mended}
