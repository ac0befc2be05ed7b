"""What we see together: four boxes, and how each person marks each of them.

Source: docs/explanation/notes.md, "What we see together": strengths, the loop, sore spots with outer stress,
and the plan; each marks fits, partly, not. Certainty M: the shape is common practice, the four boxes are ours (D).
"""

from enum import StrEnum


class Box(StrEnum):
    """One of the four."""

    STRENGTHS = "strengths"
    LOOP = "loop"
    SORE = "sore"
    PLAN = "plan"


class Mark(StrEnum):
    """How a person sees a box."""

    FITS = "fits"
    PARTLY = "partly"
    NOT = "not"
