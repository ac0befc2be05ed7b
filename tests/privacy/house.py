"""Ana and Ben's house for test_nothing_shows.py, and everything that Ana does there on her own side."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from ampersand.accounts import actions as accounts
from ampersand.accounts.safe_contact import Words
from ampersand.cases.actions import agreement, earlier, onward
from ampersand.cases.models import Participation, Signature, Terms
from ampersand.cases.rules.audience import Audience
from ampersand.checkins.actions import drafts, sending
from ampersand.checkins.tests import stories as check_ins
from ampersand.conflict.actions import pairing, showing, writing
from ampersand.conflict.rules.account import Account
from ampersand.conflict.tests import stories as rows
from ampersand.conversations.actions import holding, opening, uploading
from ampersand.conversations.actions import writing as talking
from ampersand.conversations.models import HeldMessage
from ampersand.conversations.queries import threads
from ampersand.conversations.tests import stories as conversations
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.directory.actions import asking as enquiring
from ampersand.directory.policy import letters_held
from ampersand.directory.rules.letter import Sent
from ampersand.directory.tests.stories import listed
from ampersand.exercises.actions import maps, suggesting
from ampersand.exercises.actions import programme as going
from ampersand.exercises.actions import writing as exercising
from ampersand.goals.actions import agreeing, looking_back
from ampersand.goals.rules.agreement import Event
from ampersand.goals.tests import stories as goal_stories
from ampersand.intake.actions import asking
from ampersand.intake.tests import stories as intake
from ampersand.measures import content
from ampersand.measures.actions import answering, planning, second_stage, sharing
from ampersand.measures.actions.first import open_mine
from ampersand.measures.models import Assignment
from ampersand.meetings.actions import booking as taking
from ampersand.meetings.actions import setting as meetings
from ampersand.meetings.models import Hours, Meeting
from ampersand.notes.actions import drafting, formulating, giving, signing
from ampersand.notes.actions.common import Window
from ampersand.notes.rules.formulation import Box, Mark
from ampersand.notes.rules.kinds import Kind as NoteKind
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import NOBODY
from ampersand.reports.actions import leaving, making, releasing
from ampersand.reports.actions.making import Page as Paper
from ampersand.reports.actions.releasing import Terms as Leaves
from ampersand.safety.actions import pictures, preferences
from ampersand.safety.actions import plans as plan_actions
from ampersand.safety.actions.private_word import ask_for_a_word
from ampersand.safety.queries import plans
from ampersand.safety.tests import checking
from tests.cast import Cast

LETTER = Leaves(("part", "results"), "The family doctor", "a referral", date(2027, 1, 31))
THURSDAY = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)
LOW, HIGH = [0] * 9, [3, 3, 2, 2, 2, 3, 1, 0, 1]


class House:
    """Ana and Ben in therapy for some weeks; both have something to fill in."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.ana, self.dana = cast, cast.viewer(cast.ana), cast.viewer(cast.dana)
        for weeks in (4, 3, 2, 1):
            clock.fix(THURSDAY - timedelta(weeks=weeks))
            for person in (cast.ana, cast.ben):
                self.ask(person, "phq-9")
                self.answer(person, "phq-9", [1, 1, 2, 1, 0, 1, 1, 0, 0])
        clock.fix(THURSDAY)
        listed(cast, cast.dana)
        listed(cast, cast.hugo)
        self.token = ""
        self.ask(cast.ana, "phq-9")
        self.ask(cast.ben, "phq-9")
        checking.ask(cast)
        self.write_plan("Sunday evenings.")
        self.goal = goal_stories.active(cast)
        exercising.begin(by=cast.viewer(cast.ben), case_id=cast.couple.pk, exercise_id="X20")
        for at in (THURSDAY + timedelta(hours=24), THURSDAY - timedelta(hours=3)):
            self.met = check_ins.meeting(cast, at)
        self.release = releasing.propose(
            by=self.dana, case_id=cast.couple.pk, owner_id=None, terms=LETTER, release_id=new_id()
        )
        parts = Participation.objects.visible_to(self.dana, "write").filter(case=cast.family, person=cast.chloe)
        parts.update(joined_at=THURSDAY - timedelta(weeks=2))
        earlier.ask(by=self.dana, case=cast.family, person_id=cast.chloe.pk)
        Hours(
            therapist=cast.dana, practice=cast.practice, weekday=1, begins=time(9), ends=time(12),
            zone="Europe/Amsterdam",
        ).insert()  # fmt: skip
        at = THURSDAY + timedelta(days=11)
        self.proposed = Meeting(
            case=cast.family, therapist=cast.dana, practice=cast.practice, begins_at=at,
            ends_at=at + timedelta(hours=1), free_at=at + timedelta(hours=1), zone="UTC", state="proposed",
            set_by=cast.ben, made_at=THURSDAY,
        ).insert()  # fmt: skip
        self.show_picture()
        self.pair = rows.offered(cast)
        rows.drawn(cast)
        self.row = rows.wrote(cast, cast.ana, rows.HERS, Audience.ONLY_ME)
        self.all, self.hers = conversations.joint(cast), conversations.alone(cast, cast.ana)
        conversations.said(cast, cast.ben, self.all, "Thank you for Sunday.")

    def ask(self, person: object, slug: str) -> None:
        planning.plan(
            by=self.dana, case=self.cast.couple, people=[person.pk], instrument=slug, rhythm="once",
            starts_on=clock.now().date(),
        )  # fmt: skip

    def answer(self, person: object, slug: str, codes: list[int]) -> UUID:
        viewer = self.cast.viewer(person)
        waiting = Assignment.objects.visible_to(viewer).get(person_id=person.pk, instrument=slug, state="open")
        answers = {item.id: code for item, code in zip(content.instrument(slug).items, codes, strict=False)}
        return answering.submit(by=viewer, assignment_id=waiting.pk, answers=answers, now=clock.now())

    def draft(self) -> None:
        waiting = Assignment.objects.visible_to(self.ana).get(person_id=self.ana.person_id, state="open")
        answering.save_draft(
            by=self.ana, assignment_id=waiting.pk, answers={"1": 3}, version=0, writer="w", now=clock.now()
        )

    def say_more(self, *codes: int) -> None:
        """Ana answers that she thinks of dying, and then the short questions."""
        given = self.answer(self.cast.ana, "phq-9", HIGH)
        items = (item.id for item in content.instrument("asq").items)
        second_stage.answer(by=self.ana, administration_id=given, answers=dict(zip(items, codes, strict=True)))

    def amend(self) -> None:
        given = self.answer(self.cast.ana, "phq-9", HIGH)
        answers = {str(place): code for place, code in enumerate(LOW, start=1)}
        answering.amend(by=self.ana, administration_id=given, answers=answers, now=clock.now())

    def share_and_stop(self) -> None:
        one = content.instrument("phq-9")
        sharing.share(by=self.ana, case_id=self.cast.couple.pk, instrument=one)
        self.answer(self.cast.ana, "phq-9", LOW)
        sharing.stop_sharing(by=self.ana, case_id=self.cast.couple.pk, slug="phq-9")

    def share_only(self) -> None:
        sharing.share(by=self.ana, case_id=self.cast.couple.pk, instrument=content.instrument("phq-9"))

    def write_to_dana(self) -> None:
        sent = Sent("A.", "individual", "NL", words="I am afraid of him.", mail="ana@example.org")
        asked = enquiring.ask(by=NOBODY, form=new_id(), slugs=["dana"], sent=sent, zone="Europe/Amsterdam")
        self.token = asked.token

    def take_letter_back(self) -> None:
        letter = letters_held(self.token).get()
        enquiring.withdraw(token=self.token, letter_id=letter.pk)

    def asked_more(self) -> None:
        self.ask(self.cast.ana, "pcl-5")

    def write_plan(self, words: str) -> None:
        base = plans.own_version(self.ana)
        plan_actions.save(by=self.ana, words={"signs": words}, base=base, now=clock.now())

    def type_plan(self) -> None:
        words = {"safer": "the tablets"}
        plan_actions.save_draft(by=self.ana, words=words, base=1, version=0, writer="w", now=clock.now())

    def let_dana_read(self) -> None:
        chosen = [f"therapist:{self.cast.dana.pk}"]
        plan_actions.choose_readers(by=self.ana, chosen=chosen, now=clock.now())
        plan = plans.own(self.ana)
        assert plan
        plan_actions.comment(by=self.dana, plan_id=plan.id, comment_id=new_id(), text="Thank you.", now=clock.now())

    def exercise_alone(self) -> None:
        page = exercising.begin(by=self.ana, case_id=self.cast.couple.pk, exercise_id="X01")
        exercising.keep(by=self.ana, page_id=page.pk, words={0: "I am afraid of him."}, version=1)
        exercising.finish(by=self.ana, page_id=page.pk)
        exercising.show(by=self.ana, page_id=page.pk, step=0, audience=Audience.ME_AND_THERAPIST)
        week = {"case_id": self.cast.couple.pk, "exercise_id": "X03", "page_id": new_id()}
        page = exercising.sum_up(by=self.ana, words="I was afraid on four days.", **week)
        exercising.show(by=self.ana, page_id=page.pk, step=8, audience=Audience.ME_AND_THERAPIST)

    def side_of_a_pair(self, shares: bool) -> None:
        page = exercising.begin(by=self.ana, case_id=self.cast.couple.pk, exercise_id="X20")
        page = exercising.take_up(by=self.ana, page_id=page.pk)
        exercising.keep(by=self.ana, page_id=page.pk, words={0: "He would be gone."}, version=page.version)
        exercising.finish(by=self.ana, page_id=page.pk, shares=shares, wanted=[0])

    def programme(self) -> None:
        """Ana begins a programme, goes on in it, shows Dana where she is, and offers her list, which Ben has not."""
        page = exercising.begin(by=self.ana, case_id=self.cast.couple.pk, exercise_id="X34")
        exercising.keep(by=self.ana, page_id=page.pk, words={0: "Alone by the sea."}, version=1)
        going.go_on(by=self.ana, page_id=page.pk, part=1)
        going.show_place(by=self.ana, page_id=page.pk, shows=True)
        going.offer(by=self.ana, page_id=page.pk, step=0, offers=True)

    def family_map(self) -> None:
        """Ana draws somebody for herself and somebody for Dana."""
        for audience in (Audience.ONLY_ME, Audience.ME_AND_THERAPIST):
            said = {"role": "my father", "row": 1, "shape": "square"}
            put = {"case_id": self.cast.couple.pk, "piece_id": new_id(), "note": "He hit us.", "audience": audience}
            maps.put_somebody(by=self.ana, said=said, **put)

    def coping_card(self) -> None:
        page = exercising.begin(by=self.ana, case_id=self.cast.couple.pk, exercise_id="X04")
        exercising.keep(by=self.ana, page_id=page.pk, words={0: "When he shouts."}, version=1)
        exercising.finish(by=self.ana, page_id=page.pk)

    def suggested(self) -> None:
        to = {"people": [self.cast.ana.pk], "note": "Only for you."}
        suggesting.suggest(by=self.dana, case_id=self.cast.couple.pk, exercise_id="X17", **to)

    def own_goal(self) -> None:
        goal = goal_stories.begun(self.cast, self.cast.ana, "mine")
        agreeing.do(by=self.ana, goal_id=goal.pk, event=Event.PROPOSE)

    def look_back(self) -> None:
        looking_back.rate(by=self.ana, goal_id=self.goal.pk, level=2, note="Better than ever")

    def show_picture(self) -> None:
        """Dana has shown the four boxes to both."""
        row = formulating.begin(by=self.dana, case_id=self.cast.couple.pk)
        boxes = {box.value: "A few words." for box in Box}
        self.picture = formulating.show(by=self.dana, formulation_id=row.pk, parts=boxes, window=Window(1, "w"))

    def mark_picture(self) -> None:
        marks = {Box.LOOP: Mark.NOT}
        words = {Box.LOOP: "He shouts."}
        formulating.mark(by=self.ana, formulation_id=self.picture.pk, marks=marks, words=words)

    def met_alone(self) -> None:
        """Dana signs a note about a meeting with Ana alone."""
        wanted = drafting.Wanted(NoteKind.INDIVIDUAL, self.cast.ana.pk, clock.now().date(), "soap")
        key = drafting.begin(by=self.dana, case_id=self.cast.couple.pk, wanted=wanted, draft_id=new_id())
        signing.sign(by=self.dana, draft_id=key, parts={"subjective": "Ana: I am afraid."}, window=Window(1, "w"))

    def ask_for_record(self) -> None:
        for scope in ("own", "joint"):
            giving.ask(by=self.ana, case_id=self.cast.couple.pk, scope=scope, request_id=new_id())

    def is_given_her_part(self) -> None:
        wanted = giving.Wanted(self.cast.ana.pk, False, None, None)
        case = self.cast.couple.pk
        key = giving.prepare(by=self.dana, case_id=case, wanted=wanted, extract_id=new_id())
        giving.give(by=self.dana, extract_id=key, parts={"notes": "I am afraid."}, window=Window(1, "w"))

    def type_check_in(self) -> None:
        key = check_ins.window(self.cast, self.cast.ana)
        typed = {"private": "I am afraid of him."}
        drafts.save_draft(by=self.ana, case_id=self.cast.couple.pk, window=key, typed=typed, version=0, writer="phone")

    def check_in(self, *shown: str, **answers: object) -> None:
        check_ins.send(self.cast, self.cast.ana, shown=shown, **answers)

    def stop_showing(self) -> None:
        sending.stop_showing(by=self.ana, case_id=self.cast.couple.pk, key="close")

    def rate_meeting(self, lines: dict[str, int]) -> None:
        check_ins.rate(self.cast, self.cast.ana, self.met, lines, "He laughed at me.")

    def own_report(self) -> None:
        page = Paper("<p>All my lines</p>", "")
        case = self.cast.couple.pk
        making.finish(making.make(by=self.ana, case_id=case, form="mine", page=page, report_id=new_id()).pk)

    def release_own(self) -> None:
        """Ana lets something of her own leave, signs it, and Dana hands a letter out."""
        case, ana = self.cast.couple.pk, self.cast.ana.pk
        row = releasing.propose(by=self.ana, case_id=case, owner_id=ana, terms=LETTER, release_id=new_id())
        releasing.sign(by=self.ana, release_id=row.pk, name="Ana")
        page = Paper("<p>A letter</p>", "")
        made = making.make(by=self.dana, case_id=case, form="letter", page=page, report_id=new_id(), release_id=row.pk)
        making.finish(made.pk)
        leaving.hand_out(by=self.dana, report_id=made.pk, departure_id=new_id())

    def sign_joint(self) -> None:
        releasing.sign(by=self.ana, release_id=self.release.pk, name="Ana")

    def refuse_joint(self) -> None:
        releasing.take_back(by=self.ana, release_id=self.release.pk)

    def write_row(
        self, said: Account = rows.HERS, audience: Audience = Audience.ME_AND_THERAPIST, **more: bool
    ) -> None:
        self.row = rows.wrote(self.cast, self.cast.ana, said, audience, **more)

    def begin_row(self) -> None:
        typed = {"happened": "He shouted"}
        writing.save_unsent(
            by=self.ana, case_id=self.cast.couple.pk, typed=typed, version=0, writer="w", now=clock.now()
        )  # fmt: skip

    def let_dana_read_row(self) -> None:
        writing.choose_readers(by=self.ana, entry_id=self.row.pk, audience=Audience.ME_AND_THERAPIST)

    def seal_side(self) -> None:
        pairing.seal(by=self.ana, pair_id=self.pair.pk, entry_id=self.row.pk, lines=["felt", "needed"])

    def share_side(self) -> None:
        pairing.share(by=self.ana, pair_id=self.pair.pk, therapist_may=True)

    def begin_message(self) -> None:
        """Ana begins to write to all, and to Dana alone."""
        for thread in (self.all, self.hers):
            talking.save_draft(by=self.ana, thread_id=thread.pk, text="I am afraid of him.", version=0)
        holding.take_back(by=self.ana, held_id=self.hold_message().pk)

    def bring_file(self) -> None:
        """Ana brings a file to the conversation of all, and sends one to Dana alone."""
        for thread in (self.all, self.hers):
            uploading.bring(by=self.ana, thread_id=thread.pk, name="us.pdf", data=b"%PDF-1.4 %%EOF")
        conversations.said(self.cast, self.cast.ana, self.hers, "For you.")

    def hold_message(self) -> HeldMessage:
        """Ana writes to all, to be sent in an hour."""
        return holding.hold(by=self.ana, thread_id=self.all.pk, message_id=new_id(), text="He hits me.")

    def write_alone(self) -> None:
        """Ana writes to Dana alone, changes it, and Dana answers."""
        sent = conversations.said(self.cast, self.cast.ana, self.hers, "I am afraid of him. He hits me.")
        talking.change(by=self.ana, message_id=sent.pk, version=1, text="I am not sure any more.")
        conversations.said(self.cast, self.cast.dana, self.hers, "Come alone on Monday.")

    def read_messages(self) -> None:
        """Ana reads both conversations."""
        for thread in (self.all, self.hers):
            opening.look(by=self.ana, thread=threads.one(self.ana, thread.pk))

    def private_check(self, **things: str) -> None:
        """Ana asks for a private word and answers the check that waits for her."""
        self.private_word()
        checking.send(self.cast, self.cast.ana, **things)

    def private_word(self) -> None:
        ask_for_a_word(by=self.ana, case_id=self.cast.couple.pk)

    def talk_alone(self) -> None:
        checking.talk(self.cast, self.cast.ana, note="He held the door.", force="more")

    def write_in(self) -> None:
        intake.write(self.cast, self.cast.ana, {"better": "That he stops shouting."}, number=2)

    def come_in(self) -> None:
        """Ana hands a step over, changes it, and is asked once more about it by Dana."""
        intake.tell(self.cast, self.cast.ana)
        intake.tell(self.cast, self.cast.ana, {"now": "I am afraid of him."}, base=1)
        asking.ask_again(
            by=self.dana, case_id=self.cast.couple.pk, person_id=self.cast.ana.pk, step="brings", note="Since when?",
            ask_id=new_id(), now=clock.now(),
        )  # fmt: skip

    def first_questions(self) -> None:
        open_mine(by=self.ana, case_id=self.cast.couple.pk, instruments=("csi-16", "phq-9", "gad-7"))

    def name_her_pages(self) -> None:
        accounts.change_preferences(
            by=self.ana,
            name="Ana",
            language="en",
            time_zone=self.ana.time_zone,
            sender_name="Garden club",
            theme="dark",
        )

    def say_how_to_reach(self) -> None:
        words = Words(numbers="06 1234", code_phrase="blue teapot")
        accounts.keep_contact(
            by=self.ana, words=words, version=0, channels=["call"], times=["weekend_evening"], may_leave_message=False,
            shared_device="yes", language="",
        )  # fmt: skip

    def sign(self) -> None:
        """Dana has proposed another policy; Ana signs it, Ben has not."""
        about = self.ana.person_id
        assert about
        terms = Terms.objects.visible_to(self.ana).get(case=self.cast.couple, in_force_at=None)
        agreement.sign(
            by=self.ana, terms_id=terms.pk, says="own", about=about, name="Ana", digest=terms.document_id
        )  # fmt: skip

    def take_signature_back(self) -> None:
        mine = Signature.objects.visible_to(self.ana).filter(person_id=self.ana.person_id, terms__in_force_at=None)
        agreement.withdraw_signature(by=self.ana, signature_id=mine.get().pk)

    def about_earlier(self, *, agrees: bool) -> None:
        """Ana says whether Chloé, who joined later, may read what was before; Ben has not said anything."""
        with system_scope("the text that is read"):
            digest = earlier.text(self.cast.family).digest
        told = {"case_id": self.cast.family.pk, "person_id": self.cast.chloe.pk, "agrees": agrees, "digest": digest}
        earlier.answer(by=self.ana, **told)

    def offered(self) -> None:
        onward.offer(by=self.dana, case_id=self.cast.couple.pk, person_id=self.ana.person_id, words="Somebody else.")

    def rest_pictures(self, *, back: bool = False) -> None:
        verb = pictures.bring_back if back else pictures.set_aside
        verb(by=self.dana, case_id=self.cast.couple.pk, person_id=self.cast.ana.pk)

    def ask_review(self) -> None:
        plan_actions.ask_review(person_id=self.cast.ana.pk, at=clock.now())

    def meet_alone(self) -> None:
        """Dana has set a meeting with Ana alone, far beyond the times that are offered; Ana would like one earlier."""
        at = THURSDAY + timedelta(days=200)
        self.alone = meetings.set_meeting(
            by=self.dana, case_id=self.cast.couple.pk, at=at, minutes=50, person_id=self.cast.ana.pk
        )
        taking.wait_for_earlier(by=self.ana, meeting_id=self.alone.pk, wants=True)

    def call_off_alone(self) -> None:
        taking.call_off(by=self.ana, meeting_id=self.alone.pk)

    def answer_proposal(self) -> None:
        """A family meeting is proposed; Ana says yes, the others have not said anything."""
        taking.answer(by=self.ana, meeting_id=self.proposed.pk, suits=True)


