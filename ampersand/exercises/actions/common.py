"""What the verbs have in common."""

from uuid import UUID

from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase
from ampersand.exercises.content import exercises
from ampersand.exercises.queries.shelf import place_of
from ampersand.exercises.rules.definition import Exercise
from ampersand.exercises.rules.gates import Shut, shut
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries.joint import pause_words


class Refused(ValueError):
    """A verb that cannot be done as asked; the words are for the person who asked."""


def known(exercise_id: str) -> Exercise:
    """The exercise of that id; raises Hidden."""
    if exercise_id not in exercises():
        raise Hidden
    return exercises()[exercise_id]


def open_to(by: Viewer, case: OneCase, exercise: Exercise) -> None:
    """Go on only where the exercise may be done now; raises Refused with the words for it."""
    if why := shut(exercise, place_of(by, case)):
        raise Refused(shut_words(why))


def shut_words(why: Shut) -> str:
    """Why an exercise cannot be begun, in words that tell nobody anything of anybody."""
    return {
        "": "",
        "alone": _("This one takes two or more people."),
        "closed": _("This work takes nothing new."),
        "unsigned": _("Work together opens when everyone has signed the agreement."),
        "resting": pause_words(),
        "switch": _("Your therapist switches this one on when it is time for it."),
        "meeting": _("This one belongs in a meeting with your therapist."),
    }[why]


def me(by: Viewer) -> UUID:
    """The viewer's id; raises Hidden for a visitor."""
    if by.person_id is None:
        raise Hidden
    return by.person_id
