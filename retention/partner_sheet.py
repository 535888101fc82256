"""The sheet for the family: which partners keep records of their own, who to ask, by which rules
(S37). `templates/print/partner_records.typ` sets it.

A sheet lies about at home. It holds nothing that says whose it is: no name, no reference and no
address of the family, nor who printed it.
"""

from collections.abc import Iterable
from datetime import date

from familyhubs.design.dates import spoken
from familyhubs.organisations.models import Hub, Organisation
from familyhubs.printing.pdf import document

TITLE = "Who else keeps records about you"
FILENAME = "records-of-partners.pdf"
UNKNOWN = "We do not know its rules. Ask it how long it keeps records."


def sheet(hub: Hub, organisations: Iterable[Organisation], day: date) -> bytes:
    """The PDF, of these organisations and of no others."""
    ask = ", ".join(filter(None, [hub.name, hub.telephone]))
    data = {
        "printed_by": hub.name,
        "foot": f"Questions? Ask {ask}",
        "facts": [("Printed on", spoken(day)), ("Ask us", ask)],
        "organisations": [
            {"name": one.name, "rows": [("Who to ask", _contact(one)), ("Its rules", _rules(one))]}
            for one in organisations
        ],
    }
    return document("print/partner_records.typ", data, title=TITLE)


def _contact(organisation: Organisation) -> str:
    if organisation.records_contact:
        return organisation.records_contact
    ways = (organisation.address, organisation.telephone, organisation.email)
    return "\n".join(filter(None, ways)) or "Ask us how to reach it."


def _rules(organisation: Organisation) -> str:
    said = (organisation.records_policy, organisation.records_policy_page)
    return "\n".join(filter(None, said)) or UNKNOWN
