"""Who may do what, written a second time by hand from the access matrix, by people and not by relations.

Each function says what one actor of the cast may do with one thing. test_table.py holds the program against it.
"""

from django.db.models import Model

from ampersand.accounts.models import SafeContact, SignIn
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
from ampersand.checkins.models import CheckIn, CheckInDraft, CheckInLine, Feedback
from ampersand.conflict.models import Entry, Loop, Pair, QuietWeek, ShownWeek, Side, Telling, Unsent
from ampersand.conversations.models import (
    AnswerHours,
    Attachment,
    HeldMessage,
    Message,
    MessageDraft,
    Piece,
    Thread,
    ThreadMark,
    Upload,
    Version,
)
from ampersand.directory.models import (
    Enquiry,
    Letter,
    LetterWord,
    Listing,
    ListingPlace,
    OfferedTime,
    Photo,
    Profile,
)  # fmt: skip
from ampersand.goals.models import Agreement, Goal, HouseTemplate, Rating, Review, Setback, Step, StepWeek, Wording
from ampersand.intake.models import IntakeAsk, IntakeDraft, IntakeLine, IntakeStep
from ampersand.measures.models import (
    Administration,
    Assignment,
    Attestation,
    Draft,
    ImportedInstrument,
    Plan,
    Sharing,
    Standing,
)  # fmt: skip
from ampersand.meetings.models import (
    Answer,
    Attendance,
    Away,
    Calendar,
    Charge,
    Hours,
    Meeting,
    OwnCalendar,
    Paying,
    Reminded,
    Wish,
)
from ampersand.notes.models import NoteTemplate
from ampersand.pathway.models import Course, Offer, SeenMark
from ampersand.pathway.models import Review as CourseReview
from ampersand.reports.models import Departure, Release, ReleaseSignature, Report
from ampersand.safety.models import (
    Alert,
    AlertStep,
    CheckAsk,
    CheckRound,
    CheckTalk,
    JointDecision,
    JointWork,
    OnCall,
    PicturesRest,
    PlanComment,
    PlanDraft,
    PlanReader,
    PlanVersion,
    Preference,
    PrivateCheck,
    RiskRecord,
    SafetyPlan,
    Screening,
)  # fmt: skip
from tests.privacy.expected_between import leaving, messages, of_two, row, week
from tests.privacy.expected_exercises import EXERCISES, exercise
from tests.privacy.expected_meetings import meeting
from tests.privacy.expected_notes import NOTES, note

# case: (members, members who left, therapist, supervisor)
PEOPLE = {
    "couple": ({"Ana", "Ben"}, set(), "Dana", "Emil"),
    "family": ({"Ana", "Ben", "Chloé"}, set(), "Dana", "Emil"),
    "anas_own": ({"Ana"}, set(), "Hugo", None),
    "farids": ({"Farid"}, set(), "Hugo", None),
    "ended": ({"Ana", "Ben"}, set(), "Dana", "Emil"),
    "left": ({"Ana"}, {"Ben"}, "Dana", "Hugo"),
    "elsewhere": ({"Farid"}, set(), None, None),  # in another practice, which Hugo has left
    "joined": ({"Ana", "Ben", "Chloé"}, set(), "Dana", "Hugo"),  # Chloé joined today
    "closed": ({"Ana", "Ben"}, set(), "Dana", None),  # the unit ended more than thirty days ago
}
REACHES = {
    "Ana": {"Dana", "Hugo", "Emil"},
    "Ben": {"Dana", "Hugo", "Emil"},
    "Farid": {"Hugo", "Emil"},
}  # who treats, or leads safety
LED_BY = {"Dana": {"Ana", "Ben", "Chloé", "Emil", "Hugo"}, "Hugo": {"Ana", "Farid"}}  # and who supervises there
OVER = {"ended", "closed"}
BARE = {"joined", "closed"}  # with one kind of shared thing in them: they show when members see what is shared
NOTHING: frozenset[str] = frozenset()
# Whose plan for hard moments: who reads it. Ana chose Dana and Ben, so Emil and Hugo, who supervise her with Dana, may
# look; Farid chose Hugo, so Emil, who leads safety, may; Chloé chose her mother; Ben nobody.
PLAN_READERS = {"Ana": {"Dana", "Ben", "Emil", "Hugo"}, "Farid": {"Hugo", "Emil"}, "Chloé": {"Ana"}, "Ben": set()}
CALLED = "Hugo"  # to what is the matter in the couple's case, in which he has no part


