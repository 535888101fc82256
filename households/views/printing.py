"""A household's summary on paper."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from familyhubs.audit import log
from familyhubs.organisations.rules import Permission
from familyhubs.printing.pdf import document, download
from households import printing
from households.loader import open_household


@require_safe
def summary(request: HttpRequest, reference: str) -> HttpResponse:
    """A PDF to take along; that it was taken is in the access log."""
    case = open_household(request, reference, Permission.SEE_HOUSEHOLDS)
    data = printing.summary(case, at=timezone.now())
    made = document("print/household.typ", data, title=printing.title(case))
    log.exported(
        case.user,
        "household",
        case.household.pk,
        action="households:print",
        basis=case.sight.basis,
    )
    return download(made, f"household-{case.household.reference}.pdf")
