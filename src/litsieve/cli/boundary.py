"""The one error boundary: every way in which a command can end becomes an exit code."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from pathlib import Path

import click

from litsieve import __version__
from litsieve.errors import BAD_INPUT, DEFECT, INTERRUPTED, OK, ReviewError

#: What the system says when it, not this program, cannot go on.
_SYSTEM = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than allowed here",
    errno.EACCES: "not allowed",
    errno.EPERM: "not allowed",
    errno.EROFS: "the disk is read-only",
    errno.ENOENT: "no such file or folder",
    errno.EIO: "the disk cannot be read or written",
}


def run(app: click.Command, args: list[str] | None = None) -> None:
    """Run `app` and exit."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, io.StringIO())
    code = _run(app, args)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    except OSError as error:
        code = _system(error)
        _silence()
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    sys.exit(code)


def _run(app: click.Command, args: list[str] | None) -> int:
    try:
        code = app.main(args, prog_name="review", standalone_mode=False)
        return code if isinstance(code, int) else OK
    except ReviewError as error:
        from litsieve.cli import console  # not before: `review --help` must stay instant

        console.show_error(error)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted: nothing was half-written", err=True)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        _silence()
        return OK
    except OSError as error:
        return _system(error)
    except MemoryError:
        click.echo("error: out of memory", err=True)
        return BAD_INPUT
    except Exception as error:
        return _defect(error)


def _system(error: OSError) -> int:
    from litsieve.cli import console

    what = _SYSTEM.get(error.errno or 0) or error.strerror or str(error)
    name = f"{Path(str(error.filename)).name}: " if error.filename else ""
    console.show_error(ReviewError(name + what, hint="nothing was half-written; mend it and retry"))
    return BAD_INPUT


def _defect(error: Exception) -> int:
    import traceback

    from litsieve.cli import console

    if console.verbose():
        traceback.print_exc()
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "litsieve" in f.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    said = console.clean(str(error)).splitlines()
    console.show_error(
        ReviewError(
            f"a defect in review {__version__} at {place}: {type(error).__name__}: "
            f"{said[0][:200] if said else ''}",
            hint="nothing was half-written; please report this line, the command and, if you can, "
            "the file (`review -v …` shows more)",
        )
    )
    return DEFECT


def _silence() -> None:
    """Keep the interpreter from complaining about the closed pipe once more on its way out."""
    null = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(OSError, ValueError):
        os.dup2(null, sys.stdout.fileno())
