"""What says who somebody is in a text, and what is an ordinary word there."""

from datetime import date

import pytest

from referrals.naming import births_in, names_in, streets_in

ADDRESS = "12 Thistledown Row\nLarkfield\nNN16 8TL"


def found(text: str, *names: str) -> list[str]:
    return list(names_in(text, names))


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("Bramble", "Help for Bramble", "Bramble"),
        ("Bramble", "help bramble", "bramble"),
        ("Bramble", "HELP BRAMBLE", "BRAMBLE"),
        ("Ben", "ben sleeps badly", "ben"),
        ("Smith-Jones", "The aunt Jones knows", "Jones"),
        ("Jones", "The Joneses know", "Joneses"),
        ("O'Brien", "The aunt O\u2019Brien knows", "O\u2019Brien"),
        ("O\u2019Brien", "The aunt OBrien\u2019s dog", "OBrien\u2019s"),
        ("Zo\u00eb", "The aunt Zoe knows", "Zoe"),
        ("Zoe", "Zoe\u0308's aunt knows", "Zo\u00eb's"),
        ("Zoe", "Zoes aunt knows", "Zoes"),
        ("Micha\u0142", "Help michal at night", "michal"),
        ("Molly (Mary)", "mary sleeps badly", "mary"),
        # Ordinary words, written as names.
        ("Day", "The nights of Day are long", "Day"),
        ("Day", "Days are long. Mrs. Day sleeps little", "Day"),
        ("Hope-Long", "At night Hope cannot sleep", "Hope"),
        ("An", "At night An cannot sleep", "An"),
        ("The Browns", "Evenings with the Browns", "Browns"),
        ("Brown", "Evenings with mrs brown", "brown"),
        ("Rose", "Rose cannot sleep", "Rose"),
        ("Jo", "Jo cannot sleep", "Jo"),
        ("May", "Nights of rest for May", "May"),
        ("Grace Young", "Nights of rest for Grace Young", "Grace"),
        ("April", "Looked after by April", "April"),
        ("May", "He depends on May", "May"),
        ("Grace", "Grace Care needed", "Grace"),
        ("Ivy", "Ivy Mum worries", "Ivy"),
        ("Jones", "_Jones_ worries", "Jones"),
        ("English", "Help for Mrs English", "English"),
        ("Walker", "Help for Walker", "Walker"),
    ],
)
def test_a_name_is_found(name, text, word):
    assert found(text, name)[:1] == [word]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("An", "An evening of rest, and an hour of play"),
        ("Do", "So that they do sleep. Do not ring. DO RING"),
        ("So", "So that they have so much more"),
        ("Day", "Help with days; the days are long, one day a week. Day trips"),
        ("Smith and Jones", "Help with days and nights"),
        ("de la Tour", "A tour of the hub"),
        ("Hope-Long", "We hope it is not long.\n- Hope to sleep\n1) Long nights"),
        ("The Browns", "The family likes brown bread at The Hub"),
        ("Young", "A place with the Young Carers"),
        ("Rose", "Their worries rose"),
        ("April", "From April to June, on 8 April and in April 2026"),
        ("April", "In April, by 8 April, by the end of April"),
        ("Friday", "By Friday, on Friday or Monday"),
        ("Hope", "_Hope to sleep_"),
        ("English", "Mum is learning English"),
        ("Christmas", "Christmas is hard, and so is the day after Christmas"),
        ("Easter", "A rest at Easter"),
        *((name.title(), f"A young {name}") for name in ("walker", "carer", "butcher", "baker")),
        *((name.title(), f"A {name}") for name in ("carpenter", "marsh", "widow", "parenting")),
        ("June", "From April to June"),
        ("Jan", "Until Jan 2027"),
        ("Friday", "On a Friday, Monday to Friday"),
        ("Jo", "Some jo"),
        ("Pip", "Help with PIP and pip"),
        ("Sen", "Support with SEN"),
        ("Thi", "Help with this"),
        ("Les", "Less noise, or less light"),
        ("Baby Nokes", "Sleep of the Baby"),
        ("Jon", "The Jones Hall"),
        ("Bramble", "A Brambling, a bramblewood"),
    ],
)
def test_an_ordinary_word_is_no_name(name, text):
    assert found(text, name) == []


@pytest.mark.parametrize(
    ("lines", "text", "place"),
    [
        (ADDRESS, "They live at 12 Thistledown Row, Larkfield", "12 Thistledown Row"),
        (ADDRESS, "noise in thistledown row", "thistledown row"),
        (
            "Flat 3, 12 St Mary's Rd, Larkfield",
            "At 12, St. Mary\u2019s Road",
            "12, St. Mary\u2019s Road",
        ),
        ("12a High Street, Larkfield", "Lives at 12A high st", "12A high st"),
        ("12a High Street, Larkfield", "Lives in High Street", "High Street"),
        ("Thistledown\nMill Lane\nLarkfield", "Lives at Thistledown", "Thistledown"),
        ("Thistledown\nMill Lane\nLarkfield", "Lives in Mill Lane", "Mill Lane"),
        (
            "Flat 3 12 Thistledown Row Larkfield NN16 8TL",
            "12 Thistledown Row",
            "12 Thistledown Row",
        ),
        ("12 Broadway", "Lives in broadway", "broadway"),
    ],
)
def test_a_house_and_a_street_are_found(lines, text, place):
    assert list(streets_in(text, [lines])) == [place]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (ADDRESS, "They live in Larkfield, in a row of 12 houses"),
        (
            "12 High Street\nLarkfield Green\nNN16 8TL",
            "Walks along the high street in Larkfield Green",
        ),
        ("Flat 3, 5 Mill Lane, Kettering NN16 8TL", "A flat in Kettering with 3 rooms"),
        ("The Green, Larkfield", "Plays on the green. The green is muddy"),
        ("Larkfield", "They live in Larkfield"),
        ("No fixed abode, Larkfield", "The family has no fixed abode"),
        ("Temporary accommodation\nLarkfield", "They are in temporary accommodation"),
        ("Refuge, Larkfield", "They live in a refuge"),
        ("Caravan, Hill Farm, Larkfield", "They stay in a caravan"),
        ("", "They live in Larkfield"),
    ],
)
def test_a_town_and_ordinary_words_are_no_street(lines, text):
    assert list(streets_in(text, [lines])) == []


@pytest.mark.parametrize(
    "written",
    [
        *("3.5.2019", "03/05/2019", "3/5/19", "03-05-19", "2019-05-03", "2019/5/3", "3 5 2019"),
        *("3 May 2019", "3rd of May 2019", "the 3rd of the 5th 2019", "3 May '19", "3/May/2019"),
        *("May 3rd, 2019", "3 may, 2019", "3. 5. 2019"),
    ],
)
def test_a_day_of_birth_is_found(written):
    told = list(births_in(f"A child born on {written}.", [date(2019, 5, 3)]))
    assert told == [written.removeprefix("the ")]
    assert list(births_in(f"Born _{written}_", [date(2019, 5, 3)])) == told


@pytest.mark.parametrize(
    "text",
    [
        "From 13.5.2019",
        "On 3 May",
        "3.5.2020",
        "5 or 3 of 2019",
        "A score of 3, 5, 19",
        "3 May 2026",
    ],
)
def test_another_day_is_none(text):
    assert list(births_in(text, [date(2019, 5, 3)])) == []
