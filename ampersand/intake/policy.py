"""Who may see and do what with coming in: the table of `cases` says it."""

from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.intake.models import IntakeAsk, IntakeDraft, IntakeLine, IntakeStep
from ampersand.privacy import policy

MINE, ONLY = Audience.ME_AND_THERAPIST, Audience.ONLY_ME

policy.register(IntakeLine, InCase(Kind.INTAKE, owner="person_id", audience="audience", since="told_at"))
policy.register(IntakeDraft, InCase(Kind.INTAKE_DRAFT, owner="person_id", audience=ONLY))
policy.register(IntakeStep, InCase(Kind.INTAKE_STEP, owner="person_id", audience=MINE))
policy.register(IntakeAsk, InCase(Kind.INTAKE_ASK, owner="person_id", audience=MINE))
