"""What people type for a place, and which town they mean."""

import pytest

from ampersand.directory.queries.places import place, whereabouts
from ampersand.directory.rules.places import Town, fold, meant, readings, zip_code


def town(name: str, country: str, people: int) -> Town:
    return Town(people, name, country, "", 0.0, 0.0, "UTC", people)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("São Paulo", "sao paulo"), ("  KØBENHAVN ", "kobenhavn"), ("St. Gallen", "saint gallen"), ("Łódź", "lodz"),
     ("'s-Hertogenbosch", "s hertogenbosch"), ("Zürich", "zurich"), ("東京", "東京")],
)  # fmt: skip
def test_names_are_looked_for_without_accents_and_signs(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "reading"),
    [("Cambridge, MA", ("cambridge", "ma")), ("3511 AB Utrecht", ("utrecht", "")), ("SW1A 1AA London", ("london", "")),
     ("Springfield Illinois", ("springfield", "illinois"))],
)  # fmt: skip
def test_what_was_typed_is_read_in_every_likely_way(typed: str, reading: tuple[str, str]) -> None:
    assert reading in readings(typed)


def test_a_zip_code_stands_on_its_own() -> None:
    assert [zip_code(text) for text in ("02139", "Boston 02139-1234", "3511", "123456")] == ["02139", "02139", "", ""]


def test_a_far_larger_town_is_meant_but_one_at_home_is_never_passed_over() -> None:
    paris, texas = town("Paris", "FR", 2_000_000), town("Paris", "US", 25_000)
    assert meant([texas, paris], "NL") == paris
    assert meant([texas, paris], "US") is None
    assert meant([town("Cambridge", "GB", 145_000), town("Cambridge", "US", 110_000)], "NL") is None
    assert meant([texas], "NL") == texas


@pytest.mark.django_db
class TestWhereabouts:
    def test_a_town_is_found_whatever_language_it_is_typed_in(self, cast: object) -> None:
        for typed in ("Cologne", "köln", "KOLN", "Köln, Deutschland"):
            found = whereabouts(typed).town
            assert found is not None, typed
            assert (found.name, found.country) == ("Köln", "DE"), typed

    def test_an_ambiguous_name_asks_which_one(self, cast: object) -> None:
        found = whereabouts("Cambridge")
        assert found.town is None
        words = [one.words for one in found.which]
        assert "Cambridge, England, United Kingdom" in words
        assert "Cambridge, Massachusetts, United States" in words
        chosen = whereabouts(found.which[0].place).town
        assert chosen is not None
        assert chosen.name == "Cambridge"

    @pytest.mark.parametrize(("typed", "part"), [("Cambridge, MA", "MA"), ("Cambridge Ontario", "ON")])
    def test_whoever_says_where_is_not_asked(self, cast: object, typed: str, part: str) -> None:
        found = whereabouts(typed).town
        assert found is not None
        assert found.part == part

    def test_the_others_of_the_name_stay_within_reach(self, cast: object) -> None:
        found = whereabouts("London")
        assert found.town is not None
        assert found.town.country == "GB"
        assert any("Canada" in one.words for one in found.others)

    def test_an_american_code_asks_first_where_home_is_elsewhere(self, cast: object) -> None:
        found = whereabouts("02139")
        assert found.town is None
        assert found.postcode
        assert "Massachusetts" in found.which[0].words

    def test_an_american_code_is_enough_at_home_in_america(self, cast: object) -> None:
        cast.practice.time_zone = "America/New_York"  # type: ignore[attr-defined]
        cast.practice.save()  # type: ignore[attr-defined]
        found = whereabouts("02139").town
        assert found is not None
        assert (found.country, found.part) == ("US", "MA")

    def test_a_slip_of_the_finger_is_asked_about(self, cast: object) -> None:
        found = whereabouts("Amsterdm")
        assert found.town is None
        assert "Amsterdam" in found.alike[0].words

    def test_nothing_like_it_is_said_so(self, cast: object) -> None:
        assert whereabouts("Qqqqxz").unclear
        assert not whereabouts("Qqqqxz").alike

    def test_a_town_in_an_address_is_the_same_town_again(self, cast: object) -> None:
        town = whereabouts("Utrecht").town
        assert town is not None
        assert whereabouts(place(town)).town == town
        assert whereabouts("utrecht-999999999").town == town or whereabouts("utrecht-999999999").unclear
