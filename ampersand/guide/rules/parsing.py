"""From the tables of `questions.toml`, `rules.toml` and `sources.toml` to questionnaire, rulebook and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ampersand.core.reading import Document, Node

from .conditions import ALWAYS, Bits, Facts, every, parse, parse_facts
from .questions import Question, Questionnaire
from .recommending import Change, Rule, Rulebook

RECOMMENDATIONS = ("urgent_safety", "individual_first", "couple", "both", "family")
TRACKS = (
    "emergency", "harm_to_others", "child_safety", "young_person", "crisis_self", "acute_mental_health", "abuse",
    "suicidal_thoughts", "private_screen_first", "substance", "partner_substance", "undisclosed_affair", "coparenting",
    "separation_support", "standard", "trauma", "partner_unwilling", "discernment", "pattern", "personal",
    "trust_repair", "enrichment", "consultation",
)  # fmt: skip
PANELS = (
    "emergency", "crisis_line", "dv_line", "child_line", "addiction_help", "family_of_user_help", "quick_exit",
    "safer_device", "safety_plan", "medical_advice", "trusted_adult", "private_check_each", "retake_in_private",
    "later_couple", "two_therapists_note", "one_sided_caution", "invite_partner_words", "confidential_note", "reason",
    "find_couple_therapist", "find_both", "find_discernment", "trust_repair_text", "exercise_library",
    "quality_time_tips", "dv_line_inline",
)  # fmt: skip
LINES = ("mainly_about_partner", "mention_in_private")
KINDS = ("individual", "couple", "family")
CERTAINTIES = ("H", "M", "K", "D")


@dataclass(frozen=True)
class Source:
    """Where something comes from; `link` leads to it where there is an address that lasts."""

    text: str
    certainty: str
    link: str = ""


type Sources = Mapping[str, Source]


def parse_sources(data: Mapping[str, Any], document: Document) -> dict[str, Source]:
    """Every source by its key."""
    top = Node(document, data)
    listed = top.table("sources")
    found = {}
    for key in listed.data:
        node = listed.table(key)
        found[key] = Source(node.text("text"), node.choice("certainty", CERTAINTIES), node.text("link", ""))
        if found[key].link and not found[key].link.startswith("https://"):
            raise node.error("link", "must begin with https://")
        node.done()
    top.done()
    return found


def parse_questions(data: Mapping[str, Any], document: Document) -> tuple[Questionnaire, Facts]:
    """The questionnaire, and the facts that its conditions named."""
    top = Node(document, data)
    tables = list(top.tables("questions"))
    bits = _bits(tables)
    facts = parse_facts(top.table("facts"), bits, {})
    for needed in ("private", "has_partner"):
        if needed not in facts:
            raise top.error("facts", f"{needed} is missing")
    questions = tuple(_question(node, facts) for node in tables)
    top.done()
    return Questionnaire(questions, bits, facts["private"], facts["has_partner"]), facts


def parse_rules(
    data: Mapping[str, Any], document: Document, questionnaire: Questionnaire, known: Facts, sources: Sources
) -> Rulebook:
    """The rulebook; ContentError names the first thing that is wrong."""
    top = Node(document, data)
    facts = parse_facts(top.table("facts"), questionnaire.bits, known)
    nodes = list(top.tables("rules"))
    rules = [_rule(node, questionnaire.bits, facts, sources) for node in nodes]
    codes = [rule.code for rule in rules]
    rules = [_named(rule, codes) for rule in rules]
    _check_order(nodes, rules)
    changes = {
        word: tuple(_change(node, word, questionnaire.bits, facts, sources) for node in top.tables(word))
        for word in ("add", "withhold", "lines")
    }
    top.done()
    return Rulebook(questionnaire, tuple(rules), changes["add"], changes["withhold"], changes["lines"])


def _bits(tables: list[Node]) -> Bits:
    found: dict[str, dict[str, int]] = {}
    bit = 1
    for node in tables:
        key = node.text("key")
        if key in found:
            raise node.error("key", f"there are two questions {key!r}")
        found[key] = {}
        for code in node.texts("codes"):
            if code in found[key]:
                raise node.error("codes", f"{code!r} stands there twice")
            found[key][code], bit = bit, bit * 2
    return found


def _question(node: Node, facts: Facts) -> Question:
    codes = node.texts("codes")
    shown = node.texts("shown", ())
    for name in shown:
        if name not in facts:
            raise node.error("shown", f"there is no fact {name!r}; there are {', '.join(facts)}")
    question = Question(
        key=node.text("key"),
        codes=codes,
        calm=node.choice("calm", codes),
        several=node.flag("several", False),
        sensitive=node.flag("sensitive", False),
        shown=every([facts[name] for name in shown]),
    )
    if question.sensitive and "private" not in shown:
        raise node.error("shown", "a sensitive question is asked in private only")
    node.done()
    return question


def _rule(node: Node, bits: Bits, facts: Facts, sources: Sources) -> Rule:
    rule = Rule(
        id="",
        code=node.text("code"),
        recommendation=node.choice("recommendation", RECOMMENDATIONS),
        track=node.choice("track", TRACKS),
        when=parse(node.table("when"), bits, facts),
        panels=_names(node, "panels", PANELS),
        find=_names(node, "find", KINDS) if node.has("find") else (),
        concern=node.text("concern", ""),
        sources=_names(node, "sources", tuple(sources)),
        certainty=node.choice("certainty", CERTAINTIES),
    )
    node.done()
    return rule


def _named(rule: Rule, codes: list[str]) -> Rule:
    return replace(rule, id=rule.code if codes.count(rule.code) == 1 else f"{rule.code}/{rule.track}")


def _check_order(nodes: list[Node], rules: list[Rule]) -> None:
    if not rules or rules[-1].when != ALWAYS:
        raise nodes[-1].error("when", "the last rule must fit everyone: when = {}")
    seen: set[str] = set()
    for node, rule in zip(nodes, rules, strict=True):
        if rule.id in seen:
            raise node.error("code", f"there are two rules {rule.id!r}")
        if rule.when == ALWAYS and rule is not rules[-1]:
            raise node.error("when", "nothing after this rule could ever fit")
        seen.add(rule.id)


def _change(node: Node, word: str, bits: Bits, facts: Facts, sources: Sources) -> Change:
    names = (node.choice("line", LINES),) if word == "lines" else _names(node, "panels", PANELS)
    change = Change(
        when=parse(node.table("when"), bits, facts),
        names=names,
        to=() if word == "withhold" else _names(node, "to", RECOMMENDATIONS),
        why=", ".join(_names(node, "sources", tuple(sources))) if word == "lines" else node.text("why"),
    )
    node.done()
    return change


def _names(node: Node, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    names = node.texts(key)
    for name in names:
        if name not in allowed:
            raise node.error(key, f"there is no {name!r}; there are {', '.join(allowed)}")
    return names
