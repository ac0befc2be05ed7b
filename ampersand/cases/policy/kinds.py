"""Which row of the table each model of cases asks for."""

from ampersand.cases.models import (
    Case,
    EarlierAnswer,
    GoingOn,
    GoingOnAnswer,
    Guardian,
    HoldStep,
    Invitation,
    Participation,
    Reason,
    Referral,
    Signature,
    Terms,
)
from ampersand.cases.policy import InCase, Parts
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.privacy import policy

policy.register(Case, InCase(Kind.CASE, case="pk"))
policy.register(Participation, Parts(Kind.PARTICIPATION))
policy.register(Invitation, InCase(Kind.INVITATION, audience=Audience.TEAM))
policy.register(Terms, InCase(Kind.TERMS))
policy.register(Signature, InCase(Kind.CONSENT, owner="person_id", audience=Audience.ME_AND_THERAPIST))
policy.register(Guardian, InCase(Kind.GUARDIAN, owner="person_id", audience=Audience.TEAM))
policy.register(Reason, InCase(Kind.REASON, audience=Audience.TEAM))
policy.register(HoldStep, InCase(Kind.HOLD, audience=Audience.TEAM))
policy.register(Referral, InCase(Kind.REFERRAL, owner="person_id", audience=Audience.ME_AND_THERAPIST))
policy.register(EarlierAnswer, InCase(Kind.EARLIER, owner="person_id", audience=Audience.ONLY_ME))
policy.register(GoingOn, InCase(Kind.GOING_ON, audience=Audience.TEAM))
policy.register(GoingOnAnswer, InCase(Kind.GOING_ON_ANSWER, owner="person_id", audience=Audience.ME_AND_THERAPIST))
