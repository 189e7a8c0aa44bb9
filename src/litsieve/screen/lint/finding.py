"""The codes of `review criteria lint`. They are stable: a code never changes its meaning."""

from __future__ import annotations

from dataclasses import dataclass

from litsieve.errors import ReviewError, ReviewErrors, Where


@dataclass(frozen=True)
class Code:
    """What a code stands for; `severity` error: it cannot work; warning: look; note: know it."""

    severity: str
    says: str


#: Criteria that can be read.
CODES = {
    "C001": Code("warning", "no rule gives this reason"),
    "C002": Code("warning", "nothing uses this list"),
    "C003": Code("note", "the rule has no tests"),
    "C004": Code("warning", "the rule excludes on words alone, without a person"),
    "C005": Code("warning", "fewer than three letters in a row beside wildcards"),
    "C006": Code("note", "a wildcard inside a phrase"),
    "C007": Code("warning", "the rule can never hit, or the condition is never true"),
    "C008": Code("error", "the rule hits every report, or the condition is always true"),
    "C009": Code("note", "whatever this rule hits, another hits too"),
    "C010": Code("error", "two rules between them hit every report"),
    "C011": Code("note", "the rule is of a stage that is not carried out"),
    "C012": Code("error", "a test of the rule fails"),
    "C013": Code("note", "a required query also looks at keywords, which many reports lack"),
    "C014": Code("warning", "the rule excludes by countries"),
    "C015": Code("note", "a table without its edition"),
    "C016": Code("note", "the same list under two names"),
    "C017": Code("note", "a term twice, or one that another term finds already"),
    "C018": Code("warning", "the rule asks for what most exports do not tell"),
    "C019": Code("warning", "`negation: guard` without any cue that is a word"),
    "C020": Code("note", "`on_unknown: flag` on a rule of kind require, which waits nevertheless"),
    "C021": Code("warning", "a list of all countries of its table"),
    "C022": Code("note", "a hyphen beside a small word: `in-patient` also finds “in patients”"),
    "C023": Code("warning", "the rule excludes for what is missing, which exports often lose"),
    "C024": Code("warning", "another database's wildcard in quotes, where it means nothing"),
    "C025": Code("warning", "an operator in quotes, where it is a word"),
    "C026": Code("warning", "a regular expression, which is read as words"),
    "C027": Code("warning", "what may be a line of a search history is read as a word"),
    "C028": Code("note", "a key that changes nothing in this version"),
}

#: Criteria that cannot be read: the error's slug (ReviewError.code) → its code, and what it says.
UNREADABLE = {
    "file": ("C101", "the file is missing, or is not UTF-8 text"),
    "yaml": ("C102", "not valid YAML, or YAML that is not allowed here"),
    "duplicate-key": ("C103", "a key twice in one place"),
    "unknown-key": ("C104", "a key that does not exist here"),
    "missing-key": ("C105", "a key that must be there is missing"),
    "value": ("C106", "a value that cannot stand here"),
    "condition": ("C107", "keys that do not make one condition"),
    "duplicate-id": ("C108", "an id twice"),
    "circle": ("C109", "lists, reasons or codings that lead back to themselves"),
    "unknown-field": ("C110", "no field is called so"),
    "unknown-list": ("C111", "no list is called so"),
    "unknown-reason": ("C112", "no reason is called so"),
    "unknown-coding": ("C113", "no coding is called so"),
    "unknown-value": ("C114", "the coding has no such value"),
    "unknown-table": ("C115", "no such table, edition, group or region"),
    "negation": ("C116", "`negation: guard` where it would exclude more"),
    "no-rule": ("C117", "no rule, although rules decide"),
    "query": ("C120", "a query that cannot be read"),
    "mixed-operators": ("C121", "operators side by side without parentheses"),
    "unbalanced": ("C122", "a parenthesis or quotation mark without its twin"),
    "operator": ("C123", "an operator is missing, or has nothing beside it"),
    "proximity": ("C124", "W/n or PRE/n that cannot be asked"),
    "wildcard": ("C125", "a wildcard without letters, or where none can be"),
    "unknown-scope": ("C126", "no field of a query is called so"),
    "foreign-syntax": ("C127", "another database's syntax, which is not read here"),
    "empty": ("C128", "a query or a list with nothing in it"),
    "depth": ("C129", "nested too deeply"),
}
#: The code of any other error in a query or value.
_OTHERWISE = "query"


@dataclass(frozen=True)
class Finding:
    """One thing to look at."""

    code: str
    severity: str  # error | warning | note
    message: str
    where: Where
    hint: str | None = None


def finding(code: str, message: str, where: Where, hint: str | None = None) -> Finding:
    """A finding with the severity of its code."""
    return Finding(code, CODES[code].severity, message, where, hint)


def findings_of(error: ReviewError) -> list[Finding]:
    """What kept criteria from being read, in the order of the file."""
    errors = error.errors if isinstance(error, ReviewErrors) else [error]
    return [
        Finding(
            UNREADABLE.get(one.code or "file", UNREADABLE[_OTHERWISE])[0],
            "error",
            one.message,
            one.where or Where(""),
            one.hint,
        )
        for one in errors
    ]


def as_table() -> str:
    """All codes as Markdown, for docs/criteria.md."""
    rows = [(code, entry.severity, entry.says) for code, entry in CODES.items()]
    rows += [(code, "error", says) for code, says in UNREADABLE.values()]
    lines = (f"| `{code}` | {severity} | {says} |" for code, severity, says in rows)
    return "\n".join(("| code | severity | says |", "|---|---|---|", *lines)) + "\n"
