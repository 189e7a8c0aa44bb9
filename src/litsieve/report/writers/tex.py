"""prisma.tex: the flow diagram as TikZ, a document of its own, to be edited or taken into a thesis.

The file is ASCII, so that pdflatex, xelatex and lualatex read it alike: accents and special letters
are LaTeX commands, and letters outside of LaTeX's T1 encoding (Greek, Hebrew, Chinese …) become
`[…]` with a note below, as in prisma.png. Helvetica has the widths that the layout counts on.
Needs the packages standalone, tikz (pgf) and helvet (psnfss), all in TeX Live's usual schemes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from litsieve.report.flow import SIZE, SMALL, Arrow, Bar, Box, Flow, Text, layout
from litsieve.report.fonts import OMITTED
from litsieve.report.inert import plain
from litsieve.report.material import Material
from litsieve.report.writers import paper

_HEAD = r"""\documentclass[tikz]{standalone}
\usepackage[T1]{fontenc}
\usepackage{textcomp}
\usepackage[scaled=1]{helvet}
\usetikzlibrary{arrows.meta}
\renewcommand{\familydefault}{\sfdefault}
"""

_STYLES = rf"""\tikzset{{
  every node/.style={{inner sep=0, text=text, font=\fontsize{{{SIZE * paper.PT:g}bp}}{{12bp}}\selectfont}},
  box/.style={{draw=line, fill=box, line width=0.75bp}},
  grey/.style={{fill=grey}},
  unknown/.style={{draw=unknown}},
  wait/.style={{dash pattern=on 3bp off 2.25bp}},
  arrow/.style={{draw=line, line width=0.75bp, -{{Triangle[length=6bp, width=6bp]}}}},
  heading/.style={{fill=head, rounded corners=4.5bp}},
  other/.style={{fill=other}},
  band/.style={{fill=band, rounded corners=4.5bp}},
  line text/.style={{anchor=base west}},
  dim/.style={{text=dim}},
  note/.style={{anchor=base west, text=note, font=\fontsize{{{SMALL * paper.PT:g}bp}}{{9bp}}\selectfont}},
}}"""  # noqa: E501

#: Characters that mean something to LaTeX, or that its fonts draw differently.
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}", "'": r"\textquotesingle{}",
    "‘": r"\textquoteleft{}", "’": r"\textquoteright{}", "‚": r"\quotesinglbase{}",
    "“": r"\textquotedblleft{}", "”": r"\textquotedblright{}", "„": r"\quotedblbase{}",
    "«": r"\guillemotleft{}", "»": r"\guillemotright{}",
    "‹": r"\guilsinglleft{}", "›": r"\guilsinglright{}",
    "\u00a0": "~", "\u2010": "-", "\u2011": "-",
    "–": r"\textendash{}", "—": r"\textemdash{}", "…": r"\textellipsis{}", "•": r"\textbullet{}",
    "ß": r"\ss{}", "æ": r"\ae{}", "Æ": r"\AE{}", "œ": r"\oe{}", "Œ": r"\OE{}", "ø": r"\o{}",
    "Ø": r"\O{}", "ł": r"\l{}", "Ł": r"\L{}", "đ": r"\dj{}", "Đ": r"\DJ{}", "ð": r"\dh{}",
    "Ð": r"\DH{}", "þ": r"\th{}", "Þ": r"\TH{}", "ı": r"\i{}",
    "§": r"\textsection{}", "¶": r"\textparagraph{}", "©": r"\textcopyright{}",
    "®": r"\textregistered{}", "™": r"\texttrademark{}", "°": r"\textdegree{}",
    "£": r"\textsterling{}", "€": r"\texteuro{}", "¥": r"\textyen{}", "¢": r"\textcent{}",
    "±": r"\textpm{}", "×": r"\texttimes{}", "÷": r"\textdiv{}", "·": r"\textperiodcentered{}",
    "µ": r"\textmu{}", "¿": r"\textquestiondown{}", "¡": r"\textexclamdown{}",
    "‰": r"\textperthousand{}", "ª": r"\textordfeminine{}", "º": r"\textordmasculine{}",
    "¹": r"\textonesuperior{}", "²": r"\texttwosuperior{}", "³": r"\textthreesuperior{}",
    "½": r"\textonehalf{}", "¼": r"\textonequarter{}", "¾": r"\textthreequarters{}",
    "†": r"\textdagger{}", "‡": r"\textdaggerdbl{}", "−": r"\textminus{}",
    "≤": r"$\leq$", "≥": r"$\geq$", "≠": r"$\neq$", "→": r"$\rightarrow$", "←": r"$\leftarrow$",
}  # fmt: skip

#: Combining mark → the command that sets it on a letter.
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d",
    "\u0327": "c", "\u0328": "k", "\u0331": "b",
}  # fmt: skip
_BELOW = ("\u0323", "\u0327", "\u0328", "\u0331")  # set last: nothing goes on top of them
_T1 = "ÂÃÄÅÊËÎÏÑÔÕÖÛÜâãäåêëîïñôõöûüĂăŐőŮůŰű"


def write(material: Material) -> bytes:
    return render(layout(material.prisma, only_drawable=True, drawable=drawable))


def render(flow: Flow) -> bytes:
    """The LaTeX document, one picture of the layout's size."""
    drawn = [
        *(rf"\definecolor{{{name}}}{{HTML}}{{{rgb}}}" for name, rgb in paper.COLOURS.items()),
        _STYLES,
        r"\begin{document}",
        rf"\begin{{tikzpicture}}[x={paper.PT}bp, y=-{paper.PT}bp]",
        rf"\useasboundingbox (0,0) rectangle {_at(flow.width, flow.height)};",
        *map(_heading, flow.headings),
        *map(_band, flow.bands),
        *map(_arrow, flow.arrows),
        *map(_box, flow.boxes),
        *(_text(note, "note") for note in flow.notes),
        r"\end{tikzpicture}",
        r"\end{document}",
    ]
    told = f"% {_ascii(flow.title)}\n% {_ascii(flow.description)}\n"
    return (told + _HEAD + "\n".join(drawn) + "\n").encode("ascii")


