"""A partner sees a contact when it may see the contact history of everybody it is about."""

from datetime import timedelta
from itertools import combinations

import pytest

from consent.actions import agreements
from familyhubs.records.dates import today
from households.actions import contacts, people
from households.actions.guards import AnothersEntry, NotTheirs
from households.categories import Category
from households.models import Contact, Membership, Source
from households.reading.timeline import people_of_contacts
from tests.factories import (
    AgreementFactory,
    ContactFactory,
    OrganisationFactory,
    PartnerUserFactory,
    PersonFactory,
)
from tests.households.contacting import a_call, of, page_of

pytestmark = pytest.mark.django_db

SHARED = [Category.IDENTITY, Category.CONTACT_HISTORY]


@pytest.fixture
def typed(cast):
    return a_call(cast)


@pytest.fixture
def family(cast):
    """The mother, the child and a brother of theirs; nobody agreed to anything."""
    cast.family  # noqa: B018 - made when it is first named
    brother = PersonFactory(household=cast.household, given_name="Moss", by=cast.alice)
    return [cast.mother, cast.child, brother]


def partner_with(cast, covers, *, categories=SHARED, **changed):
    """Somebody of a new organisation with which the family shares these people."""
    organisation = OrganisationFactory()
    if covers:
        AgreementFactory(
            household=cast.household,
            given_by=cast.mother,
            recipients=[organisation],
            covers=list(covers),
            categories=categories,
            by=cast.alice,
            **changed,
        )
    return PartnerUserFactory(organisation=organisation)


def subsets(of_people, least=0):
    sizes = range(least, len(of_people) + 1)
    return [set(some) for size in sizes for some in combinations(of_people, size)]


def seen_by(user):
    return set(Contact.objects.visible_to(user))


def test_s13_every_combination_of_people(cast, family):
    """What is shared of some of them shows what is about those alone, and nothing else."""
    about = {
        ContactFactory(household=cast.household, people=list(some), by=cast.alice): some
        for some in subsets(family, least=1)
    }
    for covered in subsets(family):
        user = partner_with(cast, covered)
        expected = {contact for contact, some in about.items() if some <= covered}
        assert seen_by(user) == expected, f"covered: {covered}"


def test_two_agreements_add_up(cast, family):
    mother, child, _ = family
    both = ContactFactory(household=cast.household, people=[mother, child], by=cast.alice)
    user = partner_with(cast, [mother])
    assert seen_by(user) == set()
    AgreementFactory(
        household=cast.household,
        given_by=mother,
        recipients=[user.organisation],
        covers=[child],
        categories=SHARED,
        by=cast.alice,
    )
    assert seen_by(user) == {both}


def test_other_categories_do_not_show_it(cast, family):
    ContactFactory(household=cast.household, by=cast.alice)
    others = [one for one in Category if one != Category.CONTACT_HISTORY]
    assert seen_by(partner_with(cast, family, categories=others)) == set()


def test_withdrawn_it_is_gone_at_once(cast, family):
    contact = ContactFactory(household=cast.household, by=cast.alice)
    organisation = OrganisationFactory()
    agreement = AgreementFactory(
        household=cast.household, recipients=[organisation], covers=family, by=cast.alice
    )
    user = PartnerUserFactory(organisation=organisation)
    assert seen_by(user) == {contact}
    agreements.withdraw(agreement=agreement, asked_by=cast.mother, by=cast.alice)
    assert seen_by(user) == set()


def test_whoever_has_moved_away_is_not_followed(cast, family):
    ContactFactory(household=cast.household, people=family, by=cast.alice)
    user = partner_with(cast, family)
    place = Membership.objects.get(person=family[2], household=cast.household)
    people.leave(membership=place, on=today(), by=cast.alice)
    assert seen_by(user) == set()


def test_what_is_shared_in_one_home_shows_nothing_of_the_other(cast, family):
    child = family[1]
    people.also_lives_in(person=child, household=cast.strangers, by=cast.alice)
    elsewhere = ContactFactory(household=cast.strangers, people=[child], by=cast.alice)
    assert elsewhere not in seen_by(partner_with(cast, family))


def test_corrected_to_be_about_another_it_leaves_at_once(cast, family):
    """The wrong person was ticked: the partner of that person sees it no longer."""
    mother, child, _ = family
    contact = ContactFactory(household=cast.household, people=[child], by=cast.alice)
    user = partner_with(cast, [child])
    assert seen_by(user) == {contact}
    contacts.correct(
        contact=contact,
        people=[mother],
        note="x",
        seen_version=contact.version,
        by=cast.alice,
        why="wrong person",
        kind=contact.kind,
        on=contact.on,
        channel=contact.channel,
    )
    assert seen_by(user) == set()


