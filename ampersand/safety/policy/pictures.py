"""Who may see and set that somebody's pictures rest: the table of `cases` says it."""

from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.privacy import policy
from ampersand.safety.models import PicturesRest

policy.register(PicturesRest, InCase(Kind.PICTURES_REST, owner="person_id", audience=Audience.ME_AND_THERAPIST))
