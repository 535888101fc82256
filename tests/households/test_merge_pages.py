"""The pages that compare two records and make them one."""

import pytest
from django.urls import reverse

from households.models import Household, Person
from tests.factories import HouseholdFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(cast):
    """Marigold once more."""
    return Person.objects.living_in(HouseholdFactory(name="Quilfeather", by=cast.alice)).get()


@pytest.fixture
def other(cast):
    """The Quillfeathers taken on a second time."""
    return HouseholdFactory(name="Quillfether", hub=cast.south_hub, by=cast.alice)


class TestPages:
    def test_both_are_shown_side_by_side_and_merged(self, client, cast, twin):
        client.force_login(cast.alice)
        url = reverse("households:person-merge", args=[cast.household.reference, cast.mother.pk])
        page = client.get(f"{url}?other={twin.pk}")
        assert "Quilfeather" in page.text
        assert "place in the household" in page.text
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields} | {"agreed": "on"}
        assert client.post(f"{url}?other={twin.pk}", data).status_code == 302
        twin.refresh_from_db()
        assert twin.merged_into == cast.mother

    def test_households_too(self, client, cast, other):
        client.force_login(cast.alice)
        url = reverse("households:merge", args=[cast.household.reference])
        assert "Reference of the other record" in client.get(url).text
        assert "that you can open" in client.get(url, {"other": "FH-0000"}).text
        page = client.get(url, {"other": other.reference.lower()})
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields} | {"agreed": "on"}
        assert client.post(f"{url}?other={other.reference}", data).status_code == 302
        assert "Undo" in client.get(url).text

    def test_nobody_merges_with_whom_they_may_not_see(self, client, cast, twin):
        Household.objects.filter(memberships__person=twin).update(restricted=True)
        client.force_login(cast.alice)
        url = reverse("households:person-merge", args=[cast.household.reference, cast.mother.pk])
        assert client.get(f"{url}?other={twin.pk}").status_code == 404
