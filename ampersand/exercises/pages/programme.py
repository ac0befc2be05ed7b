"""A programme, part by part: what is open now, what comes next and when, and what opens together."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import today
from ampersand.core.pages import see_other
from ampersand.exercises.actions import programme as verbs
from ampersand.exercises.actions import writing
from ampersand.exercises.actions.common import Refused
from ampersand.exercises.queries import writing as reads
from ampersand.exercises.queries.writing import OnePage, Written
from ampersand.exercises.rules.programme import Stand, been_away, mean_of, now_at, stands
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest

AUDIENCES = {"only_me": Audience.ONLY_ME, "therapist": Audience.ME_AND_THERAPIST, "all": Audience.ALL_OF_US}
MAP = "X47"  # the programme whose parts are done on a map


@dataclass(frozen=True, slots=True)
class Task:
    """One task of the part that is shown: what stands there, what is typed, and what the others opened under it."""

    line: Written
    text: str
    others: tuple[tuple[object, str], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it has opened to everyone."""
        return self.line.audience == "all_of_us"

    @property
    def mean(self) -> float | None:
        """The mean of everyone's numbers, where it belongs beside them; of each the latest."""
        if not (self.line.asks.mean and self.is_open):
            return None
        latest = dict(reversed(self.others))
        return mean_of([self.line.words, *latest.values()])


def facts(request: ViewerRequest, one: OnePage, typed: Sequence[tuple[Written, str]]) -> dict[str, object]:
    """What the page of a programme shows: the part that was asked for, if it is open, or the one one is in."""
    found = where(request, one)
    now, asked = now_at(found), request.GET.get("part", "")
    shown = next((stand for stand in found if stand.is_open and asked == str(stand.number)), now)
    steps = range(shown.first, shown.first + len(shown.part.tasks))
    touched = one.row.changed_at.astimezone(ZoneInfo(request.viewer.time_zone)).date()
    return {
        "stands": found, "shown": shown, "now": now, "last": now.number == len(found) - 1,
        "map": one.exercise.id == MAP,
        "coming": next((stand for stand in found if stand.when == "next"), None),
        "tasks": [task for task in tasks(request, one, typed) if task.line.step in steps],
        "been_away": been_away(touched, today(request.viewer.time_zone)), "several": len(one.case.members) > 1,
    }  # fmt: skip


def tasks(request: ViewerRequest, one: OnePage, typed: Sequence[tuple[Written, str]]) -> list[Task]:
    """Every task with what all opened under it."""
    others = reads.of_others(request.viewer, one) if len(one.case.members) > 1 else {}
    return [Task(line, text, tuple(others.get(line.step, ()))) for line, text in typed]


def where(request: ViewerRequest, one: OnePage) -> tuple[Stand, ...]:
    """Where the viewer is in it today."""
    began = one.row.made_at.astimezone(ZoneInfo(request.viewer.time_zone)).date()
    return stands(
        one.exercise.parts, began=began, reached=one.row.part, added=one.row.added,
        today=today(request.viewer.time_zone),
    )  # fmt: skip


def done(request: ViewerRequest, one: OnePage) -> HttpResponse:
    """Whatever was pressed beside finishing; what was typed is kept already. Raises Hidden."""
    post = request.POST
    back = see_other("exercises:page", one.id)
    shown = post.get("part", "")
    if shown.isdecimal():
        back["Location"] += f"?part={int(shown)}"
    if post.get("offer", "").isdecimal() or post.get("keep_back", "").isdecimal():
        _offer(request, one)
    elif "go_on" in post and shown.isdecimal():
        verbs.go_on(by=request.viewer, page_id=one.id, part=int(shown) + 1)
        return see_other("exercises:page", one.id)
    elif post.get("take_time", "").isdecimal():
        verbs.take_time(by=request.viewer, page_id=one.id, added=int(post["take_time"]))
        messages.success(request, _("A week more. There is no hurry."))
    elif "show" in post:
        _show(request, one)
    elif post.get("place") in ("show", "hide"):
        verbs.show_place(by=request.viewer, page_id=one.id, shows=post["place"] == "show")
        messages.success(request, _("Noted. It says below who sees it now."))
    else:
        messages.success(request, _("Kept. You can go on whenever you like."))
        return see_other("exercises:shelf", one.case.id)
    return back


def _show(request: ViewerRequest, one: OnePage) -> None:
    """Who reads one answer from now on, on the way."""
    far, _colon, step = request.POST["show"].partition(":")
    if far not in AUDIENCES or not step.isdecimal():
        raise Hidden
    try:
        writing.show(by=request.viewer, page_id=one.id, step=int(step), audience=AUDIENCES[far])
        messages.success(request, _("Noted. The line below it says who reads it now."))
    except Refused as refused:
        messages.warning(request, str(refused))


def _offer(request: ViewerRequest, one: OnePage) -> None:
    offers = "offer" in request.POST
    step = int(request.POST["offer" if offers else "keep_back"])
    try:
        opened = verbs.offer(by=request.viewer, page_id=one.id, step=step, offers=offers)
    except Refused as refused:
        messages.warning(request, str(refused))
        return
    if opened:
        messages.success(request, _("Everyone’s answers are open now."))
    elif offers:
        messages.success(
            request, _("Noted. It opens as soon as everyone wants theirs to. Nobody sees who has said so.")
        )
    else:
        messages.success(request, _("Yours alone again."))
