"""Who sees more once two records are one: both ways, for each record's partners see the whole,
and so will those that are asked to become one (settings.WAITS_TO_SEE)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.module_loading import import_string

from familyhubs.organisations.models import Organisation, OrganisationKind, User
from familyhubs.records.refusals import Refused
from households.actions.merging import in_both
from households.actions.merging.in_both import Shared
from households.actions.merging.partners import Sight, Sights, sights
from households.categories import PERSON_CATEGORIES, Category, words_for
from households.models import Household, Person

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
            f"{organisation} sees one of these records, or will once it accepts a referral, and "
            "the family did not agree, or agrees no longer, that it sees the other. Nothing has "
            "been merged. Speak with the family first: withdraw the agreement that it may see the "
            "one, or the referral, or record a new agreement about the other."
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
    once_accepted: bool = False  # all or a part of it, by a referral that it has not answered


def gains(
    kept: Household | Person, merged: Household | Person, user: User | None = None
) -> list[Gain]:
    """Each partner of either record that would see more, and what.

    Args: `user`, who is shown it, and no more than they may see; None, where all counts.
    """
    ours, theirs = sights(kept, user), sights(merged, user)
    today = _gains(kept, merged, ours.as_now, theirs.as_now)
    found = _gains(kept, merged, ours, theirs)
    return [gain if gain in today else replace(gain, once_accepted=True) for gain in found]


def _gains(
    kept: Household | Person, merged: Household | Person, of_kept: Sights, of_merged: Sights
) -> list[Gain]:
    """What waits counts for what is seen then, not for what is seen anyway: it may be declined."""
    ours, theirs = _shared(kept, of_kept.then), _shared(merged, of_merged.then)
    ours_now, theirs_now = _shared(kept, of_kept.now), _shared(merged, of_merged.now)
    people = in_both.More()
    if isinstance(kept, Household) and isinstance(merged, Household):
        people = in_both.more(kept, merged, of_kept, of_merged)
    partners = Organisation.objects.exclude(kind=OrganisationKind.COUNCIL)
    found = [
        Gain(
            partner,
            _joined(_more(theirs, ours_now, partner.pk, kept), people.of_kept.get(partner.pk)),
            _joined(_more(ours, theirs_now, partner.pk, merged), people.of_merged.get(partner.pk)),
        )
        for partner in partners.filter(pk__in={*ours, *theirs}).order_by("name", "pk")
    ]
    return [gain for gain in found if gain.of_kept or gain.of_merged]


def refusal(kept: Household | Person, merged: Household | Person) -> FamilySaidNo | None:
    """Why the two may not be merged: one was kept from an organisation that sees the other, or
    will once it accepts."""
    for one, other in ((kept, merged), (merged, kept)):
        both = _refused(one) & {sight.organisation for sight in sights(other, None).then}
        if who := Organisation.objects.filter(pk__in=both).order_by("name", "pk").first():
            return FamilySaidNo(who)
    return None


def look_at(kept: Household | Person, merged: Household | Person, *, agreed: bool) -> list[Gain]:
    """Who gains, in the transaction that merges. Raises FamilySaidNo, NotAgreed."""
    if no := refusal(kept, merged):
        raise no
    found = gains(kept, merged)
    if found and not agreed:
        raise NotAgreed
    return found


def _refused(record: Household | Person) -> set[int]:
    return {who for path in settings.REFUSED_SHARING for who in import_string(path)(record)}


def _shared(record: Household | Person, seen: Iterable[Sight]) -> Shared:
    """What each organisation sees of a record, by the organisation's id."""
    relevant = frozenset(OF_HOUSEHOLD) if isinstance(record, Household) else PERSON_CATEGORIES
    found: Shared = {}
    for sight in seen:
        before = found.get(sight.organisation, frozenset())
        found[sight.organisation] = before | (relevant & sight.categories)
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
