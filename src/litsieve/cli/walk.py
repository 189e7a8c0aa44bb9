"""One question after the other in the terminal: every answer is on the disk before the next."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from shutil import get_terminal_size
from textwrap import wrap

import click

from litsieve.cli.console import clean, result
from litsieve.cli.highlight import styled
from litsieve.cli.side_by_side import LEGEND, side_by_side
from litsieve.dedupe.answers import (
    DIFFERENT,
    SAME,
    WITHDRAWN,
    Answer,
    Pair,
    answers_of,
    is_said,
    standing,
)
from litsieve.dedupe.queue import FIELDS, Question, Side, unsettled
from litsieve.text import counted

KEYS = {
    "s": "same: the two are one report",
    "d": "different: they are not",
    "k": "skip, also the space bar: it stays open",
    "n": "write a note, then answer",
    "o": "show all fields and the abstracts in full",
    "u": "undo the last answer, and again the one before",
    "q": "quit: what was answered is kept",
    "?": "this list",
}
_WORDS = {"s": SAME, "d": DIFFERENT}
_WIDEST = 180


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Keyboard:
    """Single keys of a terminal; the characters of stdin where it is none. "" is the end."""

    def __init__(self) -> None:
        self._stdin = sys.stdin or io.StringIO()  # none, if whoever started us closed it
        self._live = self._stdin.isatty()
        for stream in (self._stdin, sys.stdout):  # a letter that one of them lacks stops no work
            # A stream that was read from before can no longer be changed.
            if isinstance(stream, io.TextIOWrapper):
                with contextlib.suppress(io.UnsupportedOperation, ValueError):
                    stream.reconfigure(errors="replace")

    def key(self) -> str:
        if not self._live:
            while (char := self._stdin.read(1)) in ("\n", "\r", "\t"):
                pass
            return char.lower()
        try:
            typed = click.getchar()
        except EOFError:
            return ""
        # A held key or a paste comes at once: it must not answer what nobody has seen yet.
        return typed[0].lower() if typed else ""

    def line(self, prompt: str) -> str:
        """A line of text."""
        if not self._live:
            return self._stdin.readline().strip()
        try:
            return str(click.prompt(prompt, default="", show_default=False)).strip()
        except click.Abort:
            raise KeyboardInterrupt from None


@dataclass
class Walk:
    """A person's way through the questions. `append` puts an answer on the disk."""

    asked: Sequence[Question]
    given: list[Answer]  # all lines of the file; what is answered here is added
    by: str
    present: Container[str]  # record ids
    cluster_of: Mapping[str, str]
    append: Callable[[Answer], None]
    keyboard: Keyboard = field(default_factory=Keyboard)
    done: list[tuple[Question, Answer, Answer | None]] = field(default_factory=list)
    skipped: set[Pair] = field(default_factory=set)
    _note: str = ""

    def run(self) -> None:
        """Ask until all is answered or skipped, the person quits, or the input ends."""
        whole = False
        while True:
            left = self.left()
            question = left[0] if left else None
            if question:
                self._show(question, len(left), whole)
            elif self.done:
                result("that was the last question: u takes back an answer, any other key ends")
            else:
                return
            whole = False
            match self.keyboard.key():
                case "u":
                    self._undo()
                case "" | "q":
                    return
                case _ if question is None:
                    return
                case "s" | "d" as key:
                    self._answer(question, _WORDS[key], len(left))
                case "k" | " ":
                    self.skipped.add(question.pair)
                    self._note = ""
                case "n":
                    self._note = clean(self.keyboard.line("note")).replace("\n", " ")
                case "o":
                    whole = True
                case _:
                    result("\n".join(f"  {key}  {said}" for key, said in KEYS.items()))
                    result(f"  {LEGEND}")

    def left(self) -> list[Question]:
        """The questions that are neither answered, directly or by other answers, nor skipped."""
        table = answers_of(self.given, self.present).table
        gone = {question.pair for question, _, _ in self.done} | self.skipped
        return [q for q in unsettled(self.asked, table, self.cluster_of) if q.pair not in gone]

    def open(self) -> int:
        """How many questions nobody has answered by now."""
        table = answers_of(self.given, self.present).table
        gone = {question.pair for question, _, _ in self.done}
        return sum(q.pair not in gone for q in unsettled(self.asked, table, self.cluster_of))

    def _answer(self, question: Question, word: str, before: int) -> None:
        said = standing(self.given).get(question.pair, ())
        own = next((one for one in said if one.by == self.by), None)
        answer = Answer(
            *question.pair, word, self.by, now(), self._note or (own.note if own else ""),
            # Who takes part in a disagreement cannot end it alone.
            settles=bool(question.given) and self.by not in {one.by for one in question.given},
        )  # fmt: skip
        if not is_said(answer, said):
            self._add(answer)
        self.done.append((question, answer, own))
        self._note = ""
        through = before - len(self.left()) - 1
        also = f", which answers {counted(through, 'question')} more" if through > 0 else ""
        result(f"→ {word}{also}\n")

    def _add(self, answer: Answer) -> None:
        self.append(answer)
        self.given.append(answer)

    def _undo(self) -> None:
        """Take back the last answer: what the person had said before holds again, if anything."""
        if not self.done:
            result("nothing to undo\n")
            return
        question, answer, own = self.done.pop()
        if own is None:
            self._add(replace(answer, answer=WITHDRAWN, at=now(), note="", settles=False))
        elif not is_said(own, standing(self.given).get(question.pair, ())):
            self._add(replace(own, at=now()))
        result(f"→ {answer.answer} taken back\n")

    # --- what is shown -----------------------------------------------------------------------

    def _show(self, question: Question, left: int, whole: bool) -> None:
        width = min(get_terminal_size().columns, _WIDEST)
        at = len(self.done) + len(self.skipped) + 1
        total = at - 1 + left
        score = "" if question.score is None else f", score {question.score:.3f}"
        kind = "" if question.kind == "open" else f", {question.kind}"
        more = "" if question.pairs < 2 else f", the likeliest of {question.pairs} pairs"
        result("─" * width)
        for text in (
            f"{at} of {total}{score}{kind}{more}",
            "; ".join(filter(None, (question.rule, question.why))),
            *(f"{a.by} answered {a.answer}" + (f": {a.note}" if a.note else "")
              for a in question.given),
        ):  # fmt: skip
            for line in wrap(clean(text), width):
                result(line)
        sides = _described(question.a), _described(question.b)
        places = ("from", "merged with")
        lines = side_by_side(*sides, (*FIELDS, *places), width, styled(), whole, places)
        result("\n".join(lines))
        if self._note:
            result(f"note: {self._note}")
        result("s same  d different  k skip  n note  o all  u undo  q quit  ? help" if width > 70
               else "s d k n o u q ?")  # fmt: skip


def _described(side: Side) -> dict[str, str]:
    """The fields of a record, where it stands, and the rest of its cluster."""
    others = ", ".join(side.others[:5])
    if len(side.others) > 5:
        others += f", … and {len(side.others) - 5} more"
    return {**side.fields, "from": f"{side.source} {side.place}", "merged with": others}
