"""What a certificate says, and finding one by the reference a family holds. No personal data."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from familyhubs.database import rows
from familyhubs.keys.sealing import lookup
from familyhubs.records.privacy import RecordClass
from households.models import Household, Person
from households.references import candidates_for
from referrals.models import SupportRequest
from retention import chain
from retention.lines import Line
from retention.lookups import Named
from retention.models import Certificate, SweepRun
from retention.plan import PLAN
from retention.scope import Counts, Scope
from retention.statements import Statement

NAMES = ("reference", "import_fingerprint")
IDS = Named("ids")
SALT = "retention.certificate"
RECORD_TABLES = frozenset(step.table for step in PLAN if step.is_record)
KEY_TABLES = frozenset(step.table for step in PLAN if step.data_key)


def subject_of(reference: str, secret: str | None = None) -> str:
    """The keyed hash under which a household's certificates are kept."""
    return salted_hmac(SALT, reference, secret=secret, algorithm="sha256").hexdigest()


def about(reference: str) -> QuerySet[Certificate]:
    """The certificates of a household, however its reference is typed, and under older keys.

    One that another system gave is found in its own capitals, or in capitals alone.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    spellings = {*candidates_for(reference), reference.strip().upper()}
    subjects = [subject_of(spelling, secret) for secret in keys for spelling in spellings]
    return Certificate.objects.filter(subject__in=subjects)


def marks_of(reference: str, fingerprint: str) -> list[str]:
    """What a household is known by again when a file brings it: keyed, and one way.

    Args: either may be empty. Capitals make no difference to a reference.
    """
    given = (("disposed reference", reference.upper()), ("disposed line", fingerprint))
    return [lookup(kind, value) for kind, value in given if value]


@dataclass(frozen=True)
class Subjects:
    """Who goes in one transaction, known by keyed marks, which say nothing of anybody.

    marks: what an import knows a household by again. households: of the data keys of each and of
    what was merged into it. people: of whom goes, by the household and class they are counted
    under; homes: which households these were tied to. shells: of the households that stay for a
    child's own record, and kept: of these children. requests: of requests for support, by their
    household, or by their own id where they had none. batch: what the transaction is known by.
    """

    batch: UUID = field(default_factory=uuid4)
    marks: dict[int, list[str]] = field(default_factory=dict)
    households: dict[int, list[str]] = field(default_factory=dict)
    people: dict[tuple[int, RecordClass], list[str]] = field(default_factory=dict)
    homes: dict[tuple[int, RecordClass], set[int]] = field(default_factory=dict)
    shells: dict[int, str] = field(default_factory=dict)
    kept: dict[int, list[str]] = field(default_factory=dict)
    requests: dict[int, list[str]] = field(default_factory=dict)

    def named(self, household: int, record_class: RecordClass) -> dict[str, list[str]]:
        """The marks of exactly who went under a certificate, in an order that tells nothing."""
        homes = self.homes.get((household, record_class), set()) - {household}
        requests = self.requests.get(household) if record_class == RecordClass.SERVICE else None
        return {
            **({"requests": sorted(requests)} if requests else {}),
            "households": sorted(self.households.get(household, ())),
            "people": sorted(self.people.get((household, record_class), ())),
            "homes": sorted(mark for home in homes for mark in self.households.get(home, ())),
            "shell": [self.shells[household]] if household in self.shells else [],
            "kept": sorted(self.kept.get(household, ())),
        }


def mark(kind: Literal["household", "person", "request"], data_key: UUID) -> str:
    """What a household, person or request is found by again in a backup. Its key's id is random."""
    return lookup(f"disposed {kind}", str(data_key))


def subjects_before(scope: Scope) -> Subjects:
    """Who is about to go, while they are there to be read."""
    found, remaining = Subjects(), scope.remaining()
    own = scope.hub | scope.service | scope.old_shells | set(scope.people.values())
    for pk, kept, data_key, *names in _own_or_merged(Household, *NAMES).rows({"ids": own}):
        found.marks.setdefault(kept or pk, []).extend(marks_of(*names))
        found.households.setdefault(kept or pk, []).append(mark("household", data_key))
        if pk in remaining:
            found.shells[pk] = mark("household", data_key)
    _people_before(scope, found)
    _requests_before(scope, found)
    return found


def _requests_before(scope: Scope, found: Subjects) -> None:
    if not scope.service:
        return
    rows = SupportRequest.objects.filter(household__any_of=scope.service).order_by("pk")
    for household, data_key in rows.values_list("household_id", "data_key"):
        found.requests.setdefault(household, []).append(mark("request", data_key))


