"""What a user sees of a household on a day, why and until when."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from familyhubs.organisations.models import User
from familyhubs.records.as_of import read_date
from familyhubs.records.dates import today
from households.categories import words_for
from households.explained import NOW, Explanation, Reason, explain
from households.models import Household


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", help="the household's reference")
        parser.add_argument("--user", required=True, metavar="EMAIL", help="whose sight it is")
        parser.add_argument("--as-of", metavar="DATE", help="the day; today if left out")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        on = read_date(options["as_of"])
        told = explain(household_of(options["reference"]), user_of(options["user"]), on)
        self.stdout.write(
            json.dumps(told.as_json(), indent=2, ensure_ascii=False)
            if options["json"]
            else in_words(told)
        )


def household_of(typed: str) -> Household:
    if found := Household.objects.referenced(typed).first():
        return found
    raise CommandError(f"There is no household with the reference {typed!r}.")


def user_of(email: str) -> User:
    found = User.objects.filter(email=email.strip().lower()).select_related("organisation").first()
    if found is None:
        raise CommandError(f"--user {email!r}: nobody signs in with this address.")
    return found


def in_words(told: Explanation) -> str:
    """The same for people: a sentence a line."""
    who = f"{told.user} ({told.user.organisation})"
    day = f"{told.on:%-d %B %Y}"
    now = [NOW] if told.on != today() else []
    if not told.sees:
        first = f"On {day} {who} does not see {told.household.reference}. {told.refused}"
        return "\n".join([first, *now])
    lines = [f"On {day} {who} sees {told.household.reference}, because:"]
    lines += [f"- {_line(reason)}" for reason in told.because]
    lines += [f"  {one.full_name}: {words_for(seen)}" for one, seen in told.people.items()]
    return "\n".join([*lines, *now])


def _line(reason: Reason) -> str:
    since = f" from {reason.since:%-d %B %Y}" if reason.since else ""
    until = f" until {reason.until:%-d %B %Y}" if reason.until else ""
    return f"{reason.reason}{since}{until}: {words_for(reason.categories)}"
