"""The moves and feelings to choose from, from folders of content files, checked before anyone sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ampersand.core.reading import Document, Node, opened, parsed

SHIPPED = Path(__file__).resolve().parents[2] / "content" / "conflict"
WAYS = ("closer", "against", "away", "softer")


@dataclass(frozen=True, slots=True)
class Move:
    """Something one does in a row: as one writes it of oneself, and as it is seen."""

    id: str
    way: str
    mine: str
    seen: str


@dataclass(frozen=True, slots=True)
class Feeling:
    """Something one feels in a row; `fear` where a hot row needs a talk alone."""

    id: str
    mine: str
    seen: str
    fear: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every move and feeling by id, in the order in which they are offered."""

    moves: Mapping[str, Move]
    feelings: Mapping[str, Feeling]

    def known_moves(self, ids: Iterable[str]) -> tuple[Move, ...]:
        """Those of the ids that there are, in the order of the list."""
        wanted = set(ids)
        return tuple(move for move in self.moves.values() if move.id in wanted)

    def known_feelings(self, ids: Iterable[str]) -> tuple[Feeling, ...]:
        """Those of the ids that there are, in the order of the list."""
        wanted = set(ids)
        return tuple(feeling for feeling in self.feelings.values() if feeling.id in wanted)

    def are_fearful(self, ids: Iterable[str]) -> bool:
        """Whether one of these feelings is a fear."""
        return any(feeling.fear for feeling in self.known_feelings(ids))


def load(folders: Sequence[Path]) -> Vocabulary:
    """The words of these folders, a later folder's over an earlier one's; raises ContentError."""
    moves: dict[str, Move] = {}
    feelings: dict[str, Feeling] = {}
    for folder in folders:
        file = folder / "words.toml"
        if file.exists():
            here = _read(opened(file))
            moves |= here.moves
            feelings |= here.feelings
    return Vocabulary(MappingProxyType(moves), MappingProxyType(feelings))


def _read(document: Document) -> Vocabulary:
    root = Node(document, parsed(document))
    moves: dict[str, Move] = {}
    feelings: dict[str, Feeling] = {}
    for node in root.tables("move"):
        move = Move(node.text("id"), node.choice("way", WAYS), node.text("mine"), node.text("seen"))
        _once(node, move.id, moves)
        moves[move.id] = move
    for node in root.tables("feeling"):
        feeling = Feeling(node.text("id"), node.text("mine"), node.text("seen"), node.flag("fear", False))
        _once(node, feeling.id, feelings)
        feelings[feeling.id] = feeling
    root.done()
    return Vocabulary(moves, feelings)


def _once(node: Node, id: str, found: Mapping[str, object]) -> None:
    if id in found:
        raise node.error("id", f"is used twice: {id}")
    node.done()
