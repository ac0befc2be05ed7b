"""From the tables of `instrument.toml` and `<language>.toml` to an Instrument and its Wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ampersand.core.reading import Document, Node

from .instrument import (
    About,
    Asked,
    Band,
    Certainty,
    ChangeParameters,
    ClinicalSide,
    CodeFact,
    Condition,
    Cutoff,
    Direction,
    Fact,
    Fill,
    Frequency,
    FrequencyKind,
    Group,
    Instrument,
    Item,
    Loinc,
    Method,
    MissingRule,
    Norm,
    Note,
    Partner,
    Rights,
    Rule,
    SafetyItem,
    Scale,
    Source,
    Subscale,
    Wording,
)

CERTAINTIES = ("2", "1", "M", "C", "P")
SIDES = ("below", "at_or_below", "above", "at_or_above")
METHODS = ("sum", "mean")
TOTALS = (*METHODS, "none")
FILLS = ("none", "mean", "share_of_maximum")
FREQUENCIES = ("once", "every_meeting", "weekly", "every_n_weeks", "intake_end")
TIERS = ("green", "amber", "imported")

type Citations = Mapping[str, str]


def parse_instrument(data: Mapping[str, Any], document: Document) -> Instrument:
    """The instrument that a table describes; ContentError names the first thing that is wrong."""
    top = Node(document, data)
    listed = top.table("sources")
    cited: Citations = {key: listed.text(key) for key in listed.data}
    scales = {scale.id: scale for scale in _scales(top)}
    scoring, missing, rights = top.table("scoring"), top.table("missing"), top.table("rights")
    reverse = scoring.texts("reverse", ())
    instrument = Instrument(
        slug=top.text("slug"),
        version=top.text("version"),
        direction=cast(Direction, top.choice("direction", ("higher", "lower"))),
        about=cast(About, top.choice("about", ("self", "relationship"))),
        recall=top.text("recall", "", empty=True),
        minutes=top.whole("minutes"),
        frequency=_frequency(top.table("frequency")),
        citation=top.text("citation"),
        items=tuple(item for node in top.tables("items") for item in _items(node, scales, reverse)),
        method=cast(Method, scoring.choice("method", TOTALS)),
        scored_by=_source(scoring, cited),
        missing=_missing(missing, cited),
        rights=_rights(rights, cited),
        bands=tuple(_band(node, cited) for node in top.tables("bands")),
        cutoffs=tuple(_cutoff(node, cited) for node in top.tables("cutoffs")),
        subscales=tuple(_subscale(node, cited) for node in top.tables("subscales")),
        rules=tuple(_rule(node, cited) for node in top.tables("rules")),
        safety=tuple(_safety(node, cited) for node in top.tables("safety")),
        partner=_partner(top.table("partner")) if top.has("partner") else None,
        change=_change(top.table("change"), cited) if top.has("change") else None,
        norms=tuple(_norm(node, cited) for node in top.tables("norms")),
        loinc=_loinc(top.table("loinc"), cited) if top.has("loinc") else Loinc(),
        notes=tuple(_note(node, cited) for node in top.tables("notes")),
        worth_showing=top.texts("worth_showing", ()),
        second_stage=top.flag("second_stage", False),
    )
    _check_scoring(scoring, instrument, reverse)
    scoring.done()
    top.done()
    return instrument


def parse_wording(data: Mapping[str, Any], document: Document) -> Wording:
    """The words of one language; whether they fit the instrument is checked by `checks.check_wording`."""
    top = Node(document, data)
    scales, items, rights = top.table("scales"), top.table("items"), top.table("rights")
    wording = Wording(
        language=top.text("language"),
        title=top.text("title"),
        full_title=top.text("full_title"),
        instructions=top.text("instructions", "", empty=True),
        scales={key: scales.texts(key, empty=True) for key in scales.data},
        items={key: items.text(key) for key in items.data},
        rights=rights.text("text"),
        licence=rights.text("licence"),
        groups=tuple(_group(node) for node in top.tables("groups")),
    )
    rights.done()
    top.done()
    return wording


def _scales(top: Node) -> list[Scale]:
    table = top.table("scales")
    return [Scale(key, table.numbers(key)) for key in table.data]


def _items(node: Node, scales: Mapping[str, Scale], reverse: tuple[str, ...]) -> list[Item]:
    ids = node.texts("ids") if node.has("ids") else (node.text("id"),)
    scale = scales[node.choice("scale", tuple(scales))]
    scored, optional = node.flag("scored", True), node.flag("optional", False)
    asked = None
    if node.has("asked"):
        when = node.table("asked")
        earlier = when.texts("any") if when.has("any") else (when.text("item"),)
        asked = Asked(earlier, when.numbers("codes"))
        when.done()
    left_open = node.number("left_open") if node.has("left_open") else None
    always = node.flag("always_counts", False)
    node.done()
    return [Item(one, scale, scored, optional, one in reverse, asked, left_open, always) for one in ids]


def _source(node: Node, cited: Citations) -> Source:
    """The source and certainty that stand beside a number in the same table."""
    citation = cited[node.choice("source", tuple(cited))]
    certainty = cast(Certainty, node.choice("certainty", CERTAINTIES))
    inputs = cast(Certainty, node.choice("inputs", CERTAINTIES)) if node.has("inputs") else None
    if certainty == "C" and inputs is None:
        raise node.error("certainty", "a computed number (C) must state the weakest certainty of its inputs")
    return Source(citation, certainty, inputs)


def _fact(node: Node, cited: Citations) -> Fact:
    fact = Fact(node.number("value"), _source(node, cited))
    node.done()
    return fact


def _code(node: Node, cited: Citations) -> CodeFact:
    fact = CodeFact(node.text("code"), _source(node, cited))
    node.done()
    return fact


def _frequency(node: Node) -> Frequency:
    kind = cast(FrequencyKind, node.choice("kind", FREQUENCIES))
    weeks = node.whole("weeks") if kind == "every_n_weeks" else None
    if weeks == 0:
        raise node.error("weeks", "must be 1 or above")
    node.done()
    return Frequency(kind, weeks)


def _missing(node: Node, cited: Citations) -> MissingRule:
    rule = MissingRule(
        allowed=node.whole("allowed"),
        fill=cast(Fill, node.choice("fill", FILLS)),
        flag=node.text("flag") if node.has("flag") else None,
        source=_source(node, cited),
    )
    node.done()
    return rule


def _rights(node: Node, cited: Citations) -> Rights:
    tier = node.choice("tier", TIERS)
    rights = Rights(cast(Any, tier), _source(node, cited))
    node.done()
    return rights


def _band(node: Node, cited: Citations) -> Band:
    above = node.has("above")
    start = node.number("above" if above else "from")
    band = Band(node.text("name"), start, above, _source(node, cited))
    node.done()
    return band


def _cutoff(node: Node, cited: Citations) -> Cutoff:
    cutoff = Cutoff(
        id=node.text("id"),
        value=node.number("value"),
        clinical=cast(ClinicalSide, node.choice("clinical", SIDES)),
        source=_source(node, cited),
        label=node.text("label", ""),
    )
    node.done()
    return cutoff


def _subscale(node: Node, cited: Citations) -> Subscale:
    part = Subscale(
        id=node.text("id"),
        items=node.texts("items"),
        method=cast(Method, node.choice("method", METHODS)),
        source=_source(node, cited),
        cutoff=_cutoff(node.table("cutoff"), cited) if node.has("cutoff") else None,
        recommended=node.flag("recommended", True),
    )
    node.done()
    return part


def _rule(node: Node, cited: Citations) -> Rule:
    rule = Rule(
        id=node.text("id"),
        label=node.text("label"),
        conditions=tuple(_condition(part) for part in node.tables("conditions")),
        source=_source(node, cited),
        flag=node.text("flag") if node.has("flag") else None,
    )
    if not rule.conditions:
        raise node.error(None, "conditions is missing")
    node.done()
    return rule


def _condition(node: Node) -> Condition:
    condition = Condition(
        items=node.texts("items"),
        count=node.whole("count"),
        at_least=node.number("at_least") if node.has("at_least") else None,
        at_most=node.number("at_most") if node.has("at_most") else None,
    )
    if condition.at_least is None and condition.at_most is None:
        raise node.error(None, "needs at_least or at_most")
    node.done()
    return condition


def _safety(node: Node, cited: Citations) -> SafetyItem:
    watch = SafetyItem(
        item=node.text("item"),
        at_least=node.number("at_least"),
        flag=node.text("flag"),
        missing_flag=node.text("missing_flag") if node.has("missing_flag") else None,
        source=_source(node, cited),
    )
    node.done()
    return watch


def _partner(node: Node) -> Partner:
    partner = Partner(node.text("name"), node.texts("items"))
    node.done()
    return partner


def _change(node: Node, cited: Citations) -> ChangeParameters:
    facts = {key: _fact(node.table(key), cited) for key in ("sd", "reliability", "points") if node.has(key)}
    if set(facts) not in ({"sd", "reliability"}, {"points"}):
        raise node.error(None, "needs either sd and reliability, or points")
    cutoff = node.text("cutoff") if node.has("cutoff") else None
    node.done()
    return ChangeParameters(facts.get("sd"), facts.get("reliability"), facts.get("points"), cutoff)


def _norm(node: Node, cited: Citations) -> Norm:
    norm = Norm(node.text("group"), _fact(node.table("mean"), cited), _fact(node.table("sd"), cited))
    node.done()
    return norm


def _loinc(node: Node, cited: Citations) -> Loinc:
    panel, total = (_code(node.table(key), cited) if node.has(key) else None for key in ("panel", "total"))
    items: dict[str, CodeFact] = {}
    if node.has("items"):
        part = node.table("items")
        codes, source = part.table("codes"), _source(part, cited)
        items = {key: CodeFact(codes.text(key), source) for key in codes.data}
        part.done()
    node.done()
    return Loinc(panel, total, items)


def _note(node: Node, cited: Citations) -> Note:
    note = Note(node.text("text"), _source(node, cited))
    node.done()
    return note


def _group(node: Node) -> Group:
    group = Group(node.texts("items"), node.text("stem"))
    node.done()
    return group


def _check_scoring(scoring: Node, instrument: Instrument, reverse: tuple[str, ...]) -> None:
    scored = {item.id for item in instrument.scored_items}
    for item_id in reverse:
        if item_id not in scored:
            raise scoring.error("reverse", f"there is no scored item {item_id!r}")
    if not scored:
        raise scoring.error(None, "no item is scored")
    if instrument.method == "none":
        return
    stated, real = scoring.numbers("range"), (instrument.lowest, instrument.highest)
    if stated != real:
        raise scoring.error("range", f"says {list(stated)}, but the items give {list(real)}")
