"""A household's summary on paper (S22): the same rights as the pages, and its own access event."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.actions import agreements
from familyhubs.audit.models import AccessEvent, Event
from familyhubs.records.dates import today
from households import printed_work
from households.actions import people, reviews, team
from households.categories import Category
from households.models import Address, Person, Review
from referrals.actions import uses
from tests.counting import asked
from tests.factories import AgreementFactory, ContactFactory, HouseholdFactory, PersonFactory
from tests.logged import alias_of
from tests.printing.paper import Paper

NAMES = ["O'Brien", "محمد", "Zoë 😀", "N" * 80, "#eval(1)", "$x$ \\ *b*"]


def summary_of(household):
    return reverse("households:print", args=[household.reference])


def printed(client, user, household):
    client.force_login(user)
    answer = client.get(summary_of(household))
    assert answer.status_code == 200
    return Paper(answer.content)


def test_a_worker_prints_what_the_pages_show(client, cast):
    assert cast.family
    words = printed(client, cast.alice, cast.household).words
    for text in (
        "Quillfeather family: household summary",
        cast.household.reference,
        "North Larkfield Family Hub",
        "Printed by Alice Atherton, Larkshire Council",
        "Confidential.",
        "Marigold Quillfeather",
        "17 May 1990",
        "marigold@family.example",
        "Marigold Quillfeather: parent of Bramble",
        "12 Thistledown Row",
        "Lead practitioner Alice Atherton",
        "Open since",
        "Thornbury Lane Primary School",
        "Sleep through the night",
        "You work for the council, which leads the hub.",
    ):
        assert text in words, text


def test_a_partner_prints_only_its_share(client, cast):
    """The school was told of the child and its goals, not of the mother nor where they live."""
    household = HouseholdFactory(
        name="Wren",
        hub=cast.north_hub,
        by=cast.alice,
        first_person={"given_name": "Juniper", "family_name": "Wren", "telephone": "01632960111"},
    )
    child = PersonFactory(household=household, given_name="Robin", by=cast.alice)
    AgreementFactory(
        household=household,
        recipients=[cast.school],
        covers=[child],
        categories=[Category.IDENTITY],
        by=cast.alice,
    )
    words = printed(client, cast.pat, household).words
    assert "Robin" in words
    assert "Juniper" not in words
    assert "960111" not in words
    assert "Telephone and email Not shared" in words
    for heading, told in {
        "Where they live": "Not shared with your organisation.",
        "Support and lead": "Who leads is not shared with your organisation.",
        "Goals": "Goals are not shared with your organisation.",
    }.items():
        assert f"{heading} {told}" in words
    assert (
        f"The family agreed to share with {cast.school}" in words.split("Why you can see this")[1]
    )


def test_what_is_done_with_the_family_is_printed(client, cast):
    member = team.add(
        household=cast.household,
        worker=cast.harriet,
        role="Health visitor",
        since=today(),
        by=cast.alice,
    )
    reviews.hold(
        household=cast.household,
        held_on=today(),
        decisions="Ring the landlord",
        members=[member],
        family=[cast.mother],
        by=cast.alice,
    )
    ContactFactory(household=cast.household, note="She slept well", by=cast.alice)
    uses.begin(
        household=cast.household,
        people=[cast.child],
        service_name="Stay and play",
        started_on=today(),
        by=cast.alice,
    )
    words = printed(client, cast.alice, cast.household).words
    for text in (
        "Harriet Holloway Health visitor",
        "Who came Harriet Holloway, Marigold Quillfeather",
        "Decided Ring the landlord",
        "Note She slept well",
        "Stay and play",
    ):
        assert text in words, text


def test_s22_what_somebody_else_said_warns_whoever_makes_a_copy_of_the_paper(client, cast):
    ContactFactory(household=cast.household, by=cast.alice)
    ContactFactory(
        household=cast.household,
        source="other",
        source_name="A neighbour",
        received_on=today(),
        channel="",
        by=cast.alice,
    )
    words = printed(client, cast.alice, cast.household).words
    assert words.count("This came from somebody else: look at it before the family has a") == 1
    assert "Said by A neighbour, received on" in words


def test_a_review_that_is_overdue_is_printed_so(client, cast):
    reviews.plan(household=cast.household, on=today(), by=cast.alice)
    assert "overdue" not in printed(client, cast.alice, cast.household).words
    Review.objects.update(planned_for=today() - timedelta(days=1))
    assert ", and overdue." in printed(client, cast.alice, cast.household).words


def test_that_there_are_more_contacts_is_said_only_where_there_are(client, cast, monkeypatch):
    monkeypatch.setattr(printed_work, "CONTACTS", 2)
    for note in ("She slept well", "She ate well"):
        ContactFactory(household=cast.household, note=note, by=cast.alice)
    words = printed(client, cast.alice, cast.household).words
    assert "She slept well" in words
    assert "entries of the timeline" not in words
    ContactFactory(household=cast.household, note="She sang", by=cast.alice)
    words = printed(client, cast.alice, cast.household).words
    assert "The last 2 entries of the timeline. There are more." in words
    assert "She sang" in words
    assert "She slept well" not in words


def test_a_partner_prints_of_that_what_it_may_see_and_why_in_words(client, cast):
    AgreementFactory(
        household=cast.household,
        recipients=[cast.clinic],
        covers=[cast.child],
        categories=[Category.IDENTITY],
        by=cast.alice,
    )
    reviews.hold(household=cast.household, held_on=today(), decisions="Ring them", by=cast.alice)
    ContactFactory(household=cast.household, note="She slept well", by=cast.alice)
    words = printed(client, cast.harriet, cast.household).words
    for heading, told in {
        "Team around the family": "The team is not shared with your organisation.",
        "Review meetings": "Reviews are not shared with your organisation.",
        "Services accessed": "Services are not shared with your organisation.",
        "Contact": "Contact is not shared with your organisation.",
    }.items():
        assert f"{heading} {told}" in words, heading
    assert "slept" not in words
    assert "Ring them" not in words
    assert f"The family agreed to share with {cast.clinic}, since" in words
    assert "agreement " not in words.split("Seen because")[1].split("Who they are")[0]


def test_whoever_knows_no_name_prints_a_reference(client, cast):
    household = HouseholdFactory(name="Wren", hub=cast.north_hub, by=cast.alice)
    AgreementFactory(
        household=household,
        recipients=[cast.school],
        categories=[Category.HUB_RECORD],
        by=cast.alice,
    )
    paper = printed(client, cast.pat, household)
    assert "Wren" not in paper.words
    assert paper.reader.metadata.title == f"{household.reference}: household summary"
    assert "Names are not shared with your organisation." in paper.words


@pytest.mark.parametrize(("who", "status"), [("charlie", 404), ("harriet", 404), ("ann", 404)])
def test_whoever_may_not_see_it_gets_no_paper(client, cast, who, status):
    assert cast.family
    client.force_login(getattr(cast, who))
    answer = client.get(summary_of(cast.household))
    assert answer.status_code == status
    assert not answer.content.startswith(b"%PDF")
    assert not AccessEvent.objects.filter(event=Event.EXPORTED).exists()


def test_a_withdrawn_agreement_prints_nothing_more(client, cast):
    assert cast.family
    agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)
    client.force_login(cast.pat)
    assert client.get(summary_of(cast.household)).status_code == 404


def test_that_it_was_printed_is_in_the_log(client, cast):
    assert cast.family
    printed(client, cast.pat, cast.household)
    events = AccessEvent.objects.filter(user_id=str(cast.pat.pk), subject="household")
    assert {(row.event, row.subject, row.subject_id, row.action) for row in events} == {
        (kind, "household", alias_of(cast.household), "households:print")
        for kind in (Event.OPENED, Event.EXPORTED)
    }
    exported = events.get(event=Event.EXPORTED)
    assert exported.basis == events.get(event=Event.OPENED).basis != ""
    client.force_login(cast.henry)
    looked = client.get(reverse("households:who-looked", args=[cast.household.reference]))
    assert "Exported: print" in looked.text


def test_it_is_a_download_that_nobody_keeps(client, cast):
    client.force_login(cast.alice)
    answer = client.get(summary_of(cast.household))
    name = f"household-{cast.household.reference}.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_warning_stands_beside_every_way_to_reach_them(client, cast):
    assert cast.address
    warning = "Never ring in the evening"
    Person.objects.filter(pk=cast.mother.pk).update(contact_warning=warning)
    words = printed(client, cast.alice, cast.household).words
    telephone, address = words.index("Telephone"), words.index("12 Thistledown Row")
    assert words.rindex(warning, 0, telephone) > words.index("Marigold")
    assert words.rindex(warning, 0, address) > words.index("Where they live")


def test_a_hidden_address_is_never_printed(client, cast):
    assert cast.address
    Address.objects.filter(household=cast.household).update(hidden=True)
    for user in (cast.alice, cast.pat):
        words = printed(client, user, cast.household).words
        assert "Thistledown" not in words
        assert "Larkfield ZZ" not in words


def test_any_name_prints(client, cast):
    for name in NAMES:
        people.add(household=cast.household, given_name=name, family_name="", by=cast.alice)
    words = printed(client, cast.alice, cast.household).words
    assert "[U+" not in words, "each has its font"
    for name in NAMES:
        assert not name.isascii() or name in words or name in words.replace(" ", ""), name


def test_it_is_tagged_with_headings_and_a_table(client, cast):
    assert cast.goal
    paper = printed(client, cast.alice, cast.household)
    assert "<pdfuaid:part>1</pdfuaid:part>" in paper.about
    assert paper.root["/Lang"] == "en-GB"
    assert paper.reader.metadata.title == "Quillfeather family: household summary"
    assert {"/Document", "/Title", "/H1", "/H2", "/P", "/Table", "/TH", "/TD"} <= set(paper.tags)


def test_it_asks_as_many_questions_however_large_the_family(client, cast):
    client.force_login(cast.alice)
    client.get(summary_of(cast.household))
    with CaptureQueriesContext(connection) as before:
        client.get(summary_of(cast.household))
    for number in range(5):
        PersonFactory(household=cast.household, given_name=f"Child {number}", by=cast.alice)
    with CaptureQueriesContext(connection) as after:
        client.get(summary_of(cast.household))
    assert len(asked(after)) == len(asked(before)) <= 32


def test_the_overview_leads_to_it(client, cast):
    client.force_login(cast.alice)
    assert summary_of(cast.household) in client.get(cast.household.get_absolute_url()).text
