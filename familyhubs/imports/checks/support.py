"""Episodes, leads, goals and holds."""

from datetime import date
from itertools import pairwise

from familyhubs.imports.checks.telling import Content, Telling
from households.models import GoalOutcome


def check(line: Content, telling: Telling) -> None:
    """What is said of the support, and that none of it happened after it was closed."""
    _episodes(line, telling)
    _leads(line, telling)
    for place, goal in enumerate(line["goals"]):
        _goal(f"goals[{place}]", goal, telling)
    _holds(line, telling)
    _nothing_after_closing(line, telling)


def last_closed(line: Content) -> date | None:
    """The day support ended for good; None while it is open or where it never began."""
    closings = [episode["closed_on"] for episode in line["episodes"]]
    return None if None in closings or not closings else max(closings)


def _episodes(line: Content, telling: Telling) -> None:
    for place, episode in enumerate(line["episodes"]):
        telling.past(f"episodes[{place}]", episode, "opened_on", "closed_on")
        telling.in_order(f"episodes[{place}]", episode, "opened_on", "closed_on")
    in_order = sorted(
        enumerate(line["episodes"]),
        key=lambda row: (row[1]["opened_on"], row[1]["closed_on"] or date.max),
    )
    for (before, earlier), (after, later) in pairwise(in_order):
        path = f"episodes[{after}].opened_on"
        if earlier["closed_on"] is None:
            telling.tell(path, f"episodes[{before}] is open; it is closed before another is opened")
        else:
            closing = f"the day episodes[{before}] was closed"
            telling.on_or_after(path, later["opened_on"], earlier["closed_on"], closing)


def _leads(line: Content, telling: Telling) -> None:
    current = []
    for place, lead in enumerate(line["leads"]):
        path = f"leads[{place}]"
        telling.past(path, lead, "from", "until")
        telling.in_order(path, lead, "from", "until")
        if wrong := telling.known.no_organisation(lead["organisation"]):
            telling.tell(f"{path}.organisation", wrong)
        elif lead["worker"] and not telling.known.worker(lead["organisation"], lead["worker"]):
            telling.note(
                f"{path}.worker",
                "nobody here has this name or address at that organisation, or more than one has; "
                "the name is kept among the team, and the lead has no practitioner",
            )
        if not lead["until"]:
            current.append(place)
    for place in current[1:]:
        said = f"leads[{current[0]}] has no end either; one organisation leads at a time"
        telling.tell(f"leads[{place}].until", said)


def _goal(path: str, goal: Content, telling: Telling) -> None:
    telling.past(path, goal, "set_on", "closed_on")
    telling.in_order(path, goal, "set_on", "closed_on")
    is_open = goal["outcome"] == GoalOutcome.OPEN
    if is_open and goal["closed_on"]:
        telling.tell(f"{path}.outcome", "this is missing: the goal has the day it was closed")
    if not is_open and not goal["closed_on"]:
        telling.tell(f"{path}.closed_on", "this is missing: the goal has its outcome")
    for place, score in enumerate(goal["scores"]):
        inner = f"{path}.scores[{place}]"
        telling.past(inner, score, "on")
        telling.on_or_after(f"{inner}.on", score["on"], goal["set_on"], "the day the goal was set")
    for place, step in enumerate(goal["steps"]):
        telling.past(f"{path}.steps[{place}]", step, "done_on")


def _holds(line: Content, telling: Telling) -> None:
    standing: dict[str, int] = {}
    for place, hold in enumerate(line["holds"]):
        path = f"holds[{place}]"
        telling.past(path, hold, "from")
        telling.in_order(path, hold, "from", "until")
        if hold["until"] and hold["until"] <= telling.today:
            continue
        if hold["reason"] in standing:
            said = f"holds[{standing[hold['reason']]}] stands for the same reason"
            telling.tell(f"{path}.reason", said)
        standing.setdefault(hold["reason"], place)


def _nothing_after_closing(line: Content, telling: Telling) -> None:
    """As when support is closed on a page: what is kept how long is counted from that day."""
    closed = last_closed(line)
    if closed is None:
        return
    days = [
        *((f"leads[{n}].from", lead["from"]) for n, lead in enumerate(line["leads"])),
        *((f"people[{n}].joined_on", row["joined_on"]) for n, row in enumerate(line["people"])),
    ]
    for number, goal in enumerate(line["goals"]):
        path = f"goals[{number}]"
        days += [(f"{path}.{name}", goal[name]) for name in ("set_on", "closed_on")]
        days += [(f"{path}.scores[{n}].on", row["on"]) for n, row in enumerate(goal["scores"])]
        days += [(f"{path}.steps[{n}].done_on", s["done_on"]) for n, s in enumerate(goal["steps"])]
    days += [
        (f"contacts[{number}].on", contact["on"])
        for number, contact in enumerate(line["contacts"])
        if contact["on"] <= telling.today
    ]
    for number, use in enumerate(line["services"]):
        path = f"services[{number}]"
        days += [(f"{path}.{name}", use[name]) for name in ("started_on", "ended_on")]
        days += [(f"{path}.attendances[{n}].on", a["on"]) for n, a in enumerate(use["attendances"])]
    for path, day in days:
        if day and day > closed:
            telling.tell(path, f"{day} is after support was closed, {closed}")
