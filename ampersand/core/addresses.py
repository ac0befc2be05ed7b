"""Addresses of pages, searched for once and filled in afterwards: Django's search takes longer than many a query."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.urls import NoReverseMatch, get_script_prefix, reverse

_PLAIN = re.compile(r"[-\w]+", re.ASCII)  # words that stand in an address as they are
_STAND_INS: dict[type, Callable[[], Any]] = {UUID: uuid4, str: lambda: uuid4().hex, int: lambda: uuid4().int}


def address(name: str, *parts: Any) -> str:
    """The address of a page, as Django's `reverse(name, args=parts)`; raises NoReverseMatch."""
    shape = _shape(name, tuple(map(type, parts)), get_script_prefix())
    if shape is None or any(isinstance(part, str) and not _PLAIN.fullmatch(part) for part in parts):
        return reverse(name, args=parts)
    return shape % parts


@cache
def _shape(name: str, kinds: tuple[type, ...], prefix: str) -> str | None:
    """The address with a gap for each part; None where it is to be searched for each time."""
    if not all(kind in _STAND_INS for kind in kinds):
        return None
    parts = [_STAND_INS[kind]() for kind in kinds]
    try:
        found = reverse(name, args=parts).replace("%", "%%")
    except NoReverseMatch:
        return None
    for part in map(str, parts):
        found = found.replace(part, "%s")
    return found
