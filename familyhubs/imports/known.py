"""The hubs, organisations, workers and services that a file can name, found by their names."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from familyhubs.imports.problems import nearest
from familyhubs.imports.shapes import shown
from familyhubs.organisations.actions.organisations import add_hub, add_organisation
from familyhubs.organisations.models import (
    Hub,
    Organisation,
    OrganisationKind,
    PartnerRole,
    User,
)
from referrals.models import Service

LISTED = 10


@dataclass
class Known:
    """What there is. With `make_missing`, hubs and organisations not here are made at the end."""

    make_missing: bool = False
    hubs: dict[str, Hub] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    workers: dict[str, list[User]] = field(default_factory=dict)
    services: dict[str, list[Service]] = field(default_factory=dict)
    # By the name in small letters, as it was written first.
    missing_hubs: dict[str, str] = field(default_factory=dict)
    missing_organisations: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_today(cls, *, make_missing: bool = False) -> "Known":
        """Everything there is, in four queries."""
        known = cls(make_missing=make_missing)
        known.hubs = {hub.name.lower(): hub for hub in Hub.objects.all()}
        known.organisations = {row.name.lower(): row for row in Organisation.objects.all()}
        for user in User.objects.all():
            for name in (user.email.lower(), f"{user.organisation_id}/{user.name.lower()}"):
                known.workers.setdefault(name, []).append(user)
        for service in Service.objects.all():
            known.services.setdefault(service.name.lower(), []).append(service)
        return known

    def no_hub(self, name: str) -> str:
        """Why a hub cannot be used, or ""; noted as missing where it may be made."""
        if name.lower() in self.hubs:
            return ""
        if self.make_missing:
            self.missing_hubs.setdefault(name.lower(), name)
            return ""
        return _unknown("hub", name, [hub.name for hub in self.hubs.values()])

    def no_organisation(self, name: str, *, partner: bool = False) -> str:
        """Why an organisation cannot be used (`partner`: the council cannot), or ""."""
        found = self.organisations.get(name.lower())
        if found is not None:
            own = partner and found.is_council
            return f"{shown(found.name)} is the council itself; name a partner" if own else ""
        if self.make_missing:
            self.missing_organisations.setdefault(name.lower(), name)
            return ""
        return _unknown("organisation", name, [row.name for row in self.organisations.values()])

    def hub(self, name: str) -> Hub:
        return self.hubs[name.lower()]

    def organisation(self, name: str) -> Organisation:
        return self.organisations[name.lower()]

    def worker(self, organisation: str, name: str) -> User | None:
        """The one worker of an organisation with this email address or name."""
        of = self.organisations.get(organisation.lower())
        if of is None or not name:
            return None
        found = self.workers.get(name.lower(), []) + self.workers.get(f"{of.pk}/{name.lower()}", [])
        theirs = {user.pk: user for user in found if user.organisation_id == of.pk}
        return next(iter(theirs.values())) if len(theirs) == 1 else None

    def service(self, name: str) -> Service | None:
        """The one service of the directory with this name."""
        found = self.services.get(name.lower(), [])
        return found[0] if len(found) == 1 else None

    def make(self, by: User | None) -> None:
        """Make what is missing. A partner made so sees nothing until its data-sharing agreement
        is entered (S32), which is the administrator's to do."""
        for key, name in self.missing_hubs.items():
            self.hubs[key] = add_hub(by=by, name=name)
        for key, name in self.missing_organisations.items():
            self.organisations[key] = add_organisation(
                by=by,
                name=name,
                kind=OrganisationKind.COMMUNITY,
                partner_role=PartnerRole.OTHER_TEAM,
            )


def _unknown(what: str, name: str, names: Iterable[str]) -> str:
    known = sorted(names)
    near = nearest(name, known)
    if near:
        return f'there is no {what} {shown(name)}; did you mean "{near}"?'
    listed = "; ".join(known[:LISTED]) or "none yet"
    more = f" and {len(known) - LISTED} more" if len(known) > LISTED else ""
    return f"there is no {what} {shown(name)}. There is: {listed}{more}"
