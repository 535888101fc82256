"""What somebody typed into the form for help, as it is sealed and read again (S20)."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self


@dataclass(frozen=True)
class Answers:
    """Who needs help, how to reach them, and who asks where that is somebody else. "" for nothing.

    Only what finds the right family and lets a worker ring back (S41).
    """

    given_name: str
    family_name: str
    date_of_birth: str = ""  # as ISO has it
    postcode: str = ""
    telephone: str = ""
    email: str = ""
    contact_warning: str = ""
    interpreter: str = ""
    words: str = ""
    asker_name: str = ""
    asker_relation: str = ""
    asker_telephone: str = ""
    asker_email: str = ""

    @classmethod
    def of(cls, typed: dict[str, Any]) -> Self:
        """Of the cleaned fields of all questions; those it has no place for are left out."""
        told = {name: typed.get(name) or "" for name in cls.__dataclass_fields__}
        return cls(**{name: str(value) for name, value in told.items()})

    @classmethod
    def read(cls, text: str) -> Self:
        """As it was sealed."""
        return cls(**json.loads(text))

    @property
    def sealed(self) -> str:
        """As it is sealed."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def born(self) -> date | None:
        return date.fromisoformat(self.date_of_birth) if self.date_of_birth else None

    @property
    def writes_to(self) -> str:
        """The address that the reference is sent to: of whoever asks; "" for none."""
        return self.asker_email if self.asker_name else self.email

    def of_a_person(self) -> dict[str, Any]:
        """What a new person's form and the search for the same person begin with."""
        name = {"given_name": self.given_name, "family_name": self.family_name}
        reach = {"telephone": self.telephone, "email": self.email}
        how = {"contact_warning": self.contact_warning, "interpreter": self.interpreter}
        return {**name, **reach, **how, "date_of_birth": self.born}