def allowed(actor: str, name: str, thing: Model) -> frozenset[str]:
    """The actions that the actor may do with the thing; `name` is its name in the world."""
    apart = name.startswith("apart/")  # what is told of a private check
    name = name.removeprefix("apart/")
    parts = name.split("/")
    if isinstance(thing, Listing | ListingPlace) or name == "photo/Dana":
        return frozenset({"read"})  # everyone, visitors too
    if actor == "nobody":
        return NOTHING
    if isinstance(thing, Enquiry):
        return NOTHING  # only its link opens it
    if isinstance(thing, Letter | LetterWord | OfferedTime):
        return frozenset({"read", "write"}) if actor == parts[1] and parts[2] != "held" else NOTHING
    if isinstance(thing, Profile):
        if actor == parts[1]:
            return frozenset({"read", "write"})
        return frozenset({"read", "review"}) if actor == "Gita" and parts[1] == "Hugo" else NOTHING
    if isinstance(thing, Photo):
        return frozenset({"read"}) if actor in {"Hugo", "Gita"} else NOTHING
    if isinstance(thing, SignIn):
        return frozenset({"read", "write", "end"}) if actor == parts[1] else NOTHING
    if isinstance(thing, Calendar | Hours | Away):
        return frozenset({"read", "write"}) if actor == parts[1] else NOTHING
    if isinstance(thing, OwnCalendar | Reminded):
        return frozenset({"read", "write"}) if actor == parts[1] else NOTHING
    if isinstance(thing, Preference):
        return frozenset({"read", "write"}) if actor == parts[1] else NOTHING
    if isinstance(thing, PlanVersion | PlanDraft | PlanReader):
        return frozenset({"read", "write"}) if actor == parts[2] else NOTHING
    if isinstance(thing, SafetyPlan):
        if actor == parts[2]:
            return frozenset({"read", "write", "export"})
        return frozenset({"read"}) if actor in PLAN_READERS[parts[2]] else NOTHING
    if isinstance(thing, SafeContact):
        return _contact(actor, parts[1])
    if isinstance(thing, AnswerHours):
        if actor == parts[1]:
            return frozenset({"read", "write"})
        return frozenset({"read"}) if actor in LED_BY[parts[1]] else NOTHING
    if isinstance(thing, HouseTemplate | NoteTemplate):
        if actor in {"Dana", "Hugo", "Gita"}:
            return frozenset({"read", "write"})
        return frozenset({"read"}) if actor == "Emil" else NOTHING
    if isinstance(thing, Attestation | ImportedInstrument):
        if actor == "Gita":
            return frozenset({"read", "write"})
        return frozenset({"read"}) if actor in {"Dana", "Emil", "Hugo"} else NOTHING
    if isinstance(thing, OnCall):
        writes = frozenset({"read", "write"})
        return {"Gita": writes, "Emil": writes, "Dana": frozenset({"read"}), "Hugo": frozenset({"read"})}.get(
            actor, NOTHING
        )
    case = parts[1] if len(parts) > 1 else name
    members, _, therapist, supervisor = PEOPLE[case]
    role = (
        "member"
        if actor in members
        else "therapist"
        if actor == therapist
        else "supervisor"
        if actor == supervisor
        else ""
    )
    owner = parts[2] if len(parts) > 2 else ""
    ended = case in OVER
    match thing:
        case Participation() if case == "closed" and role == "member" and parts[2] == "member" and parts[3] != actor:
            return NOTHING
        case Case() | Participation():
            return {"member": {"read"}, "supervisor": {"read"}, "therapist": {"read", "write"}}.get(role, NOTHING)
        case Invitation():
            return frozenset({"read", "write"} - ({"write"} if ended else set())) if role == "therapist" else NOTHING
        case Terms():
            mine = {"read", "write"} if role in {"member", "therapist"} and not ended else {"read"}
            return frozenset(mine) if role or actor == "Gita" else NOTHING
        case Signature():
            if actor == owner:
                return frozenset({"read", "write"})
            return frozenset({"read"}) if role in {"therapist", "supervisor"} or actor == "Gita" else NOTHING
        case Guardian():
            mine = {"read"} if role == "supervisor" or actor == owner else set()
            return frozenset({"read", "write"} if role == "therapist" else mine)
        case Reason() | GoingOn():
            return {"therapist": frozenset({"read", "write"}), "supervisor": frozenset({"read"})}.get(role, NOTHING)
        case HoldStep():
            two = role in {"therapist", "supervisor"} or actor in {"Emil", "Gita"}
            return frozenset({"read", "write"}) if two else NOTHING
        case Referral() | GoingOnAnswer():
            if role == "therapist" or (actor == owner and isinstance(thing, GoingOnAnswer)):
                return frozenset({"read", "write"})
            return frozenset({"read"}) if role == "supervisor" or actor == owner else NOTHING
        case EarlierAnswer():
            return frozenset({"read", "write"}) if actor == owner else NOTHING
        case Plan() | Standing():
            if isinstance(thing, Standing):
                return frozenset({"read"}) if role in {"therapist", "supervisor"} else NOTHING
            if (case, owner) == ("family", "Chloé") and actor in {"Ana", "Ben"}:
                return frozenset({"see_result"})  # her parents: that questions come, and how often
            mine = {"therapist": {"read", "write"}, "supervisor": {"read"}}.get(role, set())
            return frozenset(mine - ({"write"} if ended else set()))
        case Assignment():  # with an offer after the end something may be asked and answered
            mine = {"therapist": {"read", "write"}, "supervisor": {"read"}}.get(role, set())
            if actor == owner:
                mine = {"read", "write"} if role == "member" else {"read"}
            return frozenset(mine - ({"write"} if case == "closed" else set()))
        case Offer() | PicturesRest():
            answers = {"read", "write"} if isinstance(thing, Offer) else {"read"}
            mine = {"therapist": {"read", "write"}, "supervisor": {"read"}}.get(role, set())
            return frozenset(answers if actor == owner else mine)
        case Unsent():
            mine = {"read", "write"} if role == "member" and not ended else {"read"}
            return frozenset(mine) if actor == owner else NOTHING
        case Entry() | Telling() | QuietWeek():
            return row(actor, owner, role, parts[3], ended)
        case ShownWeek():
            return week(actor, owner, role, parts[3], owner in members and not ended)
        case Pair() | Side():
            return of_two(actor, owner, role, thing, parts[3], owner in members and not ended)
        case Loop():
            mine = {"member": {"read", "write"}, "therapist": {"read", "write"}, "supervisor": {"read"}}.get(
                role, set()
            )
            return frozenset(mine - ({"write"} if ended else set()))
        case Draft() | IntakeDraft() | CheckInDraft():
            takes = case != "closed" if isinstance(thing, Draft) else not ended
            mine = {"read", "write"} if role == "member" and takes else {"read"}
            return frozenset(mine) if actor == owner else NOTHING
        case IntakeLine():
            shown = not ended and owner in members and (case, actor) != ("joined", "Chloé")
            return _told(actor, owner, role, parts[3], shown, ended)
        case IntakeStep():
            mine = {"read", "write"} if role == "member" and not ended else {"read"}
            return frozenset(mine if actor == owner else {"read"} if role in {"therapist", "supervisor"} else set())
        case IntakeAsk():
            mine = {"therapist": {"read", "write"}, "supervisor": {"read"}}.get(role, set())
            mine = {"read"} if actor == owner else mine
            return frozenset(mine - ({"write"} if ended else set()))
        case Meeting() | Answer() | Attendance() | Wish() | Charge() | Paying():
            return meeting(actor, owner if name.startswith("own-") else "", parts, role, thing, not ended)
        case CheckIn() | CheckInLine() | Feedback():
            return _check_in(actor, owner, role, thing, not ended, owner in members)
        case Agreement():
            mine = {"read", "write"} if role == "member" and not ended else {"read"}
            return frozenset(mine if actor == owner else {"read"} if role == "therapist" else set())
        case Rating():
            return _rating(actor, owner, role, parts[3], owner in members and not ended)
        case Goal() | Wording() | Review() | Step() | StepWeek() | Setback():
            return _goal(actor, owner, role, parts[3], ended, owner in members)
        case MessageDraft() | ThreadMark() | HeldMessage() | Upload() | Piece():
            return frozenset({"read", "write"}) if actor == owner else NOTHING
        case Thread() | Message() | Version() | Attachment():
            late = (case, actor) == ("joined", "Chloé") and not isinstance(thing, Thread)
            return messages(actor, owner, role, ended=ended, closed=case == "closed", late=late)
        case Release() | Departure() | ReleaseSignature() | Report():
            return leaving(actor, owner, role, parts[3], thing)
        case thing if isinstance(thing, NOTES):
            return note(actor, owner, role, thing, not ended)
        case thing if isinstance(thing, EXERCISES):
            return exercise(actor, owner, role, thing, not ended, owner in members)
        case Sharing():
            return frozenset({"read", "write"}) if actor == owner else NOTHING
        case Administration():
            shown = not ended and owner in members and (case, actor) != ("joined", "Chloé")
            return _administration(actor, owner, role, parts[3], shown)
        case Alert() | AlertStep() if apart:
            return frozenset({"read", "write"}) if role == "therapist" or actor == "Emil" else NOTHING
        case Alert() | AlertStep() | RiskRecord():
            return frozenset({"read", "write"}) if _for_safety(actor, role, case) else NOTHING
        case PlanComment():
            if role == "therapist":
                return frozenset({"read", "write"})
            return frozenset({"read"}) if actor == owner or role == "supervisor" or actor == "Emil" else NOTHING
        case Screening():
            if actor == owner:
                return frozenset({"write"})
            return frozenset({"read"}) if _for_safety(actor, role, case) else NOTHING
        case JointWork() | Course() if case == "closed" and role == "member":
            return NOTHING
        case Course():
            mine = {"therapist": {"read", "write"}, "member": {"read"}, "supervisor": {"read"}}.get(role, set())
            return frozenset(mine - ({"write"} if ended else set()))
        case CourseReview() | SeenMark():
            marks = {"read", "write"} if isinstance(thing, SeenMark) else {"read"}
            return frozenset({"therapist": {"read", "write"}, "supervisor": marks}.get(role, set()))
        case CheckRound() | CheckAsk() | PrivateCheck() | CheckTalk() | JointDecision() | JointWork():
            return _private_checks(actor, owner, role, thing, ended)
    raise AssertionError(f"Say who may see {type(thing).__name__}.")


