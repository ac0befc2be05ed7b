"""Verdicts and statuses in words for those who treat; the same words on every page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ampersand.cases.queries import Someone
from ampersand.cases.rules.audience import Action, Audience, Kind
from ampersand.measures.queries.cases import Given, Lines, Treated
from ampersand.measures.rules.change import measure_change
from ampersand.measures.rules.couple import CoupleChange
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.verdicts import CoupleVerdict, PersonVerdict, Verdicts
from ampersand.measures.rules.words import shown


@dataclass(frozen=True)
class Panel:
    """What is said about one person on one instrument; `readers` see the latest answers or, if shared, the result."""

    member: Someone
    verdict: PersonVerdict
    said: str
    change: str
    status: str
    on_track: bool
    waiting: bool
    latest: Given | None
    readers: tuple[Someone, ...]
    shared: bool


@dataclass(frozen=True)
class Couple:
    """What is said about two partners: the two rules by name, the worse status, and an explicit line when they part."""

    both: str
    mean: str
    status: str
    opposite: str


def panels(treated: Treated, lines: Lines, found: Verdicts) -> list[Panel]:
    """One panel for each member, in their order."""
    return [
        _panel(treated, lines, member, verdict)
        for member, verdict in zip(treated.members, found.people, strict=True)
    ]  # fmt: skip


def couple(found: Verdicts) -> Couple | None:
    """The couple's panel; None when these are not two partners."""
    pair = found.couple
    if pair is None:
        return None
    return Couple(
        both=_couple_words(pair.both), mean=_couple_words(pair.mean),
        status=status(pair.track.reason),
        opposite=_opposite(pair, found),
    )  # fmt: skip


VERDICTS = {
    "recovered": gettext_lazy("Recovered: better by more than chance, and across the line"),
    "improved": gettext_lazy("Better by more than chance"),
    "unchanged": gettext_lazy("No change beyond chance"),
    "deteriorated": gettext_lazy("Worse by more than chance"),
    "mixed": gettext_lazy("Mixed: one better by more than chance, the other not"),
    "": gettext_lazy("Too early to say"),
}
STATUSES = {
    "worse": gettext_lazy("Off track: worse than at the start by more than chance"),
    "no-improvement": gettext_lazy("Off track: six times or more without sure improvement"),
    "silent": gettext_lazy("Not known: no result the last two times"),
    "too-early": gettext_lazy("Too early to say"),
    "no-threshold": gettext_lazy("Not judged: no size of sure change is known"),
    "better": gettext_lazy("On track: better by more than chance"),
    "functional": gettext_lazy("On track: steady on the good side of the line"),
}


def verdict(name: str) -> str:
    """One person's verdict, or the mean's, in words."""
    return str(VERDICTS[name])


def status(reason: str) -> str:
    """Where someone's work stands, and why, by the reason of the rule."""
    return str(STATUSES[reason])


def change_words(instrument: Instrument, person: PersonVerdict) -> str:
    """How much someone changed, beside what chance alone explains."""
    change = person.change
    if change is None:
        return ""
    if change.better_by == 0:
        moved = _("the same")
    else:
        way = _("better") if change.better_by > 0 else _("worse")
        moved = _("%(points)s %(way)s") % {"points": shown(abs(change.better_by)), "way": way}
    return _("%(moved)s; %(size)s is more than chance") % {"moved": moved, "size": _size(instrument)}


def _size(instrument: Instrument) -> str:
    parameters = instrument.change
    if parameters and parameters.points:
        return _("%(points)s or more") % {"points": shown(parameters.points.value)}
    change = measure_change(instrument, instrument.lowest, instrument.lowest)
    return _("more than %(points)s") % {"points": shown(change.threshold if change else 0)}


def _panel(treated: Treated, lines: Lines, member: Someone, found: PersonVerdict) -> Panel:
    latest = lines.latest(member.person_id)
    shared = latest is not None and latest.shared
    seen = (Audience.ALL_OF_US, Action.SEE_RESULT) if shared else (Audience.ME_AND_THERAPIST, Action.READ)
    return Panel(
        member=member,
        verdict=found,
        said=verdict(found.change.verdict) if found.change else "",
        change=change_words(lines.instrument, found),
        status=status(found.track.reason),
        on_track=found.track.status == "green",
        waiting=member.person_id in lines.waiting,
        latest=latest,
        readers=treated.case.readers(Kind.ADMINISTRATION, seen[0], member.person_id, seen[1]),
        shared=shared,
    )


def _couple_words(change: CoupleChange | None) -> str:
    return verdict(change.verdict) if change else _("Too early to say")


def _opposite(pair: CoupleVerdict, found: Verdicts) -> str:
    if not pair.opposite:
        return ""
    better = next(person for person in found.people if person.is_better)
    worse = next(person for person in found.people if person.is_worse)
    return _("%(better)s got better and %(worse)s got worse. No word for the couple says that.") % {
        "better": better.name, "worse": worse.name,
    }  # fmt: skip