def test_a_mistake_is_told_to_no_partner(cast, family):
    contact = ContactFactory(household=cast.household, people=family, by=cast.alice)
    user = partner_with(cast, family)
    contacts.mark_mistake(contact=contact, why="another family's", by=cast.alice)
    assert seen_by(user) == set()
    assert seen_by(cast.alice) == {contact}


class TestAPartnersPages:
    def test_it_reads_what_is_shared_and_finds_nothing_of_the_rest(self, client, cast, family):
        mother, child, brother = family
        seen = ContactFactory(household=cast.household, people=[child], note="[A]", by=cast.alice)
        hidden = ContactFactory(
            household=cast.household, people=[child, mother], note="[B]", by=cast.alice
        )
        client.force_login(partner_with(cast, [child]))
        page = client.get(page_of(cast.household)).text
        assert "[A]" in page
        assert "[B]" not in page
        assert brother.given_name not in page
        assert client.get(of(seen, "contact")).status_code == 200
        assert client.get(of(hidden, "contact")).status_code == 404

    def test_a_name_that_is_not_shared_is_not_told(self, client, cast, family):
        child = family[1]
        contact = ContactFactory(household=cast.household, people=[child], by=cast.alice)
        client.force_login(partner_with(cast, [child], categories=[Category.CONTACT_HISTORY]))
        page = client.get(of(contact, "contact"))
        assert page.status_code == 200
        assert child.given_name not in page.text

    def test_without_the_category_the_page_says_so(self, client, cast, family):
        client.force_login(partner_with(cast, family, categories=[Category.IDENTITY]))
        page = client.get(page_of(cast.household)).text
        assert "Contact is not shared with your organisation" in page
        assert client.get(page_of(cast.household, "contact-add")).status_code == 403

    def test_it_records_about_those_it_sees_and_no_others(
        self,
        client,
        cast,
        family,
        typed,
    ):
        mother, child, _ = family
        user = partner_with(cast, [child])
        client.force_login(user)
        url = page_of(cast.household, "contact-add")
        assert list(client.get(url).context["form"].fields["people"].queryset) == [child]
        refused = client.post(url, typed | {"people": [child.pk, mother.pk]})
        assert "people" in refused.context["form"].errors
        said = typed | {"people": [child.pk], "source": "worker", "kind": "note", "channel": ""}
        assert client.post(url, said).status_code == 302
        contact = Contact.objects.get()
        assert contact.source == Source.WORKER
        assert contact.source_organisation == user.organisation
        page = client.get(of(contact, "contact")).text
        assert f"Recorded by</dt> {user}, {user.organisation}" in " ".join(page.split()) or (
            f"{user}, {user.organisation}" in page
        )

    def test_the_action_refuses_what_the_page_would_not_offer(self, cast, family):
        mother, child, _ = family
        user = partner_with(cast, [child])
        with pytest.raises(NotTheirs):
            ContactFactory(household=cast.household, people=[mother], by=user)

    def test_it_corrects_its_own_and_nobody_else_s(self, client, cast, family):
        user = partner_with(cast, family)
        colleague = PartnerUserFactory(organisation=user.organisation)
        own = ContactFactory(household=cast.household, by=colleague)
        hubs = ContactFactory(household=cast.household, by=cast.alice)
        client.force_login(user)
        for name in ("contact-change", "contact-mistake", "attachment-add"):
            assert client.get(of(own, name)).status_code == 200
            assert client.get(of(hubs, name)).status_code == 403
        with pytest.raises(AnothersEntry):
            contacts.mark_mistake(contact=hubs, why="x", by=user)
        assert client.post(of(own, "contact-mistake"), {"why": "x"}).status_code == 302
        assert client.get(of(own, "contact")).status_code == 404

    def test_the_past_is_not_shown_to_it(self, client, cast, family):
        contact = ContactFactory(household=cast.household, by=cast.alice)
        client.force_login(partner_with(cast, family))
        assert client.get(of(contact, "contact-versions")).status_code == 403

    def test_it_ends_with_the_agreement(self, client, cast, family):
        """Expiry needs no job: the date is compared (S50)."""
        contact = ContactFactory(household=cast.household, by=cast.alice)
        user = partner_with(cast, family, until=today() + timedelta(days=30))
        client.force_login(user)
        assert client.get(of(contact, "contact")).status_code == 200


def test_the_choices_are_those_of_the_action(rf, cast, family):
    """Whoever is offered on the page may be chosen; tested for each subset that is shared."""
    from households.loader import OpenHousehold
    from households.models import Household
    from households.sight import sight_of

    for covered in subsets(family, least=1):
        user = partner_with(cast, covered)
        household = Household.objects.visible_to(user).titled_for(user).get()
        case = OpenHousehold(household, user, sight_of(household, user))
        assert set(people_of_contacts(case)) == covered