def drawable(text: str, _bold: bool = False) -> str:
    """`text` with letters that T1 does not have as `[…]`, as `fonts.drawable` does; bold or not."""
    letters = _LETTERS.findall(text)
    return _RUN.sub(
        OMITTED, "".join(OMITTED if _command(letter) is None else letter for letter in letters)
    )


def escaped(text: str) -> str:
    """`text` as words in LaTeX, in ASCII."""
    said = "".join(_command(letter) or "" for letter in _LETTERS.findall(drawable(plain(text))))
    return _LIGATURE.sub(r"\1{}", said)


#: A letter with its marks; letters left out next to each other.
_LETTERS = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_LIGATURE = re.compile(r"([-,])(?=\1)")  # two hyphens would be a dash, two commas a quote
_RUN = re.compile(rf"{re.escape(OMITTED)}(?: *{re.escape(OMITTED)})+")


@cache
def _command(letter: str) -> str | None:
    """What LaTeX calls a letter with its marks; None if it has nothing that looks well."""
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    if unicodedata.category(letter[0]) == "Cf":
        return ""  # joins or hides letters; nothing of it is seen
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if not base.isprintable() or not base.isascii() or not _sets(base, marks):
        return None
    said = _SPECIAL.get(base, base)
    for mark in sorted(marks, key=_BELOW.__contains__):
        said = rf"\{_ACCENTS[mark]}{{{said}}}"
    return said


def _sets(base: str, marks: list[str]) -> bool:
    """Whether LaTeX sets the marks on the letter: below it one, above it a second only on what T1
    has as one letter.
    """
    below = [mark for mark in marks if mark in _BELOW]
    above = [mark for mark in marks if mark not in _BELOW]
    first = unicodedata.normalize("NFC", base + "".join(above[:1]))
    return (
        (base.isalpha() or not marks)
        and all(mark in _ACCENTS for mark in marks)
        and len(below) <= 1
        and (len(above) <= 1 or (len(above) == 2 and first in _T1))
    )


def _ascii(text: str) -> str:
    """For a comment: one line, without letters that might end it in some engine."""
    return plain(text).encode("ascii", "replace").decode()


def _at(x: float, y: float) -> str:
    return f"({x:g},{y:g})"


def _bar(bar: Bar, style: str) -> str:
    ends = f"{_at(bar.x, bar.y)} rectangle {_at(bar.x + bar.width, bar.y + bar.height)}"
    return rf"\path[{style}] {ends};"


def _heading(bar: Bar) -> str:
    at = _at(bar.x + bar.width / 2, bar.y + bar.height / 2 + 4)
    words = rf"\node[anchor=base] at {at} {{\textbf{{{escaped(bar.text)}}}}};"
    return _bar(bar, "heading, other" if bar.grey else "heading") + "\n" + words


def _band(bar: Bar) -> str:
    at = _at(bar.x + bar.width / 2 + 4, bar.y + bar.height / 2)
    words = rf"\node[anchor=base, rotate=90] at {at} {{\textbf{{{escaped(bar.text)}}}}};"
    return _bar(bar, "band") + "\n" + words


def _arrow(arrow: Arrow) -> str:
    way = " -- ".join(_at(*point) for point in arrow.points)
    return rf"\draw[arrow{', wait' if arrow.waiting else ''}] {way};"


def _box(box: Box) -> str:
    content = box.content
    states = (content.waiting, "wait"), (content.grey, "grey"), (not content.known, "unknown")
    style = ", ".join(["box", *(name for true, name in states if true)])
    ends = f"{_at(box.x, box.y)} rectangle {_at(box.x + box.width, box.y + box.height)}"
    lines = [_text(text, "line text" if text.known else "line text, dim") for text in box.texts]
    return "\n".join([rf"\path[{style}] {ends};", *lines])


def _text(text: Text, style: str) -> str:
    words = escaped(text.text)
    shown = rf"\textbf{{{words}}}" if text.bold else words
    return rf"\node[{style}] at {_at(text.x, text.y)} {{{shown}}};"
