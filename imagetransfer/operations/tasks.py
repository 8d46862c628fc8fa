"""What a worker does for the doctor."""


def nothing() -> None:
    """Do nothing: that the message was taken is all that the doctor wants to know."""
