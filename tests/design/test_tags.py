"""The tags of `{% load design %}`."""

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import format_html

from familyhubs.design.pages import shown_numbers
from familyhubs.design.parts import Change, ChangeEntry, NavigationItem, Row, TaskItem, TimelineItem
from tests.design.html import Document

WHEN = datetime(2026, 7, 2, 13, 5, tzinfo=UTC)


def drawn(source, **context):
    return Document(Template("{% load design %}" + source).render(Context(context)))


class TestPagination:
    def page(self, number, pages=40, query="/?hub=n&page=9&q=a+b"):
        shown = Paginator(range(pages * 25), 25).get_page(number)
        request = RequestFactory().get(query)
        return drawn("{% pagination page %}", page=shown, request=request)

    def test_the_filters_stay(self):
        links = [link["href"] for link in self.page(3).all("a")]
        assert links[0] == "?hub=n&page=2&q=a+b"
        assert all("hub=n" in link and "q=a+b" in link for link in links)

    def test_the_page_one_is_on_is_said(self):
        assert self.page(3).one("a", **{"aria-current": "page"}).text == "3"

    def test_the_first_has_no_previous_and_the_last_no_next(self):
        assert [link.text for link in self.page(1).all("a", rel="prev")] == []
        assert [link.text for link in self.page(40).all("a", rel="next")] == []
        assert len(self.page(1).all("a", rel="next")) == 1

    def test_one_page_needs_no_links(self):
        assert self.page(1, pages=1).elements == []

    @pytest.mark.parametrize(
        ("current", "last", "shown"),
        [
            (1, 2, [1, 2]),
            (1, 40, [1, 2, None, 40]),
            (3, 40, [1, 2, 3, 4, None, 40]),
            (4, 40, [1, 2, 3, 4, 5, None, 40]),
            (20, 40, [1, None, 19, 20, 21, None, 40]),
            (40, 40, [1, None, 39, 40]),
        ],
    )
    def test_which_numbers_are_shown(self, current, last, shown):
        assert list(shown_numbers(current, last)) == shown


class TestLists:
    def test_a_row_from_a_view_and_one_from_a_template_are_the_same(self):
        row = Row("Name", "Amara", "Change", "/change", "name")
        made = drawn("{% summary_list rows %}", rows=[row])
        written = drawn(
            '{% summary %}{% row "Name" action="Change" url="/change" %}Amara{% endrow %}'
            "{% endsummary %}"
        )
        for page in (made, written):
            assert page.one("dt").text == "Name"
            assert page.all("dd")[0].text == "Amara"
            assert page.one("a").text == "Change name"
            assert page.one("a")["href"] == "/change"

    def test_a_value_is_escaped_unless_it_was_made_as_html(self):
        rows = [Row("A", "<b>x</b>"), Row("B", format_html("<b>{}</b>", "y"))]
        page = drawn("{% summary_list rows %}", rows=rows)
        assert [e.text for e in page.all("dd")] == ["<b>x</b>", "y"]
        written = drawn("{% summary %}{% row 'A' %}{{ x }}{% endrow %}{% endsummary %}", x="<b>")
        assert written.all("b") == []

    def test_a_table_has_a_caption(self):
        page = drawn('{% table "Families" hide_caption=True %}<tbody></tbody>{% endtable %}')
        assert page.one("caption").text == "Families"
        assert "govuk-visually-hidden" in page.one("caption").classes

    def test_a_timeline(self):
        items = [
            TimelineItem("Visit", WHEN, by="Sam", text="One.\n\n<Two>", url="/visit"),
            TimelineItem("Agreed", date(2026, 3, 2), status="Open", colour="blue"),
        ]
        page = drawn("{% timeline items level=3 %}", items=items)
        assert [e.text for e in page.all(role="heading", **{"aria-level": "3"})] == [
            "Visit",
            "Agreed",
        ]
        assert [e.text for e in page.all("time")] == ["2 July 2026 at 2:05pm", "2 March 2026"]
        assert [e["datetime"] for e in page.all("time")][1].startswith("2026-03-02")
        assert page.classed("moj-timeline__description")[0].text == "One. <Two>"

    def test_a_history_reads_from_before_to_after(self):
        entry = ChangeEntry(
            "Sam",
            WHEN,
            why="They moved",
            changes=[Change("Town", "Ayton", "Beeford"), Change("Hub", "", "North")],
        )
        page = drawn("{% change_list entries %}", entries=[entry])
        assert page.classed("app-changes__head")[0].text == "Changed by Sam, 2 July 2026 at 2:05pm"
        assert page.classed("app-changes__why")[0].text == "Why: They moved"
        assert page.all("dd")[0].text == "was Ayton → now Beeford"
        assert page.all("dd")[1].text == "North"

    def test_tasks_are_links_with_a_status_in_words(self):
        tasks = [TaskItem("No lead", "/lead", "Since May", "Overdue", "red"), TaskItem("Read", "/")]
        page = drawn("{% task_list tasks %}", tasks=tasks)
        assert [e.text for e in page.all("a")] == ["No lead", "Read"]
        assert [e.text for e in page.classed("govuk-tag--red")] == ["Overdue"]

    def test_an_empty_list_says_what_to_do(self):
        page = drawn('{% empty "None" "Add one." action="Add" url="/add" %}')
        assert page.one("a")["href"] == "/add"
        assert drawn('{% empty "None" %}').all("a") == []

    def test_a_card_shows_nought(self):
        page = drawn('<ul>{% card "Families" "/families" count=0 %}{% card "More" "/" %}</ul>')
        assert [e.text for e in page.classed("app-card__count")] == ["0"]


