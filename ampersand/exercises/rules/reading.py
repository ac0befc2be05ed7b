"""Reading an exercise from its file, strictly: what is not known is refused, with the file, the place and the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast, get_args

from ampersand.core.reading import Document, Node, opened, parsed
from ampersand.exercises.rules import graph
from ampersand.exercises.rules.definition import (
    EVERYONE,
    GATES,
    LIVE,
    MODES,
    SWAP,
    Asks,
    Box,
    Exercise,
    Gate,
    Heat,
    Limit,
    Mode,
    Moment,
    Part,
    Shown,
    State,
    Step,
    Swap,
    Test,
    Way,
    Who,
)

APPROACHES = (
    "cbt",
    "psychodynamic",
    "humanistic",
    "mindfulness",
    "solution_focused",
    "eft",
    "gottman",
    "imago",
    "narrative",
    "attachment",
    "family_systems",
)
NEEDS = (
    "communication",
    "conflict",
    "trust",
    "support",
    "intimacy",
    "time",
    "vision",
    "individual",
    "family",
)
HEATS = ("any", "cool", "hot", "after", "break")
EXAMPLES = ("all < 4", "any >= 7", "all is yes", "all mark 3", "lines >= 6", "left", "otherwise")
_TEST = re.compile(r"(all|any|lines) (<|>=|mark|is) (\S.*)")


def load(folders: Sequence[Path]) -> dict[str, Exercise]:
    """Every exercise of these folders by id, a later folder winning; raises ContentError."""
    found: dict[str, Exercise] = {}
    for folder in folders:
        for file in sorted(folder.glob("*.toml")):
            one = read(opened(file))
            found[one.id] = one
    return found


def read(document: Document) -> Exercise:
    """One exercise from its file; raises ContentError at the place that is wrong."""
    node = Node(document, parsed(document))
    mode = cast(Mode, node.choice("mode", MODES))
    states = {state.name: state for state in _states(node)}
    steps, parts = _steps(node, "steps"), tuple(_parts(node))
    week = Step(node.text("week")) if node.has("week") else None
    exercise = Exercise(
        id=node.text("id"),
        label=node.text("label"),
        credit=node.text("credit"),
        approach=node.choice("approach", APPROACHES),
        mode=mode,
        gate=cast(Gate, node.choice("gate", GATES)),
        minutes=node.whole("minutes"),
        purpose=node.text("purpose"),
        records=node.texts("records"),
        share=node.text("share"),
        evidence=node.choice("evidence", ("E1", "E2", "E3")),
        cautions=node.text("cautions", ""),
        needs=_known(node, "needs", NEEDS),
        heat=cast(Heat, node.choice("heat", HEATS, "any")),
        roles=node.texts("roles", ()),
        rules=_rules(node),
        steps=steps,
        week=week,
        opens=_opens(node, len(steps) or sum(len(part.tasks) for part in parts)) | ({len(steps)} if week else set()),
        brings=node.flag("brings", True),
        torn_up=node.flag("torn_up", False),
        guide=tuple(_guide(node)),
        boxes=tuple(_boxes(node)),
        parts=parts,
        states=states,
        limits=_limits(node),
    )
    node.done()
    _check(node, exercise)
    return exercise


def _known(node: Node, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
    for word in (found := node.texts(key)):
        if word not in allowed:
            raise node.error(key, f"holds {word!r}; known are {', '.join(allowed)}")
    return found


def _rules(node: Node) -> dict[str, tuple[str, ...]]:
    if not node.has("rules"):
        return {}
    table = node.table("rules")
    rules = {whose: table.texts(whose) for whose in ("A", "B", "both") if table.has(whose)}
    table.done()
    return rules


def _boxes(node: Node) -> Iterator[Box]:
    for one in node.tables("box"):
        yield Box(one.text("says"), one.flag("thrown_away", False))
        one.done()


def _parts(node: Node) -> Iterator[Part]:
    last = 0
    for one in node.tables("part"):
        after = one.whole("after", last)
        if after < last:
            raise one.error("after", "opens before the part in front of it")
        last = after
        yield Part(one.text("name"), _steps(one, "tasks"), one.text("weeks", ""), one.text("exit", ""), after)
        one.done()


def _steps(node: Node, key: str) -> tuple[Step, ...]:
    """Steps are plain text, or a table when there is more to say about one."""
    if not node.has(key):
        return ()
    return tuple(_step(node, key, place, value) for place, value in enumerate(node.data[key]))


def _step(node: Node, key: str, place: int, value: Any) -> Step:
    if isinstance(value, str) and value.strip():
        return Step(value)
    if not isinstance(value, dict):
        raise node.error(key, f"must hold text or tables, holds {value!r}")
    one = Node(node.document, value, (*node.path, key, place))
    step = Step(
        one.text("says"), one.whole("to", 0), one.flag("writes", True), one.flag("together", False),
        one.flag("feelings", False), one.flag("mean", False),
    )  # fmt: skip
    one.done()
    return step


def _opens(node: Node, steps: int) -> frozenset[int]:
    """Which steps may be shown to the others, counted from 1 in the file; all of them where nothing is said."""
    if not node.has("opens"):
        return frozenset(range(steps))
    listed = node.data["opens"]
    if not isinstance(listed, list) or not all(type(one) is int and 0 < one <= steps for one in listed):
        raise node.error("opens", f"must list steps from 1 to {steps}, is {listed!r}")
    return frozenset(one - 1 for one in listed)


def _guide(node: Node) -> Iterator[Moment]:
    for one in node.tables("guide"):
        seconds = one.whole("seconds")
        if not seconds:
            raise one.error("seconds", "must be a second or more")
        yield Moment(one.text("says"), seconds, one.flag("breath", False), one.text("instead", ""))
        one.done()


def _limits(node: Node) -> dict[str, Limit]:
    if not node.has("limits"):
        return {}
    table = node.table("limits")
    limits = {}
    for name in table.data:
        one = table.table(name)
        limits[name] = Limit(one.whole("most"), one.text("then"))
        one.done()
    return limits


def _states(node: Node) -> Iterator[State]:
    seen: set[str] = set()
    for one in node.tables("state"):
        state = _state(one)
        if state.name in seen:
            raise one.error("name", f"{state.name!r} stands twice")
        seen.add(state.name)
        yield state


def _state(node: Node) -> State:
    state = State(
        name=node.text("name"),
        who=cast(Who, node.choice("who", get_args(Who.__value__))),
        says=node.text("says"),
        ways=tuple(_way(one) for one in node.tables("way")),
        swap=_swap(node),
        writes=cast("Shown | None", node.choice("writes", get_args(Shown.__value__)) if node.has("writes") else None),
        asks=cast(Asks, node.choice("asks", ("number", "choice", "marks"), "")) if node.has("asks") else "",
        options=node.texts("options", ()),
        marks=node.text("marks", ""),
        differ=node.text("differ", ""),
        helper=node.text("helper", ""),
        deck=node.text("deck", ""),
    )
    node.done()
    _check_state(node, state)
    return state


def _way(node: Node) -> Way:
    way = Way(
        event=node.text("event"),
        to=node.text("to"),
        says=node.text("says", ""),
        when=_test(node) if node.has("when") else None,
        after=node.whole("after") if node.has("after") else None,
    )
    node.done()
    if not (way.says or way.when or way.after is not None):
        raise node.error("event", "has no button (says), no test (when) and no time (after): nobody could take it")
    return way


def _test(node: Node) -> Test:
    words = node.text("when")
    if words in ("left", "otherwise"):
        return Test(cast(Any, words))
    found = _TEST.fullmatch(words)
    if not found or (found[2] != "is" and not found[3].isdecimal()):
        raise node.error(
            "when", f"is not a test: {words!r}; write 'all < 4', 'any >= 7', 'all mark 3', 'all is yes', 'lines >= 6'"
        )
    return Test(cast(Any, found[1]), cast(Any, found[2]), found[3])


def _swap(node: Node) -> Swap | None:
    if not node.has("swap"):
        return None
    table = node.table("swap")
    swap = Swap(table.text("to"), table.text("then"), table.whole("turns", 1))
    table.done()
    return swap


def _check_state(node: Node, state: State) -> None:
    if not state.ways and not state.swap:
        raise node.error("name", "has no way out")
    if state.who == "system" and state.buttons:
        raise node.error("who", "nobody presses a button here; give it to someone")
    if state.who in EVERYONE and len(state.buttons) > 1 and state.way(state.differ) is None:
        raise node.error("name", "says not which way is taken when people press differently (differ)")
    if any(way.when and way.when.over in ("all", "any", "left") for way in state.ways) and not state.asks:
        raise node.error("name", "tests what was given, and asks for nothing (asks)")
    if any(way.to == SWAP for way in state.ways) and not state.swap:
        raise node.error("name", "lets the floor change hands, and says not where to (swap)")
    if state.who == "system" and not (state.swap or any(way.after is not None for way in state.ways)):
        raise node.error("who", "nobody acts here, and neither a swap nor a time leads on")
    if state.asks == "choice" and not state.options:
        raise node.error("asks", "has no options to choose from")


def _check(node: Node, exercise: Exercise) -> None:
    if (exercise.mode in LIVE) != bool(exercise.states):
        raise node.error("mode", "a live exercise has states, and no other has")
    if exercise.mode not in LIVE and not (exercise.steps or exercise.parts):
        raise node.error("mode", "has neither steps nor parts")
    if not exercise.states:
        return
    for words, names in (
        ("leads to what is no state", graph.unknown(exercise)),
        ("cannot be reached", graph.unreachable(exercise)),
        ("never comes to an end", graph.endless(exercise)),
        ("has a limit and is no state", set(exercise.limits) - set(exercise.states)),
    ):
        if names:
            raise node.error("state", f"{words}: {', '.join(sorted(names))}")
