"""The two import commands, as someone at a terminal sees them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ampersand.fhir.tests.samples import FOLDER, sample
from ampersand.measures.models import Administration, Attestation, ImportedInstrument
from ampersand.measures.rules.loading import SHIPPED
from ampersand.privacy.scope import system_scope
from ampersand.project.command import named
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LICENCE = (
    "--holder",
    "Linden House",
    "--licence",
    "Public domain",
    "--licensed-on",
    "2026-01-05",
    "--scope",
    "Clients",
)
GITA = ("--as", "gita@example.org")
LOWER = "--lower-is-better"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command; what it printed."""

    def run_it(*words: str) -> str:
        call_command(*words)
        seen = capsys.readouterr()
        return seen.out + seen.err

    return run_it


def bring_in(run: Any, name: str, *more: str) -> str:
    printed: str = run("import_instrument", str(FOLDER / name), *GITA, *LICENCE, *more)
    return printed


def kept() -> list[Administration]:
    with system_scope("test"):
        return list(Administration.objects.filter(current=True).order_by("taken_at"))


def instruments() -> list[str]:
    with system_scope("test"):
        return list(ImportedInstrument.objects.values_list("slug", flat=True))


def personal(name: str, folder: Path, cast: Cast) -> str:
    """A sample with the people of the cast in it."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    text = text.replace("PERSON-ANA", str(cast.farid.pk)).replace("PERSON-BEN", str(cast.farid.pk))
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_hyphen_is_as_good_as_an_underscore() -> None:
    assert named(["import-responses", "a-file.json", "--as", "x-y"]) == [
        "import_responses",
        "a-file.json",
        "--as",
        "x-y",
    ]
    assert named(["help", "import-instrument"]) == ["help", "import_instrument"]
    assert named(["--help"]) == ["--help"]
    assert named([]) == []


# import-instrument


def test_an_instrument_is_stored_and_described(cast: Cast, run: Any) -> None:
    printed = bring_in(run, "medplum-gad-7.json", LOWER, "--slug", "our-anxiety")
    assert "our-anxiety: 7 items, 7 scored; 0 to 21; lower is better; no cut-off" in printed
    assert "Stored as our-anxiety" in printed
    assert instruments() == ["our-anxiety"]


def test_a_check_only_looks(cast: Cast, run: Any) -> None:
    assert "this was a check" in bring_in(run, "medplum-gad-7.json", LOWER, "--check")
    assert instruments() == []


def test_the_wrong_first_option_of_the_gad_7_is_told(cast: Cast, run: Any, tmp_path: Path) -> None:
    file = tmp_path / "gad-7.json"
    file.write_text(json.dumps(sample("medplum-gad-7.json")).replace('"Not at all"', '"Not at all sure"'))
    printed = run("import_instrument", str(file), *GITA, *LICENCE, LOWER)
    assert 'warning: the first option reads "not at all sure"' in printed


def test_the_way_must_be_told(cast: Cast, run: Any) -> None:
    with pytest.raises(CommandError, match="--higher-is-better or --lower-is-better"):
        bring_in(run, "medplum-gad-7.json")


def test_a_bad_file_gives_one_error_with_its_place_and_stores_nothing(cast: Cast, run: Any, tmp_path: Path) -> None:
    data = sample("medplum-gad-7.json")
    del data["item"][0]["item"][2]["answerOption"][1]["valueCoding"]["extension"]
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(data))
    with pytest.raises(CommandError) as caught:
        run("import_instrument", str(file), *GITA, *LICENCE, LOWER)
    assert "item[0].item[2].answerOption[1].valueCoding: no score (ordinalValue or itemWeight)" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.returncode == 1
    assert instruments() == []
    with system_scope("test"):
        assert not Attestation.objects.exists()


@pytest.mark.parametrize("address", ["dana@example.org", "ana@example.org", "nobody@example.org"])
def test_only_the_administrator_brings_in_instruments(cast: Cast, run: Any, address: str) -> None:
    with pytest.raises(CommandError):
        run("import_instrument", str(FOLDER / "medplum-gad-7.json"), "--as", address, *LICENCE, LOWER)
    assert instruments() == []


def test_our_own_files_with_their_words(cast: Cast, run: Any, tmp_path: Path) -> None:
    facts = (
        (SHIPPED / "k10" / "instrument.toml").read_text(encoding="utf-8").replace('slug = "k10"', 'slug = "our-k10"')
    )
    (tmp_path / "instrument.toml").write_text(facts, encoding="utf-8")
    with pytest.raises(CommandError, match="without words"):
        run("import_instrument", str(tmp_path / "instrument.toml"), *GITA, *LICENCE)
    (tmp_path / "en.toml").write_text((SHIPPED / "k10" / "en.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert "Stored as our-k10" in run("import_instrument", str(tmp_path / "instrument.toml"), *GITA, *LICENCE)
    (tmp_path / "instrument.toml").write_text(facts + "\n[oops]\n", encoding="utf-8")
    with pytest.raises(CommandError, match="oops: is not known here"):
        run("import_instrument", str(tmp_path / "instrument.toml"), *GITA, *LICENCE)


def test_a_file_that_is_not_there(cast: Cast, run: Any) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_instrument", "nowhere.json", *GITA, *LICENCE, LOWER)


# import-responses


def test_a_single_response(cast: Cast, run: Any, tmp_path: Path) -> None:
    file = personal("lhc-forms-phq-9-response.json", tmp_path, cast)
    assert "1 new, 0 new versions, 0 known already, 0 passed over, 0 refused" in run("import_responses", file, *GITA)
    assert [(one.instrument, one.total, one.person_id) for one in kept()] == [("phq-9", 10, cast.farid.pk)]
    assert "1 known already" in run("import_responses", file, *GITA)
    assert len(kept()) == 1


def test_a_bundle_with_a_wrong_score_and_an_unfinished_one(cast: Cast, run: Any, tmp_path: Path) -> None:
    file = personal("hapi-bundle.json", tmp_path, cast)
    printed = run("import_responses", file, *GITA, "--report", str(tmp_path / "report.csv"))
    assert "3 new, 0 new versions, 0 known already, 1 passed over, 0 refused" in printed
    assert "entry[2].resource: the file says 4, the answers give 3" in printed
    assert "entry[3].resource: is not finished" in printed
    assert [one.total for one in kept()] == [17, 11.25, 3]
    with (tmp_path / "report.csv").open(encoding="utf-8") as report:
        rows = list(csv.DictReader(report))
    assert [row["outcome"] for row in rows] == ["taken", "taken", "taken", "passed over"]
    assert (rows[2]["score in the file"], rows[2]["score"]) == ("4", "3")
    assert (tmp_path / "report.csv").stat().st_mode & 0o077 == 0


def test_lines_with_a_form_of_the_practice_and_a_list_of_people(cast: Cast, run: Any, tmp_path: Path) -> None:
    bring_in(run, "medplum-gad-7.json", LOWER, "--slug", "our-anxiety")
    file = str(FOLDER / "medplum-gad-7-responses.ndjson")
    with pytest.raises(CommandError, match="3 rows were refused"):
        run("import_responses", file, *GITA)
    people = tmp_path / "people.csv"
    people.write_text("identifier,person\nPatient/ana-7,farid@example.org\nPatient/ben-7,FARID@example.org\n")
    assert "3 new" in run("import_responses", file, *GITA, "--people", str(people))
    assert [(one.instrument, one.total) for one in kept()] == [
        ("our-anxiety", 7),
        ("our-anxiety", 18),
        ("our-anxiety", 4),
    ]


def test_csv_with_everything(cast: Cast, run: Any, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(
        "person,case,instrument,taken_at,q1,q2,q3,q4,q5,q6,q7,q8,q9,total,id\n"
        f"ana@example.org,{cast.couple.pk},phq-9,2026-09-07,2,1,3,1,0,1,2,0,0,10,r1\n"
        f"{cast.ben.pk},{cast.couple.pk},phq-2,2026-09-07T18:00,2,1,,,,,,,,4,r2\n"
    )
    printed = run("import_responses", str(file), *GITA)
    assert "2 new" in printed
    assert "line 3: the file says 4, the answers give 3" in printed
    assert [(one.person_id, one.source) for one in kept()] == [(cast.ana.pk, "csv:r1"), (cast.ben.pk, "csv:r2")]
    assert kept()[0].taken_at.isoformat() == "2026-09-07T10:00:00+00:00"


def test_one_wrong_row_refuses_its_file_and_the_next_is_taken(cast: Cast, run: Any, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    head = "person,instrument,taken_at,q1,q2\n"
    bad.write_text(head + "farid@example.org,phq-2,2026-09-07,1,1\nfarid@example.org,phq-2,2026-09-08,1,9\n")
    good.write_text(head + "farid@example.org,phq-2,2026-09-09,1,1\n")
    with pytest.raises(CommandError, match=r"Nothing of .*bad\.csv was stored: 1 row was refused"):
        run("import_responses", str(bad), str(good), *GITA)
    assert [one.total for one in kept()] == [2]


def test_a_therapist_brings_in_for_her_own_cases_only(cast: Cast, run: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("person,instrument,taken_at,q1,q2\nfarid@example.org,phq-2,2026-09-07,1,1\n")
    with pytest.raises(CommandError, match="1 row was refused"):
        run("import_responses", str(file), "--as", "dana@example.org")
    assert "1 new" in run("import_responses", str(file), "--as", "hugo@example.org")


def test_a_check_of_responses_only_looks(cast: Cast, run: Any, tmp_path: Path) -> None:
    file = personal("lhc-forms-phq-9-response.json", tmp_path, cast)
    assert "this was a check" in run("import_responses", file, *GITA, "--check")
    assert kept() == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[" * 50_000, b"\xff", b"person\n", b'{"resourceType":"Bundle"}', b"a\x00b"]
)
def test_a_file_that_cannot_be_read_is_one_error(cast: Cast, run: Any, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.dat"
    file.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        run("import_responses", str(file), *GITA)
    assert "Nothing of" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_a_file_says_cannot_write_to_the_terminal(cast: Cast, run: Any, tmp_path: Path) -> None:
    data = sample("lhc-forms-phq-9-response.json") | {"status": "\x1b[31mred\u202e"}
    file = tmp_path / "x.json"
    file.write_text(json.dumps(data))
    with pytest.raises(CommandError):
        run("import_responses", str(file), *GITA, "--report", str(tmp_path / "r.csv"))
    assert "\x1b" not in (tmp_path / "r.csv").read_text()
