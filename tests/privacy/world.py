"""A world with one of everything, each with a canary in every free text and every score.

A model that is private and missing here fails test_table.py; an address that needs an object finds it here.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Model

from ampersand.accounts import safe_contact
from ampersand.accounts.models import Person, Practice, SafeContact, SignIn, StaffRole
from ampersand.cases.models import Case, Invitation, Participation, Signature, Terms
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.goals.models import Agreement, Goal, HouseTemplate, Rating, Review, Setback, Step, StepWeek, Wording
from ampersand.goals.queries import sealed as goal_words
from ampersand.goals.rules.wording import Words
from ampersand.measures import content
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
from ampersand.measures.rules.writing import to_data
from ampersand.privacy import vault
from ampersand.safety.models import (
    Alert,
    AlertStep,
    JointWork,
    OnCall,
    Preference,
    RiskRecord,
    Screening,
)  # fmt: skip
from ampersand.safety.queries import sealed
from tests.cast import Cast, make_case, make_cast, make_person
from tests.privacy import (
    world_changes,
    world_checkins,
    world_checks,
    world_course,
    world_exercises,
    world_intake,
    world_letters,
    world_meetings,
    world_messages,
    world_notes,
    world_plans,
    world_reports,
    world_rows,
)
from tests.privacy.expected import BARE, CALLED, OVER, PEOPLE, REACHES

LIKE_A_CANARY = re.compile(r"anary|\d\.\d")  # only a line that holds one of these can hold a canary
RATED = (Audience.ME_AND_THERAPIST, Audience.ALL_OF_US)
ANSWERS = json.dumps({str(item): 1 for item in range(1, 10)})
TODAY = date(2026, 11, 20)
DRAFT = json.dumps({"codes": {"1": 3}, "writer": "w"})


@dataclass
class World:
    """The cast and everything they have; `things` by a name that says what it is."""

    cast: Cast
    things: dict[str, Model] = field(default_factory=dict)
    ida: Person | None = None
    scores: dict[str, set[str]] = field(default_factory=dict)  # a score as it is printed -> who may read it
    words: dict[str, set[str]] = field(default_factory=dict)  # a sentence -> who may read it

    def put(self, name: str, thing: Model) -> Model:
        """Keep a thing under its name."""
        self.things[name] = thing
        return thing

    @cached_property
    def canaries(self) -> dict[str, set[str]]:
        """Every word and number that only some may read, with those who may; asked when everything is here."""
        words = {f"canary-{name}@example.org": {therapist} for name, (_, _, therapist, _) in PEOPLE.items()}
        words |= self.words
        for owner, reaching in REACHES.items():
            words[f"canary number {owner}"] = {owner, "Gita", *reaching}
            words[f"canary code {owner}"] = words[f"canary number {owner}"]
            words[f"canary emergency {owner}"] = {owner, *reaching}
        words |= self.scores | {"Canary Holder": {"Gita", "Dana", "Emil", "Hugo"}}
        assert all(LIKE_A_CANARY.search(canary) for canary in words)
        return words

    def read_in(self, text: str) -> dict[str, set[str]]:
        """The canaries that a text holds, with those who may know each of them."""
        lines = "\n".join(line for line in text.splitlines() if LIKE_A_CANARY.search(line))
        return {canary: readers for canary, readers in self.canaries.items() if canary in lines} if lines else {}

    @property
    def people(self) -> dict[str, Person]:
        """Everyone by name."""
        cast = self.cast
        everyone = (cast.ana, cast.ben, cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita, cast.hugo)
        return {person.name: person for person in (*everyone, self.ida) if person}

    def of(self, model: type[Model]) -> dict[str, Model]:
        """Every thing of one model."""
        return {name: thing for name, thing in self.things.items() if type(thing) is model}


def make_world() -> World:
    """Everyone with one of everything."""
    world = World(make_cast())
    cast = world.cast
    world.ida = make_person("Ida")
    world_changes.put_young(world)
    for name in ("couple", "family", "anas_own", "farids"):
        _case(world, name, getattr(cast, name))
    world.put("ended", make_case(cast.practice, "couple", [cast.ana, cast.ben], cast.dana, cast.emil))
    _case(world, "ended", world.things["ended"])
    Case.objects.visible_to(cast.viewer(cast.dana), "write").filter(pk=world.things["ended"].pk).update(
        state="ended", ended_on=date(2026, 11, 1)
    )
    world.things["ended"].refresh_from_db()
    StaffRole(practice=cast.practice, person=cast.hugo, role="supervisor").save()  # and is no safety lead, as Emil is
    left = make_case(cast.practice, "couple", [cast.ana, cast.ben], cast.dana, cast.hugo)
    _case(world, "left", left)
    Participation.objects.visible_to(cast.viewer(cast.dana), "write").filter(case=left, person=cast.ben).update(
        left_at=now()
    )
    joined = make_case(cast.practice, "family", [cast.ana, cast.ben, cast.chloe], cast.dana, cast.hugo)
    _case(world, "joined", joined)
    Participation.objects.visible_to(cast.viewer(cast.dana), "write").filter(case=joined, person=cast.chloe).update(
        joined_at=now(), earlier_asked_at=now()
    )
    closed = make_case(cast.practice, "couple", [cast.ana, cast.ben], cast.dana)
    _case(world, "closed", closed)
    Case.objects.visible_to(cast.viewer(cast.dana), "write").filter(pk=closed.pk).update(
        state="closed", ended_on=date(2026, 10, 1)
    )
    closed.refresh_from_db()
    # Ida once worked here: her part in the case was never closed, but she has no role any more.
    Participation(case=cast.couple, person=world.ida, role="therapist").insert()
    _elsewhere(world)
    _case_of_practice(world)
    world_letters.put(world)
    world_messages.put_practice(world)
    world_meetings.put(world)
    for person in (cast.ana, cast.ben, cast.farid):
        words = safe_contact.Words(
            numbers=f"canary number {person.name}", code_phrase=f"canary code {person.name}",
            emergency_person=f"canary emergency {person.name}",
        )  # fmt: skip
        row = SafeContact(
            person=person, channels=["call"], words=safe_contact.seal(person.pk, words), reviewed_on=TODAY
        )
        world.put(f"safe-contact/{person.name}", row.insert())
    for person in (cast.ana, cast.ben):
        row = SignIn(key=f"key-{person.name}", person=person, data="{}", ends_at=now() + timedelta(days=1))
        world.put(f"sign-in/{person.name}", row.insert())
        world.put(f"preference/{person.name}", Preference(person=person, country="de").insert())
    world_plans.put(world)
    return world


def _elsewhere(world: World) -> None:
    """Hugo treated Farid in another practice too; his part there was never closed, but he works there no more."""
    world.put("practice/linden", world.cast.practice)
    oak = Practice(name="Oak House")
    oak.save()
    case = make_case(oak, "individual", [world.cast.farid], world.cast.hugo)
    world.put("elsewhere", case)
    part = Participation.objects.visible_to(world.cast.viewer(world.cast.farid)).get(case=case, role="member")
    world.put("participation/elsewhere/member/Farid", part)


def _case(world: World, name: str, case: Any) -> None:
    cast = world.cast
    world.put(f"case/{name}", case)
    parts = list(Participation.objects.visible_to(_therapist(world, case)).filter(case=case).select_related("person"))
    for part in parts:
        world.put(f"participation/{name}/{part.role}/{part.person.name}", part)
    invitation = Invitation(
        case=case, token_hash=f"hash-{name}", email=f"canary-{name}@example.org", name=f"Canary {name}",
        invited_by=cast.dana, expires_at=now() + timedelta(days=7),
    )  # fmt: skip
    world.put(f"invitation/{name}", invitation.insert())
    world_messages.put_case(world, name, case)
    if name != "joined":
        world_course.put_case(world, name, case)
    if name not in BARE:
        world_checks.put_case(world, name, case)
        world_checkins.put_case(world, name, case)
        world_exercises.put_case(world, name, case)
        world_changes.put_case(world, name, case)
        world_rows.put_case(world, name, case)
        world_notes.put_case(world, name, case)
    elif name == "closed":
        world.put("joint-work/closed", JointWork(case=case, goes_on=True, goals_apart=True).insert())
    therapist = _therapist(world, case)
    for terms in Terms.objects.visible_to(therapist).filter(case=case):
        world.put(f"terms/{name}", terms)
    for signature in Signature.objects.visible_to(therapist).filter(case=case).select_related("person"):
        world.put(f"signature/{name}/{signature.person.name}", signature)
    for part in parts:
        if part.role == "member":
            _private_things(world, name, case, part.person)


def _private_things(world: World, name: str, case: Case, person: Person) -> None:
    at = f"{name}/{person.name}"
    dana = world.cast.dana
    audiences = Audience if name == "couple" else (Audience.ME_AND_THERAPIST, Audience.ALL_OF_US)
    for audience in audiences:
        world.put(f"administration/{at}/{audience}", administer(world, name, case, person, audience))
    world_intake.put_person(world, name, case, person)
    world_messages.put_person(world, name, case, person)
    if name in BARE:
        return
    world_changes.put_guardian(world, name, case, person)
    plan = Plan(
        case=case,
        person=person,
        instrument="csi-4",
        rhythm="weeks",
        every_weeks=1,
        starts_on=date(2026, 11, 1),
        planned_by=dana,
    )
    world.put(f"plan/{at}", plan.insert())
    assignment = Assignment(case=case, person=person, plan=plan, instrument="csi-4", opens_on=date(2026, 11, 20))
    world.put(f"assignment/{at}", assignment.insert())
    sealed = vault.seal(case.pk, person.pk, place="measures.draft.answers", row=assignment.pk, text=DRAFT)
    world.put(f"draft/{at}", Draft(assignment=assignment, case=case, person=person, answers=sealed).insert())
    world.put(f"standing/{at}", Standing(case=case, person=person, instrument="phq-9").insert())
    world.put(f"sharing/{at}", Sharing(case=case, person=person, instrument="k6").insert())
    _safety_things(world, name, case, person)
    world_checks.put_person(world, name, case, person)
    world_checkins.put_person(world, name, case, person)
    world_meetings.put_person(world, name, case, person)
    world_exercises.put_person(world, name, case, person)
    world_course.put_person(world, name, case, person)
    world_changes.put_person(world, name, case, person, world.things[f"terms/{name}"].document)
    world_reports.put(world, name, case, person)
    world_rows.put_person(world, name, case, person)
    world_notes.put_person(world, name, case, person)
    unused = [one for one in Audience if one not in RATED] if name == "couple" else []
    for whose in ("joint", "own", "shared", *unused):
        _goal(world, name, case, person, whose)


def _safety_things(world: World, name: str, case: Case, person: Person) -> None:
    """An alert with its words, what was done, the short questions and a record, each with a canary of its own."""
    at, cast = f"{name}/{person.name}", world.cast
    canary = f"canary of safety {name} {person.name} ."
    _, _, therapist, supervisor = PEOPLE[name]
    world.words[canary] = {one for one in (therapist, supervisor, "Emil", CALLED if name == "couple" else None) if one}
    alert = Alert(
        case=case, person=person, kind="asq-positive", level="moderate", at=now(), since=now(),
        due_at=now() + timedelta(hours=4), owner=cast.dana,
    )  # fmt: skip
    alert.told = sealed.seal_told(case.pk, person.pk, alert.pk, [("A question", canary)])
    world.put(f"alert/{at}", alert.insert())
    step = AlertStep(alert=alert, case=case, deed="acted", detail="spoke", by=cast.dana)
    step.words = vault.seal(case.pk, person.pk, place=sealed.STEP, row=step.pk, text=canary)
    world.put(f"step/{at}", step.insert())
    if name == "couple":
        for called in (cast.hugo, cast.gita, world.ida):  # the office and whoever has left are called by nobody
            AlertStep(alert=alert, case=case, deed="called", number=1, to=called).insert()
    screening = Screening(
        case=case, person=person, alert=alert, source=f"world:{at}", instrument="asq", content="1" * 64, at=now(),
    )  # fmt: skip
    screening.answers = vault.seal(case.pk, person.pk, place=sealed.ANSWERS, row=screening.pk, text=canary)
    world.put(f"screening/{at}", screening.insert())
    record = RiskRecord(case=case, person=person, alert=alert, by=cast.dana)
    record.words = vault.seal(case.pk, person.pk, place=sealed.RECORD, row=record.pk, text=json.dumps({"now": canary}))
    world.put(f"record/{at}", record.insert())


def _goal(world: World, name: str, case: Case, person: Person, whose: str) -> None:
    """A goal of all, of the person's own, or shared, with everything that hangs on it and a canary in each."""
    at, day = f"{name}/{person.name}/{whose}", date(2026, 11, 20)
    owner = None if whose == "joint" else person
    audience = {"joint": Audience.ALL_OF_US, "own": Audience.ME_AND_THERAPIST, "shared": Audience.ALL_OF_US}.get(whose)
    audience = audience or Audience(whose)
    goal = Goal(
        case=case, type="mine" if owner else "shared", domain="communication", owner=owner, audience=audience.value,
        state="active", made_by=person, agreed_on=day,
    ).insert()  # fmt: skip
    world.put(f"goal/{at}", goal)
    canary = f"canary of a goal {name} {person.name} {whose} ."
    members, _, therapist, supervisor = PEOPLE[name]
    treating = {one for one in (therapist, supervisor) if one}
    shown = whose == "joint" or (whose == "shared" and person.name in members and name != "ended")
    readers = treating | (members if shown else set()) | ({person.name} if owner else set())
    world.words[canary] = readers if whose in ("joint", "own", "shared") else set()
    whose_key = goal.owner_id
    wording = Wording(goal=goal, case=case, number=1, made_by=person)
    words = Words(canary, tuple(f"{canary} {level}" for level in range(5)))
    wording.words = goal_words.seal_words(case.pk, whose_key, wording.pk, words)
    world.put(f"wording/{at}", wording.insert())
    step = Step(goal=goal, case=case, first_on=day, hard=3, made_by=person)
    said = {"what": canary, "known": canary}
    step.words = goal_words.seal(case.pk, whose_key, goal_words.STEP, step.pk, said)
    world.put(f"goal-step/{at}", step.insert())
    world.put(
        f"step-week/{at}", StepWeek(step=step, goal=goal, case=case, person=person, week=day, outcome="not").insert()
    )
    setback = Setback(goal=goal, case=case, made_by=person)
    told = {"happened": canary, "learned": "", "change": ""}
    setback.words = goal_words.seal(case.pk, whose_key, goal_words.SETBACK, setback.pk, told)
    world.put(f"setback/{at}", setback.insert())
    review = Review(goal=goal, case=case, number=1).insert()
    world.put(f"review/{at}", review)
    if whose == "joint":
        world.put(f"goal-agreement/{at}", Agreement(goal=goal, case=case, person=person, number=1).insert())
        for number, seen in enumerate(Audience if name == "couple" else RATED, start=2):
            other = Review(goal=goal, case=case, number=number, revealed_at=now()).insert()
            world.put(f"rating/{name}/{person.name}/{seen}", _rating(case, person, other, seen))


