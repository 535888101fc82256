"""What the catalogue shows: made-up values, long ones and empty ones among them."""

from datetime import UTC, date, datetime
from typing import Any, get_args

from django import forms
from django.core.paginator import Paginator
from django.utils.html import format_html

from familyhubs.design.chart import Chart, Series, line_chart
from familyhubs.design.forms import (
    Checkboxes,
    DateField,
    EmailInput,
    Fieldset,
    Form,
    Radios,
    TelInput,
    Textarea,
    TextInput,
)
from familyhubs.design.parts import (
    Change,
    ChangeEntry,
    Colour,
    NavigationItem,
    Row,
    TaskItem,
    TimelineItem,
)

HUBS = [("", "Select a hub"), ("n", "North"), ("s", "South"), ("e", "East"), ("w", "West")]
LONG = (
    "The family would like the worker to write before they ring, because the telephone is shared "
    "with a neighbour who should not learn what the calls are about, and to write in large print."
)


class SampleForm(Form):
    """Each kind of field once."""

    fieldsets = (
        Fieldset("Who", ["name", "born", "telephone", "email"]),
        Fieldset("What", ["hub", "channel", "lead", "needs", "cost", "children"], hint=LONG),
    )
    names = {"born": "date of birth", "channel": "how you met", "lead": "who leads", "hub": "a hub"}

    name = forms.CharField(
        label="Full name",
        max_length=80,
        widget=TextInput(width=30, autocomplete="name", spellcheck=False),
    )
    born = DateField(label="Date of birth", past=True, help_text="For example, 27 3 2019")
    telephone = forms.CharField(label="Telephone", required=False, widget=TelInput())
    email = forms.EmailField(label="Email address", widget=EmailInput(), help_text=LONG)
    hub = forms.ChoiceField(label="Hub", choices=HUBS)
    channel = forms.ChoiceField(
        label="How did you meet?",
        choices=[("home", "At home"), ("hub", "At a hub"), ("phone", "By telephone")],
        widget=Radios(inline=True),
    )
    lead = forms.ChoiceField(
        label="Who leads?",
        choices=[("hub", "The hub"), ("school", "A school"), ("health", "A health visitor")],
        widget=Radios(hints={"school": "Where a child is on the roll", "health": LONG}),
    )
    needs = forms.MultipleChoiceField(
        label="What would help?",
        choices=[("f", "Food"), ("h", "Housing"), ("s", "Someone to talk to")],
        widget=Checkboxes(hints={"f": "A parcel, or vouchers"}),
        required=False,
    )
    cost = forms.DecimalField(
        label="Rent",
        widget=TextInput(width=5, inputmode="decimal", prefix="£", suffix="a week"),
    )
    children = forms.IntegerField(label="Children at home", min_value=0, max_value=20)
    note = forms.CharField(label="What was said", widget=Textarea(), max_length=400)
    letter = forms.FileField(label="Letter", required=False, help_text="A PDF of up to 10 MB")
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )
    agreed = forms.BooleanField(
        label="The family has read the notice", help_text="Or it was read to them"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A form-wide error, to show where its link goes."""
        if self.prefix == "wrong":
            self.add_error(None, "This record was changed by somebody else a moment ago")
        return super().clean() or {}


class QuestionForm(Form):
    """One question a page, as the public meets it."""

    postcode = forms.CharField(
        label="What is your postcode?",
        help_text="We use it to find the hub nearest to you",
        widget=TextInput(width=10, autocomplete="postal-code", spellcheck=False),
    )


def wrong_form() -> SampleForm:
    """Return the form as it comes back with everything wrong in it."""
    typed = {
        "wrong-born_day": "31",
        "wrong-born_month": "Feb",
        "wrong-born_year": "2019",
        "wrong-email": "not an address",
        "wrong-cost": "lots",
        "wrong-children": "-1",
        "wrong-note": "Too long. " * 60,
        "wrong-telephone": "0113 496 0000",
        "wrong-version": "4",
    }
    return SampleForm(typed, prefix="wrong")


def charts() -> list[Chart]:
    """Return charts with much, little and nothing in them."""
    scale: dict[str, Any] = {"minimum": 0, "maximum": 10}
    family = [(date(2025, 11, 3), 3), (date(2026, 1, 12), 4), (date(2026, 2, 9), 4)]
    family += [(date(2026, 3, 2), 6), (date(2026, 5, 18), 7)]
    worker = [(date(2025, 11, 3), 3), (date(2026, 2, 9), 5), (date(2026, 5, 18), 6)]
    theirs, ours = Series("Family's score", family), Series("Worker's score", worker)
    first = Series("Family's score", family[:1])
    day = date(2026, 3, 2)
    same = [Series("Mother", [(day, 4), (day, 6)]), Series("Child", [(day, 6)])]
    return [
        line_chart(
            title="Getting to school on time", series=[theirs, ours], target=8, baseline=2, **scale
        ),
        line_chart(title="One score so far", series=[first], **scale),
        line_chart(title="Several on one day", series=same, target=10, **scale),
        line_chart(title="No score yet", series=[Series("Family's score", [])], **scale),
    ]


def timeline() -> list[TimelineItem]:
    return [
        TimelineItem(
            "Visit at home",
            datetime(2026, 5, 18, 13, 15, tzinfo=UTC),
            by="Sam Okafor, North hub",
            text=f"{LONG}\n\nNext visit in two weeks.",
            url="#timeline",
        ),
        TimelineItem("Goal agreed", date(2026, 3, 2), status="Open", colour="blue"),
        TimelineItem("Referred to the health visitor", date(2026, 2, 9), by="Priya Shah"),
    ]


def changes() -> list[ChangeEntry]:
    when = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
    moved = [
        Change("Address", "4 Mill Lane, Northbridge", "19 Station Road, Northbridge"),
        Change("Telephone", "", "0113 496 0000"),
        Change("Safe to ring", "Yes", ""),
    ]
    return [
        ChangeEntry("Sam Okafor, North hub", when, why="The family moved", changes=moved),
        ChangeEntry("Priya Shah, Riverside School", when, "Created"),
    ]


def context(page: str | None) -> dict[str, Any]:
    """Return what the catalogue's template needs, with the page of its list."""
    facts = [
        Row("Reference", "FH-7K2M-9QXD"),
        Row("Hub", "North"),
        Row("Lead", "Riverside School, Priya Shah"),
    ]
    open_tag = format_html('<strong class="govuk-tag govuk-tag--green">{}</strong>', "Open")
    rows = [
        Row("Name", "Amara Okafor", "Change", "#summary", "name"),
        Row("Status", open_tag),
        Row("How to get in touch", LONG, "Change", "#summary", "how to get in touch"),
        Row("Religion", "Not asked"),
    ]
    tasks = [
        TaskItem("Two families have no lead", "#tasks", "Since 12 May", "Overdue", "red"),
        TaskItem("The agreement with Riverside School ends", "#tasks", LONG, "14 days", "yellow"),
        TaskItem("Read the new notice", "#tasks"),
    ]
    tabs = ["Overview", "People", "Goals", "Timeline", "Services", "Sharing", "Referrals", "Record"]
    return {
        "facts": facts,
        "rows": rows,
        "tasks": tasks,
        "long": LONG,
        "tabs": [NavigationItem(tab, "#sub-navigation", tab == "Goals") for tab in tabs],
        "trail": [NavigationItem("Start", "#top"), NavigationItem("Components", "", True)],
        "plain_form": SampleForm(prefix="plain", initial={"plain-born": None}),
        "wrong_form": wrong_form(),
        "question_form": QuestionForm(prefix="question"),
        "charts": charts(),
        "timeline": timeline(),
        "changes": changes(),
        "page": Paginator(range(1000), 25).get_page(page),
        "colours": get_args(Colour),
        "badges": ["blue", "black", "grey", "green", "red", "purple"],
        "now": datetime(2026, 3, 2, 14, 5, tzinfo=UTC),
    }
