"""From a form to an action and back: the one way a page saves."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpRequest

from familyhubs.records.changes import theirs_beside
from familyhubs.records.models import StaleRecord
from familyhubs.records.refusals import Refused

GET_OR_POST = ["GET", "HEAD", "POST"]  # what a page with a form answers to
CONTRADICTS = (
    "This contradicts what is recorded already: somebody may have saved the same a moment ago. "
    "Nothing has been changed. Look at the record, then try again."
)


def saved(
    request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], Any], *, done: str
) -> bool:
    """Whether a posted form was valid and its action done.

    Args: `act`, called with what was typed; `done`, said on the next page.
    A refusal becomes an error of the form, by its field, with everything typed still there.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    try:
        with transaction.atomic():
            act(data)
    except StaleRecord as stale:
        form.add_error(None, stale.words)
        show_meanwhile(form, stale)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
    except IntegrityError:
        form.add_error(None, CONTRADICTS)
    else:
        messages.success(request, done)
        return True
    return False


def show_meanwhile(form: Form, stale: StaleRecord) -> None:
    """Let the page show both versions, what was typed and what the other person saved, and let
    it be saved knowingly.

    Only of the form's own fields, as the record is now: what an unchanged page would show. What
    stood there before is nobody's who may not read the history.
    """
    told: Any = form
    told.changed_meanwhile = theirs_beside(stale.record, told.cleaned_data, told.fields)
    told.data = told.data.copy()
    told.data[form.add_prefix("version")] = str(stale.current_version)
