"""Sets of numbers as the bits of one large number: a hundred thousand are cut with each other in microseconds."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_, or_

PART = 8192  # bits that are stored together


def holding(numbers: Iterable[int]) -> int:
    """The set of these numbers, each 0 or above."""
    parts: dict[int, bytearray] = {}
    for number in numbers:
        part, place = divmod(number, PART)
        parts.setdefault(part, bytearray(PART // 8))[place >> 3] |= 1 << (place & 7)
    return joined((part, bytes(bits)) for part, bits in parts.items())


def joined(parts: Iterable[tuple[int, bytes]]) -> int:
    """The set from its stored parts (place of the part, its bits, lowest first)."""
    return reduce(or_, (int.from_bytes(bits, "little") << (part * PART) for part, bits in parts), 0)


def parted(numbers: int) -> dict[int, bytes]:
    """The set in parts to be stored; parts without any number are left out."""
    found, part = {}, 0
    while numbers:
        if some := numbers & (1 << PART) - 1:
            found[part] = some.to_bytes((some.bit_length() + 7) // 8, "little")
        numbers >>= PART
        part += 1
    return found


def changed(bits: bytes, number: int, *, holds: bool) -> bytes:
    """One stored part with one number in it or out of it."""
    mask = 1 << number % PART
    held = int.from_bytes(bits, "little")
    held = held | mask if holds else held & ~mask
    return held.to_bytes((held.bit_length() + 7) // 8, "little")


def common(sets: Iterable[int]) -> int:
    """What is in all of them; there must be at least one."""
    return reduce(and_, sets)


def either(sets: Iterable[int]) -> int:
    """What is in any of them."""
    return reduce(or_, sets, 0)


def numbers(held: int) -> Iterator[int]:
    """The numbers of a set, the smallest first."""
    for place, byte in enumerate(held.to_bytes((held.bit_length() + 7) // 8, "little")):
        while byte:
            lowest = byte & -byte
            yield place * 8 + lowest.bit_length() - 1
            byte ^= lowest


class Members:
    """Asks quickly, again and again, whether numbers are in a set."""

    def __init__(self, held: int) -> None:
        self._bytes = held.to_bytes((held.bit_length() + 7) // 8, "little")

    def __contains__(self, number: int) -> bool:
        return number >> 3 < len(self._bytes) and bool(self._bytes[number >> 3] & 1 << (number & 7))
