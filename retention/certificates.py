"""What a certificate says, and finding one by the reference a family holds. No personal data."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from familyhubs.keys.sealing import lookup
from familyhubs.records.privacy import RecordClass
from households.models import Household
from households.references import candidates_for
from retention.lines import Line
from retention.models import Certificate, SweepRun
from retention.plan import PLAN
from retention.scope import Counts

SALT = "retention.certificate"
RECORD_TABLES = frozenset(step.table for step in PLAN if step.is_record)


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


def marks_before(households: Collection[int]) -> dict[int, list[str]]:
    """The marks of each household with those of what was merged into it, while they are there."""
    own_or_merged = Q(pk__any_of=households) | Q(merged_into__any_of=households)
    rows = Household.objects.filter(own_or_merged).order_by("pk")
    found: dict[int, list[str]] = defaultdict(list)
    for pk, kept, *names in rows.values_list(
        "pk", "merged_into_id", "reference", "import_fingerprint"
    ):
        found[kept or pk] += marks_of(*names)
    return found


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
    rows = Certificate.objects.filter(
        Q(marks__overlap=sorted({mark for each in marks.values() for mark in each}))
        | Q(subject__in={subject for each in subjects.values() for subject in each})
    )
    by_key = {key: row for row in rows.order_by("pk") for key in (*row.marks, row.subject)}
    keys = {case: [*each, *subjects.get(case, [])] for case, each in marks.items()}
    found = {case: [by_key[key] for key in each if key in by_key] for case, each in keys.items()}
    return {case: max(each, key=lambda row: row.pk) for case, each in found.items() if each}


def records_in(counts: Counter[str]) -> int:
    """The records among the rows: permissions, joining tables and history are not counted."""
    return sum(number for table, number in counts.items() if table in RECORD_TABLES)


def issue(
    run: SweepRun,
    lines: Iterable[Line],
    counts: Counts,
    remaining: set[int],
    marks: Mapping[int, list[str]],
) -> None:
    """One certificate for each household and class; `remaining` are the shells that stay."""
    found: dict[tuple[int, RecordClass], list[Line]] = {}
    for line in lines:
        found.setdefault((line.household_id, line.record_class), []).append(line)
    removed: dict[tuple[int, RecordClass], Counter[str]] = {}
    for key, tables in counts.items():
        removed.setdefault((key.household, key.record_class), Counter()).update(tables)
    Certificate.objects.bulk_create(
        Certificate(
            run=run,
            schedule_id=run.schedule_id,
            record_class=record_class,
            rule="; ".join(sorted({line.rule for line in of_class})),
            subject=subject_of(of_class[0].household),
            records=records_in(removed[household, record_class]),
            counts=dict(sorted(removed[household, record_class].items())),
            child_remains=household in remaining,
            marks=marks.get(household, []),
        )
        for (household, record_class), of_class in found.items()
    )


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
