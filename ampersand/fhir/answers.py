"""The answers of one response: each question recognised, each answer turned into an option code, the total noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ampersand.core.reading import ContentError
from ampersand.fhir.matching import LOINC_ANSWERS, Form, flat, keys_of
from ampersand.fhir.options import weight
from ampersand.fhir.reading import Element, clean
from ampersand.measures.rules.instrument import Item, Number
from ampersand.measures.rules.scoring import Code, check_code

MAX_DEPTH = 12


@dataclass
class Seen:
    """What has been gathered from one response."""

    answers: dict[str, Code] = field(default_factory=dict)
    stated: Number | None = None
    stray: list[str] = field(default_factory=list)


def gather(seen: Seen, form: Form, items: list[Element], depth: int = 0) -> None:
    """Note every answer that belongs to the form; ContentError at the first that cannot be understood."""
    if depth > MAX_DEPTH:
        raise items[0].error("", "is nested too deeply") if items else ContentError("is nested too deeply")
    for item in items:
        item.refuse_modifiers()
        link = item.needed("linkId")
        answers = [one for one in item.children("answer") if any(key.startswith("value") for key in one.data)]
        item_id = _item_of(form, item, link) if answers else None
        if item_id is not None:
            if len(answers) > 1 or seen.answers.get(item_id) is not None:
                raise item.error("answer", "more than one answer to this question")
            seen.answers[item_id] = _code(form, form.by_id[item_id], answers[0])
        elif answers:
            _other(seen, form, item, link, answers[0])
        gather(seen, form, item.children("item"), depth + 1)
        for one in item.children("answer"):
            if one.has("item"):
                gather(seen, form, one.children("item"), depth + 1)


def _item_of(form: Form, item: Element, link: str) -> str | None:
    """The item a link id, or else its exact words, stand for; ContentError when they say different things."""
    if any(key in form.totals for key in keys_of(link)):
        return None
    by_link = next((form.items[key] for key in keys_of(link) if key in form.items), None)
    text = item.text("text")
    by_words = form.words.get(flat(text)) if text else None
    if by_link and by_words and by_link != by_words:
        raise item.error("text", f"is the question {by_words} of {form.instrument.slug}, but linkId names {by_link}")
    return by_link or by_words


def _other(seen: Seen, form: Form, item: Element, link: str, answer: Element) -> None:
    if any(key in form.totals for key in keys_of(link)):
        number = answer.number("valueDecimal")
        number = answer.number("valueInteger") if number is None else number
        quantity = answer.child("valueQuantity")
        seen.stated = quantity.number("value") if number is None and quantity else number
    elif any(key in answer.data for key in ("valueCoding", "valueInteger", "valueBoolean", "valueDecimal")):
        seen.stray.append(item.at("linkId") if len(link) > 60 else link)


def check_complete(seen: Seen, form: Form, resource: Element) -> None:
    """Refuse a response without answers, or one whose unknown items may be the very ones that are missing."""
    if all(code is None for code in seen.answers.values()):
        raise resource.error("item", f"answers no item of {form.instrument.slug}")
    open_items = [item.id for item in form.instrument.scored_items if seen.answers.get(item.id) is None]
    if seen.stray and open_items and not all(form.by_id[item_id].asked for item_id in open_items):
        raise resource.error(
            "item",
            f"{', '.join(seen.stray[:5])} is answered but not known, while item {', '.join(open_items[:5])} of "
            f"{form.instrument.slug} has no answer",
        )


def _code(form: Form, item: Item, answer: Element) -> Code:
    """The option code of an answer; every way of reading it must give the same."""
    found: dict[str, Number] = {}
    labels = form.labels[item.id]
    coding = answer.child("valueCoding")
    if coding is not None:
        system, code = coding.text("system", "") or "", coding.text("code", "") or ""
        found = _of_coding(form, item, system, code)
        if (display := flat(coding.text("display", "") or "")) in labels:
            found["words"] = labels[display]
    elif answer.has("valueString"):
        text = answer.needed("valueString")
        found = {"words": labels[flat(text)]} if flat(text) in labels else _of_coding(form, item, "", text)
    elif answer.has("valueBoolean"):
        found = _of_truth(form, item, answer.flag("valueBoolean") is True)
    else:
        number = answer.number("valueInteger")
        number = answer.number("valueDecimal") if number is None else number
        if number is None:
            kind = next(key for key in answer.data if key.startswith("value"))
            raise answer.error(clean(kind[:40], answer, ""), "is not a kind of answer that can be scored")
        found = _of_coding(form, item, "", str(number)) or {"number": number}
    score = weight(answer, coding)
    if score is not None:
        found["score"] = score
    return _agreed(form, item, answer, found)


def _of_coding(form: Form, item: Item, system: str, code: str) -> dict[str, Number]:
    found: dict[str, Number] = {}
    options = form.options.get(item.id, {})
    key = f"{system}|{code}"
    if code and key in options:
        found["code"] = options[key]
    elif code and not system:
        alike = {value for name, value in options.items() if name.rpartition("|")[2] == code}
        if len(alike) == 1:
            found["code"] = alike.pop()
    answer = LOINC_ANSWERS.get(code)
    if answer and flat(answer) in form.labels[item.id]:
        found["LOINC answer"] = form.labels[item.id][flat(answer)]
    if not found and "loinc" not in system and code.lstrip("-").isdigit() and len(code) < 7:
        found["code"] = int(code)
    return found


def _of_truth(form: Form, item: Item, truth: bool) -> dict[str, Number]:
    options = form.options.get(item.id, {})
    key = "|true" if truth else "|false"
    if key in options:
        return {"code": options[key]}
    return {"code": int(truth)} if set(item.scale.codes) == {0, 1} else {}


def _agreed(form: Form, item: Item, answer: Element, found: Mapping[str, Number]) -> Code:
    if not found:
        raise answer.error("", f"is not an option of item {item.id} of {form.instrument.slug}")
    if len(set(found.values())) > 1:
        ways = ", ".join(f"{way} says {value}" for way, value in found.items())
        raise answer.error("", f"contradicts itself: {ways}")
    try:
        return check_code(form.instrument, item, next(iter(found.values())))
    except ValueError as error:
        raise answer.error("", str(error)) from None