def _goal(actor: str, owner: str, role: str, whose: str, ended: bool, here: bool) -> frozenset[str]:
    """A goal of all (members and therapist write), one of the owner's own, and one that the owner shares."""
    if whose not in {"joint", "own", "shared"}:
        return NOTHING
    if whose == "joint":
        mine = {"member": {"read", "write"}, "therapist": {"read", "write"}, "supervisor": {"read"}}.get(role, set())
        return frozenset(mine - ({"write"} if ended else set()))
    if actor == owner:
        return frozenset({"read", "share"} | ({"write"} if role == "member" and not ended else set()))
    reads = role in {"therapist", "supervisor"} or (role == "member" and whose == "shared" and here and not ended)
    return frozenset({"read"}) if reads else NOTHING


def _check_in(actor: str, owner: str, role: str, thing: Model, going_on: bool, here: bool) -> frozenset[str]:
    """Owner and therapist read; a supervisor only the total of a rating; the others a line that is shown, no more."""
    audience = thing.audience if isinstance(thing, CheckInLine) else "me_and_therapist"
    if audience not in {"me_and_therapist", "all_of_us"}:
        return NOTHING
    total = {"see_result"} if isinstance(thing, Feedback) else set()
    if actor == owner:
        share = {"share"} if isinstance(thing, CheckInLine) else set()
        return frozenset({"read"} | total | share | ({"write"} if role == "member" and going_on else set()))
    if role == "supervisor":
        return frozenset(total or {"read"})
    if role == "therapist":
        return frozenset({"read"} | total)
    shown = role == "member" and audience == "all_of_us" and going_on and here
    return frozenset({"read"}) if shown else NOTHING


