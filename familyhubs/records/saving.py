"""From a form to an action and back: the one way a page saves."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpRequest

from familyhubs.records.changes import changes_since
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
    """Let the page show what the other person changed, and let it be saved knowingly."""
    told: Any = form
    only = getattr(form, "told_fields", None)  # where the reader may not see every field
    told.changed_meanwhile = changes_since(stale.record, told.cleaned_data["version"], only)
    told.data = told.data.copy()
    told.data[form.add_prefix("version")] = str(stale.current_version)
