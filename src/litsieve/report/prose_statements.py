"""How papers say what happened to records: the statements that are understood, one row a kind.

The first row that fits a number has it, so what says more stands first. `prose_grammar` says what a
pattern may hold.
"""

from __future__ import annotations

from functools import cache

from litsieve.report import prose_numbers as means
from litsieve.report.prose_grammar import (
    ACT,
    ADV,
    CRITERIA,
    FINAL,
    FOUND,
    HOLDS,
    LEAVING,
    ONE,
    THING,
    THINGS,
    TO_FULL,
    WHO,
    Statement,
    noted,
    passive,
    statement,
)

#: `remained unclear` is said of a few.
_STAYED = (
    r"\b(?= ?[.,;:)(]| (?:after|for|in|to|and|following|at|from|as|once|when|eligible|that|which|"
    r"upon|"
    r"on|of|were|until|post)\b|$)"
)
_SEEN = r"screened|checked for relevance|title[- ](?:and[- ])?abstract screened"
_READ = r"reviewed|read|examined|assessed|checked|evaluated|inspected|considered|scanned"
_GONE = (
    r"excluded|rejected|discarded|eliminated|ruled out|screened out|removed|filtered out|"
    r"(?:deemed |judged |considered |found to be )?(?:ineligible|irrelevant|not relevant|not "
    r"eligible)"
)
_KEPT = r"included|retained|selected|eligible|analysed|analyzed|synthesi[sz]ed"
_JUDGED = (
    r"(?:identified|deemed|judged|considered|found|assessed|classified|confirmed|regarded|rated)"
    r"(?: as| to be| to)? (?:being )?(?:eligible|relevant|suitable|meet|meeting|satisfying|"
    r"fulfilling)"
)
_MET = (
    r"(?:met|meet|meeting|fulfill?ed|fulfill?ing|satisfied|satisfying|matched|matching) "
    rf"{CRITERIA}"
)


