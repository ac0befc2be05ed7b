"""Alerts in words, for those who act on them: why, what next, what was done."""

from collections.abc import Callable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ampersand.safety.queries.alerts import Entry, Step
from ampersand.safety.rules.alerts import Kind
from ampersand.safety.rules.handling import Channel, Done, Partner, Plan

WHY = {
    Kind.ITEM_9: gettext_lazy("Said more than “not at all” to the question about death and self-harm (PHQ-9)."),
    Kind.CORE_ITEM_6: gettext_lazy("Said more than “not at all” to the question about plans to end life (CORE-10)."),
    Kind.SAFETY_ITEM: gettext_lazy("Answered a question about safety with more than the lowest answer."),
    Kind.SCREENER_LOW: gettext_lazy("The screener asks for a talk before or at the next meeting."),
    Kind.SCREENER_MODERATE: gettext_lazy("The screener asks for contact today."),
    Kind.SCREENER_HIGH: gettext_lazy("The screener asks for contact now."),
    Kind.ASQ_POSITIVE: gettext_lazy("Said yes to a short question about suicide, or left one open. Not right now."),
    Kind.ASQ_ACUTE: gettext_lazy("Thoughts of suicide right now, or no answer to whether they are there right now."),
    Kind.DANGER_NOW: gettext_lazy("Danger now."),
    Kind.PRIVATE_CHECK_RED: gettext_lazy("The private check is red."),
    Kind.CHILD_SAFETY: gettext_lazy("A child may not be safe."),
    Kind.PRIVATE_WORD: gettext_lazy("Would like a private word."),
    Kind.FELT_AFRAID: gettext_lazy("Was afraid in a row, or there was force or a threat."),
    Kind.FOLLOW_UP: gettext_lazy("A second talk is due, within 72 hours of what happened."),
    Kind.PLAN_REVIEW: gettext_lazy("The safety plan should be looked at together."),
}
TALK = gettext_lazy("Talk today, alone, by the safe channel: what is going on, what would help, what keeps them safe.")
REACH = gettext_lazy("Reach them now. See them today, or see to it that somebody assesses them today.")
NEXT = {
    Kind.ITEM_9: TALK,
    Kind.CORE_ITEM_6: TALK,
    Kind.SAFETY_ITEM: TALK,
    Kind.SCREENER_LOW: gettext_lazy("Talk at the next meeting, in three days at the latest. Offer a safety plan."),
    Kind.SCREENER_MODERATE: TALK,
    Kind.SCREENER_HIGH: REACH,
    Kind.ASQ_POSITIVE: gettext_lazy(
        "Reach them today: what they need, a safety plan, what is put out of reach, when you talk again."
    ),
    Kind.ASQ_ACUTE: REACH,
    Kind.DANGER_NOW: REACH,
    Kind.PRIVATE_CHECK_RED: gettext_lazy(
        "Call back alone by the safe channel within one working day. No joint work until you decide."
    ),
    Kind.CHILD_SAFETY: gettext_lazy("Speak with the safety lead today, before anything else."),
    Kind.PRIVATE_WORD: gettext_lazy("Find a time to talk alone, by the safe channel."),
    Kind.FELT_AFRAID: gettext_lazy(
        "Talk alone, by the safe channel, within one working day. Say nothing of it to anyone else in the case."
    ),
    Kind.FOLLOW_UP: gettext_lazy("Talk again: how it is now, whether the plan holds, who is with them."),
    Kind.PLAN_REVIEW: gettext_lazy("Look at the safety plan with them, or make one if they would like to."),
}
DONE = {
    Done.SPOKE: gettext_lazy("Spoke with them by the safe channel"),
    Done.MET: gettext_lazy("Met them, in person or by video"),
    Done.NO_ANSWER: gettext_lazy("Tried to reach them, no answer"),
    Done.MESSAGE: gettext_lazy("Left word, as they allowed"),
    Done.EMERGENCY: gettext_lazy("Called the emergency services"),
    Done.SENT_ON: gettext_lazy("Saw to it that somebody assesses them today"),
    Done.PLAN: gettext_lazy("Made a safety plan with them, or looked at it"),
    Done.SURROUNDINGS: gettext_lazy("Agreed what is put out of reach"),
    Done.CONSULTED: gettext_lazy("Spoke with the safety lead or a colleague"),
    Done.PARTNER_TOLD: gettext_lazy("Told the partner, as they agreed or the law allows"),
    Done.OTHER: gettext_lazy("Something else"),
}
CHANNELS = {
    Channel.PHONE: gettext_lazy("By phone"),
    Channel.VIDEO: gettext_lazy("By video"),
    Channel.IN_PERSON: gettext_lazy("In person"),
    Channel.WRITTEN: gettext_lazy("In writing"),
}
PLANS = {
    Plan.MADE: gettext_lazy("Made today"),
    Plan.LOOKED_AT: gettext_lazy("Looked at and still right, or changed"),
    Plan.NOT_YET: gettext_lazy("Not yet"),
    Plan.NOT_WANTED: gettext_lazy("They do not want one now"),
}
PARTNERS = {
    Partner.NOT_ASKED: gettext_lazy("Not asked"),
    Partner.NO: gettext_lazy("They do not want that"),
    Partner.YES: gettext_lazy("They agree; below is what may be said"),
    Partner.DANGER: gettext_lazy("Told without their consent, because of serious danger, as the law allows"),
}


def why(one: Entry) -> str:
    """Why it needs somebody."""
    return str(WHY[one.kind])


def next_step(one: Entry) -> str:
    """What to do next."""
    if one.acted_at and not one.closed_at:
        return _("What was done is written down. Close it once it is agreed what comes next.")
    return str(NEXT[one.kind])


def happened(step: Step) -> str:
    """One step as a sentence without its time."""
    names = {"by": step.by, "to": get_text_list(list(step.to), _("and"))}
    return _DEEDS[step.deed](step) % names


def _called(step: Step) -> str:
    if step.number is None:
        return _("%(to)s was told that nobody had taken it on in time.")
    if step.number == 1:
        return ngettext("%(to)s was called.", "%(to)s were called.", len(step.to))
    return ngettext("%(to)s was called again.", "%(to)s were called again.", len(step.to))


_DEEDS: dict[str, Callable[[Step], str]] = {
    "raised": lambda step: _("It came in."),
    "called": _called,
    "overdue": lambda step: _("Nobody had taken it on in time."),
    "asked-more": lambda step: _("The short questions were answered."),
    "corrected": lambda step: _("The answer was corrected since, to the lowest one."),
    "acknowledged": lambda step: _("%(by)s took it on."),
    "acted": lambda step: "%(by)s: " + str(DONE[Done(step.detail)]).replace("%", "%%") + ".",
    "handed-over": lambda step: _("%(by)s handed it over to %(to)s."),
    "closed": lambda step: _("%(by)s closed it.") if step.by else _("It goes on in a later alert."),
    "reopened": lambda step: _("%(by)s opened it again."),
}
