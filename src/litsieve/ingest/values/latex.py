r"""LaTeX in BibTeX values → text: accents and common commands by table, the rest by pylatexenc.

pylatexenc takes 15 to 20 ms for an abstract and reads a bare `%` as a comment, so it sees only
values in which a backslash is left, with bare `%`, `&`, `#` and `$` protected.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text

#: Signs that must outlive the removal of bare ones, as long as a value is being read.
_OPEN, _CLOSE, _DOLLAR, _BACKSLASH = "\ufdd0", "\ufdd1", "\ufdd6", "\ufdd7"
_BACK = str.maketrans({_OPEN: "{", _CLOSE: "}", _DOLLAR: "$", _BACKSLASH: "\\"})
_KEPT = re.compile(f"[{_OPEN}{_CLOSE}{_DOLLAR}{_BACKSLASH}]")

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "b": "\u0331", "k": "\u0328", "r": "\u030a", "ocirc": "\u030a", "mathring": "\u030a",
}  # fmt: skip
_COMMANDS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø",
    "O": "Ø", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX",
    "textgreater": ">", "textless": "<", "textendash": "–", "textemdash": "—", "textbar": "|",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotesingle": "'",
    "textquotedblright": "”", "textasciitilde": "~", "textasciicircum": "^", "textdegree": "°",
    "textpm": "±", "texttimes": "×", "textmu": "µ", "textbullet": "•", "textellipsis": "…",
    "textbackslash": _BACKSLASH, "textregistered": "®", "texttrademark": "™", "textcopyright": "©",
    "ldots": "…", "dots": "…", "copyright": "©", "S": "§", "P": "¶", "pounds": "£",
    "textasteriskcentered": "*", "texteuro": "€", "euro": "€", "textsterling": "£", "textyen": "¥",
    "textcelsius": "℃", "textperiodcentered": "·", "textunderscore": "_", "textdollar": "$",
    "textpercent": "%", "guillemotleft": "«", "guillemotright": "»", "textordfeminine": "ª",
    "textordmasculine": "º", "textonehalf": "½", "texttwosuperior": "²", "textthreesuperior": "³",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ",
    "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "lt": "<",
    "gt": ">", "times": "×", "pm": "±", "mp": "∓", "cdot": "·", "sim": "∼", "simeq": "≃",
    "approx": "≈", "equiv": "≡", "infty": "∞", "rightarrow": "→", "to": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "circ": "∘", "degree": "°", "partial": "∂", "sum": "∑", "in": "∈",
    "ell": "ℓ", "star": "⋆", "ast": "∗", "prime": "′", "percnt": "%",
    "and": " and ", "slash": "/", "hyp": "-", "textquotedbl": '"', "quad": " ", "qquad": " ",
    "space": " ", "nobreakspace": " ", "thinspace": " ", "enspace": " ", "allowbreak": "",
    "textbraceleft": "{", "textbraceright": "}", "lbrack": "[", "rbrack": "]", "colon": ":",
    "dag": "†", "ddag": "‡", "ddagger": "‡", "textbardbl": "‖", "glqq": "„", "grqq": "“",
    "flqq": "«", "frqq": "»",
    "guillemetleft": "«", "guillemetright": "»", "micro": "µ", "textmicro": "µ", "ohm": "Ω",
    "textminus": "−", "checkmark": "✓", "angstrom": "Å", "Re": "ℜ", "Im": "ℑ",
}  # fmt: skip
#: The same letters in text mode and upright: `\\textalpha`, `\\upbeta`.
_COMMANDS |= {
    f"{mode}{name}": letter
    for mode in ("text", "up")
    for name, letter in _COMMANDS.items()
    if "\u0370" <= letter <= "\u03ff"
}

_ACCENT = re.compile(
    r"""\{?\\(?:(?P<sign>[`'^~"=.])\s*|(?P<letter>[uvHcdbkr]|ocirc|mathring)(?:\s+|(?=\{)))"""
    r"""(?:\{\s*(?P<braced>\\?[^\W\d_])\s*\}|"""
    r"""(?P<bare>\\[ij](?![A-Za-z])|[^\W\d_])(?:(?<=\\[ij])[ \t])?)(?P<close>\}?)"""
)
_COMMAND = re.compile(
    r"(?P<open>\{?)\\(?P<name>"
    + "|".join(_COMMANDS)
    + r")(?![A-Za-z])(?:\{\}|(?P<close>\})|[ \t]?)"
)
#: Commands that only change how their argument looks: the argument is the text.
_LOOKS = re.compile(
    r"\\(?:emph|text(?:it|bf|rm|sc|sf|tt|up|sl|md|normal|superscript|subscript)?|math(?:rm|bf|it|sf|"
    r"cal|bb|tt|normal)|mbox|hbox|underline|uppercase|enquote|mathop|operatorname)\s*(?=\{)"
)
_SWITCH = re.compile(r"\\(?:it|bf|em|rm|sc|sf|tt|itshape|bfseries|small|protect)(?![A-Za-z])\s*")
_LINK = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)|\\(?:url|path|nolinkurl)\s*(?=\{)")
_SPACE = re.compile(r"\\[,;: \n]")
#: Behind a command, which would take a bare blank with it.
_SPACE_BEHIND = re.compile(r"(\\[A-Za-z]+)\\ ")
_NO_SPACE = re.compile(r"\\[-/!@]")
_DEGREE = re.compile(r"\$?\^\s?\{?\s?\\circ(?![A-Za-z])\s?\}?\$?")
#: A line's end, unless the whole value was escaped twice: `\\\\alpha`, `\\\\'e`.
_TWICE = re.compile(
    rf"\\\\(?=(?:{'|'.join(_COMMANDS)})(?![A-Za-z])|[`'^~\"=.]\{{?\\?[A-Za-z]|[&%$#_{{}}])"
)
_BREAK = re.compile(
    r"\s*\\(?:\\\*?(?:\[\d[^\[\]]{0,9}\])?|(?:newline|linebreak|par)(?![A-Za-z]))\s*"
)
#: For BibTeX to sort by, and of no print: `{\\noopsort{1973c}}1981`.
_NOT_SET = re.compile(r"\\(?:noop\w*|[sS]ort[nN]oop)\s*\{[^{}]*\}")
_ENSURED = re.compile(r"\\ensuremath\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_BRACKETS = re.compile(r"\\[()]")
#: A backslash before the end of the line, where a value ends.
_LAST = re.compile(r"([^\\])\\\s*\Z")
#: Outside a formula: `\\beta_2`.
_BARE_SCRIPT = re.compile(r"(?<=[\u0370-\u03ff])[_^](?:\{([^{}]*)\}|(\w))")
_TWO_READINGS = re.compile(r"\\texorpdfstring\s*\{(?:[^{}]|\{[^{}]*\})*\}\s*(?=\{)")
_DOLLARS = re.compile(r"(?<!\\)\$")
_MACRO = re.compile(r"\\[A-Za-z]")
_SIGNS = frozenset("'′<>=+−-±×·≤≥~*/|")
#: No formula is longer.
_LONGEST_FORMULA = 500
_SCRIPT = re.compile(r"[_^]\s?(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([^\s{}\\]))")
#: More than the signs that databases escape in every abstract.
_MORE = re.compile(r"\\(?:[^%&#_]|\Z)")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_BARE = re.compile(r"(?<!\\)([%&#$])")
#: `\{EEG\}`: braces that were to keep capitals, escaped by mistake (ScienceDirect until 2017).
_WORD_IN_BRACES = re.compile(
    rf"{_OPEN}(?=[^\s{_CLOSE}]{{2}})([^\s{_CLOSE}]*[A-Z][^\s{_CLOSE}]*){_CLOSE}"
)
#: A tie between words, not a sign for `about` (`~50`) or `to` (`5~10`).
_TIE = re.compile(r"(?:(?<=[^\W\d_])|(?<=[.,:;)}]))~(?=[\w\\{$(])|(?<=\d)~(?=[^\W\d_]|[\\{])")
#: What no text has that was not written in LaTeX.
_WRITTEN = re.compile(
    rf"\\(?:[`'^~\"=.]\{{?\\?[A-Za-z]|[uvHcdbkr]\{{[A-Za-z]|[{{}}&%$#_]"
    rf"|(?:emph|text\w+|math\w+)\s?\{{|(?:{'|'.join(_COMMANDS)})(?![A-Za-z]))"
    r"|\{\\|\$[_^]|\{[A-Z][\w-]*\}"
)

_CONVERTER = LatexNodes2Text(math_mode="text", keep_comments=False, strict_latex_spaces=False)


def text(value: str) -> str:
    """A BibTeX value as text: commands decoded, braces and quotation ligatures resolved."""
    is_marked = "\\" in value
    if is_marked:
        value = decode(value)
    if "$" in value:
        value = _without_dollars(value)
    if "{" in value or "}" in value:
        value = value.replace("{", "").replace("}", "")
    if "``" in value and "''" in value:
        value = value.replace("``", "“").replace("''", "”")
    if "--" in value:
        value = value.replace("---", "—").replace("--", "–")
    return restored(value) if is_marked else value


def title(value: str) -> str:
    """The same of a title or venue, in which words may be tied: `Journal~of~Care`."""
    is_tied = "~" in value and "\\url" not in value and "\\href" not in value
    return text(_TIE.sub(" ", value).rstrip("~") if is_tied else value)


def if_written(value: str) -> str:
    """A value of another format, as text if it was made from BibTeX without being decoded."""
    if ("\\" in value or "{" in value or "$" in value) and _WRITTEN.search(value):
        return title(value)
    return value


def restored(value: str) -> str:
    """Escaped signs, which `decode` set apart, as themselves."""
    if not _KEPT.search(value):
        return value
    return _WORD_IN_BRACES.sub(r"\1", value).translate(_BACK)


@lru_cache(maxsize=1 << 12)
def decode(value: str) -> str:
    """Commands decoded; plain braces are left, escaped ones are kept apart (`text` brings them)."""
    if "$" not in value and not _MORE.search(value):
        return _ESCAPED.sub(_escaped, value)
    value = _NOT_SET.sub("", _TWO_READINGS.sub("", _TWICE.sub(r"\\", value)))
    value = _ENSURED.sub(r"$\1$", _BRACKETS.sub("$", _LAST.sub(r"\1", value)))
    value = _LINK.sub("", _DEGREE.sub("°", _BREAK.sub(" ", value)))
    value = _NO_SPACE.sub("", _SPACE.sub(" ", _SPACE_BEHIND.sub(r"\1{} ", value)))
    if "$" in value:
        value = _without_dollars(value)
    value = _ACCENT.sub(_accent, value)
    value = _BARE_SCRIPT.sub(r"\1\2", _COMMAND.sub(_command, value))
    value = _SWITCH.sub("", _LOOKS.sub("", value))
    value = _ESCAPED.sub(_escaped, value)
    if "\\" not in value or not re.search(r"\\[A-Za-z]", value):
        return value
    return _convert(_BARE.sub(r"\\\1", value))


def _without_dollars(value: str) -> str:
    """The formulas of a value as text; dollars that are money stay."""
    done, *rest = _DOLLARS.split(value.replace("$$", "$"))
    while rest:
        part = rest.pop(0)
        if rest and _is_formula(part, done[-1:], rest[0][:1]):
            done += _formula(part) + rest.pop(0)
        else:
            done += f"${part}"
    return done


def _is_formula(part: str, before: str, behind: str) -> bool:
    """Whether what stands between two dollars is mathematics, and not `5 to` of `$5 to $6`."""
    if not part.strip() or len(part) > _LONGEST_FORMULA:
        return part == " "  # a thin space
    if _MACRO.search(part) or _SIGNS.issuperset(part.replace(" ", "")):
        return True
    if part[0].isspace() or part[-1].isspace():
        return part[0] == part[-1] and not {"<", ">", "="}.isdisjoint(part)
    if "_" in part or "^" in part:
        return True
    if before.isalnum() or behind.isdigit():
        return False
    return " " not in part or not {"<", ">", "=", "+"}.isdisjoint(part)


def _formula(written: str) -> str:
    """A formula as text; the usual letters and signs by table."""
    inner = _ESCAPED.sub(_escaped, _COMMAND.sub(_command, _LOOKS.sub("", written)))
    if "\\" in inner:
        inner = _convert(f"${written}$")
    while (plain := _SCRIPT.sub(r"\1\2", inner)) != inner:
        inner = plain
    return inner.strip()


def _accent(found: re.Match[str]) -> str:
    letter = (found["braced"] or found["bare"]).removeprefix("\\")
    mark = _ACCENTS[found["sign"] or found["letter"]]
    done = unicodedata.normalize("NFC", letter + mark)
    opened = found[0].startswith("{")
    if opened and not found["close"]:  # {\'E}cole but also {\'Ecole}
        return "{" + done
    return done if opened else done + (found["close"] or "")


def _command(found: re.Match[str]) -> str:
    done = _COMMANDS[found["name"]]
    if found["open"] and not found["close"]:
        return "{" + done
    return done if found["open"] else done + (found["close"] or "")


def _escaped(found: re.Match[str]) -> str:
    return {"{": _OPEN, "}": _CLOSE, "$": _DOLLAR}.get(found[1], found[1])


def _convert(value: str) -> str:
    try:
        return str(_CONVERTER.latex_to_text(value))
    except Exception:  # whatever it trips over, the text as it is will do
        return value