def _rating(actor: str, owner: str, role: str, audience: str, shown: bool) -> frozenset[str]:
    if audience not in {"me_and_therapist", "all_of_us"}:
        return NOTHING
    if actor == owner:
        return frozenset({"read", "write"} if role == "member" and shown else {"read"})
    if role in {"therapist", "supervisor"} or (role == "member" and audience == "all_of_us" and shown):
        return frozenset({"read"})
    return NOTHING


def _told(actor: str, owner: str, role: str, audience: str, shown: bool, ended: bool) -> frozenset[str]:
    """What was told when coming in: each reads and changes their own; the others read what they were let."""
    if audience not in {"me_and_therapist", "all_of_us"}:
        return NOTHING
    if actor == owner:
        return frozenset({"read", "write"} if role == "member" and not ended else {"read"})
    if role in {"therapist", "supervisor"} or (role == "member" and audience == "all_of_us" and shown):
        return frozenset({"read"})
    return NOTHING


def _contact(actor: str, owner: str) -> frozenset[str]:
    if actor == owner:
        return frozenset({"read", "write", "see_channel"})
    if actor in REACHES[owner]:
        return frozenset({"read", "see_channel"})
    return frozenset({"see_channel"}) if actor == "Gita" else NOTHING


def _administration(actor: str, owner: str, role: str, audience: str, shown: bool) -> frozenset[str]:
    if audience not in {"me_and_therapist", "all_of_us"}:
        return NOTHING
    if actor == owner:
        return frozenset({"read", "see_result", "write", "share", "export"})
    if role == "therapist":
        return frozenset({"read", "see_result", "export"})
    if role == "supervisor":
        return frozenset({"read", "see_result"})
    return frozenset({"see_result"}) if role == "member" and audience == "all_of_us" and shown else NOTHING


def _for_safety(actor: str, role: str, case: str) -> bool:
    """Who treats and supervises the case, Emil as the practice's safety lead, and whoever was called."""
    return role in {"therapist", "supervisor"} or actor == "Emil" or (actor == CALLED and case == "couple")


def _private_checks(actor: str, owner: str, role: str, thing: Model, ended: bool) -> frozenset[str]:
    """The therapist and Emil as safety lead read; whoever sends a check never does; a mere supervisor nothing."""
    write = NOTHING if ended else frozenset({"write"})
    reads = role == "therapist" or actor == "Emil"
    if isinstance(thing, JointWork):
        return frozenset({"read", "write"} if reads else {"read"} if role else NOTHING)
    if isinstance(thing, CheckTalk | JointDecision):
        return frozenset({"read", "write"}) if reads else NOTHING
    if actor == owner and isinstance(thing, PrivateCheck):
        return write if role == "member" else NOTHING
    if actor == owner:
        return frozenset({"read"}) | (write if role == "member" else NOTHING)
    mine = frozenset({"read"}) if reads else NOTHING
    return mine | write if role == "therapist" and not isinstance(thing, PrivateCheck) else mine
