"""Search: what is found, how it may be typed, and that nobody finds what they may not see."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familyhubs.audit.models import AccessEvent
from familyhubs.keys import sealing
from familyhubs.records.dates import today
from households.actions import people
from households.categories import Category
from households.models import Address, Household, Identifier, Person
from households.reading.search import search
from households.search_terms import terms_of
from tests.counting import asked
from tests.factories import AddressFactory, AgreementFactory, HouseholdFactory, PersonFactory

pytestmark = pytest.mark.django_db

BORN = date(2019, 5, 3)


def names(user, typed):
    return [hit.person.full_name for hit in search(user, typed).hits if hit.person]


def households(user, typed):
    return {home.household for hit in search(user, typed).hits for home in hit.homes}


@pytest.fixture
def town(cast):
    """A few people with names that are easily misspelt, beside the Quillfeathers."""
    household = HouseholdFactory(name="Smith", first_person=someone("Catherine", "Smith"))
    for given, family in (
        ("Sean", "O'Brien"),
        ("Zoë", "Müller"),
        ("Ana", "De Souza"),
        ("Mary", "McDonald"),
        ("عمر", "حسن"),
        ("Christina", "Abbott-Jones"),
    ):
        PersonFactory(household=household, given_name=given, family_name=family, date_of_birth=BORN)
    return household


def someone(given, family, **more):
    return {"given_name": given, "family_name": family, **more}


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("catherine smith", "Catherine Smith"),
            ("Smith, Catherine", "Catherine Smith"),
            ("SMYTH", "Catherine Smith"),
            ("kathryn smyth", "Catherine Smith"),
            ("smtih", "Catherine Smith"),
            ("c smith", "Catherine Smith"),
            ("cath", "Catherine Smith"),
            ("OBrien", "Sean O'Brien"),
            ("O\u2019Brien", "Sean O'Brien"),
            ("o brien", "Sean O'Brien"),
            ("muller", "Zoë Müller"),
            ("zoe", "Zoë Müller"),
            ("desouza", "Ana De Souza"),
            ("souza ana", "Ana De Souza"),
            ("mc donald", "Mary McDonald"),
            ("macdonald", "Mary McDonald"),
            ("عمر", "عمر حسن"),
            ("jones christina", "Christina Abbott-Jones"),
            ("abbot jones", "Christina Abbott-Jones"),
        ],
    )
    def test_s7_a_name_however_it_is_typed(self, cast, town, typed, found):
        assert found in names(cast.alice, typed)

    def test_the_nearest_stands_first(self, cast, town):
        PersonFactory(household=town, given_name="Kathryn", family_name="Smyth")
        assert names(cast.alice, "kathryn smyth") == ["Kathryn Smyth", "Catherine Smith"]
        assert names(cast.alice, "catherine smith") == ["Catherine Smith", "Kathryn Smyth"]

    def test_christopher_is_not_christina(self, cast, town):
        assert names(cast.alice, "christopher") == []

    def test_a_preferred_name_finds_them(self, cast, town):
        PersonFactory(household=town, given_name="Archibald", preferred_name="Buster")
        assert len(names(cast.alice, "buster")) == 1

    def test_why_they_match_is_said(self, client, cast, town):
        client.force_login(cast.alice)
        answer = client.get(reverse("households:search"), {"q": "smyth"})
        assert "the name sounds alike" in answer.text
        assert town.reference in answer.text

    def test_a_household_is_found_by_a_name_that_none_of_its_people_has(self, cast, town):
        Household.objects.filter(pk=town.pk).update(name="Tannerwebb")
        assert households(cast.alice, "tannerwebb") == {town}


class TestOtherDetails:
    @pytest.mark.parametrize(
        "typed", ["3.5.2019", "03/05/2019", "3 May 2019", "3rd of May 2019", "2019-05-03", "3 5 19"]
    )
    def test_s9_a_date_of_birth(self, cast, town, typed):
        if typed != "3 5 19":
            assert "Sean O'Brien" in names(cast.alice, typed)
        assert "Catherine Smith" not in names(cast.alice, typed)

    def test_two_details_narrow_it(self, cast, town):
        assert names(cast.alice, "obrien 3.5.2019") == ["Sean O'Brien"]
        assert names(cast.alice, "obrien 4.5.2019") == []
        assert names(cast.alice, "o'brien 2019") == ["Sean O'Brien"]

    def test_of_a_common_name_the_best_stands_first_whenever_it_was_recorded(self, cast, town):
        for _ in range(61):
            PersonFactory(household=town, given_name="Bartholomew", family_name="Alder-Feather")
        PersonFactory(household=town, given_name="Al", family_name="Alder")
        assert names(cast.alice, "alder")[0] == "Al Alder"

    @pytest.mark.parametrize("typed", ["01632960123", "01632 960 123", "+44 1632 960123", "960123"])
    def test_a_telephone_number(self, cast, town, typed):
        PersonFactory(household=town, given_name="Rob", telephone="01632 960123")
        assert names(cast.alice, typed) == ["Rob Smith"]

    @pytest.mark.parametrize("typed", ["ZZ99 3VZ", "zz993vz", "zz99", "ZZ99 3"])
    def test_a_postcode_finds_the_household(self, cast, typed):
        assert cast.address
        hits = search(cast.alice, typed).hits
        assert [hit.homes[0].household for hit in hits] == [cast.household]
        assert {person.given_name for person in hits[0].people} == {"Marigold", "Bramble"}

    def test_a_district_is_not_the_beginning_of_another(self, cast):
        assert cast.address
        assert households(cast.alice, "ZZ9") == set()

    def test_name_and_postcode(self, cast, town):
        assert cast.address
        assert names(cast.alice, "quillfeather zz99") != []
        assert names(cast.alice, "smith zz99") == []

    def test_a_reference_in_any_typing(self, cast):
        bare = cast.household.reference.replace("-", "").lower()
        for typed in (cast.household.reference, bare, bare[2:]):
            assert households(cast.alice, typed) == {cast.household}, typed

    def test_s10_an_identifier_exactly(self, cast, settings):
        give_number(cast.child, "943 476 5919")
        assert names(cast.alice, "943-476 5919") == ["Bramble Quillfeather"]
        assert names(cast.alice, "943 476 5918") == []
        assert names(cast.dana, "9434765919") == [], "the role sees no identifiers"


class TestScope:
    def test_a_partner_finds_a_name_only_with_identity(self, cast):
        share(cast, Category.HUB_RECORD, Category.CONTACT_DETAILS)
        assert search(cast.harriet, "quillfeather").hits == []
        assert search(cast.harriet, "17.5.1990").hits == []

    def test_a_partner_finds_a_telephone_only_with_contact_details(self, cast):
        share(cast, Category.IDENTITY)
        assert names(cast.harriet, "marigold") == ["Marigold Quillfeather"]
        assert search(cast.harriet, "07700 900123").hits == []
        assert search(cast.harriet, "zz99 3vz").hits == []
        share(cast, Category.IDENTITY, Category.CONTACT_DETAILS)
        assert names(cast.harriet, "07700 900123") == ["Marigold Quillfeather"]

    def test_a_partner_finds_an_identifier_only_with_identifiers(self, cast):
        give_number(cast.mother, "9434765919")
        share(cast, Category.IDENTITY)
        assert search(cast.harriet, "9434765919").hits == []
        share(cast, Category.IDENTITY, Category.IDENTIFIERS)
        assert names(cast.harriet, "9434765919") == ["Marigold Quillfeather"]

    def test_nobody_finds_a_hidden_address(self, cast):
        assert cast.agreement
        assert households(cast.pat, "zz99 3vz") == {cast.household}
        Address.objects.filter(pk=cast.address.pk).update(hidden=True)
        assert search(cast.pat, "zz99 3vz").hits == []
        assert search(cast.pat, "quillfeather zz99").hits == []
        assert search(cast.alice, "zz99 3vz").hits == []

    def test_a_restricted_household_is_found_by_nobody_who_is_not_named(self, cast):
        assert cast.agreement
        Household.objects.filter(pk=cast.household.pk).update(restricted=True)
        for typed in ("quillfeather", "zz99 3vz", "17.5.1990", cast.household.reference):
            assert search(cast.alice, typed).hits == []
            assert search(cast.pat, typed).hits == []
            assert search(cast.dana, typed).hits != []

    def test_the_other_home_is_not_told_by_its_postcode(self, cast):
        """The school knows the child at its mother's, and the father's address through him."""
        assert cast.agreement
        other = HouseholdFactory(name="Otherhome", by=cast.alice)
        people.also_lives_in(person=cast.child, household=other, by=cast.alice)
        AddressFactory(household=other, lines="1 Far Lane", postcode="ZZ10 1AA")
        father = Person.objects.living_in(other).order_by("-id")[0]
        AgreementFactory(
            household=other, recipients=[cast.school], given_by=father, covers=[father]
        )
        assert names(cast.pat, "bramble") == ["Bramble Quillfeather"]
        assert names(cast.pat, "bramble zz10") == []
        assert households(cast.pat, "bramble") == {cast.household}
        assert names(cast.alice, "bramble zz10") == ["Bramble Quillfeather"]

    def test_who_has_moved_away_is_not_followed(self, cast):
        assert cast.agreement
        place = cast.child.memberships.get()
        people.leave(membership=place, on=today(), by=cast.alice)
        assert search(cast.pat, "bramble").hits == []
        (hit,) = search(cast.alice, "bramble").hits
        assert hit.homes[0].left_on == today()

    def test_what_has_run_out_finds_nothing(self, cast):
        assert cast.agreement
        cast.school.sharing_agreement_until = today() - timedelta(days=1)
        cast.school.save()
        cast.pat.organisation.refresh_from_db()
        assert search(cast.pat, "quillfeather").hits == []

    def test_roles_without_households_find_nothing(self, client, cast):
        assert cast.household
        for user in (cast.ann, cast.adam):
            assert search(user, "quillfeather").hits == []
            client.force_login(user)
            assert client.get(reverse("households:search")).status_code == 403


class TestThePage:
    @pytest.mark.parametrize(
        "typed", ["%", "_", "%%%__", "x" * 1000, "😀😀", "\u202eabc", "'; --", "a", "\\", "1"]
    )
    def test_rubbish_is_answered_plainly(self, client, cast, typed):
        assert cast.household
        client.force_login(cast.alice)
        answer = client.get(reverse("households:search"), {"q": typed})
        assert answer.status_code == 200
        assert "Nothing found" in answer.text

    def test_one_event_and_no_words_of_it(self, client, cast):
        client.force_login(cast.alice)
        before = AccessEvent.objects.count()
        client.get(reverse("households:search"))
        assert AccessEvent.objects.count() == before
        client.get(reverse("households:search"), {"q": "Quillfeather"})
        assert AccessEvent.objects.count() == before + 1
        event = AccessEvent.objects.latest("pk")
        assert (event.event, event.action) == ("searched", "households:search")
        assert "Quill" not in str(vars(event))

    def test_twenty_five_and_a_word_that_there_are_more(self, client, cast, town):
        for number in range(26):
            PersonFactory(household=town, given_name=f"Same{number}", family_name="Zipline")
        client.force_login(cast.alice)
        answer = client.get(reverse("households:search"), {"q": "zipline"})
        assert answer.text.count('class="app-hit"') == 25
        assert "there are more" in answer.text

    def test_the_number_of_queries_does_not_grow(self, client, cast, town):
        client.force_login(cast.alice)
        with CaptureQueriesContext(connection) as few:
            client.get(reverse("households:search"), {"q": "smith"})
        for number in range(9):
            HouseholdFactory(name=f"Smith{number}", first_person=someone("Jo", "Smith"))
        with CaptureQueriesContext(connection) as many:
            client.get(reverse("households:search"), {"q": "smith"})
        assert len(asked(many)) == len(asked(few)) <= 11

    def test_what_is_no_date_is_no_date(self):
        assert terms_of("31/2/2019").born_from is None


def share(cast, *categories):
    return AgreementFactory(
        household=cast.household, recipients=[cast.clinic], categories=list(categories)
    )


def give_number(person, typed):
    number = typed.replace(" ", "")
    row = Identifier(person=person, kind="nhs", lookup=sealing.lookup("nhs", number))
    row.close("value", number)
    row.keep(by=None, why="A test")