@cache
def statements() -> tuple[Statement, ...]:
    """All of them; they are not made before a manuscript is there to be read."""
    return (
    statement("duplicates", 2, means.duplicates, [
        rf"\b(?:remov|exclud|delet|discard|eliminat|identif|found|detect|merg|drop|flag)\w*(?: "
        rf"of)? "
        rf"{{TOTAL}}{ONE} (?:\w+ )?duplicates?\b",
        rf"\b(?:after|without|contained|were|was|removal of|of) {{TOTAL}}{ONE} duplicates?\b",
        rf"{ONE} (?:duplicates?|duplicated|redundant)(?: {THINGS})?{{WERE}}(?:removed|excluded|"
        rf"deleted|"
        rf"discarded|found|identified|eliminated|detected|dropped|merged)\b",
        rf"\bduplicates?(?: {THINGS})?(?: (?:(?:were|was|had been|have been|being) )?(?:removed|"
        rf"excluded|deleted|discarded|"
        rf"identified|found))?(?: before screening)?:? \(?n = {ONE}\)?",
        r"\bde-?duplicat(?:ion|ing) (?:\w+ )?(?:removed|eliminated|excluded|took out|led to the "
        r"removal "
        r"of|resulted in the removal of) {TOTAL}{Q}",
        r"\bde-?duplication \(n = {N_}\)",
        r"{Q}{WERE}(?:removed|excluded|deleted|discarded|identified|eliminated|dropped) "
        r"(?:as (?:being )?|for being |due to being |because they were )(?:exact )?duplicates?\b",
        r"{Q}{WERE}duplicates?\b",
        r"{N}(?: of (?:which|these|them|those))?{WERE}(?:removed as |excluded as )?duplicates?\b",
        r"\bremoved {TOTAL}{Q} (?:as|that were) duplicates?\b",
    ]),
    statement("not retrieved", 6, means.not_retrieved, [
        r"{Q} (?:could not be|cannot be|were not|was not|could not) (?:\w+ly )?(?:be "
        r")?(?:retrieved|"
        r"obtained|accessed|located|accessible|available|sourced)\b",
        r"{N} (?:could not be|were not|was not) (?:retrieved|obtained|accessed|located|accessible|"
        r"available|sourced)\b",
        r"{Q}{WERE}(?:unavailable|inaccessible|unobtainable)\b",
        r"\bfull[- ]texts? (?:was|were|could) not (?:be )?(?:available|accessible|obtained|"
        r"retrieved|"
        r"accessed|located|found) (?:for|of) {TOTAL}{Q}",
        r"\bno full[- ]texts? (?:was|were|could be) (?:available|found|obtained|retrieved|"
        r"located) for {TOTAL}{Q}",
        r"\bfor {TOTAL}{Q},? (?:the |no )?full[- ]texts? (?:was|were|could) (?:not )?(?:be "
        r")?(?:available|"
        r"accessible|obtained|retrieved|accessed|located|found)\b",
        r"\b(?:could not|were unable to|unable to|failed to) (?:retrieve|obtain|access|locate|get) "
        r"{TOTAL}(?:full texts? (?:of|for) )?{Q}",
        rf"\b(?:{THINGS} )?(?:not|un)[- ]?(?:retrieved|available|obtainable)\b:? \(?n = {{N_}}\)?",
    ]),
    statement("full texts", 5, means.retrieved, [
        rf"{{Q}}(?! (?:were|was) (?:\w+ly )?(?:reviewed|assessed|read|screened|evaluated|"
        rf"examined)){TO_FULL}",
        r"\b(?:selected|retained|kept|retrieved|obtained|included|identified|forwarded|took|"
        r"moved|sent) "
        r"{TOTAL}{Q}(?: \w+)? (?:for|to|at|into) (?:the |a |further |detailed )*full[- ]?text",
        r"{F}{WERE}(?:retrieved|obtained|accessed|acquired|downloaded|collected)\b",
        r"\b(?:retrieved|obtained|accessed|acquired|downloaded|collected) {TOTAL}{F}",
        r"\b(?:retrieved|obtained|accessed|acquired) (?:the )?full[- ]texts? (?:of|for) {TOTAL}{Q}",
        r"\bfull[- ]texts? (?:versions? )?(?:of|for) {TOTAL}{Q}{WERE}(?:retrieved|obtained|"
        r"accessed|sought)\b",
        r"{N} (?:\w+ly )?(?:proceeded to|advanced to|progressed to|moved (?:on )?to|went (?:on "
        r")?to|"
        r"(?:were|was) (?:selected|retained|kept|included|eligible|left|taken forward) (?:for|to|"
        r"in)) "
        r"(?:the |a )?full[- ]?text",
    ]),
    statement("sought", 5, means.sought, [
        *passive("sought(?: for retrieval)?"), r"{WHO}sought {TOTAL}{Q}", *noted("sought for "
        "retrieval"),
        r"\bsought (?:to retrieve )?{TOTAL}{F}",
        r"\bsought (?:the )?full[- ]texts? (?:of|for) {TOTAL}{Q}",
    ]),
    statement("assessed", 7, means.assessed, [
        rf"{{F}}{{WERE}}(?:{_READ}|screened|appraised|scrutini[sz]ed|analy[sz]ed)\b",
        rf"\b(?:{_READ}|screened|reviewing|reading|assessing|examining|screening)"
        rf"(?: of)? {{TOTAL}}{{F}}",
        rf"\bfull[- ]texts? (?:versions? )?(?:of|for) {{TOTAL}}{{Q}}{{WERE}}(?:{_READ}|screened)\b",
        rf"\b(?:{_READ}|screened|reviewing|reading) (?:the )?full[- ]texts? (?:of|for) "
        rf"{{TOTAL}}{{Q}}",
        r"\bfull[- ]text (?:\w+ )?(?:review|assessment|screening|evaluation|reading|appraisal|"
        r"examination|analysis)(?: was (?:carried out|conducted|performed|undertaken|done))? "
        r"(?:of|on|for) {TOTAL}{Q}",
        rf"{{Q}}{{WERE}}(?:{_READ}|screened|appraised) (?:in (?:full|their entirety)|(?:at|in|as|"
        rf"by|on|for|"
        r"through|via|using) (?:the |their |a )?full[- ]?text)",
        rf"\b(?:{_READ}|screened) {{TOTAL}}{{Q}} (?:in (?:full|their entirety)|(?:at|in|as|by|on|"
        rf"for|"
        r"through) (?:the |their |a )?full[- ]?text)",
        rf"\b(?:{_READ}|screened)\b[^.;]{{0,60}}?,? and {{TOTAL}}{{F}}",
        rf"{{N}}{{WERE}}(?:{_READ}|screened) (?:in full|(?:at|in|as|by|on|for) (?:the |their |a "
        rf")?full[- ]?text)",
    ], [rf"{{F}} (?:{_READ}|screened)\b"]),
    statement("assessed for eligibility", 7, means.assessable, [
        *passive(r"(?:assessed|evaluated|examined|reviewed|considered|checked) for "
        r"(?:eligibility|inclusion)"),
        r"\b(?:assessed|evaluated|examined|reviewed|checked) (?:the eligibility of )?{TOTAL}{Q} "
        r"for (?:eligibility|inclusion)",
        r"\bassessed (?:the )?eligibility of {TOTAL}{Q}", *noted("assessed for eligibility"),
        r"\beligibility (?:assessment|screening|check) of {TOTAL}{Q}",
    ]),
    statement("included", 9, means.included, [
        rf"{{Q}} (?:that |which )?(?:\w+ly )?{_MET}", rf"{{N}} (?:\w+ly )?{_MET}",
        rf"{{N}} of (?:which|these|them|those) (?:\w+ly )?{_MET}",
    ]),
    statement("identified", 1, means.identified, [
        rf"\b(?:search(?:es|ing)?|databases?|quer(?:y|ies)|strategy|strategies|"
        rf""
        rf"registers?|strings?)\b[^.;()0-9]{{0,90}}? {ADV}{FOUND} {{TOTAL}}{{Q}}",
        r"\b(?:yielded|returned|retrieved) {TOTAL}{Q}",
    ]),
    statement("remaining", 9, means.remaining, [
        rf"{{Q}} (?:\w+ly )?(?:remained|remain|(?:were|was) (?:still )?left){_STAYED}",
        rf"{{N}} (?:\w+ly )?(?:remained|(?:were|was) left){_STAYED}",
        rf"\b{THINGS} (?:remaining |left )?(?:after|following) (?:the )?(?:de-?duplication|"
        rf"duplicates? "
        r"(?:were |had been )?remov\w+|removing duplicates|removal of duplicates)(?: was| were| "
        r"came to)?:? "
        rf"{{TOTAL}}\(?(?:n = )?{ONE}",
        rf"\b{LEAVING} {{TOTAL}}{{Q}}(?! (?:were|was|being|included|excluded|identified))",
        r"\b(?:leaving|which left) (?:us with )?(?:a total of )?{N}\b(?! \w*(?:%|percent))",
    ]),
    statement("screened", 3, means.screened, [
        *passive(_SEEN), r"{Q} (?:underwent|entered|were subject(?:ed)? to|went through) (?:the )?"
        r"(?:title(?: and |/| & )abstract |initial |first )?(?:screening|review of titles)",
        r"\bscreened {TOTAL}{Q}", r"\bscreening {TOTAL}{Q}", *noted("screened"),
        r"\bscreening (?:of|for) {TOTAL}{Q}",
        rf"\btitles?(?: and |/| & |, )abstracts?(?: of| from| for) "
        rf"{{TOTAL}}{{Q}}{{WERE}}(?:{_READ}|screened)\b",
        rf"\b(?:{_READ}|reading|reviewing|screened|screening) (?:the )?titles?(?: and |/| & "
        rf")abstracts? (?:of|from|for) {{TOTAL}}{{Q}}",
        rf"{{Q}}{{WERE}}(?:{_READ}) (?:\w+ ){{0,2}}?(?:based on|by|on|at|for|against) (?:the |"
        rf"their )?"
        r"(?:basis of (?:the |their )?)?title",
        r"\btitle(?: and |/| & )abstract screening (?:of|on|covered|included|comprised|was "
        r"(?:conducted|performed|carried out) (?:on|for)) {TOTAL}{Q}",
    ], [r"{Q} screened\b(?! (?:out|as|at full|in full))"]),
    statement("included", 9, means.included, [
        *passive(_JUDGED),
        r"\ba (?:final|total) (?:sample|corpus|set|dataset|selection|pool|body|list|number) of {Q}",
        r"{Q} (?:form|formed|are|were|provide|provided) the basis of (?:the|this|our) ",
        r"\b(?:this|present|our) (?:\w+ )?(?:review|synthesis|paper|article) (?:synthesi[sz]es|"
        r"synthesi[sz]ed|summari[sz]es|"
        r"summari[sz]ed|analy[sz]es|analy[sz]ed|covers|covered|examines|examined|considers|"
        r"considered|maps|mapped|"
        r"draws on|reports on|comprises|comprised) {TOTAL}{Q}",
        r"{Q} (?:comprised|made up|make up|formed|form|constituted?|entered|contributed to|"
        r"inform|informed|"
        r"comprise|went into|are covered by) (?:the |our |this )(?:final |present |current |"
        r"literature )?(?:review )?(?:sample|corpus|set|"
        r"dataset|review|synthesis|evidence base|analysis)\b",
        r"\b(?:ended up|finished|were left|are left|concluded|ended|end up|ends|ended) with "
        r"{TOTAL}(?:final set of )?{Q}(?= ?[.;,)(]|$| that met| for (?:the|our|this|inclusion|"
        r"review|synthesis|analysis)| in (?:the|our|total|this))",
        r"\b(?:review|synthesis) (?:is|was|are|were|draws|drew|rests|is built) (?:therefore "
        r")?(?:based |founded |grounded )?(?:up)?on {TOTAL}{Q}",
        *passive(_KEPT),
        rf"{ONE} (?:reports?|articles?|papers?|publications?) (?:of|from|describing|on) [0-9,]+ "
        rf"(?:\w+ )?studies{{WERE}}(?:{_KEPT})\b",
        rf"\b(?:yielding|leaving|resulting in|resulted in|yielded|left) {{TOTAL}}{ONE} "
        rf"(?:included|eligible) {THING}\b",
        rf"{WHO}{ACT}(?:included|includes|include|retained|selected|reviewed) {{TOTAL}}{{Q}}",
        r"\b(?:inclusion of|inclusion:?|included:?) (?:in (?:the )?review "
        r")?{TOTAL}(?:\()?{Q}(?=[).;]|$)",
        rf"\b(?:{THINGS} )(?:were |was )?included(?: in (?:the |this |our )?(?:systematic |"
        rf"scoping |narrative |qualitative |final )?"
        rf"(?:review|synthesis|sample))?:? \(?n = {ONE}\)?",
        r"\b(?:leading to|resulting in|resulted in|led to|for) the (?:final )?inclusion of "
        r"{TOTAL}{Q}",
        r"\binclud(?:ing|ed) {TOTAL}{Q} in (?:the|this|our) (?:final )?review",
        r"\b(?:yielding|leaving|resulting in|yielded|resulted in|with) {TOTAL}{Q} (?:being "
        r")?(?:included|for inclusion|eligible for inclusion)",
        rf"\bincluded {THINGS} \(n = {ONE}\)",
    ], [rf"[0-9] (?:reports?|articles?|papers?|publications?) (?:of|from|describing|on) {ONE} "
        rf"(?:\w+ )?studies{{WERE}}(?:{_KEPT})\b",
        rf"\b(?:the|all|our) {ONE} included {THING}", rf"\b(?:the|all|our) {ONE} {THING} "
        rf"included\b",
        rf"{ONE} (?:\w+ )?studies,? (?:\w+ )?(?:in|from|across) [0-9,]+ (?:reports|articles|papers|"
        rf"publications|records),?{{WERE}}(?:{_KEPT})\b",
    ], [
        rf"\b(?!final (?:quant|meta|pool)){FINAL}{HOLDS} {{TOTAL}}{{Q}}",
        rf"\b{FINAL}{HOLDS} {{TOTAL}}{ONE}(?= ?[.;,)(]|$)",
    ]),
    statement("excluded", 8, means.excluded, [
        r"\b(?:screening|review|reading|assessment|stage|step)\b[^.;()0-9]{0,30} (?:removed|"
        r"eliminated) {TOTAL}{Q}",
        *passive(_GONE), r"\b(?:excluded|rejected|discarded|excluding|eliminated|eliminating|"
        r"ruled out) {TOTAL}{Q}",
        r"\b(?:exclusion|removal|elimination) of {TOTAL}{Q}", *noted("excluded"),
        rf"{{Q}} (?:did not|failed to|didn't|not) (?:meet|fulfill?|satisfy|match)(?:ing)? "
        rf"{CRITERIA}",
        rf"{{N}} (?:did not|failed to) (?:meet|fulfill?|satisfy) {CRITERIA}",
    ], [r"{Q} excluded\b"]),
    statement("identified", 1, means.identified, [
        *passive("identified|located|found|retrieved|returned|obtained|imported|exported|"
        "collected|"
                  "gathered|captured|downloaded|yielded")[:1],
        rf"{WHO}{ACT}(?:identified|located|found|retrieved|obtained|collected) "
        rf"{{TOTAL}}{{Q}}(?! (?:that|on|about|of|"
        r"reporting|with|which|examining|addressing|using|to|in (?:which|the (?!database|search|"
        r"first|initial)|[A-Z])))",
        *noted(r"identified(?: (?:from|through|via|by|in)(?: \w+){1,4}?)?"),
        r"\bidentification of {TOTAL}{Q}", r"\binitial (?:pool|set|list|yield|number|total|"
        r"search result) of {Q}",
        r"\b(?:started|began|starting|beginning) (?:with|from) {TOTAL}{Q}",
        r"\b(?:yield|total|number) of (?:the )?(?:search|records identified|hits) (?:was|were|"
        r"came to) {TOTAL}{Q}",
    ], [rf"\b(?:the|all) {ONE} (?:retrieved|identified) {THING}\b", r"{Q} identified\b(?! "
    r"as)", r"{Q} retrieved\b(?! for| in full| as)"]),
)  # fmt: skip
