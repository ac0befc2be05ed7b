"""Rows as those who treat see them: what each lets them read, everyone with equal space."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.conflict.queries import entries, loops, pairs, pictures
from ampersand.conflict.queries.entries import OneEntry
from ampersand.conflict.queries.loops import OneLoop
from ampersand.conflict.queries.pairs import OnePair
from ampersand.conflict.queries.shown import shown_apart
from ampersand.conflict.rules.fear import HOT
from ampersand.conflict.rules.loop import caught
from ampersand.conflict.rules.weeks import Summary, Week, are_apart, of_both, summary
from ampersand.core.charts import Figure, LoopFigure
from ampersand.core.clock import today
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Member:
    """One member's weeks in words, as far as they let the therapist read."""

    someone: Someone
    found: Summary
    quiet: int
    hottest: int  # rows of 9 or 10
    caught: tuple[int, int]

    @property
    def words(self) -> list[str]:
        """How often, how hot, how often mended, how often the loop was caught."""
        if not self.found.count:
            return [_("Nothing that you may read in these weeks.") if not self.quiet else _("Quiet weeks only.")]
        said = [ngettext("One row.", "%(count)s rows.", self.found.count) % {"count": self.found.count}]
        if self.found.mean is not None:
            facts = {"mean": f"{self.found.mean:.1f}", "most": self.found.hottest}
            said.append(_("How hot: %(mean)s on average, %(most)s at most.") % facts)
        if self.hottest:
            said.append(
                ngettext("One of them at 9 or 10.", "%(count)s of them at 9 or 10.", self.hottest)
                % {"count": self.hottest}
            )
        said.append(_("Mended: %(mended)s of %(count)s.") % {"mended": self.found.mended, "count": self.found.count})
        if self.caught[1]:
            said.append(_("Caught the loop %(yes)s of %(of)s times.") % {"yes": self.caught[0], "of": self.caught[1]})
        return said


@dataclass(frozen=True)
class Page:
    """All that the page of a case's rows shows."""

    case: OneCase
    figure: Figure
    members: tuple[Member, ...]
    apart: tuple[date, ...]
    loop: OneLoop
    loop_figure: LoopFigure | None
    open_pairs: tuple[OnePair, ...]
    latest: tuple[OneEntry, ...]


LATEST = 10


def page(viewer: Viewer, case_id: UUID) -> Page:
    """Rows of a case for its therapist or supervisor; raises Hidden. Ten queries at most, whatever there is."""
    case = cases.one(viewer, case_id)
    if not case.treats(viewer):
        raise Hidden
    first, last = pictures.span(today(viewer.time_zone))
    written = entries.since(viewer, case_id, first)
    quiet = entries.quiet(viewer, case_id, first)
    weeks = {
        person.person_id: entries.by_week(
            [one for one in written if one.person_id == person.person_id],
            quiet.get(person.person_id, set()),
            first,
            last,
        )
        for person in case.members
    }
    loop = loops.latest(viewer, case_id) if case.is_shared else loops.NONE_YET
    return Page(
        case,
        pictures.figure(_series(case, weeks)),
        tuple(_member(one, written, weeks[one.person_id]) for one in case.members),
        _apart(viewer, case_id, list(weeks.values())),
        loop,
        loops.figure(case, loop.parts),
        tuple(pair for pair in pairs.of_case(viewer, case_id) if pair.opened_at),
        tuple(reversed(written[-LATEST:])),
    )


def _series(case: OneCase, weeks: dict[UUID, tuple[Week, ...]]) -> list[tuple[str, int | None, Sequence[Week]]]:
    """Everyone's weeks, and for two the mean of both."""
    found: list[tuple[str, int | None, Sequence[Week]]] = [
        (one.name, pictures.hand_of(one), weeks[one.person_id]) for one in case.members[:5]
    ]
    if len(found) == 2:
        both = [of_both(*two, close=False) for two in zip(*weeks.values(), strict=True)]
        found.append((_("Mean of both"), None, [replace(week, drawn=None) for week in both]))  # one line each is enough
    return found


def _member(someone: Someone, written: Sequence[OneEntry], weeks: Sequence[Week]) -> Member:
    own = [one for one in written if one.person_id == someone.person_id]
    hottest = sum(one.account.heat is not None and one.account.heat >= HOT for one in own)
    quiet = sum(week.count == 0 for week in weeks)
    return Member(
        someone, summary([one.logged for one in own]), quiet, hottest, caught(one.account.caught for one in own)
    )


def _apart(viewer: Viewer, case_id: UUID, people: Sequence[Sequence[Week]]) -> tuple[date, ...]:
    """The weeks in which two people's counts differ by three or more, by what each lets the therapist read or shows."""
    if len(people) != 2:
        return ()
    found = {one.monday for one, other in zip(*people, strict=True) if are_apart(one, other)}
    return tuple(sorted(found | shown_apart(viewer, case_id, people[0][0].monday)))
