"""Who may see and do what with exercises, by the table of `cases`."""

from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.exercises.models import Kept, Line, MapPiece, Opening, Page, Pair, Seat, Sitting, SittingRating, Task
from ampersand.privacy import policy

policy.register(Opening, InCase(Kind.EXERCISE_OPENING, since="made_at"))
policy.register(Task, InCase(Kind.EXERCISE_TASK, owner="person_id", audience=Audience.ME_AND_THERAPIST))
policy.register(Page, InCase(Kind.EXERCISE_PAGE, owner="owner_id", audience="audience"))
policy.register(Line, InCase(Kind.EXERCISE_LINE, owner="owner_id", audience="audience", since="made_at"))
policy.register(MapPiece, InCase(Kind.EXERCISE_LINE, owner="owner_id", audience="audience", since="made_at"))
policy.register(Pair, InCase(Kind.EXERCISE_JOINT, since="made_at"))
policy.register(Sitting, InCase(Kind.EXERCISE_JOINT, since="made_at"))
policy.register(Seat, InCase(Kind.EXERCISE_SEAT, since="made_at"))
policy.register(Kept, InCase(Kind.EXERCISE_JOINT, since="made_at"))
policy.register(SittingRating, InCase(Kind.EXERCISE_RATING, owner="person_id", audience=Audience.ME_AND_THERAPIST))
