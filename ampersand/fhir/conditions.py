"""When a question is asked: FHIR's enableWhen as the codes of one earlier question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import ge, gt, le, lt

from ampersand.fhir.options import Option
from ampersand.fhir.reading import Element
from ampersand.measures.rules.instrument import Number

EXPRESSION = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"
COMPARE: Mapping[str, Callable[[Number, Number], bool]] = {">": gt, "<": lt, ">=": ge, "<=": le}
OPERATORS = ("exists", "=", "!=", *COMPARE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question read earlier: its item id, its options, and the code stored for each of them."""

    item: str
    options: tuple[Option, ...]
    codes: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class When:
    """Asked when the earlier item was answered with one of these codes."""

    item: str
    codes: tuple[Number, ...]


def asked_when(item: Element, earlier: Mapping[str, Question], outer: When | None) -> When | None:
    """When this item is asked, together with the condition of its group; only one earlier question can decide."""
    if item.extension(EXPRESSION):
        raise item.error("extension", "enableWhenExpression is not understood; enableWhen is")
    conditions = item.children("enableWhen")
    if not conditions:
        return outer
    found = [(one, _codes(one, _question(one, earlier))) for one in conditions]
    if len({when.item for _, when in found}) > 1:
        raise item.error("enableWhen", "depends on more than one question; only one is understood")
    every = _needs_all(item, len(found))
    sets = [set(when.codes) for _, when in found]
    allowed = set.intersection(*sets) if every else set.union(*sets)
    decided = When(found[0][1].item, tuple(sorted(allowed)))
    if outer is not None:
        if outer.item != decided.item:
            raise item.error("enableWhen", "and the condition of its group depend on different questions")
        decided = When(outer.item, tuple(code for code in outer.codes if code in allowed))
    if not decided.codes:
        raise item.error("enableWhen", "can never be met")
    return decided


def _needs_all(item: Element, conditions: int) -> bool:
    behaviour = item.text("enableBehavior")
    if behaviour not in ("all", "any", None) or (behaviour is None and conditions > 1):
        raise item.error("enableBehavior", "must be all or any when there is more than one condition")
    return behaviour == "all"


def _question(condition: Element, earlier: Mapping[str, Question]) -> Question:
    link = condition.needed("question")
    if link not in earlier:
        raise condition.error("question", f"{link[:80]!r} is not a question with options that comes before")
    return earlier[link]


def _codes(condition: Element, question: Question) -> When:
    operator = condition.text("operator", "=")
    if operator not in OPERATORS:
        raise condition.error("operator", f"must be one of {', '.join(OPERATORS)}")
    if operator == "exists":
        if condition.flag("answerBoolean") is not True:
            raise condition.error("answerBoolean", "only 'was answered' is understood, not 'was left open'")
        return When(question.item, question.codes)
    if operator in ("=", "!="):
        met = [_is(condition, option) == (operator == "=") for option in question.options]
        if operator == "=" and not any(met):
            raise condition.error("", "names no option of that question")
    else:
        met = [_compares(condition, option, COMPARE[operator or ""]) for option in question.options]
    return When(question.item, tuple(code for code, yes in zip(question.codes, met, strict=True) if yes))


def _is(condition: Element, option: Option) -> bool:
    coding = condition.child("answerCoding")
    if coding is not None:
        system, code = coding.text("system", ""), coding.text("code", "")
        return code == option.code and (not system or not option.system or system == option.system)
    truth = condition.flag("answerBoolean")
    if truth is not None:
        return option.code == ("true" if truth else "false")
    text = condition.text("answerString")
    if text is not None:
        return text in (option.code, option.label)
    return _own_number(condition, option) == _given_number(condition)


def _compares(condition: Element, option: Option, compare: Callable[[Number, Number], bool]) -> bool:
    return compare(_own_number(condition, option), _given_number(condition))


def _given_number(condition: Element) -> Number:
    for key in ("answerInteger", "answerDecimal"):
        number = condition.number(key)
        if number is not None:
            return number
    raise condition.error("", "needs answerCoding, answerBoolean, answerInteger, answerDecimal or answerString")


def _own_number(condition: Element, option: Option) -> Number:
    try:
        return float(option.code) if not option.system else float("nan")
    except ValueError:
        raise condition.error(
            "operator", "compares numbers, but the options of that question are not numbers"
        ) from None