DEEDS: dict[str, Callable[[House], object]] = {
    "begins to answer": House.draft,
    "answers, all well": lambda house: house.answer(house.cast.ana, "phq-9", LOW),
    "answers, and thinks of dying": lambda house: house.answer(house.cast.ana, "phq-9", HIGH),
    "says more, and not now": lambda house: house.say_more(1, 0, 0, 0, None, 0),
    "says more, and now": lambda house: house.say_more(1, 1, 1, 1, 1, 1),
    "says no to all of it": lambda house: house.say_more(0, 0, 0, 0, None, None),
    "corrects an answer": House.amend,
    "writes a goal of her own": House.own_goal,
    "writes an exercise alone": House.exercise_alone,
    "keeps her side of a sealed pair": lambda house: house.side_of_a_pair(shares=False),
    "wants to share her side of a sealed pair": lambda house: house.side_of_a_pair(shares=True),
    "goes through a programme": House.programme,
    "draws her family": House.family_map,
    "writes a coping card": House.coping_card,
    "is given an exercise": House.suggested,
    "looks back on a goal alone": House.look_back,
    "shows her weeks of rows": lambda house: showing.show_weeks(by=house.ana, case_id=house.cast.couple.pk),
    "writes about a row": House.write_row,
    "writes of a row that made her afraid": lambda house: house.write_row(
        Account("He held the door.", 10), afraid=True
    ),
    "begins to write about a row": House.begin_row,
    "says that it was a quiet week": lambda house: writing.say_quiet(by=house.ana, case_id=house.cast.couple.pk),
    "writes only for herself": lambda house: house.write_row(rows.HERS, Audience.ONLY_ME),
    "lets Dana read it": House.let_dana_read_row,
    "seals her side of a row": House.seal_side,
    "shares her side of it": House.share_side,
    "takes her side back": lambda house: pairing.take_side_back(by=house.ana, pair_id=house.pair.pk),
    "seals it again": House.seal_side,
    "stops showing her weeks": lambda house: showing.stop_showing_weeks(by=house.ana, case_id=house.cast.couple.pk),
    "takes back what she wrote": lambda house: writing.take_back(by=house.ana, entry_id=house.row.pk),
    "shares, answers, and stops sharing": House.share_and_stop,
    "will share what comes": House.share_only,
    "types a check-in and does not send it": House.type_check_in,
    "sends a check-in": lambda house: house.check_in(week=3, close=1),
    "changes it, shows two lines when it closes, and writes something private": lambda house: house.check_in(
        "close", "agenda", week=3, close=9, agenda={"topic": "home", "words": "x"}, private={"words": "I am afraid."}
    ),
    "stops showing a line": House.stop_showing,
    "rates a meeting low": lambda house: house.rate_meeting(check_ins.LOW),
    "rates it again, high": lambda house: house.rate_meeting(check_ins.GOOD),
    "marks what they see together": House.mark_picture,
    "is alone with Dana, who signs a note about it": House.met_alone,
    "asks for her part of the record, and for the file of all": House.ask_for_record,
    "is given her part": House.is_given_her_part,
    "is asked about trauma": House.asked_more,
    "makes a report of her own": House.own_report,
    "asks for a private word": House.private_word,
    "sends a private check, all calm": lambda house: house.private_check(),
    "sends a private check, amber": lambda house: house.private_check(**checking.AMBER),
    "sends a private check, red": lambda house: house.private_check(**checking.RED),
    "talks alone with Dana, who writes it down": House.talk_alone,
    "takes a neutral name for her mails and pages": House.name_her_pages,
    "chooses a country": lambda house: preferences.remember_country(by=house.ana, country="nl"),
    "changes her plan": lambda house: house.write_plan("I think of not being here."),
    "types into her plan": House.type_plan,
    "lets Dana read her plan, who writes to it": House.let_dana_read,
    "is asked to look through her plan": House.ask_review,
    "lets someone who joined read what was before": lambda house: house.about_earlier(agrees=True),
    "does not let them": lambda house: house.about_earlier(agrees=False),
    "is offered somewhere to go on": House.offered,
    "meets Dana alone": House.meet_alone,
    "calls that off": House.call_off_alone,
    "waits for an earlier time of all": lambda house: taking.wait_for_earlier(
        by=house.ana, meeting_id=house.met.pk, wants=True
    ),
    "says that a time suits her": House.answer_proposal,
    "has her pictures set aside in a hard time": House.rest_pictures,
    "has them back": lambda house: house.rest_pictures(back=True),
    "deletes her plan": lambda house: plan_actions.delete(by=house.ana),
    "writes about herself and keeps it": House.write_in,
    "comes in, changes it, and is asked once more": House.come_in,
    "opens her first questions": House.first_questions,
    "begins a message": House.begin_message,
    "brings a file, and sends one to Dana alone": House.bring_file,
    "holds a message back": House.hold_message,
    "writes to Dana alone, and Dana answers": House.write_alone,
    "reads what was written": House.read_messages,
    "writes to Dana without an account": House.write_to_dana,
    "takes that letter back": House.take_letter_back,
}


# What the office and each of her therapists may know of Ana as a person; nobody whom she takes part with does.
DEEDS_OF_HER_OWN: dict[str, Callable[[House], object]] = {
    "says how she may be reached": House.say_how_to_reach,
    "signs alone what is proposed": House.sign,
    "takes her signature back": House.take_signature_back,
    "lets something of her own leave": House.release_own,
    "signs a release of all, which Ben has not": House.sign_joint,
    "takes that signature back": House.refuse_joint,
}
