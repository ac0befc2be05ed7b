"""Occasions, signs and choices in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ampersand.pathway.rules.choices import ENDING, MIDDLE, SIGNS, Answer, Choice, months
from ampersand.pathway.rules.stop import Sign

CHOICES: dict[Choice, tuple[str | Promise, str | Promise]] = {  # what it is called, what it means
    Choice.GO_ON: (gettext_lazy("Go on as we are"), gettext_lazy("It helps, or it needs a little more time.")),
    Choice.CHANGE: (
        gettext_lazy("Change the plan"),
        gettext_lazy("Another focus, another approach, other goals, more or fewer meetings."),
    ),
    Choice.ONE_TO_ONE: (
        gettext_lazy("Add one-to-one work"),
        gettext_lazy("For one of them or for each, here or with a colleague, beside the work together."),
    ),
    Choice.DECISION: (
        gettext_lazy("A short decision course"),
        gettext_lazy("Up to five meetings to find out, each alone, whether to go on: no goals, no homework."),
    ),
    Choice.PAUSE: (gettext_lazy("Pause"), gettext_lazy("Rest for a time, and say when you will look again.")),
    Choice.END: (gettext_lazy("End"), gettext_lazy("Say goodbye well: what changed, early signs, a plan for slips.")),
    Choice.OFFERED: (
        gettext_lazy("Offer it"),
        gettext_lazy("To each alone, on their own page, in the same words. The short measures are asked with it."),
    ),
    Choice.NOT_OFFERED: (gettext_lazy("Not this time"), gettext_lazy("The next offer comes by itself.")),
}
ANSWERS: dict[Answer, tuple[str | Promise, str | Promise]] = {  # what somebody says to an offer, what it means
    Answer.YES: (gettext_lazy("Yes, I would like that"), gettext_lazy("Your therapist finds a time with you.")),
    Answer.NOT_NOW: (
        gettext_lazy("Not this time"),
        gettext_lazy("Nothing follows from it."),
    ),
    Answer.NO_MORE: (
        gettext_lazy("Please do not ask again"),
        gettext_lazy("Then nobody does. You can come back whenever you like."),
    ),
}
NEXT: dict[Choice, tuple[str | Promise, str]] = {  # what is to be done after a choice, and where
    Choice.CHANGE: (gettext_lazy("Change what is asked"), "measures:plan"),
    Choice.ONE_TO_ONE: (gettext_lazy("Begin a case"), "cases:new"),
    Choice.PAUSE: (gettext_lazy("Pause this case"), "cases:pause"),
    Choice.END: (gettext_lazy("End this case"), "cases:end"),
}
SIGN_WORDS: dict[Sign, str | Promise] = {
    Sign.SCREEN: gettext_lazy("A private check is amber or red"),
    Sign.WORSE: gettext_lazy("Worse than at the start by more than chance, at two points"),
    Sign.ALLIANCE: gettext_lazy("Everyone rated the meeting low, twice"),
    Sign.NO_CHANGE: gettext_lazy("No sure change by the sixth time"),
    Sign.COMMITMENT: gettext_lazy("Less sure of the two of them, by three points of ten"),
    Sign.MISSED: gettext_lazy("Two meetings were missed"),
}


def occasion(name: str) -> str:
    """An occasion in words."""
    if count := months(name):
        return after_the_end(count)
    return {SIGNS: _("A sign to stop or change"), MIDDLE: _("Half way"), ENDING: _("The ending")}[name]


def after_the_end(count: int) -> str:
    """So many months after the end."""
    if count == 1:
        return _("A month after the end")
    return _("A year after the end") if count == 12 else _("%(count)s months after the end") % {"count": count}
