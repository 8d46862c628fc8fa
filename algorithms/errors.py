"""The errors whose messages are meant for the person who uses the program."""


class UserError(ValueError):
    """One plain sentence that says what the user can do.

    The sentence may be shown as it is. Every door turns it into an answer of its own kind in one place: a form's error,
    a problem document of the API, a failed job's message, a command's exit status. Any other exception is a fault of
    the program; its text goes to the log only.

    Attributes
    ----------
    sentence : str
        The sentence in English, with %(name)s for each of the values: what a translation is found by.
    values : dict
        What stands in the sentence; empty for a sentence that is complete.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence % values if values else sentence)
        self.sentence, self.values = sentence, values


class FileError(UserError):
    """A file that the program needs is missing, damaged or of another kind.

    The person who runs the program can mend that, and commands show the sentence. A visitor of the site cannot, so the
    site logs the sentence, which names the file.
    """
