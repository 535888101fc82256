"""By what email goes: a mail server of the council's, or GOV.UK Notify. Knows nothing of families.

mailers.py   which of them, read from the environment
nowhere.py   neither
notify.py    GOV.UK Notify as one of Django's email backends
letter.py    an email with a token of its own, so that what was perhaps sent can be asked about
"""

from django.conf import settings

from familyhubs.mail.mailers import NONE


def is_set_up() -> bool:
    """Whether this process can send an email."""
    return bool(settings.MAILERS["default"]["BACKEND"] != NONE)
