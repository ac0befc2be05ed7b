"""Ana and Ben's lines: what the picture, its key and its table must tell."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from ampersand.core.charts import Cut, Figure, Point, Series, Trajectory, sparkline, trajectory

START = date(2026, 9, 1)
CUT = Cut(13.5, "Below this line: distressed")


def line(name, hand, values, *, every=14, start=START):
    return Series(name, hand, tuple(Point(start + timedelta(days=every * n), v) for n, v in enumerate(values)))


def chart(*series, low=0, high=21, **more):
    return trajectory(Trajectory("Satisfaction with the relationship", series, low, high, **more))


ANA = line("Ana", 1, [8, 9, 8, None, 11, 13, 15])
BEN = line("Ben", 2, [13, 13, 11, 12, None, 12, 12])


def root(picture):
    return ElementTree.fromstring(picture)


def texts(picture):
    return [node.text for node in root(picture).iter("text")]


def marks_of(picture, hand):
    groups = [node for node in root(picture).iter("g") if node.get("data-hand") == str(hand)]
    return [mark for group in groups for mark in group if mark.get("class") in ("dot", "open")]


def runs_of(picture, hand):
    groups = [node for node in root(picture).iter("g") if node.get("data-hand") == str(hand)]
    return [mark.get("d") for group in groups for mark in group if mark.get("class") == "line"]


def test_two_people_are_told_apart_by_shape_and_by_name():
    figure = chart(ANA, BEN)
    assert {mark.tag for mark in marks_of(figure.slim, 1)} == {"circle"}
    assert {mark.tag for mark in marks_of(figure.slim, 2)} == {"rect"}
    assert {"Ana", "Ben"} <= set(texts(figure.slim))
    assert [(item.hand, item.text) for item in figure.key[:2]] == [(1, "Ana"), (2, "Ben")]


def test_each_hand_has_its_own_shape():
    marks = [marks_of(chart(line("Ana", hand, [4])).slim, hand)[0] for hand in range(1, 7)]
    assert [mark.tag for mark in marks[:2]] == ["circle", "rect"]
    assert [mark.get("d").count("L") + 1 for mark in marks[2:]] == [4, 3, 6, 12]


def test_a_seventh_member_shares_the_first_shape():
    figure = chart(line("Gus", 7, [4]))
    assert marks_of(figure.slim, 1)[0].tag == "circle"
    assert figure.key[0].hand == 1


def test_the_distance_is_named_at_the_start_and_now():
    figure = chart(ANA, BEN)
    assert {"5 apart", "3 apart"} <= set(texts(figure.wide))
    assert [row.apart for row in figure.table] == ["5", "4", "3", "", "", "1", "3"]


def test_a_distance_is_not_shown_for_one_person_or_for_three():
    alone = chart(ANA)
    family = chart(ANA, BEN, line("Chloé", 3, [4, 5]))
    for figure in (alone, family):
        assert not any("apart" in text for text in texts(figure.slim))
        assert not figure.with_apart


def test_a_week_without_an_answer_is_a_gap_and_never_a_zero():
    figure = chart(ANA)
    assert len(runs_of(figure.slim, 1)) == 2
    assert len(marks_of(figure.slim, 1)) == 6
    assert figure.table[3].cells == ("not answered",)
    assert "Gap in a line: not answered" in [item.text for item in figure.key]


def test_an_expected_day_without_an_answer_breaks_the_line():
    weekly = [START + timedelta(days=7 * n) for n in range(4)]
    answers = tuple(Point(on + timedelta(days=1), 9) for on in weekly if on != weekly[2])
    whole = chart(Series("Ana", 1, answers))
    broken = chart(Series("Ana", 1, answers), expected=tuple(weekly))
    assert len(runs_of(whole.slim, 1)) == 1
    assert len(broken.table) == 4
    assert broken.table[2].cells == ("not answered",)
    assert len(runs_of(broken.slim, 1)) == 1
    assert len(marks_of(broken.slim, 1)) == 3


def test_partners_who_answer_on_neighbouring_days_share_a_row():
    figure = chart(
        Series("Ana", 1, (Point(START, 8), Point(START + timedelta(7), 9))),
        Series("Ben", 2, (Point(START + timedelta(2), 13), Point(START + timedelta(8), 12))),
    )
    assert [row.cells for row in figure.table] == [("8", "13"), ("9", "12")]
    assert [row.apart for row in figure.table] == ["5", "3"]


def test_daily_answers_keep_to_their_own_day():
    figure = chart(line("Ana", 1, [1, 2, 3], every=1), line("Ben", 2, [4, 5], every=2))
    assert [row.cells for row in figure.table] == [("1", "4"), ("2", ""), ("3", "5")]


def test_two_equal_scores_are_both_visible():
    figure = chart(line("Ana", 1, [9, 10]), line("Ben", 2, [9, 10]))
    circle, square = marks_of(figure.slim, 1)[0], marks_of(figure.slim, 2)[0]
    assert square.get("class") == "open"
    assert float(square.get("width")) > 2 * float(circle.get("r"))
    everything = figure.slim
    assert everything.index('class="open"') < everything.index('class="dot"')
    assert "0 apart" in texts(everything)


def test_a_provisional_number_says_so():
    cut = Cut(13.5, CUT.label, provisional=True)
    figure = chart(ANA, cut=cut, no_change=3, no_change_provisional=True)
    assert "Below this line: distressed (provisional)" in " ".join(texts(figure.wide))
    assert "Wash: no sure change from the start (provisional)" in [item.text for item in figure.key]
    assert "provisional" in figure.label


def test_the_wash_stands_around_the_given_start():
    def washed(start):
        series = Series("Ana", 1, ANA.points, start=start)
        return next(node for node in root(chart(series, no_change=3).slim).iter("rect") if node.get("class") == "band")

    first, later = washed(None), washed(12)
    assert first.get("height") == later.get("height")
    assert float(later.get("y")) < float(first.get("y"))


def test_a_wash_beyond_the_scale_is_cut_to_it():
    band = next(node for node in root(chart(line("Ana", 1, [1]), no_change=6).slim).iter("rect"))
    bottom = float(band.get("y")) + float(band.get("height"))
    assert bottom <= 260  # where 0 stands in the slim picture
    assert band.get("class") == "band"


def test_a_score_outside_the_scale_stretches_it():
    figure = chart(line("Ana", 1, [8, 31]))
    assert "30" in texts(figure.slim)
    assert figure.table[1].cells == ("31",)


def test_one_answer_is_a_mark_and_a_date():
    figure = chart(line("Ana", 1, [9]), cut=CUT, no_change=3)
    assert len(marks_of(figure.slim, 1)) == 1
    assert runs_of(figure.slim, 1) == []
    assert "1 Sep" in texts(figure.slim)


def test_nobody_answered_yet():
    figure = chart(line("Ana", 1, [None]), Series("Ben", 2))
    assert figure.empty
    assert (figure.wide, figure.slim, figure.broad) == ("", "", "")
    assert "No answers yet" in figure.empty_text


def test_one_of_two_answered():
    figure = chart(ANA, Series("Ben", 2))
    assert "Ben" not in texts(figure.slim)
    assert "Ben, no answers yet" in [item.text for item in figure.key]
    assert "Ben, no answers yet." in figure.label


def test_names_are_escaped_everywhere():
    figure = chart(line("<b>Ana</b>", 1, [8, 9]), line('Ben "& co"', 2, [7, 12]), finding="<i>better</i>")
    page = render_to_string("core/chart.html", {"figure": figure})
    assert "<b>" not in page
    assert "<i>better" not in page
    assert "&lt;b&gt;Ana" in page
    assert any(text.startswith("<b>Ana") for text in texts(figure.wide))


def test_sixty_weeks_on_a_phone_keep_the_line_and_thin_the_marks():
    figure = chart(line("Ana", 1, [n % 9 + 6 for n in range(60)], every=7))
    assert runs_of(figure.slim, 1)[0].count("L") == 59
    assert len(marks_of(figure.slim, 1)) < 30
    assert len(figure.table) == 60


def test_the_page_shows_the_finding_the_pictures_the_key_and_the_numbers():
    figure = chart(ANA, BEN, cut=CUT, no_change=3, width=1000, finding="Ana is better by more than chance.")
    page = render_to_string("core/chart.html", {"figure": figure})
    assert page.index("more than chance") < page.index("<svg") < page.index('class="key"') < page.index("<details>")
    assert page.count("<svg") == 3
    assert page.count("<tr>") == 8
    assert "style=" not in page
    assert "<script" not in page


def test_the_page_of_an_empty_chart_teaches():
    page = render_to_string("core/chart.html", {"figure": chart(Series("Ana", 1))})
    assert "<svg" not in page
    assert "No answers yet" in page


def test_the_sentence_tells_the_course_of_each():
    assert chart(ANA, BEN, cut=CUT).label == (
        "Satisfaction with the relationship, 0 to 21. Ana from 8 to 15. Ben from 13 to 12. "
        "Below this line: distressed: 13.5."
    )


def test_only_finite_numbers_and_one_to_four_people():
    with pytest.raises(ValueError, match="finite"):
        Point(START, float("nan"))
    with pytest.raises(ValueError, match="one to four"):
        Trajectory("x", (), 0, 1)
    with pytest.raises(ValueError, match="scale"):
        Trajectory("x", (ANA,), 5, 5)


def test_sparkline():
    rising = root(sparkline([1, 2, None, 4, None, 5, 6], 2, "rising <gently>"))
    assert rising.get("data-hand") == "2"
    assert rising.find("title").text == "rising <gently>"
    assert [node.tag for node in rising] == ["title", "path", "circle", "path"]
    assert sparkline([None], 1, "nothing") == ""
    assert sparkline([4, 4], 1, "level") != sparkline([4, 4], 1, "level", low=0, high=10)


def test_a_figure_is_a_plain_value():
    assert chart(ANA, BEN) == chart(ANA, BEN)
    assert isinstance(chart(ANA), Figure)
