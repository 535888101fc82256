"""The example of docs/, imported: rows, sight, history, events, disposal, and twice."""

from datetime import date

import pytest

from consent.models import Agreement, Disclosure, Withdrawal
from familyhubs.audit.models import AccessEvent
from familyhubs.imports.author import EMAIL
from familyhubs.organisations.models import Hub, Organisation, User
from households.models import (
    Address,
    Contact,
    Household,
    HouseholdUserGrant,
    Identifier,
    Involvement,
    LeadAssignment,
    LeadState,
    Person,
    Protection,
    TeamMember,
)
from referrals.models import ServiceUse
from retention import sweep
from retention.models import Hold
from retention.plan import PLAN
from tests.imports.lines import EXAMPLE, file_of, line, problems, run
from tests.logged import alias_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(partnership):
    report = run(EXAMPLE, "--commit")
    assert report["errors"] == []
    assert report["exit"] == 0
    return report


def of(reference):
    return Household.objects.get(reference=reference)


def user(name):
    return User.objects.get(email=f"{name}@demo.example")


def names(rows):
    return sorted(person.given_name for person in rows)


def test_dry_says_what_would_be_added_and_adds_nothing(partnership):
    report = run(EXAMPLE)
    assert report["committed"] is False
    assert report["would_add"]["households"] == 8
    assert not Household.objects.exists()
    assert run(EXAMPLE, "--commit")["added"] == report["would_add"]


def test_what_is_counted_is_what_is_there(imported):
    tables = {
        "households": Household,
        "people": Person,
        "addresses": Address,
        "identifiers": Identifier,
        "protection": Protection,
        "leads": LeadAssignment,
        "agreements": Agreement,
        "withdrawals": Withdrawal,
        "disclosures": Disclosure,
        "contacts": Contact,
        "services": ServiceUse,
        "holds": Hold,
    }
    added = {kind: imported["added"][kind] for kind in tables}
    assert added == {kind: model._base_manager.count() for kind, model in tables.items()}


def test_every_record_has_one_entry_of_history(imported):
    for step in PLAN:
        if step.history:
            rows = step.history._base_manager
            assert rows.count() == step.model._base_manager.count(), step.table
            assert set(rows.values_list("history_type", flat=True)) <= {"+"}
            assert set(rows.values_list("history_change_reason", flat=True)) <= {"Imported"}
            assert set(rows.values_list("history_user__email", flat=True)) <= {EMAIL}
            tracked = {field.name for field in step.history._meta.concrete_fields}
            same = [
                field.attname for field in step.model._meta.concrete_fields if field.name in tracked
            ]
            assert list(rows.order_by("id").values_list(*same)) == list(
                step.model._base_manager.order_by("id").values_list(*same)
            )


def test_every_household_has_one_event(imported):
    events = AccessEvent.objects.filter(action="imports.add")
    aliases = {alias_of(household) for household in Household.objects.all()}
    assert events.count() == 8
    assert set(events.values_list("subject_id", flat=True)) == aliases


def test_the_same_file_twice_adds_nothing(imported):
    before = AccessEvent.objects.count()
    report = run(EXAMPLE, "--commit")
    assert (report["households"], report["already_here"], report["added"]) == (0, 8, {})
    assert Household.objects.count() == 8
    assert AccessEvent.objects.count() == before


def test_an_agreement_in_force_is_what_a_partner_sees(imported):
    health, school = user("health"), user("school")
    assert [row.reference for row in Household.objects.visible_to(health)] == ["LCS-1001"]
    assert [row.reference for row in Household.objects.visible_to(school)] == ["LCS-1001"]
    assert names(Person.objects.visible_to(health)) == ["Elsie", "Rowena", "Tobias"]
    assert Address.objects.visible_to(school).count() == 2
    # A contact about somebody not covered, or without its category, is not seen.
    assert Contact.objects.visible_to(school).count() == 4
    assert not Identifier.objects.visible_to(school).exists()
    assert not Disclosure.objects.visible_to(school).exists()


def test_refused_undecided_withdrawn_and_expired_open_nothing(imported, partnership):
    for name in (
        "Welland Academy",
        "Saxon Homes",
        "Acorn Family Charity",
        "Children's Social Care",
    ):
        colleague = partnership.colleagues[Organisation.objects.get(name=name).pk][0]
        assert not Household.objects.visible_to(colleague).exists(), name
        assert not Person.objects.visible_to(colleague).exists(), name
        assert not Agreement.objects.visible_to(colleague).exists(), name


def test_an_agreement_about_everybody_is_about_those_of_its_day(partnership, tmp_path):
    """A child born later is nobody the family has agreed to share anything about."""
    family = line(
        agreements=[
            {
                "given_on": "2017-01-09",
                "given_by": "m",
                "recipients": ["Saxon Homes"],
                "purpose": "damp",
                "categories": ["identity"],
            }
        ]
    )
    run(file_of(tmp_path, family), "--commit")
    assert names(Agreement.objects.get().covers.all()) == ["Sorrel"]
    assert names(Involvement.objects.get().people.all()) == ["Sorrel"]


def test_what_was_withdrawn_or_ran_out_is_dated(imported):
    withdrawn = Involvement.objects.get(household=of("LCS-1004"), reason="agreement")
    assert (withdrawn.since, withdrawn.until) == (date(2025, 3, 24), date(2026, 4, 20))
    expired = Involvement.objects.get(household=of("LCS-1005"))
    assert (expired.since, expired.last_day) == (date(2023, 9, 11), date(2024, 9, 10))
    assert not Involvement.objects.filter(household__reference__in=["LCS-1002", "LCS-1003"])
    assert Agreement.objects.get(household=of("LCS-1002")).words == (
        "Nadia Penrose did not agree that the council may share details about Ivor Penrose, "
        "Nadia Penrose, Caleb Penrose with Welland Academy: hub record: who leads, goals and "
        "progress; names, dates of birth and how people are related. The purpose: help at school."
    )


