"""The private page of a case in words: what each account says, where they differ, what is to be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.cases.queries.reaching import Wish, wishes
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries.check_form import form
from ampersand.safety.queries.private import Page, Side
from ampersand.safety.queries.readers import safety_lead
from ampersand.safety.rules.colours import Answers, Colour
from ampersand.safety.rules.differences import Difference, What
from ampersand.safety.rules.joint import Choice, Lacks, lacks
from ampersand.safety.rules.private_check import Thing, Told, keys_of


@dataclass(frozen=True)
class SideWords:
    """One person's half of the page."""

    side: Side
    colour: str
    because: tuple[str, ...]
    news: str
    topics: tuple[tuple[str, bool], ...]
    wish: Wish | None


@dataclass(frozen=True)
class Row:
    """One thing that was asked about, and what each answered and said."""

    number: int
    short: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """All of it."""

    colour: str
    summary: str
    sides: tuple[SideWords, ...]
    rows: tuple[Row, ...]
    differences: tuple[str, ...]
    steps: tuple[str, ...]
    needs_consulting: bool
    rests: bool


def page(viewer: Viewer, page: Page) -> Words:
    """The page in words."""
    wanted = lacks(Choice.CONDITIONS, page.members, consulted=False)
    steps = tuple(_step(what, name) for what, name in wanted) if page.is_shared and not page.goes_on else ()
    wished = wishes(viewer, [side.person.id for side in page.sides])
    return Words(
        colour=_page_colour(page),
        summary=_summary(page),
        sides=tuple(_side(side, wished.get(side.person.id)) for side in page.sides),
        rows=tuple(_row(thing, page.sides) for thing in form().things()),
        differences=tuple(_difference(one) for one in page.differences),
        steps=steps,
        needs_consulting=any(what is Lacks.CONSULTATION for what, _name in wanted),
        rests=page.is_shared and not page.goes_on,
    )


def readers(viewer: Viewer, page: Page) -> list[Any]:
    """Who reads the page: those who lead the case, and the safety lead."""
    treating = [{"name": one.name, "hand": "t", "person_id": one.id} for one in page.case.therapists]
    if any(one["person_id"] == viewer.person_id for one in treating):
        return [*treating, safety_lead()]
    return [*treating, {**safety_lead(), "is_you": True}]


def colour(one: Colour) -> str:
    """A colour by name."""
    return {Colour.GREEN: _("Green"), Colour.AMBER: _("Amber"), Colour.RED: _("Red")}[one]


def _page_colour(page: Page) -> str:
    """The graver of all; green is said only once everyone has answered or been seen alone."""
    known = all(side.sent or side.talk for side in page.sides if side.person.here)
    return _("Not known yet") if page.colour is Colour.GREEN and not known else colour(page.colour)


def _summary(page: Page) -> str:
    if page.colour is Colour.RED:
        return _("Call back whoever told of it, alone, by the channel that is safe for them, within one working day.")
    if page.colour is Colour.AMBER:
        return _("See each of them alone before they meet together again, and record what you decide.")
    if any(not one.sent for one in page.members):
        return _("Nothing that was told asks for more. Not everyone has answered yet.")
    return _("Nothing that was told asks for more.")


def _side(side: Side, wish: Wish | None) -> SideWords:
    known = {topic.id: topic for topic in form().topics}
    topics = tuple((known[one].words, known[one].urgent) for one in (side.talk.topics if side.talk else ()))
    return SideWords(side, _side_colour(side), _because(side), _news(side), topics, wish)


def _side_colour(side: Side) -> str:
    if side.sent is None and side.talk is None and not side.member.missing:
        return _("Not known yet")
    return colour(side.member.counts_as if side.person.here else side.found.colour)


def _because(side: Side) -> tuple[str, ...]:
    found = [_("%(thing)s (question %(number)s)") % {"thing": _short(one), "number": form().number_of(one)}
             for one in side.found.because]  # fmt: skip
    if side.found.unsaid:
        found.append(_("Something was left unsaid"))
    if side.member.missing:
        found.append(_("The check was not sent for a week; that counts as amber"))
    return tuple(found)


def _news(side: Side) -> str:
    if side.sent is None:
        return ""
    if side.sent.is_first:
        return _("the first one")
    return _("tells more than the one before") if side.sent.tells_more else _("nothing new")


def _row(thing: Thing, sides: Sequence[Side]) -> Row:
    cells = tuple(_cell(thing, side) for side in sides)
    return Row(form().number_of(thing.id), thing.short, cells)


def _cell(thing: Thing, side: Side) -> str:
    """What one person answered and said about one thing: "no", or each time with how often."""
    parts = []
    if side.sent:
        parts.append(_answered(thing, side.sent.told))
    if side.talk and keys_of(thing.id)[-1] in side.talk.told:
        said = form().said(Told(side.talk.told[keys_of(thing.id)[-1]])).lower()
        parts.append(_("in the talk: %(said)s") % {"said": said})
    return "; ".join(parts) or "–"


def _answered(thing: Thing, told: Answers) -> str:
    said = {key.split(".")[1]: Told(told[key]) for key in keys_of(thing.id)}
    if set(said.values()) == {Told.NO}:
        return _("no")
    if "now" in said:
        return form().said(said["now"]).lower()
    words = [f"{form().periods[period].lower()}: {form().said(value).lower()}" for period, value in said.items()]
    return ", ".join(words)


def _difference(one: Difference) -> str:
    things = get_text_list([_short(thing).lower() for thing in one.things], _("and"))
    names = {"name": one.name, "other": one.other, "things": things}
    return {
        What.TOLD_NOT_OWNED: _("%(name)s tells of: %(things)s. %(other)s answers to have done nothing of it."),
        What.OWNED_NOT_TOLD: _("%(name)s answers to have done some of it. %(other)s tells of nothing."),
        What.ONE_WAY_ONLY: _("%(name)s tells of this on one way only, on screen or in the talk: %(things)s."),
    }[one.what] % names


def _step(what: Lacks, name: str) -> str:
    return {
        Lacks.ACCOUNT: _("%(name)s has not sent the check yet. Wait for it, or talk with %(name)s alone."),
        Lacks.TALK: _("Talk with %(name)s alone, and write it down."),
        Lacks.CONSULTATION: _("An urgent topic came up: speak with the safety lead today."),
        Lacks.RED: "",
    }[what] % {"name": name}


def _short(thing: str) -> str:
    return next(one.short for one in form().things() if one.id == thing)
