"""The Django group that carries an organisation's permissions."""

import uuid

from django.contrib.auth.models import Group


def new_group() -> Group:
    """A group for an organisation, under a name nobody types, so that renaming breaks nothing."""
    return Group.objects.create(name=f"organisation {uuid.uuid4()}")
