"""What somebody typed earlier and could not save, put into the form again."""

from typing import Self

from django.http import QueryDict


class Unfinished(QueryDict):
    """The fields of a form as they were typed. A form given them shows them and checks nothing.

    `files` says that a file was chosen, which cannot be kept; `too_long` that the text could not
    be kept either, so that there are no fields. `shown` becomes true where a page has drawn it.
    """

    files = too_long = shown = False

    @classmethod
    def of(cls, fields: dict[str, list[str]], *, files: bool, too_long: bool) -> Self:
        """From the values of each field."""
        made = cls(mutable=True)
        for name, values in fields.items():
            made.setlist(name, values)
        made.files, made.too_long, made._mutable = files, too_long, False
        return made

    def __bool__(self) -> bool:
        """True without any field, too: `Form(request.POST or None)` must not lose it."""
        return True
