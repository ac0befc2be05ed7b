"""Cases, who takes part in them, what they agreed, and what became of the work."""

from ampersand.cases.models.cases import Case, Document, Guardian, House, Invitation, Participation, Signature, Terms
from ampersand.cases.models.changes import EarlierAnswer, GoingOn, GoingOnAnswer, HoldStep, Reason, Referral

__all__ = [
    "Case",
    "Document",
    "EarlierAnswer",
    "GoingOn",
    "GoingOnAnswer",
    "Guardian",
    "HoldStep",
    "House",
    "Invitation",
    "Participation",
    "Reason",
    "Referral",
    "Signature",
    "Terms",
]
