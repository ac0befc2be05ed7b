"""The lines of every country: what the files hold, what they must never hold, and what a wrong file says."""

import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from ampersand.core.reading import ContentError, Document
from ampersand.operations import health
from ampersand.safety import apps
from ampersand.safety.queries import lines
from ampersand.safety.rules.lines import AGAIN_AFTER, OLD_AFTER, Country, Kind, digits, read
from ampersand.safety.rules.needs import answers

COUNTRIES = [one for one in lines.countries() if one.code != lines.ELSEWHERE]
ALL = [line for one in COUNTRIES for line in one.lines]
FILE = """
code = "xx"
country = "Somewhere"
in_words = "in Somewhere"
checked_on = 2026-10-07
checked_by = "a friend"
[[lines]]
kind = "emergency"
name = "Emergency services"
phone = ["112"]
certainty = "C"
[[lines]]
kind = "crisis"
name = "Someone"
phone = ["116 123"]
source_url = "https://example.org/"
certainty = "C"
"""


def numbers(code: str, kind: Kind) -> set[str]:
    return {digits(number) for line in lines.lines(code, kind) for number in (*line.phone, line.text) if number}


def test_there_are_twenty_five_countries_and_a_place_for_all_others() -> None:
    assert len(COUNTRIES) == 25
    assert lines.countries()[-1].code == lines.ELSEWHERE
    assert [one.host for one in lines.directories()] == ["findahelpline.com", "befrienders.org"]


@pytest.mark.parametrize("one", COUNTRIES, ids=lambda one: one.code)
def test_every_country_answers_danger_despair_and_fear_with_its_own_name_on_each_line(one: Country) -> None:
    for kind in (Kind.EMERGENCY, Kind.CRISIS, Kind.ABUSE):
        assert one.of(kind), kind
    for line in one.lines:
        assert (line.country, line.in_words) == (one.name, one.in_words)
        assert line.checked_on <= date(2026, 10, 7)
        assert line.kind is Kind.EMERGENCY or line.source_url


EMERGENCY = {
    "us": "911", "ca": "911", "gb": "999 112", "ie": "112 999", "au": "000", "nz": "111", "de": "112 110",
    "fr": "112 15", "nl": "112", "be": "112", "es": "112", "it": "112", "pt": "112", "se": "112", "no": "113 112",
    "dk": "112", "fi": "112", "ch": "144 117 112", "at": "144 133 112", "in": "112", "sg": "995 999",
    "jp": "119 110", "br": "192 190", "mx": "911", "za": "10111 10177 112",
}  # fmt: skip


def test_emergency_numbers_are_those_of_the_list() -> None:
    found = {one.code: " ".join(number for line in one.emergencies for number in line.phone) for one in COUNTRIES}
    assert found == EMERGENCY


def test_errors_seen_elsewhere_are_not_repeated_here() -> None:
    everything = {digits(number) for line in ALL for number in (*line.phone, line.text, line.whatsapp) if number}
    assert "18005990019" not in everything, "India's KIRAN went into Tele-MANAS"
    assert "18334564566" not in everything, "Canada's line is 988 now"
    assert "08000116016" not in everything, "Germany's line is 116 016 now"
    assert numbers("in", Kind.CRISIS) == {"14416", "18008914416"}
    assert numbers("de", Kind.ABUSE) == {"116016", "08001239900"}
    assert not numbers("de", Kind.ABUSE) & numbers("de", Kind.CRISIS), "that line is for something else"
    assert numbers("ca", Kind.CRISIS) == {"988"}
    assert "18007997233" in numbers("us", Kind.ABUSE)
    assert "18007997233" not in numbers("ca", Kind.ABUSE), "that is the line of the United States"
    shelter = lines.lines("ca", Kind.ABUSE)[0]
    assert (shelter.phone, shelter.site_host) == ((), "sheltersafe.ca")
    assert "no single national line" in lines.country("ca").note(Kind.ABUSE)


def test_the_same_digits_mean_other_things_across_borders() -> None:
    places: dict[str, set[tuple[str, Kind]]] = defaultdict(set)
    for one in COUNTRIES:
        for line in one.lines:
            for number in line.phone:
                places[digits(number)].add((one.code, line.kind))
    assert {code for code, _ in places["116123"]} == {"gb", "ie", "de", "no"}
    assert places["116016"] == {("de", Kind.ABUSE), ("se", Kind.ABUSE), ("fi", Kind.ABUSE)}
    assert places["142"] == {("at", Kind.CRISIS), ("ch", Kind.ABUSE)}
    assert places["113"] == {("nl", Kind.CRISIS), ("no", Kind.EMERGENCY)}


