"""A family as a picture and in words, from the pieces that a viewer sees."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.core import charts
from ampersand.core.charts import Bond, Family, Kin, Svg
from ampersand.exercises import wording
from ampersand.exercises.queries.maps import Between, FamilyMap, Somebody


@dataclass(frozen=True, slots=True)
class Row:
    """One generation in words: its title, and each person with what is said of them."""

    title: str
    people: tuple[tuple[Somebody, str], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture with names, the one for paper in which the living stand by their role, and both in words."""

    picture: Svg
    paper: Svg
    rows: tuple[Row, ...]
    lines: tuple[tuple[Between, str], ...]


def drawn(family: FamilyMap) -> Drawn:
    """A map as a picture and in words."""
    rows = tuple(_rows(family))
    lines = tuple((line, _line(family, line)) for line in family.lines)
    said = tuple(f"{one.label}{', ' if words else ''}{words}." for row in rows for one, words in row.people)
    sentences = (*said, *(f"{words}." for _line, words in lines))
    return Drawn(_picture(family, sentences, roles=False), _picture(family, (), roles=True), rows, lines)


def _picture(family: FamilyMap, sentences: tuple[str, ...], *, roles: bool) -> Svg:
    kin = [
        Kin(
            str(one.id), one.role if roles and not one.gone else one.label, one.row, one.shape, _years(one),
            tuple(map(str, one.parents)), one.gone, one.is_me,
        )
        for one in family.people
    ]  # fmt: skip
    bonds = [Bond(str(line.one), str(line.other), line.kind) for line in family.lines]
    return charts.family(Family(_("The map of a family"), tuple(kin), tuple(bonds), sentences))


def _years(one: Somebody) -> str:
    if one.born and one.died:
        return f"{one.born}–{one.died}"
    if one.died:
        return f"†{one.died}"
    return str(one.born) if one.born else ""


def _rows(family: FamilyMap) -> Iterator[Row]:
    for row, title in wording.ROWS.items():
        people = tuple((one, _about(family, one)) for one in family.people if one.row == row)
        if people:
            yield Row(str(title), people)


def _about(family: FamilyMap, one: Somebody) -> str:
    """What is said of somebody: who they are, when they lived, whose child they are."""
    parents = [found.label for parent in one.parents if (found := family.somebody(parent))]
    said = [one.role if one.name else "", _years(one), _("has died") if one.gone and not one.died else ""]
    if parents:
        said.append(_("child of %(parents)s") % {"parents": get_text_list(parents, _("and"))})
    return ", ".join(part for part in said if part)


def _line(family: FamilyMap, line: Between) -> str:
    names = [one.label for end in (line.one, line.other) if (one := family.somebody(end))]
    kind = (wording.PARTNERS | wording.TIES).get(line.kind, "")
    words = _("%(names)s: %(kind)s") % {"names": get_text_list(names, _("and")), "kind": kind}
    return _("%(words)s since %(year)s") % {"words": words, "year": line.since} if line.since else words
