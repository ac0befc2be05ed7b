"""Who may see and do what with private checks and with what is decided about joint work: the table of `cases` says it.

Who sent a check writes it once and never reads it. Its readers are the therapist of the case and the safety lead of the
practice: no member, no administrator, and no supervisor either, unless they are the safety lead as well.
"""

from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.privacy import policy
from ampersand.safety.models import CheckAsk, CheckRound, CheckTalk, JointDecision, JointWork, PrivateCheck

MINE, TEAM = Audience.ME_AND_THERAPIST, Audience.TEAM

policy.register(CheckRound, InCase(Kind.CHECK_ROUND, audience=TEAM))
policy.register(CheckAsk, InCase(Kind.CHECK_ASK, owner="person_id", audience=MINE))
policy.register(PrivateCheck, InCase(Kind.PRIVATE_CHECK, owner="person_id", audience=MINE))
policy.register(CheckTalk, InCase(Kind.CHECK_TALK, audience=TEAM))
policy.register(JointDecision, InCase(Kind.JOINT_DECISION, audience=TEAM))
policy.register(JointWork, InCase(Kind.JOINT_WORK, audience=Audience.ALL_OF_US))
