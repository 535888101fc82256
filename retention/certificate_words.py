"""What a certificate says, in words: for its page, and for its paper (templates/print)."""

from dataclasses import astuple, dataclass
from datetime import datetime

from django.utils import timezone

from familyhubs.design.dates import spoken
from familyhubs.design.templatetags.design import moment
from familyhubs.keys.models import DoomedKey, KeyDestruction
from familyhubs.printing.pdf import document
from retention import certificates
from retention.models import Certificate

BEFORE = "Not recorded: this certificate was issued before certificates said so"

RECORDS = (
    "Below, what hangs on them is counted too: their history, and the rows that only say who is "
    "named where, who may see what, and what comes up for disposal."
)


@dataclass(frozen=True)
class Fact:
    label: str
    words: str
    is_code: bool = False
    hint: str = ""


def facts_of(certificate: Certificate) -> list[Fact]:
    """Everything it says but the rows removed. Takes two queries, for its keys."""
    run = certificate.run
    stays = "Nothing of this class"
    if certificate.child_remains:
        stays = "The own record of a child who was looked after or on a child protection plan"
    return [
        Fact("Class of record", certificate.get_record_class_display()),
        Fact("Rule", "\n".join(rules_of(certificate))),
        Fact("Disposed of", moment(certificate.disposed_at)),
        Fact("By", f"sweep {run.pk}, of what was due on {spoken(run.as_of)}"),
        Fact("Records", f"{certificate.records:,}", hint=RECORDS),
        Fact("What stays", stays),
        Fact("Search afterwards", searched_of(certificate)),
        Fact("Keys", keys_of(certificate)),
        Fact(
            "Household",
            certificate.subject,
            is_code=True,
            hint="A keyed hash of its reference: search the register by the reference to find it.",
        ),
        Fact("Batch", str(certificate.batch or BEFORE), is_code=bool(certificate.batch)),
        Fact("Digest", certificate.digest, is_code=True),
        Fact("Digest of the one before", certificate.previous, is_code=True),
        *put_back(certificate),
    ]


def rules_of(certificate: Certificate) -> list[str]:
    """Each rule with the version it is of: one for each child, else one."""
    each = [
        f"{rule.removesuffix(f', as promised on {version}')} (schedule version {version})"
        for version, rule in certificate.rules
    ]
    if len(each) < 2:
        return each
    return [f"{number}. {words}" for number, words in enumerate(each, start=1)]


def searched_of(certificate: Certificate) -> str:
    if not certificate.searched:
        return BEFORE
    return f"{certificate.searched} tables were searched after the deletes: nothing was found"


def keys_of(certificate: Certificate) -> str:
    """How many keys were given up, and since when they are destroyed."""
    if certificate.batch is None:
        return BEFORE
    many = f"{certificate.keys:,} key{'' if certificate.keys == 1 else 's'}"
    if not certificate.keys:
        return "None were given up with these records"
    done = KeyDestruction.objects.filter(batch=certificate.batch).first()
    if done:
        return f"{many}, destroyed on {moment(done.destroyed_at)}"
    if DoomedKey.objects.filter(batch=certificate.batch).exists():
        return f"{many}, not destroyed yet: tried again every hour"
    return f"{many}. When they were destroyed is not recorded in this database"


def put_back(certificate: Certificate) -> list[Fact]:
    """That it comes from its copy, if it does."""
    if certificate.replayed_in is None:
        return []
    when: datetime = certificate.replayed_in.started_at
    words = f"by run {certificate.replayed_in.pk} on {moment(when)}, after a restore"
    return [Fact("Put back", f"{words}; what it says is as it was")]


def paper(certificate: Certificate, printed_by: str) -> bytes:
    """The certificate as a PDF."""
    title = f"Certificate of disposal {certificate.number}"
    data = {
        "printed_by": printed_by,
        "foot": f"{title}, printed {moment(timezone.now())}",
        "facts": [
            (fact.label, "\n".join(part for part in (fact.words, fact.hint) if part))
            for fact in facts_of(certificate)
        ],
        "kinds": [
            [str(one) for one in astuple(kind)] for kind in certificates.kinds_of(certificate)
        ],
    }
    return document("print/certificate.typ", data, title=title)
