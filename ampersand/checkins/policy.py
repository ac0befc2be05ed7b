"""Who may see and do what with check-ins: the table of `cases` says it.

A line that its owner shows has the audience *all of us* only from the moment on at which its check-in has closed
(actions/keeping.py), for everyone at once; so nobody can tell from it when it was sent.
"""

from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.checkins.models import CheckIn, CheckInDraft, CheckInLine, Feedback
from ampersand.privacy import policy

MINE, ONLY = Audience.ME_AND_THERAPIST, Audience.ONLY_ME

policy.register(CheckIn, InCase(Kind.CHECK_IN, owner="person_id", audience=MINE))
policy.register(CheckInLine, InCase(Kind.CHECK_IN_LINE, owner="person_id", audience="audience", since="sent_at"))
policy.register(Feedback, InCase(Kind.FEEDBACK, owner="person_id", audience=MINE))
policy.register(CheckInDraft, InCase(Kind.DRAFT, owner="person_id", audience=ONLY))
