"""Paper files on paper: the label of one, and all of a family's on its printed summary."""

from typing import Any

from familyhubs.design.dates import spoken
from familyhubs.organisations.rules import Permission
from households.loader import OpenHousehold
from households.paper import Section
from retention import paper_reading
from retention.models import PaperFile
from retention.undestroyed import where

KEEP_LOCKED = (
    "Keep this file locked away. Check it out and in under its number; destroy it only when the "
    "register says that its time is over."
)


def label(case: OpenHousehold, file: PaperFile) -> dict[str, Any]:
    """The data of `print/paper_label.typ`: whoever finds the file learns nobody's name from it."""
    return {
        "printed_by": case.user.name,
        "foot": f"{file.number}, {case.household.reference}",
        "number": file.number,
        "facts": [
            ("Reference", case.household.reference),
            ("Volumes", str(file.volumes)),
            ("Registered", spoken(file.registered_on)),
        ],
        "note": KEEP_LOCKED,
    }


def files(case: OpenHousehold) -> Section | None:
    """Each file with what is in it and where it is; nothing at all for a partner."""
    if not case.user.may(Permission.SEE_RECORD):
        return None
    heading, header = "Paper files", ["What is in it", "Number", "Label", "Where it is"]
    rows = [file for file in paper_reading.files(case) if not file.in_error]
    if not rows:
        return Section(heading, notes=["No paper file is registered."])
    return Section(heading, table=[header, *(_row(file) for file in rows)])


def _row(file: Any) -> list[str]:
    contents = file.contents or "Not said"
    if file.whom:
        contents = f"{contents} (about {file.whom})"
    return [contents, file.number, file.label, _whereabouts(file)]


def _whereabouts(file: PaperFile) -> str:
    if file.is_destroyed:
        return f"Gone: {file.destruction.get_how_display().lower()}, {spoken(file.destruction.on)}"
    words = where(file)
    return words[:1].upper() + words[1:]
