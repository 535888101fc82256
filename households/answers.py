"""The answers to ethnic origin and religion, as the Office for National Statistics groups them.

Ethnic origin: the 19 groups of the 2021 Census, England (harmonised standard of the Government
Statistical Service). Religion: the harmonised question of the same. The codes are kept sealed.
"""

from dataclasses import dataclass

from households.models import DetailKind

ETHNIC_GROUPS: dict[str, dict[str, str]] = {
    "Asian or Asian British": {
        "indian": "Indian",
        "pakistani": "Pakistani",
        "bangladeshi": "Bangladeshi",
        "chinese": "Chinese",
        "other_asian": "Any other Asian background",
    },
    "Black, Black British, Caribbean or African": {
        "caribbean": "Caribbean",
        "african": "African",
        "other_black": "Any other Black, Black British or Caribbean background",
    },
    "Mixed or multiple ethnic groups": {
        "white_black_caribbean": "White and Black Caribbean",
        "white_black_african": "White and Black African",
        "white_asian": "White and Asian",
        "other_mixed": "Any other Mixed or multiple ethnic background",
    },
    "White": {
        "white_british": "English, Welsh, Scottish, Northern Irish or British",
        "white_irish": "Irish",
        "gypsy_irish_traveller": "Gypsy or Irish Traveller",
        "roma": "Roma",
        "other_white": "Any other White background",
    },
    "Other ethnic group": {
        "arab": "Arab",
        "other_ethnic_group": "Any other ethnic group",
    },
}
RELIGIONS = {
    "no_religion": "No religion",
    "christian": "Christian (all denominations)",
    "buddhist": "Buddhist",
    "hindu": "Hindu",
    "jewish": "Jewish",
    "muslim": "Muslim",
    "sikh": "Sikh",
    "other_religion": "Any other religion or belief",
}
# Those that may be said in the family's own words too.
IN_OWN_WORDS = frozenset(
    {
        *("other_asian", "other_black", "african", "other_mixed", "other_white"),
        *("other_ethnic_group", "other_religion"),
    }
)
ETHNIC_ORIGINS = {code: name for group in ETHNIC_GROUPS.values() for code, name in group.items()}
CODES_OF = {DetailKind.ETHNIC_ORIGIN: ETHNIC_ORIGINS, DetailKind.RELIGION: RELIGIONS}
LONGEST_WORDS = 100


@dataclass(frozen=True)
class Answer:
    """A code, and the family's own words where the code leaves room for them."""

    code: str
    words: str = ""

    @property
    def kept(self) -> str:
        """How it is sealed: the code, and the words on a line of their own."""
        return f"{self.code}\n{self.words}" if self.words else self.code


def choices_of(kind: str) -> list[tuple[str, str]]:
    """Code and name of each answer, with the group's name where it alone says what is meant."""
    if kind == DetailKind.RELIGION:
        return list(RELIGIONS.items())
    return [
        (code, f"{group}: {name}")
        for group, names in ETHNIC_GROUPS.items()
        for code, name in names.items()
    ]


def is_coded(kind: str) -> bool:
    """Whether a kind of detail is answered from a list, and not in words."""
    return kind in CODES_OF


def read_back(text: str) -> Answer:
    """What was kept, taken apart."""
    code, _, words = text.partition("\n")
    return Answer(code, words)


def in_words(kind: str, text: str) -> str:
    """What was kept, as a page says it. A code that is no longer in the list stands as it is."""
    if not is_coded(kind):
        return text
    answer = read_back(text)
    name = dict(choices_of(kind)).get(answer.code, answer.code)
    return f"{name}: {answer.words}" if answer.words else name
