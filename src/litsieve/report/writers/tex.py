"""prisma.tex: the flow diagram as TikZ, a document of its own, to be edited or taken into a thesis.

The file is ASCII, so that pdflatex, xelatex and lualatex read it alike: accents and special letters
are LaTeX commands, and letters outside of LaTeX's T1 encoding (Greek, Hebrew, Chinese …) become
`[…]` with a note below, as in prisma.png. Helvetica has the widths that the layout counts on.
Needs the packages standalone, tikz (pgf) and helvet (psnfss), all in TeX Live's usual schemes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
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
    "`": r"\textasciigrave{}", "'": r"\textquotesingle{}", "-": "{-}", ",": "{,}",
    "\u00a0": "~", "\u2007": "~", "\u202f": r"\,", "\u2009": r"\,",
    "‘": r"\textquoteleft{}", "’": r"\textquoteright{}", "‚": r"\quotesinglbase{}",
    "“": r"\textquotedblleft{}", "”": r"\textquotedblright{}", "„": r"\quotedblbase{}",
    "«": r"\guillemotleft{}", "»": r"\guillemotright{}",
    "‹": r"\guilsinglleft{}", "›": r"\guilsinglright{}",
    "\u2010": "{-}", "\u2011": "{-}", "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "",
    "–": r"\textendash{}", "—": r"\textemdash{}", "…": r"\textellipsis{}", "•": r"\textbullet{}",
    "ß": r"\ss{}", "æ": r"\ae{}", "Æ": r"\AE{}", "œ": r"\oe{}", "Œ": r"\OE{}", "ø": r"\o{}",
    "Ø": r"\O{}", "ł": r"\l{}", "Ł": r"\L{}", "đ": r"\dj{}", "Đ": r"\DJ{}", "ð": r"\dh{}",
    "Ð": r"\DH{}", "þ": r"\th{}", "Þ": r"\TH{}", "ŋ": r"\ng{}", "Ŋ": r"\NG{}", "ı": r"\i{}",
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


def write(material: Material) -> bytes:
    return render(layout(material.prisma, only_drawable=True))


def render(flow: Flow) -> bytes:
    """The LaTeX document, one picture of the layout's size."""
    flow = _explained(flow)
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


def escaped(text: str) -> str:
    """`text` as words in LaTeX, in ASCII; letters that T1 does not have become `[…]`."""
    out = ""
    for letter in re.findall(r".[\u0300-\u036f]*", plain(text), re.DOTALL):
        said = _letter(unicodedata.normalize("NFC", letter))
        if said is None:
            said = "" if out.endswith(_LOST) else _LOST
        out += said
    return out


@cache
def _letter(letter: str) -> str | None:
    """The command of a letter with its marks; None if LaTeX has none."""
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    if letter.isascii() and letter.isprintable():
        return letter
    base, *marks = unicodedata.normalize("NFD", letter)
    said = _letter(base) if marks else None
    if said is None or not all(mark in _ACCENTS for mark in marks):
        return None
    for mark in marks:
        said = rf"\{_ACCENTS[mark]}{{{said}}}"
    return said


_LOST = "[" + _SPECIAL["…"] + "]"


def _explained(flow: Flow) -> Flow:
    """With a note on letters that were left out, if the layout had no cause to put it there."""
    shown = [text.text for box in flow.boxes for text in box.texts]
    notes = [note.text for note in flow.notes]
    lost = any(_LOST in escaped(text) for text in shown)
    if not lost or any(note.startswith(OMITTED) for note in notes):
        return flow
    last = flow.notes[-1]
    note = replace(last, y=last.y + 12, text=f"{OMITTED} letters left out: see prisma.svg.")
    return replace(flow, notes=(*flow.notes, note), height=flow.height + 12)


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