def _rating(case: Case, person: Person, review: Review, seen: Audience) -> Rating:
    return Rating(case=case, person=person, review=review, level=1, audience=seen.value).insert()


def administer(world: World, name: str, case: Case, person: Person, audience: str) -> Administration:
    """A finished PHQ-9 whose two scores stand nowhere else: 1000 and more is no score of any instrument."""
    total = 1000.25 + len(world.scores)
    members, _, therapist, supervisor = PEOPLE[name]
    treating = {one for one in (therapist, supervisor) if one}
    shown = audience == Audience.ALL_OF_US and name not in OVER and person.name in members
    readers = members - {"Chloé"} if name == "joined" else members
    known = audience in (Audience.ME_AND_THERAPIST, Audience.ALL_OF_US)
    world.scores[f"{total:.1f}"] = {person.name, *treating} if known else set()
    world.scores[f"{total + 0.5:.1f}"] = (
        (world.scores[f"{total:.1f}"] | (readers if shown else set())) if known else set()
    )
    row = Administration(
        case=case, person=person, instrument="phq-9", content=content.instrument("phq-9").digest,
        taken_at=now() - timedelta(days=30), audience=audience, total=total, partner_total=total + 0.5, band="moderate",
        flags="item-9" if audience == Audience.ME_AND_THERAPIST else "",
    )  # fmt: skip
    row.answers = vault.seal(case.pk, person.pk, place="measures.administration.answers", row=row.pk, text=ANSWERS)
    return row.insert()