class TestWays:
    items = [NavigationItem("Goals", "/goals", current=True), NavigationItem("People", "/people")]

    def test_where_one_is(self):
        page = drawn("{% sub_navigation items %}", items=self.items)
        assert page.one("a", **{"aria-current": "page"}).text == "Goals"
        assert page.one("nav")["aria-label"] == "In this record"

    def test_breadcrumbs_do_not_link_to_the_page_itself(self):
        page = drawn("{% breadcrumbs items %}", items=self.items)
        assert [e.text for e in page.all("a")] == ["People"]

    def test_the_identity_bar(self):
        page = drawn(
            '{% identity_bar "The Okafors" facts=facts url="/h" status="Open" warning="write" %}',
            facts=[Row("Hub", "North")],
        )
        assert page.one("a").text == "The Okafors"
        assert page.one("dd").text == "North"
        assert page.classed("app-identity__warning")[0].text == "Contact with care: write"

    def test_a_button_is_a_link_when_it_goes_somewhere(self):
        assert drawn('{% button "Add" url="/add" %}').one("a")["role"] == "button"
        button = drawn('{% button "Accept" name="answer" value="yes" style="warning" %}')
        assert button.one("button")["value"] == "yes"
        assert "govuk-button--warning" in button.one("button").classes

    def test_a_button_that_acts_is_a_form_with_a_token(self):
        page = drawn('{% post_button "Accept" "/accept" %}', csrf_token="token")
        assert page.one("form")["method"] == "post"
        assert page.one("input")["value"] == "token"


class TestDates:
    @pytest.mark.parametrize(
        ("value", "day", "moment"),
        [
            (WHEN, "2 July 2026", "2 July 2026 at 2:05pm"),
            (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 July 2026", "2 July 2026 at 12:30am"),
            (
                datetime(2026, 1, 1, 12, 0, tzinfo=UTC),
                "1 January 2026",
                "1 January 2026 at 12:00pm",
            ),
            (date(2026, 3, 2), "2 March 2026", "2 March 2026"),
            (None, "", ""),
        ],
    )
    def test_dates_are_written_as_people_say_them(self, value, day, moment):
        template = Template("{% load design %}{{ value|day }}/{{ value|moment }}")
        assert template.render(Context({"value": value})) == f"{day}/{moment}"


def test_notes():
    assert drawn('{% warning "Mind" %}').classed("govuk-warning-text")[0].text == "! Warning Mind"
    assert drawn('{% panel "Sent" "FH-1" %}').one("h1").text == "Sent"
    assert drawn("{% inset %}Words{% endinset %}").one("div").text == "Words"
    assert drawn('{% details "Why" %}So{% enddetails %}').one("summary").text == "Why"
    assert drawn('{% badge "New" "red" %}').one("span").text == "New"
    assert drawn('{% back_link "/b" %}').one("a").text == "Back"