def _people_before(scope: Scope, found: Subjects) -> None:
    everybody = scope.people.keys() | scope.kept
    for pk, kept, data_key in _own_or_merged(Person).rows({"ids": everybody}):
        person, known_by = kept or pk, mark("person", data_key)
        if person in scope.people:
            is_own = person in scope.protected
            record_class = RecordClass.PROTECTED_CHILD if is_own else RecordClass.SERVICE
            key = scope.people[person], record_class
            found.people.setdefault(key, []).append(known_by)
            found.homes.setdefault(key, set()).update(scope.homes[person])
        else:
            for home in scope.homes[person] & scope.remaining():
                found.kept.setdefault(home, []).append(known_by)


@cache
def _own_or_merged(model: type[Model], *names: str) -> Statement:
    """These, and whatever was merged into them: what each is, into what, its key, and its names."""
    rows = model._base_manager.filter(Q(pk__any_of=IDS) | Q(merged_into__any_of=IDS))
    return Statement.of(rows.order_by("pk").values_list("pk", "merged_into", "data_key", *names))


def of_disposed(cases: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Certificate]:
    """The newest certificate of each of these references with its fingerprint that has one."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    marks = {case: marks_of(*case) for case in cases}
    # Those that were issued before there were marks.
    older = Certificate.objects.filter(marks=[]).exists()
    subjects = {
        case: [
            subject_of(name, secret) for name in {case[0], case[0].upper()} for secret in secrets
        ]
        for case in marks
        if older and case[0]
    }
    certificates = Certificate.objects.filter(
        Q(marks__overlap=sorted({mark for each in marks.values() for mark in each}))
        | Q(subject__in={subject for each in subjects.values() for subject in each})
    )
    by_key = {
        key: row for row in certificates.order_by("number") for key in (*row.marks, row.subject)
    }
    keys = {case: [*each, *subjects.get(case, [])] for case, each in marks.items()}
    found = {case: [by_key[key] for key in each if key in by_key] for case, each in keys.items()}
    return {case: max(each, key=lambda row: row.number) for case, each in found.items() if each}


def records_in(counts: Counter[str]) -> int:
    """The records among the rows: permissions, joining tables and history are not counted."""
    return sum(number for table, number in counts.items() if table in RECORD_TABLES)


def keys_in(counts: Counter[str]) -> int:
    """How many data keys went with these rows: each person and each household had one."""
    return sum(counts[table] for table in KEY_TABLES)


def issue(
    run: SweepRun,
    lines: Iterable[Line],
    counts: Counts,
    remaining: set[int],
    subjects: Subjects,
    *,
    searched: int = 0,
) -> None:
    """One certificate for each household and class; `remaining` are the shells that stay.

    `searched`: how many tables were searched afterwards, and nothing was found in them. They
    stand in the order of the keyed hash of the reference, which tells nothing.
    """
    found: dict[tuple[int, RecordClass], list[Line]] = {}
    for line in lines:
        found.setdefault((line.household_id, line.record_class), []).append(line)
    removed: dict[tuple[int, RecordClass], Counter[str]] = {}
    for key, tables in counts.items():
        removed.setdefault((key.household, key.record_class), Counter()).update(tables)
    now = timezone.now()
    references = {of_class[0].household for of_class in found.values()}
    keyed = {reference: subject_of(reference) for reference in references}
    made = [
        Certificate(
            run=run,
            batch=subjects.batch,
            schedule=run.schedule,
            record_class=record_class.value,
            rule="; ".join(sorted({line.rule for line in of_class})),
            rules=sorted([line.version, line.rule] for line in of_class),
            subject=keyed[of_class[0].household],
            records=records_in(removed[household, record_class]),
            counts=dict(sorted(removed[household, record_class].items())),
            keys=keys_in(removed[household, record_class]),
            searched=searched,
            child_remains=household in remaining,
            disposed_at=now,
            marks=sorted(subjects.marks.get(household, [])),
            named=subjects.named(household, record_class),
        )
        for (household, record_class), of_class in found.items()
    ]
    made.sort(key=lambda each: (each.subject, each.record_class))
    rows.insert(chain.link(made))


@dataclass(frozen=True)
class Kind:
    """How many rows of one kind went, in words."""

    name: str
    rows: int
    history: int


def kinds_of(certificate: Certificate) -> list[Kind]:
    """The counts of a certificate by kind of record, its history beside it."""
    found: dict[str, Kind] = {}
    for step in PLAN:
        rows = certificate.counts.get(step.table, 0)
        past = certificate.counts.get(step.history._meta.db_table, 0) if step.history else 0
        if rows or past:
            name = step.words
            found[step.table] = Kind(name[:1].upper() + name[1:], rows, past)
    return list(found.values())
