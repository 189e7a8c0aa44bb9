r"""LaTeX in BibTeX values → text: accents and common commands by table, the rest by pylatexenc.

pylatexenc takes 15 to 20 ms for an abstract and reads a bare `%` as a comment, so it sees only
values in which a backslash is left, with bare `%`, `&`, `#` and `$` protected.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "b": "\u0331", "k": "\u0328", "r": "\u030a",
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
    "textbackslash": "\\\\", "textregistered": "®", "texttrademark": "™", "textcopyright": "©",
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
}  # fmt: skip

_ACCENT = re.compile(
    r"""\{?\\(?:(?P<sign>[`'^~"=.])\s*|(?P<letter>[uvHcdbkr])(?:\s+|(?=\{)))"""
    r"""(?:\{\s*(?P<braced>\\?[^\W\d_])\s*\}|(?P<bare>\\[ij](?![A-Za-z])|[^\W\d_]))(?P<close>\}?)"""
)
_COMMAND = re.compile(
    r"(?P<open>\{?)\\(?P<name>"
    + "|".join(_COMMANDS)
    + r")(?![A-Za-z])(?:\{\}|(?P<close>\})|[ \t]?)"
)
#: Commands that only change how their argument looks: the argument is the text.
_LOOKS = re.compile(
    r"\\(?:emph|text(?:it|bf|rm|sc|sf|tt|up|sl|md|normal|superscript|subscript)?|math(?:rm|bf|it|sf|"
    r"cal|bb|tt|normal)|mbox|hbox|underline|uppercase|enquote|ensuremath|mathop|operatorname)\s*(?=\{)"
)
_SWITCH = re.compile(r"\\(?:it|bf|em|rm|sc|sf|tt|itshape|bfseries|small|protect)(?![A-Za-z])\s*")
_LINK = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)|\\(?:url|path|nolinkurl)\s*(?=\{)")
_SPACE = re.compile(r"\\[,;: \n]")
_NO_SPACE = re.compile(r"\\[-/!@]")
_DEGREE = re.compile(r"\$?\^\s?\{?\s?\\circ(?![A-Za-z])\s?\}?\$?")
#: `CO$_2$`, `10$^{-3}$`: no amount of money.
_SCRIPT = re.compile(r"\$([A-Za-z0-9]{0,6})[_^](?:\{([^{}$]*)\}|(\w))\$")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_MATH = re.compile(r"(?<!\\)\$(?=[^$]{0,500}?\\[A-Za-z])([^$]{1,500})(?<!\\)\$")
_BARE = re.compile(r"(?<!\\)([%&#$])")
#: Escaped braces must outlive the removal of the bare ones.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_BACK = str.maketrans({_OPEN: "{", _CLOSE: "}"})

_CONVERTER = LatexNodes2Text(math_mode="text", keep_comments=False, strict_latex_spaces=False)


def text(value: str) -> str:
    """A BibTeX value as text: commands decoded, braces and quotation ligatures resolved."""
    if "\\" in value:
        value = decode(value)
    if "$" in value:
        value = _SCRIPT.sub(r"\1\2\3", value)
    if "{" in value or "}" in value:
        value = value.replace("{", "").replace("}", "")
    if "``" in value and "''" in value:
        value = value.replace("``", "“").replace("''", "”")
    if "--" in value:
        value = value.replace("---", "—").replace("--", "–")
    return restored(value)


def restored(value: str) -> str:
    """Escaped braces, which `decode` set apart, as braces."""
    return value.translate(_BACK) if _OPEN in value or _CLOSE in value else value


@lru_cache(maxsize=1 << 12)
def decode(value: str) -> str:
    """Commands decoded; plain braces are left, escaped ones are kept apart (`text` brings them)."""
    value = _LINK.sub("", _DEGREE.sub("°", value))
    value = _NO_SPACE.sub("", _SPACE.sub(" ", value))
    value = _MATH.sub(_math, value)
    value = _ACCENT.sub(_accent, value)
    value = _COMMAND.sub(_command, value)
    value = _SWITCH.sub("", _LOOKS.sub("", value))
    value = _ESCAPED.sub(_escaped, value)
    if "\\" not in value or not re.search(r"\\[A-Za-z]", value):
        return value.replace("\\\\", "\\")
    return _convert(_BARE.sub(r"\\\1", value))


def _math(found: re.Match[str]) -> str:
    """A formula with commands as text, its dollars gone; the usual letters and signs by table."""
    inner = _COMMAND.sub(_command, _LOOKS.sub("", found[1]))
    if "\\" in inner:
        return _convert(f"${found[1]}$")
    script = _SCRIPT.fullmatch(f"${inner.replace('{{', '{').replace('}}', '}')}$")
    return script.expand(r"\1\2\3") if script else inner


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
    return {"{": _OPEN, "}": _CLOSE}.get(found[1], found[1])


def _convert(value: str) -> str:
    try:
        return str(_CONVERTER.latex_to_text(value))
    except Exception:  # whatever it trips over, the text as it is will do
        return value
