"""What each role may do at all. Which records it may do it to, `visible_to` says."""

from enum import StrEnum

from familyhubs.organisations.models.user import Role


class Permission(StrEnum):
    """One line a thing somebody does."""

    SEE_HOUSEHOLDS = "see households"
    TAKE_ON_HOUSEHOLD = "take on a household"
    CHANGE_HOUSEHOLD = "change a household's people and details"
    SEE_RESTRICTED = "see restricted households without being named for them"
    RESTRICT_HOUSEHOLD = "restrict a household, and name who may see it"
    CONFIRM_PROTECTION = "confirm that a child was looked after or on a protection plan"
    CONFIRM_DETAILS = "confirm or correct a person's details"
    SEE_SENSITIVE = "see health, money, identifiers and background where agreed"
    CHANGE_SENSITIVE = "record health, money, identifiers and background"
    RECORD_CONTACT = "record appointments, calls, visits, letters and notes"
    KEEP_TEAM = "keep the team around the family"
    KEEP_REVIEWS = "plan and record review meetings; a partner's worker, where the partner leads"
    RECORD_SERVICES = "record services accessed"
    ASK_SURVEY = "ask a family how the support was, and type in what it answered on paper"
    RECORD_UNMET_NEED = "count a need that no support met"
    SEND_REFERRAL = "refer a household to a service or an organisation, and take it back"
    ANSWER_REFERRAL = "answer referrals to one's organisation: accept, decline, finish"
    TRIAGE_REQUESTS = "claim and answer requests for support"
    MERGE_RECORDS = "merge records of the same person or household, and undo it"
    OFFER_LEAD = "offer, hand over or end the lead"
    ANSWER_LEAD = "accept or decline the lead for one's organisation"
    CHANGE_GOALS = "set, change and close goals"
    SCORE_GOALS = "score goals"
    RECORD_AGREEMENT = "record and withdraw an agreement to share"
    RECORD_DISCLOSURE = "record what was shared without agreement because of a risk"
    RECORD_ANY_DISCLOSURE = "record a disclosure on any other occasion"
    SEE_DISCLOSURES = "read the register of disclosures"
    OPEN_IN_EMERGENCY = "open one household for an hour because somebody is at risk"
    REVIEW_EMERGENCIES = "review emergency access"
    SEE_RECORD = "see history and retention of a household"
    KEEP_PAPER = "register paper files, check them out and in, report them lost"
    DESTROY_PAPER = "record that a paper file was destroyed"
    SEE_WHO_LOOKED = "see who opened a household"
    SEE_REPORTS = "see reports"
    SEE_FLOW = "see how long requests and referrals have waited"
    SEE_UNMET_NEED = "see which needs were not met, ranked"
    KEEP_EVIDENCE = "read notices, schedule, certificates and the access log"
    RECORD_SCHEDULE_REQUESTS = "record that somebody asked how long records are kept"
    APPROVE_DISPOSAL = "approve a disposal that somebody else put forward, or refuse it"
    PUBLISH_NOTICE = "publish a new version of a notice"
    KEEP_ORGANISATIONS = "change organisations, hubs and users"


P = Permission
HUB_WORK = frozenset(
    {
        P.SEE_HOUSEHOLDS,
        P.TAKE_ON_HOUSEHOLD,
        P.CHANGE_HOUSEHOLD,
        P.CONFIRM_DETAILS,
        P.SEE_SENSITIVE,
        P.CHANGE_SENSITIVE,
        P.RECORD_CONTACT,
        P.KEEP_TEAM,
        P.KEEP_REVIEWS,
        P.RECORD_SERVICES,
        P.ASK_SURVEY,
        P.RECORD_UNMET_NEED,
        P.SEND_REFERRAL,
        P.ANSWER_REFERRAL,
        P.TRIAGE_REQUESTS,
        P.MERGE_RECORDS,
        P.OFFER_LEAD,
        P.ANSWER_LEAD,
        P.CHANGE_GOALS,
        P.SCORE_GOALS,
        P.RECORD_AGREEMENT,
        P.RECORD_DISCLOSURE,
        P.SEE_RECORD,
        P.RECORD_SCHEDULE_REQUESTS,
        P.KEEP_PAPER,
    }
)
PARTNER_WORK = frozenset(
    {
        P.SEE_HOUSEHOLDS,
        P.CONFIRM_DETAILS,
        P.SEE_SENSITIVE,
        P.RECORD_CONTACT,
        P.KEEP_REVIEWS,
        P.RECORD_SERVICES,
        P.ANSWER_REFERRAL,
        P.ANSWER_LEAD,
        P.CHANGE_GOALS,
        P.SCORE_GOALS,
        P.RECORD_DISCLOSURE,
        P.OPEN_IN_EMERGENCY,
    }
)
ANSWERS_FOR_SHARING = frozenset(
    {P.RECORD_ANY_DISCLOSURE, P.SEE_DISCLOSURES, P.REVIEW_EMERGENCIES, P.RECORD_DISCLOSURE}
)

ALLOWED: dict[str, frozenset[Permission]] = {
    Role.HUB_WORKER: HUB_WORK,
    Role.HUB_MANAGER: HUB_WORK
    | ANSWERS_FOR_SHARING
    | {P.SEE_WHO_LOOKED, P.SEE_REPORTS, P.SEE_UNMET_NEED, P.SEE_FLOW, P.RESTRICT_HOUSEHOLD}
    | {P.CONFIRM_PROTECTION, P.DESTROY_PAPER, P.APPROVE_DISPOSAL},
    Role.PARTNER_WORKER: PARTNER_WORK,
    Role.PARTNER_MANAGER: PARTNER_WORK,
    Role.DPO: ANSWERS_FOR_SHARING
    | frozenset(
        {
            P.SEE_HOUSEHOLDS,
            P.SEE_RESTRICTED,
            P.RESTRICT_HOUSEHOLD,
            P.SEE_RECORD,
            P.DESTROY_PAPER,
            P.SEE_WHO_LOOKED,
            P.SEE_REPORTS,
            P.SEE_UNMET_NEED,
            P.KEEP_EVIDENCE,
            P.RECORD_SCHEDULE_REQUESTS,
            P.APPROVE_DISPOSAL,
            P.PUBLISH_NOTICE,
        }
    ),
    Role.ANALYST: frozenset({P.SEE_REPORTS, P.SEE_UNMET_NEED}),
    Role.ADMINISTRATOR: frozenset({P.KEEP_ORGANISATIONS}),
}


def allows(role: str, permission: str) -> bool:
    """Whether a role may do a thing. An unknown role may do nothing."""
    return permission in ALLOWED.get(role, frozenset())


def roles_that_may(permission: Permission) -> list[str]:
    """The roles that may do a thing."""
    return [role for role, allowed in ALLOWED.items() if permission in allowed]
