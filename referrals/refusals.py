"""Why a step of a referral is refused: each in a sentence for whoever takes it (S63)."""

from django.utils import timezone

from familyhubs.design.dates import spoken
from familyhubs.design.templatetags.design import moment
from familyhubs.organisations.models import Organisation
from familyhubs.records.refusals import Refused
from households.actions.guards import Contradiction
from referrals.models import Referral, ReferralStep
from referrals.states import DID


class NotAgreed(Refused):
    """A family that says no, or is not sure, is not referred."""

    words = (
        "The family did not agree, so nothing is sent. Record what they said; no other service is "
        "refused to them."
    )
    field = "decision"


class MayNotBeSentTo(Refused):
    """Nothing goes to an organisation without a data-sharing agreement in date (S32)."""

    so = "so nothing can be sent to it. Ask the administrator, or choose another."

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(f"{why_it_sees_nothing(organisation)}, {self.so}")


class MayNotBeLetIn(MayNotBeSentTo):
    """Sent while its agreement was in date, and accepted after."""

    so = (
        "so it cannot be accepted: nothing of the family may be shown to it. Ask the administrator "
        "to renew the agreement, or withdraw the referral."
    )


def why_it_sees_nothing(organisation: Organisation) -> str:
    """Of one that takes no part today: the beginning of a sentence."""
    if not organisation.is_active:
        return f"{organisation} no longer takes part in the partnership"
    if until := organisation.sharing_agreement_until:
        return f"The data-sharing agreement of {organisation} ended on {spoken(until)}"
    return f"{organisation} has no data-sharing agreement"


class NotOnOffer(Refused):
    words = "This service is closed, or is another organisation's. Choose another."


class SentAlready(Refused):
    """The page was sent twice, or somebody else sent it for one of these people: `referral` is
    the first."""

    def __init__(self, referral: Referral) -> None:
        self.referral = referral
        super().__init__(
            f"This was sent already, on {spoken(timezone.localdate(referral.sent_at))}: "
            f"{referral.number}, {referral.get_state_display().lower()}. "
            "It is not sent twice for the same person."
        )


class NamesSomebody(Contradiction):
    """What is read before a referral is accepted names nobody.

    Args: `word`, which says who somebody is; `what` it is; `instead`, a sentence.
    """

    def __init__(self, word: str, field: str, what: str, instead: str) -> None:
        super().__init__(
            f"Take the {what} \u201c{word}\u201d out: the organisation reads this before it "
            f"accepts. {instead}",
            field,
        )


class NobodyIsNamed(Refused):
    """A restricted household opens to those named for it alone."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            f"This household is restricted and nobody of {organisation} is named for it, so nobody "
            "there could read it. Ask the hub's manager to name somebody first."
        )


class OnlyTheSender(Refused):
    words = "Only the council, which sent it, takes a referral back. Nothing has been changed."


class OnlyTheReceiver(Refused):
    words = "Only the organisation that it was sent to decides. Nothing has been changed."


class AgreementOver(Refused):
    """What the family agreed to has run out, or been taken back, since it was sent."""

    words = (
        "What the family agreed to share holds no longer, so it cannot be accepted. Ask the sender "
        "to talk with the family again. Nothing has been changed."
    )


class ScoreEach(Contradiction):
    def __init__(self) -> None:
        super().__init__("Say of each outcome what came of it", "score")


class NotNow(Refused):
    """Somebody took another step meanwhile, after which this one cannot come."""

    def __init__(self, last: ReferralStep) -> None:
        self.last = last
        did = f"{last.by} {DID[last.state]}" if last.by else "What the family agreed to ran out"
        super().__init__(f"{did} on {moment(last.at)}. Nothing has been changed.")
