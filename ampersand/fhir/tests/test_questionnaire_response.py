"""Responses that other systems wrote: recognised without guessing, or refused with the place and the reason."""

import json
from typing import Any

import pytest

from ampersand.core.reading import ContentError
from ampersand.fhir.questionnaire_response import read_responses
from ampersand.measures.rules.responses import Brought, Outcome
from ampersand.measures.rules.scoring import score

from .samples import FOLDER, read, reader, sample

PEOPLE = {"Patient/ana-7": "ana@example.org", "Patient/ben-7": "ben@example.org"}
PHQ = "lhc-forms-phq-9-response.json"


def rows(name: str, data: Any = None, **more: Any) -> list[Brought | Outcome]:
    content = (FOLDER / name).read_bytes() if data is None else json.dumps(data).encode()
    forms = [read("medplum-gad-7.json"), read("r5-phq-2.json")]
    return read_responses(content, name, reader(*forms, **more))


def one(data: Any, **more: Any) -> Brought:
    found = rows(PHQ, data, **more)[0]
    assert isinstance(found, Brought), found
    return found


def refused(data: Any, **more: Any) -> str:
    found = rows(PHQ, data, **more)[0]
    assert isinstance(found, Outcome)
    assert found.what == "refused"
    return found.reason


def totals(found: list[Brought | Outcome]) -> list[float | None]:
    return [score(row.instrument, row.answers).total for row in found if isinstance(row, Brought)]


def test_one_response_of_lhc_forms() -> None:
    row = one(sample(PHQ))
    assert row.instrument.slug == "phq-9"
    assert [row.answers[str(item)] for item in range(1, 10)] == [2, 1, 3, 1, 0, 1, 2, 0, 0]
    assert (row.stated, row.person, row.answers["difficulty"]) == (10, "person-ana", 1)
    assert row.source == "https://forms.example.org/responses|lhc-1"


def test_a_search_result_of_a_hapi_server() -> None:
    found = rows("hapi-bundle.json")
    assert totals(found) == [17, 11.25, 3]
    assert [row.stated for row in found if isinstance(row, Brought)] == [17, 11.25, 4]
    assert [row.person for row in found if isinstance(row, Brought)] == ["person-ana", "person-ana", "person-ben"]
    assert found[3] == Outcome("entry[3].resource", "passed over", "is not finished")


def test_lines_of_medplum_with_codings_and_whole_numbers() -> None:
    found = rows("medplum-gad-7-responses.ndjson", people=PEOPLE)
    assert totals(found) == [7, 18, 4]
    assert [row.place for row in found] == ["line 1", "line 2", "line 3"]
    assert {row.instrument.slug for row in found if isinstance(row, Brought)} == {
        "generalized-anxiety-disorder-7-gad-7"
    }


def test_a_response_of_r5_with_a_day_only() -> None:
    found = rows("r5-phq-2-response.json")
    assert totals(found) == [3]
    assert isinstance(found[0], Brought)
    assert found[0].taken_at.isoformat() == "2026-09-30T10:00:00+00:00"  # noon in Amsterdam
    assert found[0].source == "https://r5.example.org/ids|r5-1"


def test_someone_who_is_not_known_is_refused_by_name_of_their_record() -> None:
    reasons = [row.reason for row in rows("medplum-gad-7-responses.ndjson") if isinstance(row, Outcome)]
    assert len(reasons) == 3
    assert "Patient/ana-7 is not in the list of people" in reasons[0]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"valueCoding": {"system": "http://loinc.org", "code": "LA6570-1"}}, 2),
        ({"valueCoding": {"code": "LA6570-1"}}, 2),
        ({"valueCoding": {"display": "more than half  the days"}}, 2),
        ({"valueCoding": {"system": "https://their.example.org", "code": "2"}}, 2),
        (
            {
                "valueCoding": {
                    "code": "x",
                    "extension": [
                        {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 2},
                    ],
                }
            },
            2,
        ),
        (
            {
                "valueCoding": {"code": "x"},
                "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/itemWeight", "valueDecimal": 2.0}],
            },
            2,
        ),
        ({"valueInteger": 2}, 2),
        ({"valueDecimal": 2.0}, 2),
        ({"valueString": "More than half the days"}, 2),
        ({"valueString": "2"}, 2),
        ({"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason"}]}, None),
    ],
)
def test_every_way_to_write_an_answer(answer: dict[str, Any], code: int | None) -> None:
    data = sample(PHQ)
    data["item"][0]["answer"] = [answer]
    assert one(data).answers.get("1") == code


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"valueInteger": 4}, "item[0].answer[0]: phq-9 item 1: 4 is not one of the codes 0, 1, 2, 3"),
        ({"valueCoding": {"system": "http://loinc.org", "code": "LA9-9"}}, "is not an option of item 1"),
        ({"valueCoding": {"code": "LA6570-1", "display": "Several days"}}, "contradicts itself"),
        ({"valueDate": "2026-01-01"}, "valueDate: is not a kind of answer"),
        ({"valueBoolean": True}, "is not an option of item 1"),
        ({"valueInteger": True}, "valueInteger: must be a number, is true or false"),
        ({"valueCoding": "LA6570-1"}, "valueCoding: must be an object, is text"),
    ],
)
def test_an_answer_that_is_no_option_is_refused(answer: dict[str, Any], reason: str) -> None:
    data = sample(PHQ)
    data["item"][0]["answer"] = [answer]
    assert reason in refused(data)


