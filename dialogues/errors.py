"""The two families of errors that are not bugs; ContentError is in `dialogues.diagnostics`."""


class NotNow(Exception):
    """The learner asked for something that her situation forbids; answered kindly, in her language.

    `key` names the text in the message catalogues.
    """

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
