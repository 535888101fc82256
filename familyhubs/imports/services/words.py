"""What a feed says, in the plain words of the directory."""

import re
from collections.abc import Iterable, Mapping
from datetime import time
from html.parser import HTMLParser
from typing import Any

from referrals.models.service import POSTCODE

BLOCKS = frozenset(
    {
        *("address", "article", "blockquote", "br", "div", "hr", "p", "pre", "section", "table"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "dd", "dl", "dt", "li", "ol", "ul"),
        *("td", "th", "tr"),
    }
)
NEVER_SHOWN = frozenset({"script", "style", "template"})
# What turns text round, and what no page shows. A new line stays.
UNSEEN = re.compile("[\x01-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
DAYS = {
    "MO": "Mondays",
    "TU": "Tuesdays",
    "WE": "Wednesdays",
    "TH": "Thursdays",
    "FR": "Fridays",
    "SA": "Saturdays",
    "SU": "Sundays",
}
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR"]
EVERY_DAY = list(DAYS)
POUNDS = {"", "gbp", "£"}
MOST_NUMBERS = 3


class _Plain(HTMLParser):
    """The text of some HTML, a line for each of its blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in NEVER_SHOWN
        self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= bool(self._hidden and tag in NEVER_SHOWN)
        self._block(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

    def _block(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")


def plain(text: str, *, lines: bool = False) -> str:
    """Text without the HTML that feeds put into it; with `lines` its lines are kept.

    What is left may hold "<": a page escapes it as any other text.
    """
    if "<" in text or "&" in text:
        parser = _Plain()
        parser.feed(text)
        parser.close()
        text = "".join(parser.parts)
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = [" ".join(line.split()) for line in text.split("\n")]
    return ("\n" if lines else " ").join(line for line in kept if line)


def together(parts: Iterable[str], between: str) -> str:
    """What is said, each once, in its order."""
    return between.join(dict.fromkeys(part for part in parts if part))


def places_of(service: Mapping[str, Any]) -> str:
    """Where one goes: "Corby Family Hub, Pen Green Lane, Corby, NN17 1BJ; ..."."""
    locations = [each["location"] for each in service["service_at_locations"] if each["location"]]
    return together((_place(one) for one in locations if one["location_type"] != "virtual"), "; ")


def times_of(service: Mapping[str, Any]) -> str:
    """When: as the service says, else as its places do."""
    own = service["schedules"]
    there = [one for each in service["service_at_locations"] for one in each["schedules"]]
    return together(map(_session, own or there), "; ")


def cost_of(service: Mapping[str, Any]) -> str:
    """What it costs. A feed that says nothing does not say that it is free."""
    said = service["fees_description"] or service["fees"]
    priced = together(map(_price, service["cost_options"]), "; ")
    return said or priced or "Ask what it costs"


def who_may_use_it(service: Mapping[str, Any]) -> str:
    """The conditions, and for people of which area."""
    named = (each["name"] or each["description"] for each in service["service_areas"])
    areas = together(named, "; ")
    return together([service["eligibility_description"], f"Area: {areas}" if areas else ""], "\n")


def how_to_get_it(service: Mapping[str, Any]) -> str:
    """What to do first, and how to reach whoever offers it. No person's name is taken over."""
    organisation = service["organization"]
    numbers = _numbers(service["phones"]) or _numbers(organisation["phones"])
    email = service["email"] or organisation["email"]
    page = service["url"] or organisation["website"]
    reached = [
        service["application_process"],
        f"Telephone: {', '.join(numbers)}" if numbers else "",
        f"Email: {email}" if email else "",
        f"Web page: {page}" if page else "",
    ]
    return together(reached, "\n") or "Ask at any of the hubs."


def _place(location: Mapping[str, Any]) -> str:
    first = next(iter(location["addresses"]), None)
    lines = [first[name] for name in ("address_1", "address_2", "city")] if first else []
    postcode = _postcode(first["postal_code"]) if first else ""
    return together([location["name"], *lines, postcode], ", ")


def _postcode(text: str) -> str:
    found = POSTCODE.fullmatch(text.upper())
    return f"{found[1]} {found[2]}" if found and found[2] else text


def _session(schedule: Mapping[str, Any]) -> str:
    """Its own words, else its days and hours."""
    if schedule["description"]:
        return str(schedule["description"])
    days = _days(schedule["byday"])
    opens, closes = schedule["opens_at"], schedule["closes_at"]
    if opens and closes:
        return together([days, f"{_clock(opens)} to {_clock(closes)}"], ", ")
    return together([days, f"from {_clock(opens)}" if opens else ""], ", ")


def _days(byday: str) -> str:
    """ "Mondays to Fridays", "Thursdays, Fridays"; a numbered day ("1MO") by its day alone."""
    named = [day for day in EVERY_DAY if day in re.findall("[A-Z]{2}", byday.upper())]
    if named == EVERY_DAY:
        return "Every day"
    if named == WEEKDAYS:
        return "Mondays to Fridays"
    return ", ".join(DAYS[day] for day in named)


def _clock(at: time) -> str:
    """10am, 1:30pm, midday, midnight."""
    if at.minute == 0 and at.hour in {0, 12}:
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'pm' if at.hour >= 12 else 'am'}"


def _price(option: Mapping[str, Any]) -> str:
    amount = option["amount"]
    said = [] if amount is None else [_money(amount, option["currency"])]
    words = " ".join([*said, option["amount_description"]]).strip()
    return together([option["option"], words], ": ")


def _money(amount: float, currency: str) -> str:
    if amount == 0:
        return "free"
    number = f"{amount:,.2f}".removesuffix(".00")
    pounds = currency.casefold() in POUNDS
    return f"£{number}" if pounds else f"{number} {currency.upper()}"


def _numbers(phones: Iterable[Mapping[str, Any]]) -> list[str]:
    numbers = (each["number"].strip('" ') for each in phones)
    return list(dict.fromkeys(number for number in numbers if number))[:MOST_NUMBERS]