def test_items_in_groups_and_below_answers_are_found() -> None:
    data = sample(PHQ)
    first = data["item"][0]
    first["answer"][0]["item"] = [data["item"].pop(1)]
    data["item"] = [{"linkId": "g", "item": [{"linkId": "h", "item": data["item"]}]}]
    assert len([code for code in one(data).answers.values() if code is not None]) == 10


def test_the_form_is_known_by_address_by_a_contained_form_or_by_its_items() -> None:
    for address in (
        "http://loinc.org/q/44249-1|2.77",
        "https://x.example.org/fhir/Questionnaire/PHQ9",
        "urn:ampersand:instrument:phq-9",
    ):
        assert one(sample(PHQ) | {"questionnaire": address}).instrument.slug == "phq-9"
    data = sample(PHQ) | {"questionnaire": "#form"}
    data["contained"] = [{"resourceType": "Questionnaire", "id": "form", "code": [{"code": "44249-1"}]}]
    assert one(data).instrument.slug == "phq-9"
    data = sample(PHQ)
    del data["questionnaire"]
    assert one(data).instrument.slug == "phq-9"


def test_a_form_that_is_not_known_is_refused_unless_it_is_told() -> None:
    data = sample(PHQ) | {"questionnaire": "https://x.example.org/Questionnaire/mood"}
    for number, item in enumerate(data["item"][:9], 1):
        item["linkId"] = f"q{number}"
        del item["text"]
    del data["item"][9:]
    assert "'https://x.example.org/Questionnaire/mood' is not known here" in refused(data)
    assert one(data, only="phq-9").answers["9"] == 0


def test_link_ids_that_carry_the_name_of_the_form() -> None:
    data = sample(PHQ)
    del data["questionnaire"]
    for number, item in enumerate(data["item"][:9], 1):
        item["linkId"] = f"phq9.{number}"
    assert one(data).instrument.slug == "phq-9"


def test_words_that_belong_to_another_item_are_refused() -> None:
    data = sample(PHQ)
    data["item"][0]["text"] = data["item"][1]["text"]
    assert "is the question 2 of phq-9, but linkId names 1" in refused(data)


def test_an_unknown_answered_item_where_one_is_missing_is_refused() -> None:
    data = sample(PHQ)
    data["item"][3] |= {"linkId": "mystery", "text": "Tired?"}
    assert "mystery is answered but not known, while item 4 of phq-9 has no answer" in refused(data)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"authored": None}, "authored: is missing"),
        ({"authored": "2026-13-01"}, "authored: '2026-13-01' is not a day or time"),
        ({"authored": "2026"}, "authored: '2026' is not a day or time"),
        ({"authored": "2031-01-01"}, "authored: 2031-01-01 lies in the future"),
        ({"authored": "0001-01-01T00:00:00+14:00"}, "authored:"),
        ({"status": "done"}, "status: 'done' is not known"),
        ({"item": []}, "answers no item"),
        ({"subject": None}, "subject: has no identifier of urn:ampersand:person"),
        ({"source": {"identifier": {"system": "urn:ampersand:person", "value": "x"}}}, "name different people"),
        ({"modifierExtension": [{"url": "u"}]}, "modifierExtension[0]: changes the meaning"),
    ],
)
def test_a_response_that_lacks_something_is_refused(change: dict[str, Any], reason: str) -> None:
    data = {key: value for key, value in (sample(PHQ) | change).items() if value is not None}
    assert reason in refused(data)


def test_the_same_answer_twice_is_refused() -> None:
    data = sample(PHQ)
    data["item"][1]["linkId"] = data["item"][0]["linkId"]
    del data["item"][1]["text"]
    assert "more than one answer" in refused(data)


def test_a_couple_as_subject_and_the_partner_as_source() -> None:
    data = sample(PHQ)
    data["source"] = data["subject"]
    data["subject"] = {"reference": "Group/1", "identifier": {"system": "urn:ampersand:case", "value": "CASE-1"}}
    assert (one(data).person, one(data).case) == ("person-ana", "CASE-1")


def test_a_line_that_is_not_json_is_named() -> None:
    content = (FOLDER / "medplum-gad-7-responses.ndjson").read_bytes() + b"{oops\n"
    found = read_responses(content, "f", reader(read("medplum-gad-7.json"), people=PEOPLE))
    assert found[3].place == "line 4"
    assert isinstance(found[3], Outcome)
    assert "is not valid JSON" in found[3].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not valid JSON"),
        (b"\xff\xfe{", "is not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"resourceType": NaN}', "NaN is not a number"),
        (b'{"a": 1, "a": 2}', "'a' appears twice"),
        (b"[]", "must hold an object"),
        (b'{"resourceType": "Bundle"}', "holds no response"),
        (b'{"resourceType": "OperationOutcome", "issue": []}', "holds no response"),
        (b'<QuestionnaireResponse xmlns="http://hl7.org/fhir"/>', "is XML; only JSON is read"),
        (b'{"resourceType": "Bundle", "entry": 3}', "entry: must be a list"),
        (b'{"n": ' + b"9" * 5000 + b"}", "is not valid JSON"),
    ],
)
def test_a_hostile_file_gives_one_clear_error(content: bytes, reason: str) -> None:
    with pytest.raises(ContentError, match=reason):
        read_responses(content, "f.json", reader())
