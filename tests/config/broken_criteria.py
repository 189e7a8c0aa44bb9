"""Criteria files that cannot be read: what is broken in a good one, and what a person is told."""

from __future__ import annotations

from typing import NamedTuple

GOOD = """\
version: 1
review: {id: peers, title: "Peer support"}
defaults:
  query: {fields: tiab, syntax: strict}
  negation: {window: 4, cues: ["no", "not"]}
lists:
  support: |
    "peer support" OR buddy
    mutual W/1 aid
  animal: |
    rat OR mouse
  lmic: {table: worldbank-income, edition: "FY2025", groups: [LIC, LMC]}
  asia: {table: un-m49, region: Asia}
reasons:
  - {id: E1, label: "Too old"}
  - {id: E2, label: "Not on the topic", parent: E3}
  - {id: E3, label: "Other"}
rules:
  - id: date
    kind: require
    stage: [metadata]
    reason: E1
    when: {field: published, between: ["2015", "2025-04"]}
    tests:
      - {record: {published: 2014}, expect: false}
  - id: topic
    kind: require
    stage: [title-abstract]
    reason: E2
    when:
      all:
        - query: "@support"
        - {not: {query: "@animal"}}
coding:
  - id: design
    stage: title-abstract
    values:
      trial: {query: 'trial*'}
      other: {not: {code: region, any: [asia]}}
  - id: region
    stage: title-abstract
    values: {asia: {query: "@asia"}, lmic: {query: "@lmic"}}
prioritise:
  - {id: trials, weight: 2, when: {code: design, any: [trial]}}
screening: {mode: people, blind: true}
"""


class Broken(NamedTuple):
    """What makes the fault (`old` → `new`), and what is told of it; `where` is line:column."""

    old: str
    new: str | bytes
    where: str
    code: str
    message: str
    hint: str
    #: The codes of further errors that follow from the same fault.
    more: tuple[str, ...] = ()


