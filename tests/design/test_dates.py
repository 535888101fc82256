"""Dates in three boxes: tolerant of how people write, exact about what is wrong."""

from datetime import date

import pytest
import time_machine

from familyhubs.design.forms import DateField, Form, error_entries

THIRD_OF_MARCH = date(2026, 3, 3)


def form_with(day="", month="", year="", **options):
    class Birth(Form):
        born = DateField(label="Date of birth", **options)

    return Birth({"born_day": day, "born_month": month, "born_year": year})


def message(*typed, **options):
    form = form_with(*typed, **options)
    (said,) = form.errors["born"]
    return said, [entry.target for entry in error_entries(form)]


@pytest.mark.parametrize(
    "typed",
    [
        ("3", "3", "2026"),
        ("03", "03", "2026"),
        (" 3 ", "Mar", "2026"),
        ("3rd", "March", "2026"),
        ("3", "MARCH", "2026"),
        ("3 Mar", "", "2026"),
        ("3 March 2026", "", ""),
        ("3/3/2026", "", ""),
        ("03.03.2026", "", ""),
        ("2026-03-03", "", ""),
        ("3", "3 2026", ""),
    ],
)
def test_ways_people_write_it(typed):
    form = form_with(*typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == THIRD_OF_MARCH


@pytest.mark.parametrize(
    ("typed", "said", "part"),
    [
        (("", "", ""), "Enter date of birth", 0),
        (("3", "3", ""), "Date of birth must include a year", 2),
        (("", "3", "2026"), "Date of birth must include a day", 0),
        (("3", "", ""), "Date of birth must include a month and year", 1),
        (("31", "2", "2026"), "Date of birth must be a real date", 0),
        (("29", "2", "2025"), "Date of birth must be a real date", 0),
        (("32", "1", "2026"), "Date of birth must have a real day, from 1 to 31", 0),
        (("3", "13", "2026"), "Date of birth must have a real month, like 3 or March", 1),
        (("3", "Ma", "2026"), "Date of birth must have a real month, like 3 or March", 1),
        (("3", "3", "26"), "Date of birth must have a year with 4 numbers, like 2026", 2),
        (("3", "3", "0026"), "Date of birth must have a year with 4 numbers, like 2026", 2),
        (("x", "y", "z"), "Date of birth must have a year with 4 numbers, like 2026", 2),
        (("٣", "3", "²⁰²⁶"), "Date of birth must have a year with 4 numbers, like 2026", 2),
    ],
)
def test_what_is_wrong_and_where(typed, said, part):
    assert message(*typed) == (said, [f"id_born_{part}"])


class TestBounds:
    """It is the second of July in London."""

    @pytest.fixture(autouse=True)
    def late_at_night(self):
        with time_machine.travel("2026-07-01 23:30 +0000"):
            yield

    def test_born_today_but_not_tomorrow(self):
        assert form_with("2", "7", "2026", past=True).is_valid()
        said = "Date of birth must be today or in the past"
        assert message("3", "7", "2026", past=True)[0] == said

    def test_a_day_to_come(self):
        assert form_with("2", "7", "2026", future=True).is_valid()
        said = "Date of birth must be today or in the future"
        assert message("1", "7", "2026", future=True)[0] == said

    def test_earliest_and_latest_are_dates_or_functions(self):
        first, last = date(2026, 3, 1), lambda: date(2026, 3, 31)
        assert form_with("31", "3", "2026", earliest=first, latest=last).is_valid()
        said = "Date of birth must be 1 March 2026 or later"
        assert message("28", "2", "2026", earliest=first)[0] == said
        said = "Date of birth must be 31 March 2026 or earlier"
        assert message("1", "4", "2026", latest=last)[0] == said


def test_a_date_that_is_not_needed_may_be_left_out():
    form = form_with(required=False)
    assert form.is_valid()
    assert form.cleaned_data["born"] is None


def test_a_stored_date_is_shown_in_its_boxes():
    class Birth(Form):
        born = DateField()

    parts = Birth(initial={"born": THIRD_OF_MARCH})["born"].date_parts
    assert [part.value for part in parts] == ["3", "3", "2026"]


def test_the_same_date_written_otherwise_is_no_change():
    class Birth(Form):
        born = DateField()

    typed = {"born_day": "3", "born_month": "Mar", "born_year": "2026"}
    assert not Birth(typed, initial={"born": THIRD_OF_MARCH}).has_changed()
    assert Birth({**typed, "born_day": "4"}, initial={"born": THIRD_OF_MARCH}).has_changed()
    assert Birth({**typed, "born_day": "?"}, initial={"born": THIRD_OF_MARCH}).has_changed()
