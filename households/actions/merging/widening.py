"""Who sees more once two records are one: both ways, for each record's partners see the whole."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from familyhubs.organisations.models import Organisation, OrganisationKind
from familyhubs.records.refusals import Refused
from households.actions.merging import in_both
from households.actions.merging.in_both import Shared
from households.categories import PERSON_CATEGORIES, Category, words_for
from households.models import Household, Involvement, Person

# What a merge of households widens, in words. What is shared of people stays each their own, but
# for those who stand in both (in_both.py).
OF_HOUSEHOLD: dict[str, str] = {
    Category.HUB_RECORD: "who leads, the goals and how they go",
    Category.IDENTITY: "the family name",
    Category.CONTACT_DETAILS: "where the household lives",
}
ALONE = "that the hub supports the household"
OF_THOSE_IN_BOTH = "of those in both records"


class FamilySaidNo(Refused):
    """An organisation that sees the one record would see the other, which the family refused."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            f"{organisation} sees one of these records, and the family did not agree, or agrees no "
            "longer, that it sees the other. Nothing has been merged. Speak with the family first: "
            "withdraw the agreement that it may see the one, or record a new one about the other."
        )


class NotAgreed(Refused):
    """Somebody would see more, and nobody said that the family agreed."""

    words = (
        "Say that the family agreed that these organisations see both records. If it has not, ask "
        "the family before you merge the two"
    )
    field = "agreed"


@dataclass(frozen=True)
class Gain:
    """What one organisation would see that it does not see today."""

    organisation: Organisation
    of_kept: str
    of_merged: str


def gains(kept: Household | Person, merged: Household | Person, seen: QuerySet) -> list[Gain]:
    """Each partner of either record that would see more, and what. Args: `seen`, the involvements
    to go by."""
    ours, theirs = _shared(kept, seen), _shared(merged, seen)
    people = in_both.More()
    if isinstance(kept, Household) and isinstance(merged, Household):
        people = in_both.more(kept, merged, seen)
    partners = Organisation.objects.exclude(kind=OrganisationKind.COUNCIL)
    found = [
        Gain(
            partner,
            _joined(_more(theirs, ours, partner.pk, kept), people.of_kept.get(partner.pk)),
            _joined(_more(ours, theirs, partner.pk, merged), people.of_merged.get(partner.pk)),
        )
        for partner in partners.filter(pk__in={*ours, *theirs}).order_by("name", "pk")
    ]
    return [gain for gain in found if gain.of_kept or gain.of_merged]


def refusal(kept: Household | Person, merged: Household | Person) -> FamilySaidNo | None:
    """Why the two may not be merged: one was kept from an organisation that sees the other."""
    involved = Involvement.objects.all()
    for one, other in ((kept, merged), (merged, kept)):
        both = _refused(one) & _shared(other, involved).keys()
        if who := Organisation.objects.filter(pk__in=both).order_by("name", "pk").first():
            return FamilySaidNo(who)
    return None


def look_at(kept: Household | Person, merged: Household | Person, *, agreed: bool) -> list[Gain]:
    """Who gains, in the transaction that merges. Raises FamilySaidNo, NotAgreed."""
    if no := refusal(kept, merged):
        raise no
    found = gains(kept, merged, Involvement.objects.all())
    if found and not agreed:
        raise NotAgreed
    return found


def _refused(record: Household | Person) -> set[int]:
    return {who for path in settings.REFUSED_SHARING for who in import_string(path)(record)}


def _shared(record: Household | Person, seen: QuerySet[Involvement]) -> Shared:
    """What each organisation sees of a record today, by the organisation's id."""
    if isinstance(record, Household):
        rows, relevant = seen.live().filter(household=record), frozenset(OF_HOUSEHOLD)  # type: ignore[attr-defined]
    else:
        rows, relevant = seen.live().filter(people=record), PERSON_CATEGORIES  # type: ignore[attr-defined]
    found: Shared = {}
    for who, categories in rows.values_list("organisation_id", "categories"):
        found[who] = found.get(who, frozenset()) | (relevant & set(categories))
    return found


def _more(sees: Shared, lacks: Shared, who: int, what: Household | Person) -> str:
    """What of a record an organisation would see more, for it sees as much of the other."""
    if who not in sees:
        return ""
    more = sees[who] - lacks.get(who, frozenset())
    if isinstance(what, Person):
        return words_for(more)
    words = [text for category, text in OF_HOUSEHOLD.items() if category in more]
    return "; ".join(words) or (ALONE if who not in lacks else "")


def _joined(words: str, of_people: frozenset[str] | None) -> str:
    """With what is seen more of whoever stands in both."""
    more = f"{words_for(of_people)} {OF_THOSE_IN_BOTH}" if of_people else ""
    return "; ".join(filter(None, [words, more]))
