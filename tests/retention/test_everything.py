"""S43: disposal reaches everything. Every table of a family has a row of one, and then none."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, Model, TextField
from django.urls import reverse
from redis import Redis

from familyhubs.audit import log
from familyhubs.audit.models import AccessEvent, Alias
from familyhubs.files import storage
from familyhubs.keys import sealing
from familyhubs.keys.models import DoomedKey
from familyhubs.records.models import history_of
from familyhubs.records.privacy import FieldKind
from households.models import Household, Person
from retention.models import SweepRun
from retention.plan import PLAN
from tests.cast import Cast
from tests.organisations.browser import Browser
from tests.retention.everything import live_through
from tests.retention.families import SERVICE_DUE, TokenFamily, tables_with

Sweep = Callable[[date], SweepRun]
PERSONAL = [model for model in apps.get_models() if hasattr(model, "privacy")]
SAYS = {FieldKind.IDENTITY, FieldKind.CONTACT, FieldKind.FREE_TEXT}
ADD = (
    "Let the family of the sweep test live through something that leaves a row there, each text of "
    "it `family.word(...)`: a function in tests/retention/everything.py, named in STORIES."
)


@pytest.fixture
def family(cast: Cast) -> TokenFamily:
    """Nobody else is in the database."""
    _ = cast.dana
    assert not Household.objects.exists()
    return live_through(TokenFamily.of(cast))


def tables_of(model: type[Model]) -> list[type[Model]]:
    history = history_of(model)
    return [model, *([history] if history else [])]


def test_every_model_with_personal_data_has_a_row_of_the_family(family: TokenFamily) -> None:
    """A new model that nobody put into the sweep test fails here."""
    empty = [table._meta.db_table for table in everything() if not table._base_manager.exists()]
    assert not empty, f"{empty}: {ADD}"


def test_every_model_that_can_say_something_says_a_word_of_the_family(family: TokenFamily) -> None:
    """Live and past: what the search afterwards looks for."""
    silent = [
        table._meta.db_table
        for model in PERSONAL
        for table in tables_of(model)
        if (names := typed(model, table))
        if not any(said_in(row, family) for row in table._base_manager.values(*names))
    ]
    assert not silent, f"{silent}: {ADD}"


def said_in(row: Any, family: TokenFamily) -> bool:
    return any(word in str(row) for word in (family.token, family.reference))


def typed(model: Any, table: type[Model]) -> list[str]:
    """The fields of a model that hold text somebody typed; a history may be without some."""
    there = {field.name for field in table._meta.get_fields()}
    fields = ((model._meta.get_field(name), kind) for name, kind in model.privacy)
    return [
        field.name
        for field, kind in fields
        if field.name in there
        if kind in SAYS and isinstance(field, CharField | TextField) and not field.choices
    ]


def test_nothing_of_it_is_left_anywhere(
    family: TokenFamily, cast: Cast, sweep_on: Sweep, broker: Redis
) -> None:
    """S38, S43: tables, histories, the access log's link, files, keys, what was typed and kept."""
    pk = family.household.pk
    people = list(Person.objects.values_list("pk", flat=True))
    keys = keys_of_everything()
    sealing.keyring(keys)  # they open
    files = files_of_everything()
    aliases = set(Alias.objects.values_list("alias", flat=True))
    events = AccessEvent.objects.count()
    browser = leave_unfinished(family)
    assert len(files) >= 2
    assert len(aliases) >= 3
    assert len(keys) > len(people)

    sweep_on(SERVICE_DUE)

    assert {table._meta.db_table for table in everything() if table._base_manager.exists()} == set()
    assert tables_with(family.token, family.reference) == {}
    assert AccessEvent.objects.count() > events, "the events stay"
    assert not Alias.objects.exists()
    assert tables_with(*aliases).keys() == {"audit_accessevent"}
    assert not log.events_about("household", pk).exists()
    assert not log.events_about("person", *people).exists()
    assert not [name for name in files if storage.path_of(name).exists()]
    assert not words_on_disk(family)
    assert not DoomedKey.objects.exists()
    assert opened(keys) == []
    assert words_in_the_broker(broker, family) == []
    browser.sign_in(cast.alice)
    assert browser.client.get(unfinished_page(family)).status_code == 404


def everything() -> list[type[Model]]:
    """Every table of a model with personal data, live and past; permissions and joining tables."""
    models = dict.fromkeys([*PERSONAL, *(step.model for step in PLAN)])
    return [table for model in models for table in tables_of(model)]


def keys_of_everything() -> list[Any]:
    """The data keys of everybody, and of the household."""
    found: list[Any] = []
    for model in (Household, Person):
        found += model._base_manager.values_list("data_key", flat=True)
    sealing.keyring(found, make=True)
    return found


def opened(keys: list[Any]) -> list[Any]:
    """Those of these keys that open anything still."""
    ring: Any = sealing.keyring(keys)
    return [key for key in keys if key in ring]


def files_of_everything() -> list[str]:
    found: list[str] = []
    for step in PLAN:
        if step.file:
            found += step.model._base_manager.values_list(step.file, flat=True)
    assert all(storage.path_of(name).exists() for name in found)
    return found


def words_on_disk(family: TokenFamily) -> list[Path]:
    return [
        path
        for path in storage.folder().rglob("*")
        if path.is_file()
        and any(
            word.encode() in path.name.encode() + path.read_bytes()
            for word in (family.token, family.reference)
        )
    ]


def leave_unfinished(family: TokenFamily) -> Browser:
    """A form about the family that its writer did not get to save."""
    browser = Browser()
    browser.sign_in(family.cast.alice)
    page = browser.open(unfinished_page(family))
    browser.lose_session()
    page.send(name=family.word("typed"))
    return browser


def unfinished_page(family: TokenFamily) -> str:
    return reverse("households:change", args=[family.reference])


def words_in_the_broker(broker: Redis, family: TokenFamily) -> list[bytes]:
    """Keys of the broker that hold a word of the family, in whatever they are kept as."""
    found = []
    for place in broker.scan_iter(match="*", count=1000):
        value = place + (broker.dump(place) or b"")
        if any(word.encode() in value for word in (family.token, family.reference)):
            found.append(place)
    return found
