"""Two sides of one row: offered, sealed alone, shared by each, opened at one moment, and nothing told before."""

import pytest
from django.urls import reverse

from ampersand.conflict.actions import pairing
from ampersand.conflict.actions.common import Refused
from ampersand.conflict.models import Pair, Side
from ampersand.core.ids import new_id
from ampersand.goals.tests.stories import going_on
from ampersand.privacy.policy import Hidden
from ampersand.safety.models import JointWork
from tests.cast import Cast

from .stories import HERS, HIS, ONLY, offered, opened, page, post, sealed, wrote

pytestmark = pytest.mark.django_db
HER_WORDS = ("a hand on my shoulder", "that I am too much", "We were late, and it began in the car.", "Alone")


def chosen(text: str) -> str:
    """The entry that is chosen to begin with."""
    return next(
        part.split('"')[0] for part in text.split('name="entry" value="')[1:] if "checked" in part.split(">")[0]
    )


def test_an_offer_shows_its_few_words_and_nothing_that_she_wrote(cast: Cast) -> None:
    going_on(cast)
    ana, ben, entry = cast.client(cast.ana), cast.client(cast.ben), wrote(cast, cast.ana, HERS, ONLY)
    assert "offer to look at it together" in page(ana, "entry", entry.pk).lower()
    fields = {"form_id": new_id(), "to": cast.ben.pk, "about": "The drive to the lake", "day": "", "entry": entry.pk}
    made = [post(ana, "offer", cast.couple.pk, **fields)["Location"] for _ in range(2)]
    assert made[0] == made[1], "pressed twice, offered once"
    assert f"?entry={entry.pk}" in made[0]
    for text in (page(ben, "together", cast.couple.pk), page(ben, "pair", fields["form_id"])):
        assert "The drive to the lake" in text
        assert not [words for words in HER_WORDS if words in text]
        assert str(entry.pk) not in text
    assert "Somebody offers to look at a row together." in page(ben, "log", cast.couple.pk)
    later = wrote(cast, cast.ana, HIS, ONLY)
    assert chosen(ana.get(made[0]).content.decode()) == str(entry.pk), "the one she came from"
    assert chosen(page(ana, "pair", fields["form_id"])) == str(later.pk), "else the latest"


def test_it_opens_for_both_when_both_have_sealed_and_shared_and_not_before(cast: Cast) -> None:
    pair = offered(cast)
    ana, ben, dana = (cast.client(person) for person in (cast.ana, cast.ben, cast.dana))
    hers, his = wrote(cast, cast.ana, HERS, ONLY), wrote(cast, cast.ben, HIS, ONLY)
    lines = ["felt", "needed", "did"]
    bens = page(ben, "pair", pair.pk)
    post(ana, "seal", pair.pk, entry=hers.pk, lines=lines)
    assert "What Ben would read" in page(ana, "pair", pair.pk)
    assert page(ben, "pair", pair.pk) == bens, "nothing tells him that she has sealed"
    post(ana, "share", pair.pk)
    assert page(ben, "pair", pair.pk) == bens, "nor that she shares"
    page(ana, "pair", pair.pk)  # with the word of thanks, which is said once
    waiting = page(ana, "pair", pair.pk)
    post(ben, "seal", pair.pk, entry=his.pk, lines=lines)
    assert page(ana, "pair", pair.pk) == waiting, "nor she of him"
    post(ben, "share", pair.pk)
    for client in (ana, ben):
        text = page(client, "pair", pair.pk)
        for words in ("a hand on my shoulder", "a little quiet", "Both of you felt this: alone."):
            assert words in text
        for kept in ("that I am too much", "began in the car", "Heat", "I was driving"):
            assert kept not in text, "only the lines they chose, and never how hot it was"
    assert dana.get(reverse("conflict:pair", args=[pair.pk])).status_code == 404


def test_dana_reads_it_only_while_both_allow_it(cast: Cast) -> None:
    pair = opened(cast)
    ana, ben, dana = (cast.client(person) for person in (cast.ana, cast.ben, cast.dana))
    there = reverse("conflict:pair", args=[pair.pk])
    post(ana, "allow", pair.pk, therapist="yes")
    assert dana.get(there).status_code == 404
    post(ben, "allow", pair.pk, therapist="yes")
    text = dana.get(there).content.decode()
    assert "a hand on my shoulder" in text
    assert "The drive to the lake" in page(dana, "of_case", cast.couple.pk)
    assert "You, Ben and Dana see both sides" in page(ana, "pair", pair.pk)
    assert cast.client(cast.emil).get(there).status_code == 404
    post(ana, "allow", pair.pk, therapist="no")
    assert dana.get(there).status_code == 404


def test_a_side_can_be_taken_back_without_a_trace(cast: Cast) -> None:
    pair, ben = offered(cast), cast.client(cast.ben)
    before = page(cast.client(cast.ana), "pair", pair.pk)
    sealed(cast, pair, cast.ben, HIS)
    post(ben, "share", pair.pk)
    post(ben, "take_side_back", pair.pk)
    assert page(cast.client(cast.ana), "pair", pair.pk) == before
    assert not Side.objects.visible_to(cast.viewer(cast.ben)).exists()
    sealed(cast, pair, cast.ana, HERS)
    pairing.share(by=cast.viewer(cast.ana), pair_id=pair.pk, therapist_may=False)
    assert "Your side" in page(ben, "pair", pair.pk), "his old share does not count"
    with pytest.raises(Refused):
        pairing.share(by=cast.viewer(cast.ben), pair_id=pair.pk, therapist_may=False)


