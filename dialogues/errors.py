"""The three families of errors: an author must act, not now, and everything else (our bugs)."""


class PourparlerError(Exception):
    """Any error this program raises on purpose."""


class ContentError(PourparlerError):
    """Content is wrong and its author must act; the message names file, place and remedy."""


class NotNow(PourparlerError):  # noqa: N818 - it is a state of affairs, not a failure
    """The learner asked for something that the present state forbids; answered kindly.

    `text_key` names the interface text that says so, `values` fill its placeholders.
    """

    def __init__(self, text_key: str, **values: str) -> None:
        super().__init__(text_key)
        self.text_key = text_key
        self.values = values
