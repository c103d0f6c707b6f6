"""Every error that the companion raises on purpose; the command line exits with its code."""


class CompanionError(Exception):
    """Something could not be done; the message is one line that says what to do."""

    exit_code = 1


class UsageError(CompanionError):
    """The request makes no sense, whatever the state."""

    exit_code = 2


class FileError(CompanionError):
    """A file that is not ours cannot be used, or one of the user's cannot be written."""


class PackError(CompanionError):
    """A pack that cannot be used: `problems` has lines "file: place: what is wrong", never none."""

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems or (message,)


class StoreError(CompanionError):
    """The record could not be read or written."""


class ReadOnlyError(StoreError):
    """The record is open for reading alone; the message says why."""
