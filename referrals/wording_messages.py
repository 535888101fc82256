"""What emails say. None names anybody of a family, or says anything of one: whoever else reads it
learns that somebody has to do with a family hub, no more."""

from dataclasses import dataclass

from referrals.models import MessageKind

SIGN_OFF = "This email was sent by a machine that nobody answers. {council}{telephone}"


@dataclass(frozen=True)
class Words:
    """An email before its reference, its link and its number are put in."""

    subject: str
    body: str


TO_COLLEAGUES = Words(
    subject="A message in Family Hubs",
    body=(
        "{what}.\n\n"
        "Sign in to read the message:\n{messages}\n\n"
        "You choose there how you hear of messages: each one, one email a day, or none."
    ),
)
DIGEST = Words(
    subject="Messages in Family Hubs",
    body=(
        "You have {number} unread.\n\n"
        "Sign in to read them:\n{messages}\n\n"
        "You choose there how you hear of messages: each one, one email a day, or none."
    ),
)
OUTSIDE: dict[MessageKind, Words] = {
    MessageKind.REQUEST_REFERENCE: Words(
        subject="We have your request for help",
        body=(
            "Thank you for asking for help. Somebody from a family hub reads what you sent.\n\n"
            "Your reference is {reference}. Keep it: say it when you ask us about your request.\n\n"
            "If you did not ask us for help, you need not do anything."
        ),
    ),
    MessageKind.REFERRAL_WAITS: Words(
        subject="A referral waits for your organisation",
        body=(
            "A family hub wants to refer a family to your organisation.\n\n"
            "Its reference is {reference}. Ring us and say it: nothing of a family is sent by "
            "email."
        ),
    ),
    MessageKind.REFERRAL_WITHDRAWN: Words(
        subject="A referral to your organisation is withdrawn",
        body=(
            "A family hub has withdrawn a referral to your organisation.\n\n"
            "Its reference is {reference}. Please do no more about it, and destroy what we gave "
            "you on paper. Ring us if you have begun."
        ),
    ),
    MessageKind.SURVEY: Words(
        subject="Tell us how the support was",
        body=(
            "One question about the support of the family hub. You need not answer.\n\n"
            "{link}\n\n"
            "The link works once, and for two months. Your answer is kept without your name, "
            "unless you say that it may be put with your family's record."
        ),
    ),
}