def _case_of_practice(world: World) -> None:
    practice = world.cast.practice
    on_call = OnCall(practice=practice, person=world.cast.dana, place=1, days="01234", begins=time(9), ends=time(18))
    world.put("on-call", on_call.insert())
    house = HouseTemplate(
        practice=practice, slug="ours", number=1, domain="communication", type="shared", text="We write letters",
        levels=["a", "b", "c", "d", "e"], made_by=world.cast.dana,
    )  # fmt: skip
    world.put("goal-template", house.insert())
    world_notes.put_practice(world)
    attestation = Attestation(
        practice=practice,
        instrument="ras",
        holder="Canary Holder",
        licence="a licence",
        scope="all",
        licensed_on=date(2026, 1, 1),
    )
    world.put("attestation", attestation.insert())
    data = to_data(content.instrument("k6")) | {"slug": "ras"}
    imported = ImportedInstrument(
        practice=practice,
        slug="ras",
        content="1" * 64,
        definition=json.loads(json.dumps(data)),
        attestation=attestation,
    )
    world.put("imported", imported.insert())


def _therapist(world: World, case: Case) -> Any:
    own: set[UUID] = {world.cast.anas_own.pk, world.cast.farids.pk}
    return world.cast.viewer(world.cast.hugo if case.pk in own else world.cast.dana)
