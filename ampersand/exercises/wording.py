"""The words that pages use for exercises."""

from collections.abc import Mapping
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ampersand.exercises.rules.choosing import Wish, reasons
from ampersand.exercises.rules.definition import Exercise

APPROACHES = {
    "cbt": _("Cognitive behavioural"),
    "psychodynamic": _("Psychodynamic"),
    "humanistic": _("Person-centred"),
    "mindfulness": _("Mindfulness"),
    "solution_focused": _("Solution-focused"),
    "eft": _("Emotion-focused"),
    "gottman": _("Gottman"),
    "imago": _("Imago"),
    "narrative": _("Narrative"),
    "attachment": _("Attachment"),
    "family_systems": _("Family systems"),
}
NEEDS = {
    "communication": _("How we talk"),
    "conflict": _("How we disagree"),
    "trust": _("Trust"),
    "support": _("Being there for each other"),
    "intimacy": _("Closeness"),
    "time": _("Time together"),
    "vision": _("Where we are going"),
    "individual": _("For myself"),
    "family": _("As a family"),
}
MODES = {
    "solo": _("Alone"),
    "sealed_pair": _("Each alone, then opened together"),
    "live_turns": _("Two together, in turns"),
    "live_group": _("The whole family together"),
    "program": _("In parts, over some time"),
}
TOPICS = {
    "": _("No topic in mind"),
    "cool": _("Calm enough to talk about"),
    "hot": _("Hot, and safe to talk about"),
    "after": _("We had a row, and it is over"),
    "too_hot": _("Too hot just now"),
}
HEATS = {
    "cool": _("it is made for a topic that is calm enough"),
    "hot": _("it is made for a topic that is hot and safe"),
    "after": _("it is made for after a row"),
    "break": _("it helps when it is too hot to talk"),
}
EVIDENCE = {
    "E1": _("This exercise itself was tested in a trial."),
    "E2": _("It is part of a programme that was tested in trials."),
    "E3": _("It comes from clinical experience; it was not tested by itself."),
}
ENDED = {
    "finished": _("Finished"),
    "early": _("Ended early"),
    "not_now": _("It was not a good moment"),
    "break": _("You took a break"),
}
OUTCOMES = {
    "done": _("done"),
    "part": _("done in part"),
    "not_yet": _("not yet"),
}
RATINGS = {
    "heard": _("How heard did you feel?"),
    "tension_before": _("How tense were you before?"),
    "tension_after": _("How tense are you now?"),
    "again": _("Would you do it again?"),
}
READY = (
    _("Am I rested enough?"),
    _("Have I eaten?"),
    _("Am I sober?"),
    _("Do I want to do this now?"),
)


def because(exercise: Exercise, wish: Wish, last_done: Mapping[str, date]) -> str:
    """Why an exercise was picked, as one sentence."""
    words = {
        "heat": HEATS.get(exercise.heat, ""),
        "need": gettext("it is about what you asked for"),
        "minutes": gettext("it fits the time you have"),
        "new": gettext("you have not done it yet"),
        "again": gettext("it has been a while"),
    }
    why = [str(words[one]) for one in reasons(exercise, wish, last_done)]
    return gettext("Because %(reasons)s.") % {"reasons": get_text_list(why, gettext("and"))}


ROWS = {
    0: _("Grandparents"),
    1: _("Parents, aunts and uncles"),
    2: _("Me, my brothers and sisters, our partners"),
    3: _("Children"),
}
SHAPES = {
    "circle": _("A circle (often for a woman)"),
    "square": _("A square (often for a man)"),
    "diamond": _("A diamond"),
    "hexagon": _("A shape with six sides"),
    "triangle": _("A triangle (often for a child who was not born)"),
}
PARTNERS = {
    "married": _("married"),
    "together": _("living together"),
    "separated": _("separated"),
    "divorced": _("divorced"),
}
TIES = {
    "close": _("close"),
    "very_close": _("very close"),
    "caring": _("caring"),
    "distant": _("distant"),
    "cut_off": _("cut off"),
    "tense": _("tense"),
    "harmful": _("harmful"),
}
LAYERS = {
    "only_me": _("Only me"),
    "me_and_therapist": _("Me and our therapist"),
    "all_of_us": _("All of us, and our therapist"),
}


def lasts(seconds: int) -> str:
    """How long a moment lasts, as people say it."""
    if seconds < 45:
        return gettext("about half a minute") if seconds >= 25 else gettext("a few breaths")
    if seconds < 80:
        return gettext("about a minute")
    return gettext("about a minute and a half") if seconds < 105 else gettext("about two minutes")
