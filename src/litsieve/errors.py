"""The one kind of error that a person is meant to see."""

from __future__ import annotations

from dataclasses import dataclass

#: Exit codes of every command.
OK, NEEDS_YOU, BAD_INPUT, DEFECT, INTERRUPTED = 0, 1, 2, 3, 130


@dataclass(frozen=True)
class Where:
    """A place in something that a person wrote or downloaded; line and column count from 1."""

    file: str
    line: int | None = None
    column: int | None = None
    text: str | None = None  # the line itself, for the caret

    def __str__(self) -> str:
        parts = [self.file]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


class ReviewError(Exception):
    """Bad command, configuration or input: says what is wrong, where, and what to do about it."""

    def __init__(
        self,
        message: str,
        where: Where | None = None,
        hint: str | None = None,
        exit_code: int = BAD_INPUT,
        code: str | None = None,
    ) -> None:
        """`code`: a stable name for this kind of error, where machines ask for one."""
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint
        self.exit_code = exit_code
        self.code = code


def unreadable(error: OSError, name: str) -> ReviewError:
    """What to say of a file that cannot be opened or read; `name` is how it is called."""
    match error:
        case FileNotFoundError():
            message, hint = "no such file", "check the name, or take it out of review.yaml"
        case IsADirectoryError():
            message, hint = "is a folder, not a file", "name the files in it"
        case PermissionError():
            message, hint = "may not be read", "change its permissions"
        case _:
            message, hint = f"cannot be read: {error.strerror or error}", "try another copy"
    return ReviewError(message, Where(name), hint)


class ReviewErrors(ReviewError):
    """Several errors found in one go; shown together, the first five in full."""

    def __init__(self, errors: list[ReviewError]) -> None:
        super().__init__(errors[0].message, errors[0].where, errors[0].hint, errors[0].exit_code)
        self.errors = errors


def nearest(word: str, valid: list[str]) -> str | None:
    """The valid name that `word` was probably meant to be, if one is near enough."""
    from difflib import get_close_matches

    found = get_close_matches(word, valid, n=1, cutoff=0.6)
    return found[0] if found else None
