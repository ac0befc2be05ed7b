"""Who may see and do what here. Everything belongs to a case and asks its table."""

from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.pathway.models import Course, Offer, Review, SeenMark
from ampersand.privacy import policy

policy.register(Course, InCase(Kind.COURSE))
policy.register(Review, InCase(Kind.COURSE_REVIEW, audience=Audience.TEAM))
policy.register(Offer, InCase(Kind.COURSE_OFFER, owner="person_id", audience=Audience.ME_AND_THERAPIST))
policy.register(SeenMark, InCase(Kind.SEEN_MARK, audience=Audience.TEAM))
