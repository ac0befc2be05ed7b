"""Conditions over answers, from a closed vocabulary: an answer is or is not one of these, a named fact, all of, any of.

Every answer has one bit. A condition becomes a list of alternatives; each alternative is a list of masks that must all
meet the answers given. Nothing is evaluated from text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ampersand.core.reading import Node

type Alternatives = tuple[tuple[int, ...], ...]
type Facts = Mapping[str, Alternatives]
type Bits = Mapping[str, Mapping[str, int]]  # question -> answer -> its bit

ALWAYS: Alternatives = ((),)
KINDS = ("answer", "fact", "all", "any")


def holds(condition: Alternatives, answers: int) -> bool:
    """Whether at least one alternative fits the answers."""
    for masks in condition:  # plain loops: this runs hundreds of times for one recommendation
        for mask in masks:
            if not answers & mask:
                break
        else:
            return True
    return False


def met(condition: Alternatives, answers: int) -> Iterator[int]:
    """The masks of every alternative that fits the answers."""
    for masks in condition:
        if all(answers & mask for mask in masks):
            yield from masks


def parse(node: Node, bits: Bits, facts: Facts) -> Alternatives:
    """The condition that a table describes; an empty table always holds; ContentError for anything else."""
    if not node.data:
        return ALWAYS
    kinds = [kind for kind in KINDS if node.has(kind)]
    if len(kinds) != 1:
        raise node.error(None, f"must be one condition: {', '.join(KINDS)}")
    kind = kinds[0]
    if kind == "answer":
        condition: Alternatives = ((_mask(node, bits),),)
    elif kind == "fact":
        condition = facts[node.choice("fact", tuple(facts))]
    else:
        parts = [parse(part, bits, facts) for part in node.tables(kind)]
        condition = every(parts) if kind == "all" else tuple(one for part in parts for one in part)
    node.done()
    return condition


def parse_facts(node: Node, bits: Bits, known: Facts) -> Facts:
    """Named conditions; each may use the ones before it."""
    facts = dict(known)
    for name in node.data:
        if name in facts:
            raise node.error(name, "is a fact already")
        facts[name] = parse(node.table(name), bits, facts)
    return facts


def _mask(node: Node, bits: Bits) -> int:
    codes = bits[node.choice("answer", tuple(bits))]
    if node.has("is") == node.has("is_not"):
        raise node.error(None, "needs either is or is_not")
    word = "is" if node.has("is") else "is_not"
    named = node.texts(word)
    for code in named:
        if code not in codes:
            raise node.error(word, f"there is no answer {code!r}; there are {', '.join(codes)}")
    return sum(bit for code, bit in codes.items() if (code in named) == (word == "is"))


def every(parts: Sequence[Alternatives]) -> Alternatives:
    """The condition that holds when all of these do."""
    found = ALWAYS
    for part in parts:
        found = tuple((*one, *other) for one in found for other in part)
    return found
