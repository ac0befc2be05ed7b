"""Content files: what ships is sound, and a wrong file is refused with its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ampersand.measures.rules.loading import SHIPPED, ContentError, from_data, from_toml, load, shipped
from ampersand.measures.rules.writing import to_data

type Edit = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for slug in ("phq-2", "phq-9", "pc-ptsd-5", "csi-32"):
        shutil.copytree(SHIPPED / slug, tmp_path / slug)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def refused(folder: Path) -> ContentError:
    with pytest.raises(ContentError) as caught:
        load([folder])
    return caught.value


class TestWhatShips:
    def test_everything_loads_with_english_words(self) -> None:
        assert len(shipped()) == 15
        assert all("en" in one.wording for one in shipped().values())

    def test_data_comes_back_as_it_went(self) -> None:
        for one in shipped().values():
            assert from_data(to_data(one)) == one

    def test_every_computed_number_states_its_inputs(self) -> None:
        for one in shipped().values():
            facts = [fact for fact in (*one.bands, *one.cutoffs, *one.notes) if fact.source.certainty == "C"]
            assert all(fact.source.inputs for fact in facts)

    def test_forms_without_words_for_a_partner_keep_their_safety_item(self) -> None:
        watched = {slug: [one.item for one in form.safety] for slug, form in shipped().items() if form.safety}
        assert watched == {"core-10": ["6"], "phq-9": ["9"]}

    def test_remembered_codes_are_not_emitted(self) -> None:
        for one in shipped().values():
            codes = [one.loinc.panel, one.loinc.total, *one.loinc.items.values()]
            assert not any(code and code.source.provisional for code in codes)
        assert shipped()["phq-4"].loinc.total is None


class TestDigest:
    def test_equal_content_has_an_equal_digest(self, folder: Path) -> None:
        assert load([folder])["phq-2"].digest == shipped()["phq-2"].digest

    @pytest.mark.parametrize(
        ("file", "old", "new"),
        [
            ("instrument.toml", 'name = "positive"', 'name = "likely"'),
            ("instrument.toml", 'certainty = "2"', 'certainty = "1"'),
            ("en.toml", "Several days", "Some days"),
        ],
    )
    def test_any_change_gives_another(self, folder: Path, file: str, old: str, new: str) -> None:
        change(folder / "phq-2" / file, old, new)
        cases = folder / "phq-2" / "cases.csv"
        cases.write_text(
            cases.read_text().replace(",positive,", f",{new.split('"')[1] if 'name' in new else 'positive'},")
        )
        assert load([folder])["phq-2"].digest != shipped()["phq-2"].digest


class TestOverlay:
    def test_a_later_folder_adds_a_language(self, folder: Path, tmp_path: Path) -> None:
        practice = tmp_path / "practice" / "phq-2"
        practice.mkdir(parents=True)
        words = (folder / "phq-2" / "en.toml").read_text().replace('language = "en"', 'language = "en-GB"')
        (practice / "en-gb.toml").write_text(words)
        found = load([SHIPPED, practice.parent])
        assert sorted(found["phq-2"].wording) == ["en", "en-GB"]
        assert len(found) == 15

    def test_a_later_folder_replaces_a_definition(self, folder: Path) -> None:
        change(folder / "phq-2" / "instrument.toml", 'version = "1"', 'version = "2"')
        assert load([SHIPPED, folder])["phq-2"].version == "2"

    def test_the_same_language_twice_is_refused(self, folder: Path) -> None:
        shutil.copy(folder / "phq-2" / "en.toml", folder / "phq-2" / "english.toml")
        assert "'en' appears twice" in str(refused(folder))


class TestRefusals:
    @pytest.mark.parametrize(
        ("old", "new", "where", "reason"),
        [
            ('direction = "lower"', 'direction = "down"', "direction", "must be one of higher, lower"),
            ("minutes = 1", 'minutes = "1"', "minutes", "must be a whole number"),
            ("minutes = 1", "minuts = 1", "", "minutes is missing"),
            ('citation = "', 'cite = "x"\ncitation = "', "cite", "is not known here"),
            ("value = 3,", "value = nan,", "cutoffs[0].value", "must be a number"),
            ("value = 3,", "value = 30,", "cutoffs[0].value", "outside the range"),
            ('clinical = "at_or_above"', 'clinical = "below"', "cutoffs[0].clinical", "contradicts the direction"),
            ('{ from = 3, name = "positive"', '{ from = 0, name = "positive"', "bands", "ascending order"),
            ('{ from = 0, name = "negative"', '{ from = 1, name = "negative"', "bands[0]", "lowest total, 0"),
            ('certainty = "2" }', 'certainty = "sure" }', "bands[0].certainty", "must be one of 2, 1, M, C, P"),
            ('certainty = "2" }', 'certainty = "C" }', "bands[0].certainty", "must state the weakest certainty"),
            ('source = "paper"', 'source = "hearsay"', "bands[0].source", "must be one of"),
            ('scale = "frequency"', 'scale = "often"', "items[0].scale", "must be one of frequency"),
            ("frequency = [0, 1, 2, 3]", "frequency = [0, 1, 2, 2]", "scoring.range", "[0, 4]"),
            ("range = [0, 6]", "range = [0, 9]", "scoring.range", "but the items give [0, 6]"),
            ('ids = ["1", "2"]', 'ids = ["1", "1"]', "items", "item 1 appears twice"),
            ('method = "sum"', 'method = "sum"\nreverse = ["7"]', "scoring.reverse", "no scored item '7'"),
            ('method = "sum"', 'method = "eval(x)"', "scoring.method", "must be one of sum, mean"),
            ("allowed = 0", "allowed = 1", "missing", 'fill must be "none" exactly'),
            ('slug = "phq-2"', 'slug = "phq-3"', "slug", "must be the name of its folder"),
        ],
    )
    def test_a_wrong_value_is_named_with_its_path(
        self, folder: Path, old: str, new: str, where: str, reason: str
    ) -> None:
        path = folder / "phq-2" / "instrument.toml"
        change(path, old, new)
        error = refused(folder)
        assert (error.file, error.where) == (str(path), where)
        assert reason in error.reason

    def test_the_line_is_told(self, folder: Path) -> None:
        path = folder / "phq-9" / "instrument.toml"
        change(path, 'name = "moderately severe"', "name = 3")
        error = refused(folder)
        line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "name = 3" in text)
        assert (error.where, error.line) == ("bands[3].name", line)
        assert str(error).startswith(f"{path}, line {line}, bands[3].name: must be text")

    def test_broken_toml_names_the_line(self, folder: Path) -> None:
        (folder / "phq-2" / "instrument.toml").write_text('slug = "phq-2"\nversion = \n')
        assert "line 2" in str(refused(folder))

    def test_a_partner_may_never_be_shown_a_safety_item(self, folder: Path) -> None:
        change(folder / "phq-9" / "instrument.toml", '"7", "8"]\n\n[change]', '"7", "8", "9"]\n\n[change]')
        assert "item 9 is a safety item; no partner may see it" in str(refused(folder))

    def test_an_item_waits_only_for_an_earlier_one(self, folder: Path) -> None:
        change(folder / "pc-ptsd-5" / "instrument.toml", 'item = "exposure"', 'item = "5"')
        assert "which does not come before" in str(refused(folder))

    def test_a_recovery_line_must_exist(self, folder: Path) -> None:
        change(folder / "csi-32" / "instrument.toml", 'cutoff = "104.5"', 'cutoff = "100"')
        assert refused(folder).where == "change.cutoff"

    def test_change_needs_both_numbers_or_points(self, folder: Path) -> None:
        change(folder / "csi-32" / "instrument.toml", "reliability = {", "points = {")
        assert "either sd and reliability, or points" in str(refused(folder))

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        assert "no such folder" in str(refused(tmp_path / "nowhere"))


class TestGoldenCases:
    def test_no_cases_no_instrument(self, folder: Path) -> None:
        cases = folder / "phq-2" / "cases.csv"
        cases.write_text(cases.read_text().splitlines()[0] + "\n")
        assert "holds no golden case" in str(refused(folder))
        cases.unlink()
        assert "cases.csv is missing" in str(refused(folder))

    def test_a_case_that_does_not_come_out_is_refused(self, folder: Path) -> None:
        change(folder / "phq-2" / "cases.csv", "2,1,3,positive", "2,1,4,positive")
        error = refused(folder)
        assert (error.line, error.where) == (2, "=total")
        assert error.reason == "case 'published vector, positive' expects 4, scoring gives 3"

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            ("case,1,2", "case,1,3", "column 2 is missing"),
            ("=missing", "=gone", "column =gone is not known"),
            ("positive,clinical,", "positive,clinical", "another number of cells"),
            ('"published vector, positive",2,1', '"published vector, positive",2,x', "'x' is not a code"),
            ('"published vector, positive",2,1', '"published vector, positive",2,9', "is not one of the codes"),
        ],
    )
    def test_a_table_that_cannot_be_read(self, folder: Path, old: str, new: str, reason: str) -> None:
        change(folder / "phq-2" / "cases.csv", old, new)
        assert reason in str(refused(folder))


class TestWording:
    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            ('"Several days", ', "", "scales.frequency: has 3 labels for 4 options"),
            ("2 = ", "3 = ", "items: 2 is missing"),
            ("[rights]", '7 = "More?"\n[rights]', "items.7: is not in the instrument"),
            ("frequency = [", "often = [", "scales: frequency is missing"),
            ('"Not at all"', '""', "the first and the last option need a label"),
            ('title = "PHQ-2"', 'title = ""', "title: must be text that is not empty"),
        ],
    )
    def test_words_must_fit_the_instrument(self, folder: Path, old: str, new: str, reason: str) -> None:
        change(folder / "phq-2" / "en.toml", old, new)
        assert reason in str(refused(folder))

    def test_an_instrument_may_come_without_words(self, folder: Path) -> None:
        (folder / "phq-2" / "en.toml").unlink()
        assert load([folder])["phq-2"].wording == {}

    def test_a_stem_stands_over_known_items(self, folder: Path) -> None:
        change(folder / "csi-32" / "en.toml", 'items = ["2", "3", "4"]', 'items = ["2", "3", "44"]')
        assert "no such item as '44'" in str(refused(folder))


class TestImport:
    def test_one_file_with_facts_and_words(self) -> None:
        facts = (SHIPPED / "phq-2" / "instrument.toml").read_text()
        one = from_toml(facts.replace('slug = "phq-2"', 'slug = "our-own"'), "our-own.toml")
        assert (one.slug, one.wording) == ("our-own", {})
        assert one.digest

    def test_a_wrong_file_is_named(self) -> None:
        with pytest.raises(ContentError, match=r"our\.toml.*sources is missing"):
            from_toml('slug = "x"', "our.toml")
