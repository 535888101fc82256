"""Make a synthetic council of any size, with progress; or print who may sign in to it."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from familyhubs.demo.asked import make_requests
from familyhubs.demo.disposals import make_notices
from familyhubs.demo.figures import make_figures, make_unmet_needs
from familyhubs.demo.inboxes import choose_how, read_some
from familyhubs.demo.paper_files import make_paper
from familyhubs.demo.partnership import PASSWORD, SIGN_INS, address_of, make_partnership
from familyhubs.demo.pointers import make_pointers
from familyhubs.demo.referrals import make_referrals
from familyhubs.demo.services import make_services, take_feed
from familyhubs.demo.support_requests import make_support_requests
from familyhubs.demo.surveys import make_surveys
from familyhubs.demo.without_agreement import make_exceptions
from familyhubs.organisations.models import Organisation, Role
from households.models import Household
from retention import demo_mark

BATCH = 50
SHOWN_WITHOUT_AGREEMENT = 20  # households among which one or two were


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--households", type=int, default=200, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--sign-ins", action="store_true", help="only print who may sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            self.stdout.write(sign_ins())
            return
        if options["households"] < 1:
            raise CommandError("--households must be 1 or more.")
        if demo_mark.is_demo() and Organisation.objects.exists():
            self.stdout.write("The synthetic council is there already.")
            return
        if Organisation.objects.exists():
            raise CommandError(
                "This database holds organisations already, and they may be real. "
                "A synthetic council is only made in an empty database."
            )
        self.make(options["households"], options["seed"])

    def make(self, households: int, seed: int) -> None:
        """The partnership and its families, all or nothing."""
        # faker is there where demos are made, not in production.
        from familyhubs.demo.families import FamilyMaker

        started = time.monotonic()
        with transaction.atomic():
            demo_mark.mark()
            partnership = make_partnership()
            choose_how(partnership)
            make_services(partnership)
            make_requests(partnership)
            make_support_requests(partnership)
            make_figures(partnership, seed)
            make_unmet_needs(partnership, seed)
            maker = FamilyMaker(partnership, seed)
            some: list[Household] = []
            for number in range(1, households + 1):
                household = maker.make()
                some += [household] if number <= SHOWN_WITHOUT_AGREEMENT else []
                if number % BATCH == 0 and sys.stderr.isatty():
                    self.stderr.write(f"\r{number} of {households} households", ending="")
            make_exceptions(partnership, some)
            make_referrals(partnership, some)
            read_some(partnership)
            make_pointers(partnership, some)
            make_surveys(partnership, some)
            make_paper(partnership, some)
            make_notices(partnership)
            take_feed()
        seconds = time.monotonic() - started
        self.stdout.write(f"Made {households} synthetic households in {seconds:.0f} s.")


def sign_ins() -> str:
    """The sign-ins as a small table, one a role."""
    rows = [(Role(role).label, address_of(name)) for name, _person, role, *_ in SIGN_INS]
    lines = [f"  {label:<26} {address}" for label, address in rows]
    return "\n".join(["Sign in as", *lines, f"  with the password: {PASSWORD}"])