def test_an_offer_taken_back_is_gone_as_if_it_had_not_been_made(cast: Cast) -> None:
    going_on(cast)
    ben = cast.client(cast.ben)
    before = page(ben, "together", cast.couple.pk)
    pair = offered(cast)
    sealed(cast, pair, cast.ana, HERS)
    assert post(ben, "close", pair.pk).status_code == 404, "it is not his to take back"
    assert "Take the offer back?" in page(cast.client(cast.ana), "close", pair.pk)
    post(cast.client(cast.ana), "close", pair.pk)
    assert page(ben, "together", cast.couple.pk) == before
    assert not Pair.objects.visible_to(cast.viewer(cast.ana)).exists()


def test_an_open_pair_is_put_away_for_both(cast: Cast) -> None:
    pair, there = opened(cast), ""
    there = reverse("conflict:pair", args=[pair.pk])
    post(cast.client(cast.ben), "close", pair.pk)
    for person in (cast.ana, cast.ben):
        assert cast.client(person).get(there).status_code == 404
    assert Side.objects.visible_to(cast.viewer(cast.ben)).count() == 1, "his own, and no longer hers"


def test_what_is_set_aside_waits_and_nobody_is_told(cast: Cast) -> None:
    pair, ben = offered(cast), cast.client(cast.ben)
    before = page(cast.client(cast.ana), "pair", pair.pk)
    for _ in range(2):
        post(ben, "set_aside", pair.pk)
    assert "Somebody offers" not in page(ben, "log", cast.couple.pk)
    assert page(cast.client(cast.ana), "pair", pair.pk) == before
    sealed(cast, pair, cast.ben, HIS)
    assert "Your side is sealed" in page(ben, "pair", pair.pk)
    assert post(cast.client(cast.ana), "set_aside", pair.pk).status_code == 404


def test_only_the_two_and_only_their_own_words(cast: Cast) -> None:
    pair = offered(cast)
    hers = wrote(cast, cast.ana, HERS)
    with pytest.raises(Hidden):
        pairing.seal(by=cast.viewer(cast.ben), pair_id=pair.pk, entry_id=hers.pk, lines=["felt"])
    for person in (cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita, cast.hugo):
        client = cast.client(person)
        assert client.get(reverse("conflict:pair", args=[pair.pk])).status_code == 404, person.name
        assert post(client, "share", pair.pk).status_code == 404
    with pytest.raises(Hidden):
        pairing.offer(
            by=cast.viewer(cast.ana), case_id=cast.couple.pk, pair_id=new_id(), to_id=cast.chloe.pk, about="x", day=None
        )


def test_in_a_family_a_pair_is_of_two(cast: Cast) -> None:
    going_on(cast)
    ana = cast.viewer(cast.ana)
    pair = pairing.offer(by=ana, case_id=cast.family.pk, pair_id=new_id(), to_id=cast.ben.pk, about="Bedtime", day=None)
    assert "Bedtime" in page(cast.client(cast.ben), "together", cast.family.pk)
    assert "Bedtime" not in page(cast.client(cast.chloe), "together", cast.family.pk)
    for person, said in ((cast.ana, HERS), (cast.ben, HIS)):
        entry = wrote(cast, person, said, ONLY, case=cast.family)
        pairing.seal(by=cast.viewer(person), pair_id=pair.pk, entry_id=entry.pk, lines=["felt"])
        pairing.share(by=cast.viewer(person), pair_id=pair.pk, therapist_may=True)
    there = reverse("conflict:pair", args=[pair.pk])
    assert "Chloé" not in cast.client(cast.ben).get(there).content.decode().split("<main")[1]
    assert cast.client(cast.chloe).get(there).status_code == 404


def test_while_work_together_rests_all_of_it_rests_and_one_s_own_goes_on(cast: Cast) -> None:
    pair = opened(cast)
    JointWork.objects.visible_to(cast.viewer(cast.dana)).filter(case=cast.couple).update(goes_on=False)
    for person in (cast.ana, cast.ben):
        client = cast.client(person)
        for text in (page(client, "together", cast.couple.pk), page(client, "pair", pair.pk)):
            assert "Paused until you have met with your therapist" in text
            assert "a hand on my shoulder" not in text
        assert post(client, "offer", cast.couple.pk, about="x", to=cast.ben.pk, form_id=new_id()).status_code == 303
        assert client.get(reverse("conflict:write", args=[cast.couple.pk])).status_code == 200
    with pytest.raises(Refused, match="Paused"):
        pairing.share(by=cast.viewer(cast.ana), pair_id=pair.pk, therapist_may=False)


def test_nothing_empty_is_sealed_and_a_sealed_side_does_not_change(cast: Cast) -> None:
    pair, ana = offered(cast), cast.client(cast.ana)
    entry = wrote(cast, cast.ana, HERS, ONLY)
    back = post(ana, "seal", pair.pk, entry=entry.pk)
    assert back.status_code == 422
    assert "Choose at least one line." in back.content.decode()
    post(ana, "seal", pair.pk, entry=entry.pk, lines=["needed"])
    fields = {"form_id": entry.pk, "happened_on": entry.happened_on, "needed": "nothing", "version": 1}
    assert post(ana, "amend", entry.pk, **fields).status_code == 303
    assert "a hand on my shoulder" in page(ana, "pair", pair.pk)
    post(ana, "seal", pair.pk, entry=entry.pk, lines=["needed"])
    assert Side.objects.visible_to(cast.viewer(cast.ana)).count() == 1, "sealed once"