BROKEN = {
    "wrong key": Broken(
        "    kind: require\n    stage: [metadata]", "    knid: require\n    stage: [metadata]",
        "19:5", "C105", "key 'kind' is missing",
        "Add 'kind: …'. require: hits where the condition is false; exclude: where it is true.",
        ('C104',),
    ),
    "list as text": Broken(
        'id: E1, label: "Too old"', "id: E1, label: [Too, old]", "15:21", "C106",
        "expected text, found a list",
        "Write one value; put it in quotes if it has brackets, braces or a colon in it.",
    ),
    "text as list": Broken(
        "    tests:\n      - {record: {published: 2014}, expect: false}", "    tests: none",
        "24:12", "C106", "expected a list, found 'none'",
        "Write it in brackets, [a, b], or each on a line of its own after a dash.",
    ),
    "text as mapping": Broken(
        "{record: {published: 2014},", "{record: 2014,", "25:18", "C106",
        "expected keys and values, found a whole number",
        "Write key: value, each on a line of its own below, or {key: value}.",
    ),
    "mapping missing": Broken(
        'when: {field: published, between: ["2015", "2025-04"]}', "when: published after 2015",
        "23:11", "C106", "a condition is missing; found 'published after 2015'",
        "Write {query: …} to look for words, or {field: …} to ask a field.",
    ),
    "condition as list": Broken(
        '    when:\n      all:\n        - query: "@support"\n',
        '    when:\n        - query: "@support"\n', "31:9", "C106",
        "expected keys and values, found a list", "Write all: or any: above the list.",
    ),
    "key missing": Broken(
        "    reason: E2\n", "", "26:5", "C105", "key 'reason' is missing",
        "Add 'reason: …'. The id of one of `reasons`.",
    ),
    "value missing": Broken(
        "reason: E2\n", "reason:\n", "29:12", "C106", "expected text, found nothing",
        "Write something after the colon, or take the key out.",
    ),
    "number": Broken(
        "window: 4", "window: four", "5:22", "C106", "expected a whole number, found 'four'",
        "Write it in digits, such as 12.",
    ),
    "number too large": Broken(
        "window: 4", "window: 400", "5:22", "C106", "400 is too large", "It must be at most 20.",
    ),
    "unknown list": Broken(
        '"@support"', '"@suport"', "32:19", "C111", "unknown list '@suport'",
        "Did you mean 'support'?",
    ),
    "unknown field": Broken(
        "field: published", "field: publishd", "23:19", "C110", "unknown field 'publishd'",
        "Did you mean 'published'?",
    ),
    "unknown reason": Broken(
        "reason: E2", "reason: E22", "29:13", "C112", "unknown reason 'E22'", "Did you mean 'E2'?",
    ),
    "unknown parent": Broken(
        "parent: E3", "parent: X", "16:49", "C112", "unknown reason 'X'", "Valid: E1, E2, E3.",
    ),
    "unknown coding": Broken(
        "code: design", "code: desing", "44:42", "C113", "unknown coding 'desing'",
        "Did you mean 'design'?",
    ),
    "unknown value": Broken(
        "any: [trial]", "any: [trail]", "44:56", "C114", "unknown value 'trail'",
        "Did you mean 'trial'?",
    ),
    "unknown table": Broken(
        "table: un-m49", "table: un-m94", "13:17", "C115", "unknown table 'un-m94'",
        "Did you mean 'un-m49'?",
    ),
    "unknown edition": Broken(
        'edition: "FY2025"', 'edition: "FY2052"', "12:44", "C115",
        "the table worldbank-income has no edition 'FY2052'", "Valid: FY2024, FY2025, FY2026.",
    ),
    "unknown group": Broken(
        "[LIC, LMC]", "[LIC, LCM]", "12:62", "C115",
        "the table worldbank-income has no group 'LCM'", "Did you mean 'LMC'?",
    ),
    "unknown region": Broken(
        "region: Asia", "region: Asien", "13:33", "C115", "the table un-m49 has no region 'Asien'",
        "Did you mean 'Asia'?",
    ),
    "unknown stage": Broken(
        "stage: [metadata]", "stage: [abstract]", "21:13", "C106", "'abstract' is not valid here",
        "Did you mean 'title-abstract'?",
    ),
    "unknown status": Broken(
        'field: published, between: ["2015", "2025-04"]', "field: fulltext_status, in: [found]",
        "23:41", "C106", "unknown fulltext_status 'found'",
        "Valid: sought, obtained, not-retrieved.",
    ),
    "wrong predicate": Broken(
        'between: ["2015", "2025-04"]', "in: [2015]", "23:34", "C106",
        "'in' cannot be asked of published", "Valid here: between, below, above, present.",
    ),
    "no date": Broken(
        '"2025-04"', '"April 2025"', "23:48", "C106", "'April 2025' is not a date",
        "Write 2024, 2024-05 or 2024-05-17.",
    ),
    "two conditions": Broken(
        '{not: {query: "@animal"}}', '{not: {query: "@animal"}, query: x}', "33:37", "C107",
        "a condition is one of all, any, not, query, field, code; found 'not', 'query'",
        "Combine several conditions with all: [ … ] or any: [ … ].",
    ),
    "key of another head": Broken(
        '{not: {query: "@animal"}}', "{field: title, in: [x], fields: tiab}", "33:35", "C107",
        "'fields' cannot stand beside 'field'",
        "Valid there: in, prefix, between, below, above, is, present, detect.",
    ),
    "unbalanced": Broken(
        "mutual W/1 aid", "mutual W/1 (aid OR help", "9:16", "C122", "unbalanced parenthesis",
        "It is never closed.",
    ),
    "quotation mark": Broken(
        '"peer support" OR buddy', '"peer support OR buddy', "8:5", "C122",
        "quotation mark without its twin", 'Close the phrase with ".',
    ),
    "mixed": Broken(
        "mutual W/1 aid", "mutual AND aid OR help", "9:20", "C121",
        "AND and OR side by side: which goes first?",
        "Put parentheses around what belongs together. A query pasted from Scopus is read with "
        "`syntax: scopus`, likewise pubmed and wos.",
    ),
    "small operator": Broken(
        "rat OR mouse", "rat or mouse", "11:9", "C123",
        "'or' in small letters is a word, not an operator", "Write OR.",
    ),
    "no operator": Broken(
        "rat OR mouse", "rat mouse", "11:9", "C123", "no operator before 'mouse'",
        'Write AND or OR between them, or put a phrase in quotes: "like this".',
    ),
    "foreign": Broken(
        "rat OR mouse", "rat[tiab] OR mouse", "11:8", "C127", "'[tiab]' is PubMed syntax",
        "A query pasted from PubMed is read with `syntax: pubmed`.",
    ),
    "empty list": Broken(
        "    rat OR mouse", "    # later", "11:5", "C128", "the list is empty",
        "Write a query, or take it out.",
    ),
    "negation on require": Broken(
        '{not: {query: "@animal"}}', '{query: "@animal", negation: guard}', "33:30", "C116",
        "'negation' cannot be set on what a rule requires",
        "A study may be lost to a stray 'no': take it out.",
    ),
    "circle of lists": Broken(
        "rat OR mouse", "rat OR @animal", "11:12", "C109", "lists in a circle: @animal → @animal",
        "Take one of them out.",
    ),
    "circle of reasons": Broken(
        "id: E3,", "id: E3, parent: E2,", "16:49", "C109", "reasons in a circle: E2 → E3 → E2",
        "Take the parent from one of them.",
    ),
    "circle of codings": Broken(
        '{asia: {query: "@asia"},', "{asia: {code: design, any: [other]},", "42:27", "C109",
        "codings in a circle: design → region → design", "Take one of them out.",
    ),
    "duplicate rule": Broken(
        "id: topic", "id: date", "26:9", "C108", "rule 'date' again; first on line 19",
        "Give each rule an id of its own.",
    ),
    "duplicate reason": Broken(
        "id: E1", "id: E3", "17:10", "C108", "reason 'E3' again; first on line 15",
        "Give each reason an id of its own.", ('C112',),
    ),
    "duplicate key": Broken(
        "    stage: [metadata]\n", "    stage: [metadata]\n    kind: exclude\n", "22:5", "C103",
        "key 'kind' again; first on line 20",
        "Keep one of the two; each entry of a list begins with a dash.",
    ),
    "no": Broken(
        "expect: false", "expect: no", "25:45", "C106", "'no' is not valid here",
        "Valid: true, unknown, false.",
    ),
    "on": Broken(
        "    reason: E1\n", "    reason: E1\n    on: metadata\n", "23:5", "C104",
        "unknown key 'on'", "Valid: action, id, kind, on_unknown, reason, stage, tests, when.",
    ),
    "1:30": Broken(
        "window: 4", "window: 1:30", "5:22", "C106", "expected a whole number, found '1:30'",
        "Write it in digits, such as 12.",
    ),
    "017": Broken(
        '"2015"', "017", "23:40", "C106", "'017' is not a date",
        "Write 2024, 2024-05 or 2024-05-17.",
    ),
    "1e3": Broken(
        '"2015"', "2e3", "23:40", "C106", "'2e3' is not a date",
        "Write 2024, 2024-05 or 2024-05-17.",
    ),
    "date": Broken(
        '"2025-04"', "2025-04-31", "23:48", "C106", "'2025-04-31' is not a date",
        "Days of April 2025 go from 01 to 30.",
    ),
    "maybe": Broken(
        "blind: true", "blind: maybe", "45:34", "C106", "expected true or false, found 'maybe'",
        "Write true or false.",
    ),
    "tab": Broken(
        "    reason: E1\n", "\treason: E1\n", "22:1", "C102", "a tab is not allowed here",
        "Indent with spaces.",
    ),
    "tab in list": Broken(
        "    rat OR mouse", "\trat OR mouse", "11:1", "C102", "a tab is not allowed here",
        "Indent with spaces.",
    ),
    "bomb": Broken(
        "version: 1\n", "version: 1\na: &a [x, x]\nb: &b [*a, *a]\n", "2:4", "C102",
        "anchors (&a) are not allowed",
        "A value that begins with & must stand in quotes; YAML's anchors are not read.",
    ),
    "alias": Broken(
        '- query: "@support"', "- query: *migrant*", "32:18", "C102",
        "aliases (*name) are not allowed",
        "A value that begins with * must stand in quotes: '*migrant*'; YAML's aliases are not "
        "read.",
    ),
    "anchor": Broken(
        '- query: "@support"', "- query: &support x", "32:18", "C102",
        "anchors (&support) are not allowed",
        "A value that begins with & must stand in quotes; YAML's anchors are not read.",
    ),
    "merge": Broken(
        "    reason: E1\n", "    <<: {reason: E1}\n", "19:5", "C105", "key 'reason' is missing",
        "Add 'reason: …'. The id of one of `reasons`.", ('C104',),
    ),
    "tag": Broken(
        'title: "Peer support"', "title: !!python/object:os.system x", "2:28", "C102",
        "tags (tag:yaml.org,2002:python/object:os.system) are not allowed",
        "A value that begins with ! must stand in quotes; YAML's tags are not read.",
    ),
    "two documents": Broken(
        "reasons:\n", "---\nreasons:\n", "14:1", "C102", "a second document in one file",
        "Remove the line '---'.",
    ),
    "unquoted list": Broken(
        '- query: "@support"', "- query: @support", "32:18", "C102",
        "a value cannot begin with this character",
        "Put the whole value in single quotes, or below the key as a block (key: |).",
    ),
    "percent line": Broken(
        "    rat OR mouse\n", "%rat\n", "12:3", "C102", "this does not belong to the lines above",
        "Indent it, or write 'key: value'; a line cannot begin with %.",
    ),
    "colon": Broken(
        '- query: "@support"', "- query: support: peers", "32:25", "C102",
        "a colon inside an unquoted value, or wrong indentation",
        "Put the whole value in single quotes, or below the key as a block (key: |).",
    ),
    "phrase unquoted": Broken(
        '- query: "@support"', '- query: "peer support" OR buddy', "32:33", "C102",
        "this does not belong to the line above or its indentation",
        "Line it up with its neighbours. A value that begins with a quotation mark ends at the "
        "next one: put a whole query in single quotes, or below its key as a block (key: |).",
    ),
    "missing quote": Broken(
        'title: "Peer support"}', 'title: "Peer support}', "2:9", "C102",
        "a comma, closing bracket or quotation mark is missing",
        "Close [ with ] and { with }, and put commas between. A value that begins with a "
        "quotation mark ends at the next one: put a whole query in single quotes.",
    ),
    "missing quote at end": Broken(
        "screening: {mode: people, blind: true}", "screening: {mode: 'people, blind: true}",
        "45:19", "C102", "a quotation mark is not closed",
        "Close it; a ' inside single quotes is written twice.",
    ),
    "backslash": Broken(
        '- query: "@support"', '- query: "\\support"', "32:18", "C102",
        "a backslash that means nothing in double quotes",
        "Write \\\\ for a backslash, or put the value in single quotes.",
    ),
    "missing bracket": Broken(
        "stage: [metadata]", "stage: [metadata", "21:12", "C102",
        "a comma, closing bracket or quotation mark is missing",
        "Close [ with ] and { with }, and put commas between. A value that begins with a "
        "quotation mark ends at the next one: put a whole query in single quotes.",
    ),
    "missing brace": Broken(
        '{not: {query: "@animal"}}', '{not: {query: "@animal"}', "33:11", "C102",
        "a comma, closing bracket or quotation mark is missing",
        "Close [ with ] and { with }, and put commas between. A value that begins with a "
        "quotation mark ends at the next one: put a whole query in single quotes.",
    ),
    "phrase in braces": Broken(
        "trial: {query: 'trial*'}", 'trial: {query: "a trial" OR x}', "38:32", "C102",
        "a comma, closing bracket or quotation mark is missing",
        "Close [ with ] and { with }, and put commas between. A value that begins with a "
        "quotation mark ends at the next one: put a whole query in single quotes.",
    ),
    "indentation": Broken(
        "    reason: E2\n", "   reason: E2\n", "29:4", "C102",
        "this does not belong to the line above or its indentation",
        "Line it up with its neighbours. A value that begins with a quotation mark ends at the "
        "next one: put a whole query in single quotes, or below its key as a block (key: |).",
    ),
    "no colon": Broken(
        "    reason: E2\n", "    reason E2\n", "29:5", "C102", "a key without a colon",
        "Write 'key: value', with a blank after the colon.",
    ),
    "no blank": Broken(
        "    reason: E2\n", "    reason:E2\n", "29:5", "C102", "a key without a colon",
        "Write 'key: value', with a blank after the colon.",
    ),
    "dash missing": Broken(
        "  - id: topic", "    id: topic", "26:5", "C103", "key 'id' again; first on line 19",
        "Keep one of the two; each entry of a list begins with a dash.",
        ('C103', 'C103', 'C103', 'C103'),
    ),
    "text after block": Broken(
        "support: |\n", "support: | peers\n", "7:14", "C102",
        "only + or - or a number may stand after | or >",
        "Begin the text on the next line, indented.",
    ),
    "empty": Broken(
        GOOD, "", "", "C102", "the file is empty", "`review init` writes one to begin with.",
    ),
    "top-level list": Broken(
        GOOD, "- version: 1\n", "1:1", "C102",
        "expected keys and values (key: value) at the top of the file",
        "Begin with 'version: 1'; see `review init`.",
    ),
    "top-level text": Broken(
        GOOD, "version 1\n", "1:1", "C102",
        "expected keys and values (key: value) at the top of the file",
        "Begin with 'version: 1'; see `review init`.",
    ),
    "latin-1": Broken(
        'Peer support"}', b'caf\xe9"}', "2:32", "C101", "not UTF-8: byte 0xe9",
        "Save the file as UTF-8.",
    ),
    "NUL": Broken(
        "Too old", b'Too\x00old', "", "C101", "this is not a text file",
        "Save it as plain UTF-8 text.",
    ),
    "UTF-16": Broken(
        GOOD, GOOD.encode("utf-16"), "", "C101", "this is not a text file",
        "Save it as plain UTF-8 text.",
    ),
    "bell": Broken(
        "Too old", "Too\x07old", "15:25", "C102", "character U+0007 is not allowed in YAML",
        "Delete it; such characters come along with copied text.",
    ),
    "nested": Broken(
        "rat OR mouse", "rat\n  deep: " + "[" * 100 + "]" * 100, "12:68", "C102",
        "nested too deeply", "Flatten it: nothing here needs more than 60 levels.",
    ),
    "nested conditions": Broken(
        '{not: {query: "@animal"}}', "{not: " * 70 + "{query: x}" + "}" * 70, "33:342", "C102",
        "nested too deeply", "Flatten it: nothing here needs more than 60 levels.",
    ),
    "nested query": Broken(
        "rat OR mouse", "(" * 60 + "rat" + ")" * 60, "11:55", "C129", "nested too deeply",
        "Make a list of an inner part and name it: @name.",
    ),
    "huge": Broken(
        "mode: people", "mode: " + "x" * 10_000_000, "", "C101",
        "10 MB: too large for a file of settings", "Is this the right file? Check its name.",
    ),
    "crlf": Broken(
        "reason: E2", "reason: E9\r\n", "29:13", "C112", "unknown reason 'E9'",
        "Valid: E1, E2, E3.",
    ),
    "bom": Broken(
        "version: 1", "\ufeffversion: 2", "1:10", "C106", "'2' is not valid here", "Valid: 1.",
    ),
    "version": Broken(
        "version: 1", "version: 2", "1:10", "C106", "'2' is not valid here", "Valid: 1.",
    ),
    "list name": Broken(
        "  animal: |", "  animal studies: |", "10:3", "C106",
        "a list cannot be called 'animal studies'",
        "Use letters, digits, _ and -; begin with a letter.", ('C111',),
    ),
    "list kinds": Broken(
        "region: Asia}", "region: Asia, query: x}", "13:3", "C106",
        "list 'asia' is neither text nor a query nor a table",
        "Write text (key: |), or {query: …, syntax: …}, or {table: …, plus: …}.",
    ),
    "flag": Broken(
        "blind: true}", "blind: true}\nquality: {flags: [{id: x}]}", "46:19", "C106",
        "a flag has either a condition (when) or 'ask: true'", "Write one of the two.",
    ),
}  # fmt: skip


def broken(case: Broken) -> bytes:
    """The good file with the fault in it."""
    assert GOOD.count(case.old) == 1, case.old
    new = case.new if isinstance(case.new, bytes) else case.new.encode()
    return GOOD.encode().replace(case.old.encode(), new)
