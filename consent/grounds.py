"""The lawful grounds, as data: the notice's ten (N3.2), public task, and what each is in law (S23).

An agreement to share is recorded apart from its ground (reading 4): "we have your consent" is one
ground of eleven, and most of what a council does stands on another.
"""

from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """The name each ground is kept by."""

    SERVICE_REQUESTED = "service_requested"
    CONTRACT = "contract"
    PUBLIC_HEALTH = "public_health"
    LEGAL_CASES = "legal_cases"
    EMPLOYMENT = "employment"
    CONSENT = "consent"
    MADE_PUBLIC = "made_public"
    LAW_ENFORCEMENT = "law_enforcement"
    PROTECT_FROM_HARM = "protect_from_harm"
    RESEARCH = "research"
    PUBLIC_TASK = "public_task"


@dataclass(frozen=True)
class LawfulGround:
    """One ground: the notice's own words, what it is in the UK GDPR (Article 6, and 9 for health,
    ethnic origin and religion) and the condition of the Data Protection Act 2018, Schedule 1."""

    key: Ground
    words: str
    article_6: str
    article_9: str
    schedule_1: str = ""
    explained: str = ""
    in_notice: bool = True

    @property
    def in_law(self) -> str:
        """The mapping as one sentence's part."""
        parts = [f"UK GDPR Article {self.article_6}", f"Article {self.article_9}"]
        if self.schedule_1:
            parts.append(f"Data Protection Act 2018, Schedule 1, {self.schedule_1}")
        return "; ".join(parts)


TASK = "6(1)(e): a task in the public interest"
GROUNDS: tuple[LawfulGround, ...] = (
    LawfulGround(
        Ground.SERVICE_REQUESTED,
        "You have requested a service from us",
        TASK,
        "9(2)(h): health or social care",
        "paragraph 2 (health or social care purposes)",
        "Asking for a service is not consent: the council gives it under its duties.",
    ),
    LawfulGround(
        Ground.CONTRACT,
        "You have entered into a contract with us",
        "6(1)(b): a contract with the person",
        "none of its own: another ground is needed for health, ethnic origin or religion",
    ),
    LawfulGround(
        Ground.PUBLIC_HEALTH,
        "It is necessary to protect public health",
        "6(1)(e): a task in the public interest; 6(1)(c) where the law requires a notification",
        "9(2)(i): public health",
        "paragraph 3 (public health)",
        "For example, notifying an infectious disease.",
    ),
    LawfulGround(
        Ground.LEGAL_CASES,
        "It is required for the defence of legal cases",
        "6(1)(e): a task in the public interest; 6(1)(c) where a court requires it",
        "9(2)(f): legal claims, or courts acting as such",
    ),
    LawfulGround(
        Ground.EMPLOYMENT,
        "It is needed for employment purposes",
        "6(1)(b): a contract with the person; 6(1)(c) where the law requires it",
        "9(2)(b): employment, social security and social protection",
        "paragraph 1 (employment, social security and social protection)",
    ),
    LawfulGround(
        Ground.CONSENT,
        "You, or your legal representative, have given us your consent",
        "6(1)(a): consent",
        "9(2)(a): explicit consent",
        explained="It can be withdrawn at any time. An agreement to share is recorded with it.",
    ),
    LawfulGround(
        Ground.MADE_PUBLIC,
        "You have made your information publicly available",
        TASK,
        "9(2)(e): manifestly made public by the person",
    ),
    LawfulGround(
        Ground.LAW_ENFORCEMENT,
        "It is necessary for law enforcement reasons and to prevent, and detect fraud or crime",
        "6(1)(e): a task in the public interest; 6(1)(c) where the law requires it",
        "9(2)(g): substantial public interest (and Article 10 for criminal offences)",
        "paragraph 10 (preventing or detecting unlawful acts) or 14 (preventing fraud)",
    ),
    LawfulGround(
        Ground.PROTECT_FROM_HARM,
        "We need to protect individuals from harm (in an emergency)",
        "6(1)(d): vital interests; 6(1)(e) where it does not save a life but safeguards somebody",
        "9(2)(c): vital interests, where consent cannot be given; 9(2)(g) for safeguarding",
        "paragraph 18 (safeguarding of children and of individuals at risk)",
    ),
    LawfulGround(
        Ground.RESEARCH,
        "It is necessary for archiving, research, or statistical purposes",
        TASK,
        "9(2)(j): archiving, research and statistics",
        "paragraph 4 (research etc.)",
        "Only pseudonymised: names are replaced with a number.",
    ),
    LawfulGround(
        Ground.PUBLIC_TASK,
        "It is part of a task the law gives the council (public task)",
        "6(1)(e): a task in the public interest; 6(1)(c) where an Act or a court requires it",
        "9(2)(g): substantial public interest",
        "paragraph 6 (statutory and government purposes) or 18 (safeguarding)",
        "For example, the duties to safeguard children of the Children Act 1989 and 2004. "
        "The notice of 23 April 2024 leaves it out.",
        in_notice=False,
    ),
)
BY_KEY = {str(ground.key): ground for ground in GROUNDS}
CHOICES = [(str(ground.key), ground.words) for ground in GROUNDS]


def ground_of(key: str) -> LawfulGround | None:
    """The ground kept under a name; None where none was said (a record of another system)."""
    return BY_KEY.get(key)


def ground_of_agreement(key: str = "") -> LawfulGround:
    """The ground an agreement to share stands on: the one kept with it, else consent."""
    return BY_KEY.get(key) or BY_KEY[Ground.CONSENT]
