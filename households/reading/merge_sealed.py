"""Numbers and sensitive details of which two records of one person may both have one."""

from dataclasses import dataclass

from familyhubs.keys import sealing
from familyhubs.organisations.models import User
from households import answers, unreadable
from households.actions.merging.resolving import name_of
from households.models import DetailState, Identifier, Person, SensitiveDetail


@dataclass(frozen=True)
class Answer:
    """What one record says. A number is never shown: `key` tells whether two are the same."""

    label: str
    words: str
    key: str

    def says_as(self, other: "Answer") -> bool:
        return self.key == other.key


def answers_of(user: User, person: Person) -> dict[str, Answer]:
    """What is recorded of a person and this user may see, by its name; nothing that is empty."""
    numbers = Identifier.objects.visible_to(user).filter(person=person).exclude(lookup="")
    details = SensitiveDetail.objects.visible_to(user).filter(person=person)
    asked = list(details.exclude(state=DetailState.NOT_ASKED).select_related("person"))
    found = {
        name_of(row): Answer(row.get_kind_display(), "Held, hidden", row.lookup) for row in numbers
    }
    ring = sealing.keyring([person.data_key] if asked else [])
    for row in asked:
        words = _words(row, ring)
        found[name_of(row)] = Answer(row.get_kind_display(), words, words)
    return found


def _words(row: SensitiveDetail, ring: sealing.Keyring) -> str:
    answer, why = (unreadable.read(row, field, ring) for field in ("answer", "relevance"))
    if answer is None or why is None:
        return unreadable.CANNOT_BE_READ
    said = answers.in_words(row.kind, answer) if answer else row.get_state_display()
    return f"{said}. Why it matters: {why}" if why else said
