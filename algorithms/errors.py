"""The one error whose message is meant for the person who uses the program."""


class UserError(ValueError):
    """One plain sentence that says what the user can do.

    The sentence may be shown as it is. Every door turns it into an answer of its own kind in one place: a form's error,
    a problem document of the API, a failed job's message, a command's exit status. Any other exception is a fault of
    the program; its text goes to the log only.
    """
