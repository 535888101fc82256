"""A row the database refuses is not written into its log, where no disposal would reach it."""

import os
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from households.models import Address


@pytest.mark.django_db
@pytest.mark.skipif("FAMILYHUBS_DATA" not in os.environ, reason="somebody else's server")
def test_a_refused_row_is_not_in_the_log(cast):
    household = cast.household
    with pytest.raises(IntegrityError), transaction.atomic():
        Address(household=household, postcode="ZZ99 9ZZ", lines="").keep(
            by=cast.alice, why="Refused by the database"
        )
    log = Path(os.environ["FAMILYHUBS_DATA"]) / "logs" / "postgres.log"
    assert "ZZ99 9ZZ" not in log.read_text(errors="replace")