def test_what_stands_in_the_notes_is_said() -> None:
    spain, singapore = lines.lines("es", Kind.ABUSE)[0], lines.lines("sg", Kind.ABUSE)[0]
    assert "list of calls" in spain.leaves_trace_note
    assert singapore.may_involve_police
    assert [line.name for line in ALL if line.may_involve_police] == [singapore.name]
    assert "use 1737" in next(line for line in lines.lines("nz", Kind.CRISIS) if "0508 828 865" in line.phone).note
    certainty = {one.code: {line.certainty for line in one.lines} for one in COUNTRIES}
    assert certainty["us"] == {"A"}
    assert certainty["ca"] == {"A", "C"}
    assert certainty["jp"] == {"B", "C"}
    assert certainty["ch"] == {"C"}


def test_links_dial_and_write() -> None:
    shout = next(line for line in lines.lines("gb", Kind.CRISIS) if line.name == "Shout")
    assert shout.text_link == "sms:85258?body=SHOUT"
    assert lines.lines("us", Kind.ABUSE)[0].calls == (("1-800-799-7233", "tel:18007997233"),)
    for line in ALL:
        for _, link in line.calls:
            assert re.fullmatch(r"tel:\+?\d{2,15}", link)


def test_a_check_is_old_after_180_days() -> None:
    line = lines.lines("de", Kind.CRISIS)[0]
    assert not line.is_old(line.checked_on + timedelta(days=180))
    assert line.is_old(line.checked_on + timedelta(days=181))
    assert OLD_AFTER == 2 * AGAIN_AFTER == 180


def test_where_a_country_has_nothing_the_answer_is_empty_and_not_invented() -> None:
    for one in COUNTRIES:
        found = {answer.need.key: answer.lines for answer in answers(one)}
        assert list(found) == ["now", "self", "home", "child", "harm", "habit"], "in the order of need"
        assert found["child"] == found["habit"] == ()
        assert found["harm"] == found["self"]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('phone = ["116 123"]', 'phone = ["call us"]', 15, "as it is dialled"),
        ('kind = "crisis"', 'kind = "listening"', 13, "must be one of emergency, crisis"),
        ("checked_on = 2026-10-07", 'checked_on = "last week"', 5, "must be a day"),
        ('certainty = "C"\n[[lines]]', 'certainty = "sure"\n[[lines]]', 11, "must be one of A, B, C"),
        ("https://example.org/", "http://example.org/", 16, "must begin with https"),
        ('source_url = "https://example.org/"\n', "", 12, "source_url is missing"),
        ('phone = ["116 123"]\n', "", 12, "needs a phone, text"),
        ('name = "Someone"', 'name = "Someone"\ncolour = "red"', 15, "is not known here"),
        ('code = "xx"', 'code = "yy"', 2, "must be the name of its file"),
        ('kind = "emergency"', 'kind = "crisis"\nsource_url = "https://example.org/"', None, "of the kind emergency"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(old: str, new: str, line: int | None, reason: str) -> None:
    read(Document("xx.toml", FILE), "xx")
    with pytest.raises(ContentError, match=re.escape(reason)) as refused:
        read(Document("lines/xx.toml", FILE.replace(old, new, 1)), "xx")
    assert refused.value.file == "lines/xx.toml"
    assert refused.value.line == line


def test_a_practice_overlays_a_country_with_its_own_file(tmp_path: Path) -> None:
    shipped = Path(lines.__file__).parents[2] / "content/safety/lines"
    (tmp_path / "de.toml").write_text(FILE.replace("xx", "de").replace("Somewhere", "Germany"), encoding="utf-8")
    found = lines.load([shipped, tmp_path])
    assert [line.name for line in found["de"].lines] == ["Emergency services", "Someone"]
    assert found["fr"] == lines.country("fr")


def test_a_wrong_file_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "de.toml").write_text("code = 1\n", encoding="utf-8")

    def wrong() -> tuple[Country, ...]:
        return tuple(lines.load([tmp_path]).values())

    assert apps.content_is_right(None) == []
    monkeypatch.setattr(lines, "countries", wrong)
    (error,) = apps.content_is_right(None)
    assert error.is_serious()
    assert "de.toml, line 1" in error.msg


@pytest.mark.parametrize(("days", "level"), [(60, "well"), (91, "advice"), (181, "WRONG")])
def test_the_doctor_names_lines_whose_check_is_old(days: int, level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    oldest = min(ALL, key=lambda line: line.checked_on)
    monkeypatch.setattr(health, "today", lambda zone: oldest.checked_on + timedelta(days=days))
    findings = list(health.lines_that_help())
    assert findings[0][0].value == level
    assert (level == "well") == ("checked" not in findings[0][1] or "days ago" not in findings[0][1])


def test_every_line_is_one_service() -> None:
    names = [(one.country, one.kind, one.name) for one in ALL]
    assert len(names) == len(set(names))
