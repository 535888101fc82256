"""Taking organisations into the partnership, and people into organisations."""

from typing import Any

from familyhubs.audit import log
from familyhubs.database.identity import action
from familyhubs.organisations.groups import new_group
from familyhubs.organisations.models import Hub, Organisation, User


def _keep(row: Any, by: User | None) -> None:
    row._history_user = by
    row._change_reason = "Added"
    row.save()


@action
def add_organisation(*, by: User | None, **fields: Any) -> Organisation:
    """An organisation with the group that will carry its permissions.

    Raises ValidationError, by field, where the fields do not make one.
    """
    organisation = Organisation(**fields)
    organisation.full_clean(exclude=["group"])
    organisation.group = new_group()
    _keep(organisation, by)
    log.wrote(by, "organisation", organisation.pk, action="organisations.add_organisation")
    return organisation


@action
def add_hub(*, by: User | None, **fields: Any) -> Hub:
    """A hub. Raises ValidationError, by field, where the fields do not make one."""
    hub = Hub(**fields)
    hub.full_clean()
    _keep(hub, by)
    log.wrote(by, "hub", hub.pk, action="organisations.add_hub")
    return hub


@action
def add_user(*, by: User | None, password: str | None = None, **fields: Any) -> User:
    """Somebody who may sign in, in their organisation's group.

    Raises ValidationError, by field, where role and organisation do not go together.
    """
    user = User.objects.create_user(password=password, **fields)
    user.groups.set([user.organisation.group])
    log.wrote(by, "user", user.pk, action="organisations.add_user")
    return user
