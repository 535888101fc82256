"""The demo's directory of support."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from familyhubs.demo.partnership import Partnership
from households.needs import Need
from referrals.actions import services

N = Need
# A feed of real shape, of nobody's services.
FEED = Path(__file__).with_name("services.json")
# Name, what it does, needs, youngest, oldest, place, postcode areas, times, whose.
SERVICES = [
    (
        "Stay and play",
        "Songs, toys and other parents to talk to, with a play worker.",
        [N.EARLY_YEARS, N.RELATIONSHIPS],
        0,
        4,
        "Corby Family Hub",
        ["NN17", "NN18"],
        "Mondays and Thursdays, 10am to 11:30am",
    ),
    (
        "Baby sleep clinic",
        "A health visitor helps with nights, naps and feeding.",
        [N.HEALTH, N.EARLY_YEARS],
        0,
        2,
        "Kettering Family Hub",
        ["NN14", "NN15", "NN16"],
        "Tuesdays, 1pm to 3pm",
    ),
    (
        "Talking together",
        "Help for children who find speaking and listening hard.",
        [N.EARLY_YEARS, N.EDUCATION],
        2,
        7,
        "Rushden Family Hub",
        [],
        "By appointment",
    ),
    (
        "Back to school",
        "For children who miss school or dread it, and their parents.",
        [N.EDUCATION],
        5,
        16,
        "Any of the hubs",
        [],
        "After school, by appointment",
    ),
    (
        "Money advice",
        "Benefits, debts and bills, with somebody who writes the letters with you.",
        [N.FINANCES, N.HOUSING],
        None,
        None,
        "Wellingborough Family Hub",
        [],
        "Wednesdays, 9am to 4pm",
    ),
    (
        "Warm home visits",
        "A worker visits, looks at damp and heating, and speaks with the landlord.",
        [N.HOUSING],
        None,
        None,
        "",
        [],
        "Within two weeks of asking",
    ),
    (
        "Parents in pairs",
        "Six evenings on arguing less in front of the children.",
        [N.RELATIONSHIPS],
        None,
        None,
        "Kettering Family Hub",
        [],
        "Evenings, each school term",
    ),
    (
        "Young carers' club",
        "Time off and friends for children who look after somebody at home.",
        [N.HEALTH, N.EDUCATION],
        8,
        17,
        "Rushden Family Hub",
        [],
        "Fridays, 4pm to 6pm",
    ),
]


def make_services(partnership: Partnership) -> None:
    """Every service, each of another partner."""
    for number, line in enumerate(SERVICES):
        name, what, needs, youngest, oldest, place, areas, times = line
        organisation = partnership.partners[number % len(partnership.partners)]
        services.add(
            by=None,
            organisation=organisation,
            name=name,
            what_it_does=what,
            needs=list(needs),
            youngest=youngest,
            oldest=oldest,
            place=place,
            postcode_areas=areas,
            times=times,
            how_to_get_it="Ask at any of the hubs, or ring 01632 960000.",
        )


def take_feed() -> None:
    """The county's directory, as a council takes one in."""
    call_command("import_services", str(FEED), "--commit", stdout=StringIO())
