"""When what somebody writes about a row is for a talk alone, and for no picture.

Source: protocol of the practice, section "Outcomes" (a heat of 9 or 10 with any sign of fear leads to the private way
and not to a chart) and the conflict diary of our own ("felt afraid" is safety-critical: to the clinician alone).
No answer changes a page: what is drawn never hangs on fear, since the hottest rows of all are drawn for nobody.
"""

HOT = 9  # of 10: from here on a row is for a talk and not for a line


def is_for_a_talk_alone(*, afraid: bool, heat: int | None, fearful: bool) -> bool:
    """Whether the therapist is told: somebody was afraid, or a row of 9 or 10 frightened them."""
    return afraid or (heat is not None and heat >= HOT and fearful)


def is_drawn(heat: int | None) -> bool:
    """Whether a heat may stand in a picture: never 9 or 10, whatever else was said."""
    return heat is not None and heat < HOT