def test_leads_stand_and_end(imported):
    first, second = LeadAssignment.objects.filter(household=of("LCS-1001")).order_by("offered_at")
    assert (first.state, str(first.practitioner)) == (LeadState.ENDED, "Wendy Marsh")
    assert (second.state, str(second.practitioner)) == (LeadState.ACCEPTED, "Harriet Vale")
    assert second in LeadAssignment.objects.leading()
    # The family withdrew: the partner led no more, and its worker without an account is kept.
    stopped = LeadAssignment.objects.get(household=of("LCS-1004"))
    assert (stopped.state, stopped.end_reason) == (
        LeadState.ENDED,
        "The family withdrew its agreement to share",
    )
    member = TeamMember.objects.get()
    assert (member.name, member.until) == ("Somebody Who Left", date(2026, 4, 20))


def test_what_is_sealed_is_read_again_and_found(imported):
    visit = Contact.objects.get(kind="visit", household=of("LCS-1001"))
    assert visit.read("note").startswith("Rowena showed the sleep diary.")
    from familyhubs.keys.sealing import lookup

    nhs = Identifier.objects.get(lookup=lookup("nhs", "9434765919"))
    assert nhs.read("value") == "9434765919"
    assert nhs.person.given_name == "Rowena"


def test_restricted_is_seen_by_who_is_named_alone(partnership, tmp_path):
    manager = user("manager")
    run(EXAMPLE, "--commit", "--by", "Manager@demo.example")
    secret = of("LCS-1008")
    assert HouseholdUserGrant.objects.get().user == manager
    assert secret in Household.objects.visible_to(manager)
    assert secret in Household.objects.visible_to(user("officer"))
    assert secret not in Household.objects.visible_to(user("worker"))
    assert not User.objects.filter(email=EMAIL).exists()


def test_without_by_nobody_is_named_and_the_account_can_do_nothing(imported):
    assert not HouseholdUserGrant.objects.exists()
    account = User.objects.get(email=EMAIL)
    assert not account.is_active
    assert not account.has_usable_password()


def test_the_sweep_sees_the_dates(imported):
    seen = list(sweep.look(date(2026, 11, 22)))
    due = {(row.household, row.record_class) for batch in seen for row in batch.due}
    assert due == {("LCS-0417", "hub"), ("LCS-0417", "service")}
    blocked = {row.household for batch in seen for row in batch.blocked}
    assert blocked == {"LCS-0417", "LCS-0418"}, "whoever is due waits for the notice, too"
    # Kit was looked after: 75 years from the birth, for that record alone (S39).
    assert Protection.objects.get(person__given_name="Kit").until == date(2023, 8, 31)


def test_a_reference_with_another_content_is_left_as_it_is(imported, tmp_path):
    again = line(household={"reference": "lcs-1001", "hub": "Corby Family Hub"})
    ((_, path, message),) = problems(run(file_of(tmp_path, again), "--commit"))
    assert path == "household.reference"
    assert "is here already with another content" in message


def test_without_a_reference_one_of_ours_is_made_once(partnership, tmp_path):
    own = line(household={"hub": "corby family hub"})
    path = file_of(tmp_path, own, own)
    report = run(path, "--commit")
    assert (report["households"], report["added"]["people"]) == (1, 2)
    assert [note["message"] for note in report["notes"]] == [
        "this is line 1 again, and is added once"
    ]
    assert Household.objects.get().reference.startswith("FH-")
    assert run(path, "--commit")["already_here"] == 1


def test_missing_hubs_and_partners_are_made_when_asked_to(partnership, tmp_path):
    moved = line(
        household={"reference": "M-1", "hub": "Oundle Family Hub"},
        leads=[{"organisation": "Oundle Choir", "worker": "Ann", "from": "2024-01-01"}],
        agreements=[
            {
                "given_on": "2024-01-01",
                "given_by": "m",
                "recipients": ["Oundle Choir"],
                "purpose": "singing",
                "categories": ["identity", "hub_record"],
            }
        ],
    )
    path = file_of(tmp_path, moved)
    assert len(run(path)["errors"]) == 3
    report = run(path, "--commit", "--make-missing")
    assert (report["added"]["hubs"], report["added"]["organisations"]) == (1, 1)
    assert Hub.objects.filter(name="Oundle Family Hub").exists()
    choir = Organisation.objects.get(name="Oundle Choir")
    assert choir.sharing_agreement_until is None
    assert Involvement.objects.filter(organisation=choir).count() == 2
    assert not LeadAssignment.objects.leading().exists()


PAGES = ("", "people", "goals", "timeline", "services", "team", "sharing", "history")


def test_the_pages_show_what_was_imported(imported, client):
    client.force_login(user("worker"))
    for household in Household.objects.visible_to(user("worker")):
        for part in PAGES:
            path = f"/households/{household.reference}/{part}"
            assert client.get(path).status_code == 200, path


def test_a_partner_opens_what_it_may_see(imported, client):
    client.force_login(user("school"))
    for part in PAGES[:-1]:  # history is the council's
        assert client.get(f"/households/LCS-1001/{part}").status_code == 200, part
        assert client.get(f"/households/LCS-1002/{part}").status_code == 404, part
