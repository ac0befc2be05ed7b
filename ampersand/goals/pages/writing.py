"""Writing a goal, one thing a page: pick or write, make it ours, make it seen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.goals import content, wording
from ampersand.goals.actions import writing
from ampersand.goals.actions.common import Refused
from ampersand.goals.forms.words import LevelsForm, WordsForm
from ampersand.goals.models import Goal
from ampersand.goals.queries import one as reads
from ampersand.goals.queries.one import OneGoal
from ampersand.goals.rules.templates import Template
from ampersand.goals.rules.wording import PARTS, Words
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Pick a goal to start from, or write one's own."""
    case = cases.one(request.viewer, case_id)
    treats, types = case.treats(request.viewer), reads.may_begin(request.viewer, case)
    if not types:
        raise Hidden
    offered = content.offered(case.kind, case.practice_id, to_therapist=treats)
    if request.method == "POST":
        begun = _begun(request, case, {one.id: one for one in offered}, types)
        return see_other("goals:words", begun.pk)
    domains = [(wording.DOMAINS[key], some) for key, some in _by_domain(offered, types).items()]
    facts = {
        "case": case, "domains": domains, "types": [(kind, Goal.Type(kind).label) for kind in types],
        "goal_id": new_id(), "treats": treats,
    }  # fmt: skip
    return render(request, "goals/begin.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: ViewerRequest, goal_id: UUID) -> HttpResponse:
    """Make it ours: one sentence about us or me, how we would notice, by when."""
    one = _open(request, goal_id)
    base = _base(request, one)
    names = [person.name for person in one.case.people if person.role == "member"]
    alone = one.row.type == Goal.Type.MINE
    form = WordsForm(base, names, today(request.viewer.time_zone), request.POST or None, alone=alone)
    return _taken(request, one, form, "goals/words.html", then="goals:levels")


@require_http_methods(["GET", "HEAD", "POST"])
def levels(request: ViewerRequest, goal_id: UUID) -> HttpResponse:
    """Make it seen: what each of five levels looks like."""
    one = _open(request, goal_id)
    form = LevelsForm(_base(request, one), request.POST or None)
    return _taken(request, one, form, "goals/levels.html", then="goals:goal")


@require_POST
def share(request: ViewerRequest, goal_id: UUID) -> HttpResponse:
    """Let the others read one's own goal."""
    writing.share(by=request.viewer, goal_id=goal_id)
    messages.success(request, _("The others can read it now."))
    return see_other("goals:goal", goal_id)


@require_POST
def stop_sharing(request: ViewerRequest, goal_id: UUID) -> HttpResponse:
    """Keep one's own goal to oneself and the therapist again."""
    writing.stop_sharing(by=request.viewer, goal_id=goal_id)
    messages.success(request, _("The others no longer see it."))
    return see_other("goals:goal", goal_id)


def _by_domain(offered: list[Template], types: list[str]) -> dict[str, list[Template]]:
    found: dict[str, list[Template]] = {}
    for one in offered:
        if one.type in types:
            found.setdefault(one.domain, []).append(one)
    return found


def _begun(request: ViewerRequest, case: OneCase, offered: Mapping[str, Template], types: list[str]) -> Goal:
    """The draft that was begun: from a goal to start from, or from one's own sentence."""
    picked = offered.get(request.POST.get("template", ""))
    kind = picked.type if picked else request.POST.get("type", "")
    kind = kind if kind in types else types[0]
    said = Words(picked.text, tuple(picked.levels.values()), picked.measured) if picked else Words()
    try:
        goal_id = UUID(request.POST.get("goal", ""))
    except ValueError:
        goal_id = new_id()
    own = "individual" if kind == "mine" else "family" if kind == "family" else "communication"
    domain = picked.domain if picked else request.POST.get("domain", "")
    return writing.begin(
        by=request.viewer, case_id=case.id, type=kind, domain=domain if domain in wording.DOMAINS else own, words=said,
        goal_id=goal_id,
    )  # fmt: skip


def _open(request: ViewerRequest, goal_id: UUID) -> OneGoal:
    return reads.one(request.viewer, goal_id, "write")


def _base(request: ViewerRequest, one: OneGoal) -> Words:
    """The words that the page began with, so that somebody else's change meanwhile is seen."""
    version = request.POST.get("version", "")
    if version.isdecimal() and 0 < int(version) < one.row.version:
        return reads.words(request.viewer, one.row, int(version))
    return one.words


def _taken(request: ViewerRequest, one: OneGoal, form: Any, template: str, *, then: str) -> HttpResponse:
    facts = {"one": one, "case": one.case, "form": form, "version": one.row.version, "readers": reads.readers(one)}
    if request.method != "POST":
        return render(request, template, facts)
    if not form.is_valid():
        return render(request, template, facts, status=422)
    decided = frozenset(part for part in (*PARTS, *wording.PARTS) if request.POST.get(f"choice-{part}"))
    try:
        merged = writing.rewrite(
            by=request.viewer, goal_id=one.id, version=form.cleaned_data["version"], words=form.words(), decided=decided
        )
    except writing.Clashed as clashed:
        return render(request, "goals/clash.html", facts | _clash(form, clashed), status=409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, template, facts, status=422)
    if merged.taken:
        what = ", ".join(str(wording.PARTS[part]) for part in merged.taken)
        messages.info(request, _("Kept together with what was changed meanwhile: %(what)s.") % {"what": what})
    return see_other(then, one.id)


def _clash(form: forms.Form, clashed: writing.Clashed) -> dict[str, Any]:
    """Both wordings of each part that two people changed, and everything else that was typed."""
    clashes = [
        {"part": clash.part, "title": wording.PARTS[clash.part], "name": _field(clash.part), "theirs": clash.theirs,
         "mine": clash.mine}
        for clash in clashed.merged.clashes
    ]  # fmt: skip
    asked = {str(clash["name"]) for clash in clashes} | {"version", "csrfmiddlewaretoken"}
    kept = [(key, value) for key in form.data for value in _values(form.data, key) if key not in asked]
    return {"clashes": clashes, "kept": kept, "version": clashed.version}


def _field(part: str) -> str:
    return f"level{int(part[5:]) + 2}" if part.startswith("level") else part


def _values(data: Any, key: str) -> list[str]:
    return data.getlist(key) if hasattr(data, "getlist") else [data[key]]
