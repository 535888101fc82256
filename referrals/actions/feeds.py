"""Taking what another directory says into ours."""

from familyhubs.database.identity import action
from familyhubs.organisations.actions.organisations import add_organisation
from familyhubs.organisations.models import Organisation, OrganisationKind, PartnerRole, User
from referrals.actions import services
from referrals.listing import Change, Changes, Listing
from referrals.models import Service


@action
def take(*, changes: Changes, by: User | None) -> None:
    """Make what `referrals.listing.compare` found true here: each service added, changed or closed
    with who and why in its history. An organisation that is not here yet is added, as one of the
    community that sees nothing: it has no data-sharing agreement (S32)."""
    known = _organisations(changes, by)
    for listing in changes.added:
        _add(changes.feed, listing, known, by)
    for change in changes.changed:
        _change(changes.feed, change, known, by)
    for service in changes.gone:
        service.is_open, service.closed_by_feed, service.feed_print = False, True, ""
        services.keep(service=service, by=by, why=f"Gone from the feed {changes.feed}")


def missing_organisations(changes: Changes) -> list[str]:
    """The organisations of a feed that are not here yet."""
    here = {name.casefold() for name in Organisation.objects.values_list("name", flat=True)}
    return [name for key, name in changes.of_organisations.items() if key not in here]


def organisations_that_left(changes: Changes) -> list[str]:
    """The organisations of a feed that take no part any more: nobody finds their services."""
    left = Organisation.objects.filter(is_active=False).values_list("name", flat=True)
    return [name for name in left if name.casefold() in changes.of_organisations]


def _organisations(changes: Changes, by: User | None) -> dict[str, Organisation]:
    for name in missing_organisations(changes):
        add_organisation(
            by=by,
            name=name,
            kind=OrganisationKind.COMMUNITY,
            partner_role=PartnerRole.OTHER_TEAM,
        )
    return {one.name.casefold(): one for one in Organisation.objects.all()}


def _add(feed: str, listing: Listing, known: dict[str, Organisation], by: User | None) -> None:
    service = Service(feed=feed, feed_id=listing.feed_id, feed_print=listing.fingerprint)
    _fill(service, listing, known)
    services.keep(service=service, by=by, why=f"Added from the feed {feed}")


def _change(feed: str, change: Change, known: dict[str, Organisation], by: User | None) -> None:
    service, listing = change.service, change.listing
    if not change.stays_closed:
        service.is_open = listing.on_offer
        service.closed_by_feed = not listing.on_offer
    service.feed, service.feed_id = feed, listing.feed_id
    service.feed_print = listing.fingerprint
    changed = _fill(service, listing, known)
    said = f": {', '.join(changed)}" if changed else ""
    services.keep(service=service, by=by, why=f"Changed by the feed {feed}{said}")


def _fill(service: Service, listing: Listing, known: dict[str, Organisation]) -> list[str]:
    """Put the listing's words into the service; which of its fields they changed."""
    fields = {**listing.fields, "organisation": known[listing.organisation.casefold()]}
    changed = [
        name
        for name, value in fields.items()
        if service.pk is None or getattr(service, name) != value
    ]
    for name in changed:
        setattr(service, name, fields[name])
    return changed
