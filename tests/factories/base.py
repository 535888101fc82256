"""How a factory calls an action."""

from typing import Any

import factory


class ActionFactory[M](factory.Factory[M]):
    """A factory whose rows are made by `act`."""

    class Meta:
        abstract = True

    @classmethod
    def act(cls, **fields: Any) -> M:
        """Call the public action."""
        raise NotImplementedError

    @classmethod
    def _create(cls, _model: type[M], *_args: Any, **kwargs: Any) -> M:
        return cls.act(**kwargs)
