"""What an action says when it will not do a thing: a sentence for the person, and the field."""


class Refused(Exception):
    """An action's refusal. Subclasses say in `words` what is wrong and what to do about it."""

    words = "This could not be done."
    field: str | None = None

    def __init__(self, words: str = "") -> None:
        self.words = words or self.words
        super().__init__(self.words)
