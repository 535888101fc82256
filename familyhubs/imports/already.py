"""Which households of a file are here already, by their references and their fingerprints."""

from collections.abc import Sequence

from django.db.models.functions import Upper
from django.utils import timezone

from familyhubs.imports.checking import Case, Reader
from familyhubs.imports.shapes import shown
from households.models import Household
from retention import certificates
from retention.models import Certificate

CHANGED = (
    "{reference} is here already with another content. Nothing that is here is overwritten: "
    "change it on its pages, or give this one another reference"
)
TYPED = (
    "{reference} is here already, and did not come from an import. Nothing that is here is "
    "overwritten: give this one another reference"
)
GONE = (
    "{what} was disposed of on {day:%-d %B %Y}, certificate {number}, and is not brought back. "
    "Where the family has come back, give it another reference and say only what is new"
)


def left_out(cases: Sequence[Case], reader: Reader) -> list[Case]:
    """The cases that are new; the others are counted as here already, or told as mistakes."""
    if not cases:
        return []
    references = [case.reference.upper() for case in cases if case.reference]
    by_reference = _by_reference(references)
    prints = set(
        Household.objects.filter(
            import_fingerprint__in=[case.fingerprint for case in cases]
        ).values_list("import_fingerprint", flat=True)
    )
    gone = certificates.of_disposed((case.reference, case.fingerprint) for case in cases)
    new = []
    for case in cases:
        if case.fingerprint in prints:
            reader.already_here += 1
        elif wrong := _wrong(case, by_reference, gone):
            reader.tell(case.line)("household.reference", wrong)
        else:
            new.append(case)
    reader.new += len(new)
    return new


def _by_reference(references: Sequence[str]) -> dict[str, str]:
    """The fingerprint of each household with one of these references, in capitals."""
    rows = Household.objects.annotate(typed=Upper("reference")).filter(typed__in=references)
    return dict(rows.values_list("typed", "import_fingerprint"))


def _wrong(
    case: Case, by_reference: dict[str, str], gone: dict[tuple[str, str], Certificate]
) -> str:
    there = by_reference.get(case.reference.upper())
    if there is not None:
        return (CHANGED if there else TYPED).format(reference=shown(case.reference))
    certificate = gone.get((case.reference, case.fingerprint))
    if certificate is None:
        return ""
    what = f"the record of {shown(case.reference)}" if case.reference else "this household"
    day = timezone.localdate(certificate.disposed_at)
    return GONE.format(what=what, day=day, number=certificate.number)
