"""What an import adds, by kind, counted from the lines themselves."""

from collections import Counter
from typing import Any

from familyhubs.imports.checking import Case

# In the order they are shown.
KINDS = (
    *("households", "people", "relationships", "protection", "identifiers", "addresses"),
    *("episodes", "leads", "agreements", "withdrawals", "disclosures", "goals", "scores"),
    *("steps", "contacts", "services", "attendances", "holds", "paper_files", "hubs"),
    "organisations",
)


def nothing() -> Counter[str]:
    """No rows of any kind, in their order."""
    return Counter(dict.fromkeys(KINDS, 0))


def add(counts: Counter[str], case: Case) -> None:
    """Count what one household brings."""
    line = case.content
    counts["households"] += 1
    counts["relationships"] += len(case.bonds)
    for kind in ("people", "addresses", "episodes", "leads", "agreements", "disclosures"):
        counts[kind] += len(line[kind])
    for kind in ("goals", "contacts", "holds", "paper_files"):
        counts[kind] += len(line[kind])
    counts["protection"] += sum(len(person["protection"]) for person in line["people"])
    counts["identifiers"] += sum(_given(person["identifiers"]) for person in line["people"])
    counts["identifiers"] += sum(bool(address["uprn"]) for address in line["addresses"])
    counts["withdrawals"] += sum(bool(each["withdrawn_on"]) for each in line["agreements"])
    counts["scores"] += sum(len(goal["scores"]) for goal in line["goals"])
    counts["steps"] += sum(len(goal["steps"]) for goal in line["goals"])
    for service in line["services"]:
        users = len(service["people"] or [service["person"]])
        counts["services"] += users
        counts["attendances"] += users * len(service["attendances"])


def _given(identifiers: dict[str, Any]) -> int:
    return sum(bool(number) for number in identifiers.values())
