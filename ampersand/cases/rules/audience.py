"""The one table: who may do what with each kind of thing, by their relation to it and its audience.

Lists, single objects, exports, pages and "Who sees this" all ask `row_for`. What no row allows is refused.
Source of every row: the access matrix of docs/explanation/who-sees-what.md.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from ampersand.cases.rules.kinds import Kind as Kind


class Relation(StrEnum):
    """How the viewer stands to a thing and its case."""

    OWNER = "owner"
    MEMBER = "member"
    THERAPIST = "therapist"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    SAFETY_LEAD = "safety_lead"
    ON_CALL = "on_call"
    CARER = "carer"
    STRANGER = "stranger"


class Audience(StrEnum):
    """Whom the thing is for."""

    ONLY_ME = "only_me"
    ME_AND_THERAPIST = "me_and_therapist"
    ALL_OF_US = "all_of_us"
    TEAM = "treating_team"
    WRITER = "writer_alone"
    SEALED = "sealed"
    CHOSEN = "chosen"


AUDIENCE_WORDS = {
    Audience.ONLY_ME: "only me",
    Audience.ME_AND_THERAPIST: "me and our therapist",
    Audience.ALL_OF_US: "all of us",
    Audience.TEAM: "the treating team",
    Audience.WRITER: "the writer alone",
    Audience.SEALED: "sealed until both have sealed and both share",
    Audience.CHOSEN: "those whom I chose",
}


class Action(StrEnum):
    """What the viewer wants to do.

    `read` is the whole; `see_result` the part that may be shown to a partner; `see_channel` the way to reach someone.
    """

    READ = "read"
    SEE_RESULT = "see_result"
    WRITE = "write"
    SHARE = "share"
    EXPORT = "export"
    SEE_CHANNEL = "see_channel"


@dataclass(frozen=True)
class Row:
    """One line of the table, with the sentence that clients read."""

    relation: Relation
    kind: Kind
    audience: Audience
    actions: frozenset[Action]
    sentence: str

    @property
    def name(self) -> str:
        """A short name for reports and tests."""
        return f"{self.relation}/{self.kind}/{self.audience}"


# What room mode still shows of the case whose people are in the room: things that each of them may read as well.
IN_ROOM = frozenset(
    {Kind.CASE, Kind.PARTICIPATION, Kind.JOINT_WORK, Kind.COURSE, Kind.JOINT_GOAL, Kind.LOOP, Kind.JOINT_MEETING}
    | {Kind.EXERCISE_OPENING, Kind.EXERCISE_JOINT, Kind.EXERCISE_SEAT}
)

R, S, W, SH, E = Action.READ, Action.SEE_RESULT, Action.WRITE, Action.SHARE, Action.EXPORT
C = Action.SEE_CHANNEL
MINE, US, TEAM, ONLY = Audience.ME_AND_THERAPIST, Audience.ALL_OF_US, Audience.TEAM, Audience.ONLY_ME
CHOSEN, SEALED, WRITER = Audience.CHOSEN, Audience.SEALED, Audience.WRITER


def _rows(
    relation: Relation, kind: Kind, audiences: tuple[Audience, ...], actions: set[Action], sentence: str
) -> list[Row]:
    return [Row(relation, kind, audience, frozenset(actions), sentence) for audience in audiences]


# ruff: noqa: E501 - one line of the table is one line here
TABLE: tuple[Row, ...] = tuple(
    row
    for rows in (
        _rows(Relation.MEMBER, Kind.CASE, (US,), {R}, "Everyone who takes part in a case knows that it exists."),
        _rows(Relation.THERAPIST, Kind.CASE, (US,), {R, W}, "The therapist leads the case."),
        _rows(Relation.SUPERVISOR, Kind.CASE, (US,), {R}, "The supervisor may look into the case; every look is recorded."),
        _rows(Relation.MEMBER, Kind.PARTICIPATION, (US,), {R}, "Everyone in a case sees who takes part in it."),
        _rows(Relation.THERAPIST, Kind.PARTICIPATION, (US,), {R, W}, "The therapist sees and changes who takes part."),
        _rows(Relation.SUPERVISOR, Kind.PARTICIPATION, (US,), {R}, "The supervisor sees who takes part."),
        _rows(Relation.THERAPIST, Kind.INVITATION, (TEAM,), {R, W}, "The therapist invites members and sees which invitations are open."),
        _rows(Relation.MEMBER, Kind.TERMS, (US,), {R, W}, "Everyone in a case reads its agreement, and may propose another; it changes only when all have signed."),
        _rows(Relation.THERAPIST, Kind.TERMS, (US,), {R, W}, "The therapist puts the agreement before everyone."),
        _rows(Relation.SUPERVISOR, Kind.TERMS, (US,), {R}, "The supervisor reads the agreement."),
        _rows(Relation.ADMINISTRATOR, Kind.TERMS, (US,), {R}, "The office sees which agreement a case has."),
        _rows(Relation.OWNER, Kind.CONSENT, (MINE,), {R, W}, "You sign for yourself, alone, and may take it back; the others learn only whether the agreement is complete."),
        _rows(Relation.THERAPIST, Kind.CONSENT, (MINE,), {R}, "Your therapist sees what you have signed."),
        _rows(Relation.SUPERVISOR, Kind.CONSENT, (MINE,), {R}, "The supervisor sees what was signed."),
        _rows(Relation.ADMINISTRATOR, Kind.CONSENT, (MINE,), {R}, "The office sees whether you have signed."),
        _rows(Relation.OWNER, Kind.GUARDIAN, (TEAM,), {R}, "You see for which child you may consent."),
        _rows(Relation.THERAPIST, Kind.GUARDIAN, (TEAM,), {R, W}, "The therapist notes who may consent for a child."),
        _rows(Relation.SUPERVISOR, Kind.GUARDIAN, (TEAM,), {R}, "The supervisor sees who may consent for a child."),
        _rows(Relation.THERAPIST, Kind.REASON, (TEAM,), {R, W}, "Your therapist may note why work paused, went on or ended; you are told in the same words as everyone else."),
        _rows(Relation.SUPERVISOR, Kind.REASON, (TEAM,), {R}, "The supervisor may read that note; every look is recorded."),
        _rows(Relation.THERAPIST, Kind.HOLD, (TEAM,), {R, W}, "Two of the staff together may see to it that nothing is deleted, for instance while a court asks."),
        _rows(Relation.SUPERVISOR, Kind.HOLD, (TEAM,), {R, W}, "The supervisor may be one of the two."),
        _rows(Relation.SAFETY_LEAD, Kind.HOLD, (TEAM,), {R, W}, "The safety lead may be one of the two."),
        _rows(Relation.ADMINISTRATOR, Kind.HOLD, (TEAM,), {R, W}, "The office may be one of the two, and reads nothing of what is kept."),
        _rows(Relation.OWNER, Kind.REFERRAL, (MINE,), {R}, "You see where your therapist thinks that you could go on. It is for you alone."),
        _rows(Relation.THERAPIST, Kind.REFERRAL, (MINE,), {R, W}, "Your therapist writes it."),
        _rows(Relation.SUPERVISOR, Kind.REFERRAL, (MINE,), {R}, "The supervisor may see it."),
        _rows(Relation.OWNER, Kind.EARLIER, (ONLY,), {R, W}, "You decide alone whether someone who joined may read what was before. Nobody sees what you chose; it opens only if everyone agrees."),
        _rows(Relation.THERAPIST, Kind.GOING_ON, (TEAM,), {R, W}, "Your therapist writes down whether it would be fair to go on with one of you alone."),
        _rows(Relation.SUPERVISOR, Kind.GOING_ON, (TEAM,), {R}, "The supervisor may read that."),
        _rows(Relation.OWNER, Kind.GOING_ON_ANSWER, (MINE,), {R, W}, "You say alone whether it is all right for you that your therapist goes on with one of you."),
        _rows(Relation.THERAPIST, Kind.GOING_ON_ANSWER, (MINE,), {R, W}, "Your therapist asks you, and sees what you said."),
        _rows(Relation.SUPERVISOR, Kind.GOING_ON_ANSWER, (MINE,), {R}, "The supervisor may see it."),
        _rows(Relation.OWNER, Kind.SAFE_CONTACT, (MINE,), {R, W, C}, "You say how you may be reached, and change it whenever you like; nobody you take part with sees it."),
        _rows(Relation.THERAPIST, Kind.SAFE_CONTACT, (MINE,), {R, C}, "Your therapist sees how you may be reached."),
        _rows(Relation.SUPERVISOR, Kind.SAFE_CONTACT, (MINE,), {R, C}, "The supervisor sees how you may be reached."),
        _rows(Relation.SAFETY_LEAD, Kind.SAFE_CONTACT, (MINE,), {R, C}, "The safety lead of the practice sees how you may be reached."),
        _rows(Relation.ADMINISTRATOR, Kind.SAFE_CONTACT, (MINE,), {C}, "The office sees your name and the way to reach you, and nothing more."),
        _rows(Relation.OWNER, Kind.INTAKE, (MINE, US), {R, W}, "What you tell when you come in is yours to read and to change; you choose, answer by answer, whether the others may read it."),
        _rows(Relation.MEMBER, Kind.INTAKE, (US,), {R}, "The others read an answer from your coming in only if you say so, until you take it back."),
        _rows(Relation.THERAPIST, Kind.INTAKE, (MINE, US), {R}, "Your therapist reads what you tell when you come in."),
        _rows(Relation.SUPERVISOR, Kind.INTAKE, (MINE, US), {R}, "The supervisor may read it, too; every look is recorded."),
        _rows(Relation.OWNER, Kind.INTAKE_DRAFT, (ONLY,), {R, W}, "What you have written and not handed over is yours alone."),
        _rows(Relation.OWNER, Kind.INTAKE_STEP, (MINE,), {R, W}, "You see how far you have come; nobody you take part with does."),
        _rows(Relation.THERAPIST, Kind.INTAKE_STEP, (MINE,), {R}, "Your therapist sees what you have handed over and what is still to come."),
        _rows(Relation.SUPERVISOR, Kind.INTAKE_STEP, (MINE,), {R}, "The supervisor sees how far you have come."),
        _rows(Relation.OWNER, Kind.INTAKE_ASK, (MINE,), {R}, "You see what your therapist asks you to look at once more."),
        _rows(Relation.THERAPIST, Kind.INTAKE_ASK, (MINE,), {R, W}, "Your therapist may ask you to look at a step once more."),
        _rows(Relation.SUPERVISOR, Kind.INTAKE_ASK, (MINE,), {R}, "The supervisor may see what was asked once more."),
        _rows(Relation.THERAPIST, Kind.PLAN, (MINE,), {R, W}, "The therapist plans which questions each person answers, and when."),
        _rows(Relation.SUPERVISOR, Kind.PLAN, (MINE,), {R}, "The supervisor sees which questions were planned."),
        _rows(Relation.CARER, Kind.PLAN, (MINE,), {S}, "Whoever cares for a child sees that questions come and how often; never which, and never an answer. It ends when the child decides alone."),
        _rows(Relation.OWNER, Kind.ASSIGNMENT, (MINE,), {R, W}, "You see and answer the questions that wait for you."),
        _rows(Relation.THERAPIST, Kind.ASSIGNMENT, (MINE,), {R, W}, "Your therapist sees which questions wait for you."),
        _rows(Relation.SUPERVISOR, Kind.ASSIGNMENT, (MINE,), {R}, "The supervisor sees which questions wait."),
        _rows(Relation.OWNER, Kind.DRAFT, (ONLY,), {R, W}, "Answers that you have not sent are yours alone."),
        _rows(Relation.OWNER, Kind.ADMINISTRATION, (MINE, US), {R, S, W, SH, E}, "You see your own answers and results."),
        _rows(Relation.THERAPIST, Kind.ADMINISTRATION, (MINE, US), {R, S, E}, "Your therapist sees your answers and results."),
        _rows(Relation.SUPERVISOR, Kind.ADMINISTRATION, (MINE, US), {R, S}, "The supervisor may look at results; every look is recorded."),
        _rows(Relation.MEMBER, Kind.ADMINISTRATION, (US,), {S}, "The others in your case see a result only if you share it, from then on, until you stop."),
        _rows(Relation.MEMBER, Kind.JOINT_MEETING, (US,), {R, W}, "Everyone in a case sees when all of you meet, and may propose another time."),
        _rows(Relation.THERAPIST, Kind.JOINT_MEETING, (US,), {R, W}, "Your therapist sets when all of you meet."),
        _rows(Relation.SUPERVISOR, Kind.JOINT_MEETING, (US,), {R}, "The supervisor sees when all of you meet."),
        _rows(Relation.ADMINISTRATOR, Kind.JOINT_MEETING, (US,), {R}, "The office sees when meetings are, for rooms and bills; never what they are about."),
        _rows(Relation.OWNER, Kind.OWN_MEETING, (MINE,), {R, W}, "A meeting of yours alone is yours to see and to move; the others see nothing of it."),
        _rows(Relation.THERAPIST, Kind.OWN_MEETING, (MINE,), {R, W}, "Your therapist sees and sets the meetings that you have alone."),
        _rows(Relation.SUPERVISOR, Kind.OWN_MEETING, (MINE,), {R}, "The supervisor sees when you meet your therapist alone."),
        _rows(Relation.ADMINISTRATOR, Kind.OWN_MEETING, (MINE,), {R}, "The office sees when meetings are, for rooms and bills; never what they are about."),
        _rows(Relation.OWNER, Kind.MEETING_ANSWER, (MINE,), {R, W}, "You say for yourself whether a time suits you."),
        _rows(Relation.THERAPIST, Kind.MEETING_ANSWER, (MINE,), {R}, "Your therapist sees whom a time suits; the others see only whether it stands."),
        _rows(Relation.SUPERVISOR, Kind.MEETING_ANSWER, (MINE,), {R}, "The supervisor may see whom a time suits."),
        _rows(Relation.OWNER, Kind.MEETING_WISH, (MINE,), {R, W}, "You say for yourself whether you would like an earlier time."),
        _rows(Relation.THERAPIST, Kind.MEETING_WISH, (MINE,), {R}, "Your therapist sees who would like an earlier time."),
        _rows(Relation.SUPERVISOR, Kind.MEETING_WISH, (MINE,), {R}, "The supervisor may see who would like an earlier time."),
        _rows(Relation.OWNER, Kind.OWN_CHARGE, (MINE,), {R}, "You see what you pay; the others see nothing of it."),
        _rows(Relation.THERAPIST, Kind.OWN_CHARGE, (MINE,), {R}, "Your therapist sees what you pay."),
        _rows(Relation.ADMINISTRATOR, Kind.OWN_CHARGE, (MINE,), {R, W}, "The office sees dates and amounts, and notes what is paid."),
        _rows(Relation.MEMBER, Kind.JOINT_CHARGE, (US,), {R}, "What either of you may pay is seen by all of you."),
        _rows(Relation.THERAPIST, Kind.JOINT_CHARGE, (US,), {R}, "Your therapist sees what all of you pay."),
        _rows(Relation.ADMINISTRATOR, Kind.JOINT_CHARGE, (US,), {R, W}, "The office sees dates and amounts, and notes what is paid."),
        _rows(Relation.THERAPIST, Kind.PAYING, (TEAM,), {R, W}, "Your therapist writes down who pays for meetings of all of you."),
        _rows(Relation.ADMINISTRATOR, Kind.PAYING, (TEAM,), {R}, "The office sees who pays for meetings of all of you."),
        _rows(Relation.OWNER, Kind.ATTENDANCE, (TEAM,), {R}, "You may see what was noted about whether you were there."),
        _rows(Relation.THERAPIST, Kind.ATTENDANCE, (TEAM,), {R, W}, "Your therapist may note when somebody came later or was not there. It is no mark against anyone."),
        _rows(Relation.SUPERVISOR, Kind.ATTENDANCE, (TEAM,), {R}, "The supervisor may see that note."),
        _rows(Relation.OWNER, Kind.CHECK_IN, (MINE,), {R, W}, "You send your check-in alone, and can change it until it closes."),
        _rows(Relation.THERAPIST, Kind.CHECK_IN, (MINE,), {R}, "Your therapist sees that you sent it; nobody you take part with does."),
        _rows(Relation.SUPERVISOR, Kind.CHECK_IN, (MINE,), {R}, "The supervisor may see that you sent it; every look is recorded."),
        _rows(Relation.OWNER, Kind.CHECK_IN_LINE, (MINE, US), {R, W, SH}, "Each line of a check-in is yours; you choose for each whether the others see it."),
        _rows(Relation.THERAPIST, Kind.CHECK_IN_LINE, (MINE, US), {R}, "Your therapist reads your check-in."),
        _rows(Relation.SUPERVISOR, Kind.CHECK_IN_LINE, (MINE, US), {R}, "The supervisor may read it, too; every look is recorded."),
        _rows(Relation.MEMBER, Kind.CHECK_IN_LINE, (US,), {R}, "The others in your case see a line only if you show it, from when the check-in closes, until you stop."),
        _rows(Relation.OWNER, Kind.FEEDBACK, (MINE,), {R, S, W}, "You rate each meeting alone, and read your own ratings."),
        _rows(Relation.THERAPIST, Kind.FEEDBACK, (MINE,), {R, S}, "Your therapist reads how you rated a meeting; nobody you take part with ever does."),
        _rows(Relation.SUPERVISOR, Kind.FEEDBACK, (MINE,), {S}, "The supervisor sees the total of your rating and none of its lines or words."),
        _rows(Relation.THERAPIST, Kind.STANDING, (TEAM,), {R}, "Your therapist sees in short how each person's results stand."),
        _rows(Relation.SUPERVISOR, Kind.STANDING, (TEAM,), {R}, "The supervisor may see in short how results stand."),
        _rows(Relation.OWNER, Kind.SHARING, (ONLY,), {R, W}, "Only you decide what you share, and only you see the list of it."),
        _rows(Relation.MEMBER, Kind.JOINT_GOAL, (US,), {R, W}, "Goals that are ours are read, changed and agreed to by all of us."),
        _rows(Relation.THERAPIST, Kind.JOINT_GOAL, (US,), {R, W}, "The therapist reads our goals and may propose some."),
        _rows(Relation.SUPERVISOR, Kind.JOINT_GOAL, (US,), {R}, "The supervisor may read our goals; every look is recorded."),
        _rows(Relation.OWNER, Kind.OWN_GOAL, (MINE, US), {R, W, SH}, "Your own goals are yours to write and to share."),
        _rows(Relation.MEMBER, Kind.OWN_GOAL, (US,), {R}, "The others read a goal of your own only while you share it."),
        _rows(Relation.THERAPIST, Kind.OWN_GOAL, (MINE, US), {R}, "Your therapist reads your own goals."),
        _rows(Relation.SUPERVISOR, Kind.OWN_GOAL, (MINE, US), {R}, "The supervisor may read your own goals; every look is recorded."),
        _rows(Relation.OWNER, Kind.GOAL_AGREEMENT, (MINE,), {R, W}, "You see what you agreed to. The others see a goal begin when everyone has."),
        _rows(Relation.THERAPIST, Kind.GOAL_AGREEMENT, (MINE,), {R}, "Your therapist sees who has agreed to a goal."),
        _rows(Relation.OWNER, Kind.GOAL_RATING, (MINE, US), {R, W}, "You see your own looks back."),
        _rows(Relation.MEMBER, Kind.GOAL_RATING, (US,), {R}, "The others see your look back when everyone has looked back, and never before."),
        _rows(Relation.THERAPIST, Kind.GOAL_RATING, (MINE, US), {R}, "Your therapist sees how each looks back on a goal."),
        _rows(Relation.SUPERVISOR, Kind.GOAL_RATING, (MINE, US), {R}, "The supervisor may see how each looks back; every look is recorded."),
        _rows(Relation.OWNER, Kind.ROW_ENTRY, (ONLY, MINE), {R, W, SH, E}, "What you write about a row is yours; you choose whether your therapist reads it."),
        _rows(Relation.THERAPIST, Kind.ROW_ENTRY, (MINE,), {R}, "Your therapist reads what you write about a row only if you let them, and the others never do."),
        _rows(Relation.OWNER, Kind.ROW_WEEK, (US,), {R, S, W, SH}, "You may show how many rows you noted in a week, from then on, until you stop."),
        _rows(Relation.MEMBER, Kind.ROW_WEEK, (US,), {S}, "The other one sees the mean of both, while both of you show your weeks, and no week in which you differ by three or more."),
        _rows(Relation.THERAPIST, Kind.ROW_WEEK, (US,), {R}, "Your therapist sees the weeks that you show."),
        _rows(Relation.OWNER, Kind.ROW_OFFER, (CHOSEN,), {R, W}, "You may offer to look at a row together, and take the offer back."),
        _rows(Relation.MEMBER, Kind.ROW_OFFER, (CHOSEN,), {R}, "Whoever you offer it to reads the few words of the offer, and nothing that you wrote about the row."),
        _rows(Relation.THERAPIST, Kind.ROW_OFFER, (CHOSEN,), {R}, "Your therapist reads the offer only once both sides lie open and both of you allow it."),
        _rows(Relation.OWNER, Kind.ROW_SIDE, (SEALED, CHOSEN), {R, W, SH}, "Your side of a row stays sealed until both of you have sealed and both share; you can take it back."),
        _rows(Relation.MEMBER, Kind.ROW_SIDE, (CHOSEN,), {R}, "The other one reads your side when both of you have sealed and both share, and never before."),
        _rows(Relation.THERAPIST, Kind.ROW_SIDE, (CHOSEN,), {R}, "Your therapist reads the two sides only if both of you allow it."),
        _rows(Relation.MEMBER, Kind.LOOP, (US,), {R, W}, "The loop is drawn, named and changed by all of us."),
        _rows(Relation.THERAPIST, Kind.LOOP, (US,), {R, W}, "The therapist reads the loop and changes it with us."),
        _rows(Relation.SUPERVISOR, Kind.LOOP, (US,), {R}, "The supervisor may look at the loop; every look is recorded."),
        _rows(Relation.MEMBER, Kind.EXERCISE_OPENING, (US,), {R}, "Everyone in a case sees which exercises are switched on."),
        _rows(Relation.THERAPIST, Kind.EXERCISE_OPENING, (US,), {R, W}, "The therapist switches on exercises that want some care."),
        _rows(Relation.SUPERVISOR, Kind.EXERCISE_OPENING, (US,), {R}, "The supervisor sees which exercises are switched on."),
        _rows(Relation.OWNER, Kind.EXERCISE_TASK, (MINE,), {R, W}, "You see what your therapist suggested to you, and say what became of it."),
        _rows(Relation.THERAPIST, Kind.EXERCISE_TASK, (MINE,), {R, W}, "Your therapist suggests exercises to each of you, one by one."),
        _rows(Relation.SUPERVISOR, Kind.EXERCISE_TASK, (MINE,), {R}, "The supervisor may see what was suggested."),
        _rows(Relation.OWNER, Kind.EXERCISE_PAGE, (ONLY, MINE), {R, W}, "What you write in an exercise is yours, and so is whether you began."),
        _rows(Relation.THERAPIST, Kind.EXERCISE_PAGE, (MINE,), {R}, "Your therapist sees a page of yours only if you bring it."),
        _rows(Relation.SUPERVISOR, Kind.EXERCISE_PAGE, (MINE,), {R}, "The supervisor may see a page that you brought; every look is recorded."),
        _rows(Relation.OWNER, Kind.EXERCISE_LINE, (ONLY, MINE, US), {R, W, SH}, "Each line of an exercise is yours until you share it."),
        _rows(Relation.MEMBER, Kind.EXERCISE_LINE, (US,), {R}, "The others read a line when you shared it: in a sealed exercise when everyone has finished and wants to share, and never before."),
        _rows(Relation.THERAPIST, Kind.EXERCISE_LINE, (MINE, US), {R}, "Your therapist reads lines that you bring or share."),
        _rows(Relation.SUPERVISOR, Kind.EXERCISE_LINE, (MINE, US), {R}, "The supervisor may read lines that you brought or shared; every look is recorded."),
        _rows(Relation.MEMBER, Kind.EXERCISE_JOINT, (US,), {R, W}, "What you do together is there for all of you: which exercise, when, and the lines that all of you kept."),
        _rows(Relation.THERAPIST, Kind.EXERCISE_JOINT, (US,), {R, W}, "The therapist sees which exercises you did together, and the lines that you kept."),
        _rows(Relation.SUPERVISOR, Kind.EXERCISE_JOINT, (US,), {R}, "The supervisor may see that; every look is recorded."),
        _rows(Relation.MEMBER, Kind.EXERCISE_SEAT, (US,), {R, W}, "Everyone at a table sees who sits there."),
        _rows(Relation.THERAPIST, Kind.EXERCISE_SEAT, (US,), {R, W}, "The therapist sees who sits at a table."),
        _rows(Relation.SUPERVISOR, Kind.EXERCISE_SEAT, (US,), {R}, "The supervisor may see it."),
        _rows(Relation.OWNER, Kind.EXERCISE_RATING, (MINE,), {R, W}, "How an exercise was for you, you say alone. The others never see it."),
        _rows(Relation.THERAPIST, Kind.EXERCISE_RATING, (MINE,), {R}, "Your therapist sees how exercises were for each of you."),
        _rows(Relation.SUPERVISOR, Kind.EXERCISE_RATING, (MINE,), {R}, "The supervisor may see it; every look is recorded."),
        _rows(Relation.MEMBER, Kind.JOINT_MESSAGE, (US,), {R, W}, "What is written in the conversation of all of you is read by all of you, by each from when they joined."),
        _rows(Relation.THERAPIST, Kind.JOINT_MESSAGE, (US,), {R, W}, "The therapist reads the conversation of all of you and writes in it."),
        _rows(Relation.SUPERVISOR, Kind.JOINT_MESSAGE, (US,), {R}, "The supervisor may read it where there is a reason; every look is recorded."),
        _rows(Relation.OWNER, Kind.PRIVATE_MESSAGE, (MINE,), {R, W, E}, "What you and your therapist write to each other alone is read by the two of you; nobody you take part with sees it, or that you wrote."),
        _rows(Relation.THERAPIST, Kind.PRIVATE_MESSAGE, (MINE,), {R, W}, "Your therapist reads what you write to them alone, and answers there."),
        _rows(Relation.SUPERVISOR, Kind.PRIVATE_MESSAGE, (MINE,), {R}, "The supervisor may read that, too, where there is a reason; every look is recorded."),
        _rows(Relation.OWNER, Kind.MESSAGE_DRAFT, (ONLY,), {R, W}, "What you have begun to write, or hold back for a while, is yours alone until it is sent."),
        _rows(Relation.OWNER, Kind.MESSAGE_MARK, (ONLY,), {R, W}, "Until when you have read is your own mark; nobody else ever sees it."),
        _rows(Relation.THERAPIST, Kind.ALERT, (TEAM,), {R, W}, "Your therapist is told when an answer may mean danger, and writes down what was done."),
        _rows(Relation.SUPERVISOR, Kind.ALERT, (TEAM,), {R, W}, "The supervisor sees it too and may act; every look is recorded."),
        _rows(Relation.SAFETY_LEAD, Kind.ALERT, (TEAM,), {R, W}, "The safety lead of the practice sees to it that somebody takes care."),
        _rows(Relation.ON_CALL, Kind.ALERT, (TEAM,), {R, W}, "A colleague who is called when nobody else has answered yet sees this one thing, and nothing more."),
        _rows(Relation.OWNER, Kind.SCREENING, (MINE,), {W}, "You answer the short questions about safety. They are not shown again, so nobody who picks up your phone can read them."),
        _rows(Relation.THERAPIST, Kind.SCREENING, (MINE,), {R}, "Your therapist sees what you answered to the short questions about safety."),
        _rows(Relation.SUPERVISOR, Kind.SCREENING, (MINE,), {R}, "The supervisor may see it too; every look is recorded."),
        _rows(Relation.SAFETY_LEAD, Kind.SCREENING, (MINE,), {R}, "The safety lead of the practice may see it too."),
        _rows(Relation.ON_CALL, Kind.SCREENING, (MINE,), {R}, "A colleague who is called because of it sees it."),
        _rows(Relation.THERAPIST, Kind.RISK_RECORD, (TEAM,), {R, W}, "Your therapist writes down what you talked about when it was about your safety."),
        _rows(Relation.SUPERVISOR, Kind.RISK_RECORD, (TEAM,), {R, W}, "The supervisor reads it and may add to it; every look is recorded."),
        _rows(Relation.SAFETY_LEAD, Kind.RISK_RECORD, (TEAM,), {R, W}, "The safety lead of the practice reads it and may add to it."),
        _rows(Relation.ON_CALL, Kind.RISK_RECORD, (TEAM,), {R, W}, "A colleague who is called reads and writes what belongs to that call."),
        _rows(Relation.THERAPIST, Kind.CHECK_ROUND, (TEAM,), {R, W}, "Your therapist sees when everyone was asked for the private check, and can ask everyone at once."),
        _rows(Relation.SAFETY_LEAD, Kind.CHECK_ROUND, (TEAM,), {R}, "The safety lead of the practice sees when everyone was asked."),
        _rows(Relation.OWNER, Kind.CHECK_ASK, (MINE,), {R, W}, "You see that a private check waits for you, or that it is done."),
        _rows(Relation.THERAPIST, Kind.CHECK_ASK, (MINE,), {R, W}, "Your therapist sees whether your private check is done."),
        _rows(Relation.SAFETY_LEAD, Kind.CHECK_ASK, (MINE,), {R}, "The safety lead of the practice sees whether it is done."),
        _rows(Relation.OWNER, Kind.PRIVATE_CHECK, (MINE,), {W}, "You send your private check once. It is not shown again, so nobody who picks up your phone can read it."),
        _rows(Relation.THERAPIST, Kind.PRIVATE_CHECK, (MINE,), {R}, "Your therapist reads your private check."),
        _rows(Relation.SAFETY_LEAD, Kind.PRIVATE_CHECK, (MINE,), {R}, "The safety lead of the practice may read it too, and nobody else."),
        _rows(Relation.THERAPIST, Kind.CHECK_TALK, (TEAM,), {R, W}, "Your therapist writes down what you said about it in a talk alone."),
        _rows(Relation.SAFETY_LEAD, Kind.CHECK_TALK, (TEAM,), {R, W}, "The safety lead of the practice may read it, and adds their own."),
        _rows(Relation.THERAPIST, Kind.JOINT_DECISION, (TEAM,), {R, W}, "Your therapist decides whether work together goes on, and writes down why."),
        _rows(Relation.SAFETY_LEAD, Kind.JOINT_DECISION, (TEAM,), {R, W}, "The safety lead of the practice may decide it too."),
        _rows(Relation.MEMBER, Kind.JOINT_WORK, (US,), {R}, "Everyone in a case sees, in the same words, whether work together goes on or rests."),
        _rows(Relation.THERAPIST, Kind.JOINT_WORK, (US,), {R, W}, "The therapist sees it and decides it."),
        _rows(Relation.SUPERVISOR, Kind.JOINT_WORK, (US,), {R}, "The supervisor sees whether work together goes on or rests, and not why."),
        _rows(Relation.SAFETY_LEAD, Kind.JOINT_WORK, (US,), {R, W}, "The safety lead sees it and may decide it."),
        _rows(Relation.OWNER, Kind.SAFETY_PLAN, (CHOSEN,), {R, W, E}, "Your plan for hard moments is yours. You write it, and you choose who else may read it; to begin with, nobody."),
        _rows(Relation.MEMBER, Kind.SAFETY_PLAN, (CHOSEN,), {R}, "Someone in your couple or family reads your plan only if you choose them, and only until you take it back."),
        _rows(Relation.THERAPIST, Kind.SAFETY_PLAN, (CHOSEN,), {R}, "Your therapist reads your plan only if you choose them."),
        _rows(Relation.SUPERVISOR, Kind.SAFETY_PLAN, (CHOSEN,), {R}, "If you let your therapist read your plan, the supervisor may look, too; every look is recorded."),
        _rows(Relation.SAFETY_LEAD, Kind.SAFETY_PLAN, (CHOSEN,), {R}, "If you let your therapist read your plan, the safety lead of the practice may look, too; every look is recorded."),
        _rows(Relation.OWNER, Kind.PLAN_COMMENT, (MINE,), {R}, "You read what your therapist wrote about your plan."),
        _rows(Relation.THERAPIST, Kind.PLAN_COMMENT, (MINE,), {R, W}, "Your therapist may write about a plan that you let them read."),
        _rows(Relation.SUPERVISOR, Kind.PLAN_COMMENT, (MINE,), {R}, "The supervisor may see it, too; every look is recorded."),
        _rows(Relation.SAFETY_LEAD, Kind.PLAN_COMMENT, (MINE,), {R}, "The safety lead of the practice may see it, too."),
        _rows(Relation.MEMBER, Kind.COURSE, (US,), {R}, "Everyone in a case reads how many meetings were agreed."),
        _rows(Relation.THERAPIST, Kind.COURSE, (US,), {R, W}, "The therapist writes down how many meetings were agreed."),
        _rows(Relation.SUPERVISOR, Kind.COURSE, (US,), {R}, "The supervisor sees how many meetings were agreed."),
        _rows(Relation.THERAPIST, Kind.COURSE_REVIEW, (TEAM,), {R, W}, "Your therapist looks from time to time at how the work goes as a whole, and notes what was chosen and why."),
        _rows(Relation.SUPERVISOR, Kind.COURSE_REVIEW, (TEAM,), {R}, "The supervisor reads what was chosen and why."),
        _rows(Relation.THERAPIST, Kind.SEEN_MARK, (TEAM,), {R, W}, "Your therapist ticks off in their own list what they have looked at."),
        _rows(Relation.SUPERVISOR, Kind.SEEN_MARK, (TEAM,), {R, W}, "The supervisor ticks off in their own list what they have looked at."),
        _rows(Relation.OWNER, Kind.COURSE_OFFER, (MINE,), {R, W}, "A meeting that is offered to you after the end you answer alone, if you like; the others never see what you say."),
        _rows(Relation.THERAPIST, Kind.COURSE_OFFER, (MINE,), {R, W}, "Your therapist may offer each of you a meeting after the end, and sees what you answer."),
        _rows(Relation.SUPERVISOR, Kind.COURSE_OFFER, (MINE,), {R}, "The supervisor may see it; every look is recorded."),
        _rows(Relation.OWNER, Kind.PICTURES_REST, (MINE,), {R}, "You see it when the pictures of your lines are set aside for a time. The others do not."),
        _rows(Relation.THERAPIST, Kind.PICTURES_REST, (MINE,), {R, W}, "Your therapist may set the pictures of your lines aside in a hard time, and bring them back."),
        _rows(Relation.SUPERVISOR, Kind.PICTURES_REST, (MINE,), {R}, "The supervisor sees whether they are set aside."),
        _rows(Relation.OWNER, Kind.OWN_RELEASE, (MINE,), {R, W}, "You decide what of your own may leave, to whom and until when, and take it back when you like."),
        _rows(Relation.THERAPIST, Kind.OWN_RELEASE, (MINE,), {R, W}, "Your therapist sees what you released, and may ask you for a release."),
        _rows(Relation.SUPERVISOR, Kind.OWN_RELEASE, (MINE,), {R}, "The supervisor sees what you released."),
        _rows(Relation.ADMINISTRATOR, Kind.OWN_RELEASE, (MINE,), {R}, "The office sees to whom something may leave, and until when."),
        _rows(Relation.MEMBER, Kind.JOINT_RELEASE, (US,), {R, W}, "What is ours leaves only when every adult signs; everyone sees whether a release is in effect, and not who has signed."),
        _rows(Relation.THERAPIST, Kind.JOINT_RELEASE, (US,), {R, W}, "The therapist sees the releases of all of us, and may ask for one."),
        _rows(Relation.SUPERVISOR, Kind.JOINT_RELEASE, (US,), {R}, "The supervisor sees the releases of all of us."),
        _rows(Relation.ADMINISTRATOR, Kind.JOINT_RELEASE, (US,), {R}, "The office sees to whom something of all of us may leave, and until when."),
        _rows(Relation.OWNER, Kind.RELEASE_SIGNATURE, (MINE,), {R, W}, "You sign a release for yourself, alone, and may take it back; the others learn only whether it is in effect."),
        _rows(Relation.THERAPIST, Kind.RELEASE_SIGNATURE, (MINE,), {R}, "Your therapist sees who has signed a release."),
        _rows(Relation.SUPERVISOR, Kind.RELEASE_SIGNATURE, (MINE,), {R}, "The supervisor sees who has signed a release."),
        _rows(Relation.ADMINISTRATOR, Kind.RELEASE_SIGNATURE, (MINE,), {R}, "The office sees whether you have signed a release."),
        _rows(Relation.OWNER, Kind.OWN_REPORT, (ONLY,), {R, W, E}, "A report that you make for yourself is yours alone."),
        _rows(Relation.THERAPIST, Kind.TEAM_REPORT, (TEAM,), {R, W}, "Your therapist makes reports on how the work goes, for those who treat you."),
        _rows(Relation.SUPERVISOR, Kind.TEAM_REPORT, (TEAM,), {R}, "The supervisor may read them; every look is recorded."),
        _rows(Relation.THERAPIST, Kind.JOINT_NOTE, (TEAM,), {R, W}, "Your therapist writes notes about your work together. You can ask for the part that is yours, without what the others said."),
        _rows(Relation.SUPERVISOR, Kind.JOINT_NOTE, (TEAM,), {R}, "The supervisor may read those notes; every look is recorded."),
        _rows(Relation.THERAPIST, Kind.PERSON_NOTE, (TEAM,), {R, W}, "Your therapist writes notes about meetings with you alone. They lie in your own folder, which nobody you take part with sees."),
        _rows(Relation.SUPERVISOR, Kind.PERSON_NOTE, (TEAM,), {R}, "The supervisor may read those notes, too; every look is recorded."),
        _rows(Relation.OWNER, Kind.NOTE_DRAFT, (WRITER,), {R, W}, "A note that is not signed yet is its writer’s alone."),
        _rows(Relation.OWNER, Kind.PROCESS_NOTE, (WRITER,), {R, W}, "A therapist may keep thoughts of their own apart from your record. Nobody else reads them, and they are in no report or letter."),
        _rows(Relation.OWNER, Kind.EXTRACT, (MINE,), {R, E}, "You read the part of the record that was given to you, without what the others said."),
        _rows(Relation.THERAPIST, Kind.EXTRACT, (TEAM, MINE), {R, W}, "Your therapist puts that part together, and gives it to you."),
        _rows(Relation.SUPERVISOR, Kind.EXTRACT, (TEAM, MINE), {R}, "The supervisor may read what was given to you."),
        _rows(Relation.OWNER, Kind.ACCESS_REQUEST, (MINE,), {R, W}, "You may ask for your part of the record; nobody you take part with learns of it."),
        _rows(Relation.THERAPIST, Kind.ACCESS_REQUEST, (MINE,), {R, W}, "Your therapist sees that you ask, and answers."),
        _rows(Relation.SUPERVISOR, Kind.ACCESS_REQUEST, (MINE,), {R}, "The supervisor sees what was asked for."),
        _rows(Relation.THERAPIST, Kind.COURT_PAPER, (TEAM,), {R, W}, "When a lawyer or a court asks, those who treat write down what is asked, who was told and what each says; nothing leaves before two have signed."),
        _rows(Relation.SUPERVISOR, Kind.COURT_PAPER, (TEAM,), {R, W}, "The supervisor may be one of the two."),
        _rows(Relation.MEMBER, Kind.EMERGENCY, (US,), {R}, "Everyone in a case is told when a supervisor looked into it in an emergency, and until when."),
        _rows(Relation.THERAPIST, Kind.EMERGENCY, (US,), {R}, "Your therapist is told of it, too, and reads the reason."),
        _rows(Relation.SUPERVISOR, Kind.EMERGENCY, (US,), {R, W}, "The supervisor gives the reason, and may end it sooner."),
        _rows(Relation.MEMBER, Kind.FORMULATION, (US,), {R}, "What your therapist sees of your strengths, your loop, your sore spots and the plan is read by all of you once it is shown."),
        _rows(Relation.THERAPIST, Kind.FORMULATION, (TEAM, US), {R, W}, "Your therapist writes it, and shows it to all of you at once."),
        _rows(Relation.SUPERVISOR, Kind.FORMULATION, (TEAM, US), {R}, "The supervisor may read it; every look is recorded."),
        _rows(Relation.OWNER, Kind.FORMULATION_MARK, (MINE,), {R, W}, "You mark alone what fits, partly or not; the others see it only if you tell them."),
        _rows(Relation.THERAPIST, Kind.FORMULATION_MARK, (MINE,), {R}, "Your therapist sees how each of you marked it."),
        _rows(Relation.SUPERVISOR, Kind.FORMULATION_MARK, (MINE,), {R}, "The supervisor may see it, too."),
    )
    for row in rows
)  # fmt: skip

_INDEX = {(row.relation, row.kind, row.audience): row for row in TABLE}


def row_for(relation: Relation, kind: Kind, audience: Audience, action: Action) -> Row | None:
    """The row that allows this, or None: then it is refused."""
    row = _INDEX.get((relation, kind, audience))
    return row if row and action in row.actions else None


def audiences_for(relation: Relation, kind: Kind, action: Action) -> tuple[Audience, ...]:
    """The audiences under which this relation may do this."""
    return tuple(audience for audience in Audience if row_for(relation, kind, audience, action))


def cells() -> list[tuple[Relation, Kind, Audience, Action, bool]]:
    """Every cell of the table, allowed or not."""
    return [
        (relation, kind, audience, action, row_for(relation, kind, audience, action) is not None)
        for relation, kind, audience, action in product(Relation, Kind, Audience, Action)
    ]
