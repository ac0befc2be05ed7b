"""The table of audience.py in plain words: for "Who sees this" and for the documentation."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ampersand.cases.rules.audience import TABLE, Action, Audience, Kind, Relation


class Sight(StrEnum):
    """How much of a thing someone sees."""

    ALL = "all"
    SHARED = "shared"
    CHOSEN = "chosen"
    CHANNEL = "channel"
    OUTLINE = "outline"
    TOTAL = "total"
    OWN = "own"
    NONE = "none"


KIND_WORDS = {  # in the order in which they matter to the reader
    Kind.ADMINISTRATION: "Your answers and results",
    Kind.DRAFT: "Answers you have not sent",
    Kind.SHARING: "Your list of what you share",
    Kind.INTAKE: "What you tell when you come in",
    Kind.INTAKE_DRAFT: "What you have written there and not handed over",
    Kind.INTAKE_STEP: "How far you have come with it",
    Kind.INTAKE_ASK: "What your therapist asks you to look at once more",
    Kind.CHECK_IN_LINE: "The lines of your weekly check-in",
    Kind.CHECK_IN: "That you sent a check-in",
    Kind.FEEDBACK: "How you rate a meeting",
    Kind.JOINT_GOAL: "Goals that are ours",
    Kind.OWN_GOAL: "Goals of your own",
    Kind.GOAL_AGREEMENT: "Whether you have agreed to a goal",
    Kind.GOAL_RATING: "How you look back on a goal",
    Kind.ROW_ENTRY: "What you write about a row",
    Kind.ROW_WEEK: "How many rows you noted in a week",
    Kind.ROW_OFFER: "An offer to look at a row together",
    Kind.ROW_SIDE: "Your side of a row, sealed",
    Kind.LOOP: "Our loop",
    Kind.EXERCISE_PAGE: "Whether you began an exercise of your own",
    Kind.EXERCISE_LINE: "What you write in an exercise",
    Kind.EXERCISE_JOINT: "Exercises that you do together",
    Kind.EXERCISE_SEAT: "Who sits at the table of an exercise",
    Kind.EXERCISE_RATING: "How an exercise was for you",
    Kind.EXERCISE_TASK: "Exercises that were suggested to you",
    Kind.EXERCISE_OPENING: "Which exercises are switched on",
    Kind.PRIVATE_MESSAGE: "What you and your therapist write to each other alone",
    Kind.JOINT_MESSAGE: "What is written in the conversation of all of you",
    Kind.MESSAGE_DRAFT: "Messages that you have begun and not sent",
    Kind.MESSAGE_MARK: "Until when you have read a conversation",
    Kind.ASSIGNMENT: "Questions that wait for you",
    Kind.STANDING: "Your therapist's short summary of your answers, which you see in full",
    Kind.ALERT: "That an answer may mean danger, and what was done about it",
    Kind.SCREENING: "Your answers to the short questions about safety",
    Kind.RISK_RECORD: "What your therapist writes about a talk on your safety",
    Kind.PRIVATE_CHECK: "Your private check",
    Kind.CHECK_ASK: "Whether your private check is done",
    Kind.CHECK_TALK: "What your therapist writes about a talk alone on it",
    Kind.CHECK_ROUND: "When everyone is asked for the private check",
    Kind.JOINT_DECISION: "Why work together goes on or rests",
    Kind.JOINT_WORK: "Whether work together goes on or rests",
    Kind.SAFETY_PLAN: "Your plan for hard moments",
    Kind.PLAN_COMMENT: "What your therapist wrote about your plan",
    Kind.OWN_REPORT: "A report that you make for yourself",
    Kind.TEAM_REPORT: "A report that your therapist makes on how the work goes",
    Kind.OWN_RELEASE: "What of your own may leave, and to whom",
    Kind.JOINT_RELEASE: "What of all of you may leave, and to whom",
    Kind.RELEASE_SIGNATURE: "Whether you have signed for it",
    Kind.JOINT_NOTE: "Your therapist’s notes about all of you",
    Kind.PERSON_NOTE: "Your therapist’s notes about meetings with you alone",
    Kind.FORMULATION: "What we see together, once it is shown",
    Kind.FORMULATION_MARK: "What you mark as fitting or not",
    Kind.EXTRACT: "The part of the record that was given to you",
    Kind.ACCESS_REQUEST: "That you asked for your part of the record",
    Kind.EMERGENCY: "That somebody looked in an emergency",
    Kind.COURT_PAPER: "What a lawyer or a court asks",
    Kind.NOTE_DRAFT: "A note that is not signed yet",
    Kind.PROCESS_NOTE: "What a therapist notes for themselves alone",
    Kind.PLAN: "Which questions are planned",
    Kind.COURSE: "How many meetings were agreed",
    Kind.COURSE_REVIEW: "What your therapist notes when looking at the work as a whole",
    Kind.SEEN_MARK: "What your therapist has ticked off in their own list",
    Kind.COURSE_OFFER: "What you answer when a meeting is offered after the end",
    Kind.PICTURES_REST: "Whether the pictures of your lines are set aside",
    Kind.SAFE_CONTACT: "How you may be reached",
    Kind.JOINT_MEETING: "When all of you meet",
    Kind.OWN_MEETING: "When you meet your therapist alone",
    Kind.MEETING_ANSWER: "Whether a proposed time suits you",
    Kind.MEETING_WISH: "Whether you would like an earlier time",
    Kind.OWN_CHARGE: "What you pay",
    Kind.JOINT_CHARGE: "What either of you may pay",
    Kind.PAYING: "Who pays for meetings of all of you",
    Kind.ATTENDANCE: "Whether you were there",
    Kind.CONSENT: "What you have signed",
    Kind.TERMS: "The agreement of all of you",
    Kind.GUARDIAN: "Who may consent for a child",
    Kind.EARLIER: "Whether you let someone who joined read what was before",
    Kind.GOING_ON_ANSWER: "What you say when your therapist might go on with one of you",
    Kind.GOING_ON: "Whether going on with one of you would be fair",
    Kind.REFERRAL: "Where you could go on",
    Kind.REASON: "Why work paused or ended",
    Kind.HOLD: "That nothing may be deleted",
    Kind.PARTICIPATION: "Who takes part",
    Kind.INVITATION: "Who is invited",
    Kind.CASE: "That this work together exists",
}
SIGHT_WORDS = {
    Sight.ALL: "Yes",
    Sight.SHARED: "Only what you share",
    Sight.CHOSEN: "Only if you choose them",
    Sight.CHANNEL: "Only the way to reach you",
    Sight.OUTLINE: "That they come, and how often",
    Sight.TOTAL: "Only the total",
    Sight.OWN: "Only what they wrote",
    Sight.NONE: "No",
}
OF_STAFF = frozenset({Kind.NOTE_DRAFT, Kind.PROCESS_NOTE})  # theirs alone: its owner is no client
PREVENTIONS = (
    "When the work ends, or when someone leaves, results that were shared are not shown to the others any more.",
    "When a couple’s work ends because one of the two leaves, both can read what they wrote together for thirty days "
    "more, and then only on request.",
    "Whoever joins later sees what the others show from then on; what was before only if all who were there agree.",
    "Nothing opens between you until the agreement is complete.",
    "What nothing here allows is refused.",
)


@dataclass(frozen=True)
class Column:
    """Someone who may look: their title, their mark, and how they stand to a thing about the reader."""

    title: str
    relations: frozenset[Relation]
    hand: int | str = ""


@dataclass(frozen=True)
class Cell:
    """How much one of them sees of one kind of thing."""

    sight: Sight
    column: Column

    @property
    def words(self) -> str:
        """Yes, no, or on what it depends."""
        return SIGHT_WORDS[self.sight]


@dataclass(frozen=True)
class PlainRow:
    """One kind of thing, what each may see of it, and the sentences that say why."""

    kind: Kind
    title: str
    cells: tuple[Cell, ...]
    sentences: tuple[str, ...]


def rows_for(columns: Sequence[Column]) -> list[PlainRow]:
    """One row for each kind of thing that anyone in the columns may see, with the sentences that concern them."""
    rows = [_row(kind, columns) for kind in KIND_WORDS]
    return [row for row in rows if row.sentences]


def sight(kind: Kind, relations: frozenset[Relation]) -> Sight:
    """How much someone who stands like this sees: all, only what is shared or the way alone, if chosen, or nothing."""
    if kind in OF_STAFF:
        return Sight.OWN if relations & {Relation.THERAPIST, Relation.SUPERVISOR} else Sight.NONE
    rows = [row for row in TABLE if row.kind is kind and row.relation in relations]
    reads = [row for row in rows if Action.READ in row.actions]
    if reads and _only_shared(kind, relations, {row.audience for row in reads}):
        return Sight.SHARED
    if (
        reads
        and not relations & {Relation.OWNER, Relation.MEMBER}
        and _is_offered(kind) - {row.audience for row in reads}
    ):
        return Sight.CHOSEN
    if any(row.audience is not Audience.CHOSEN or row.relation is Relation.OWNER for row in reads):
        return Sight.ALL
    if reads:
        return Sight.CHOSEN
    if any(Action.SEE_CHANNEL in row.actions for row in rows):
        return Sight.CHANNEL
    parts = [row for row in rows if Action.SEE_RESULT in row.actions]
    if any(row.relation is Relation.SUPERVISOR for row in parts):
        return Sight.TOTAL
    if parts:
        return Sight.OUTLINE if kind is Kind.PLAN else Sight.SHARED
    return Sight.NONE


def _only_shared(kind: Kind, relations: frozenset[Relation], read: set[Audience]) -> bool:
    """Whether others in the case read it only where its owner, who could keep it from them, shows it to all."""
    chooses = any(row.kind is kind and row.relation is Relation.OWNER and Action.SHARE in row.actions for row in TABLE)
    others = Relation.MEMBER in relations and Relation.OWNER not in relations
    return chooses and others and read == {Audience.ALL_OF_US}


def _is_offered(kind: Kind) -> frozenset[Audience]:
    """The audiences under which an owner keeps what they may also share with others; empty where they share nothing."""
    own = [row for row in TABLE if row.kind is kind and row.relation is Relation.OWNER and Action.READ in row.actions]
    return frozenset(row.audience for row in own if Action.SHARE in row.actions)


def sentences(kind: Kind, relations: frozenset[Relation]) -> list[str]:
    """The table's own sentences about this kind of thing, each once, in its order."""
    found = [row.sentence for row in TABLE if row.kind is kind and row.relation in relations]
    return list(dict.fromkeys(found))


def _row(kind: Kind, columns: Sequence[Column]) -> PlainRow:
    everyone = frozenset(relation for column in columns for relation in column.relations)
    cells = tuple(Cell(sight(kind, column.relations), column) for column in columns)
    return PlainRow(kind, KIND_WORDS[kind], cells, tuple(sentences(kind, everyone)))
