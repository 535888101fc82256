"""What a database that was never made ready lacks, in one sentence."""

from psycopg import errors

NOT_PREPARED = (
    "The database has not been prepared yet: run `manage.py prepare_database`, then "
    "`manage.py migrate`."
)
NOT_MIGRATED = "The database has no tables yet: run `manage.py migrate`."


def what_is_missing(error: Exception) -> str:
    """The sentence for an error of Django's that only says "not ready"; "" for any other."""
    cause = error.__cause__
    if isinstance(cause, errors.UndefinedTable):
        return NOT_MIGRATED
    text = str(cause)
    if "does not exist" in text and ('role "' in text or 'database "' in text):
        return NOT_PREPARED
    return ""
