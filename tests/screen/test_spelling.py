"""Which single words count as the same, and which must not."""

from __future__ import annotations

import pytest

from litsieve.screen.words import INVISIBLE, Folding, halves, wildcard_pattern

FOLDING = Folding()
#: One form for one, then its plurals or other spellings.
SAME = """
ssri ssris | ppi ppis | sti stis | ssti sstis | tki tkis | mri mris | tbi tbis | ai ais | gp gps
icu icus | cpu cpus | ed eds | pc pcs | hr hrs | rct rcts | app apps
virus viruses | coronavirus coronaviruses | rotavirus rotaviruses | fetus fetuses foetus foetuses
bias biases | sinus sinuses | status statuses | uterus uteruses uteri | census censuses
lens lenses | gas gases gasses | bus buses | pancreas pancreases | iris irises | pelvis pelvises
focus focuses foci | campus campuses | menu menus | class classes | illness illnesses
thrombus thrombi | embolus emboli | bronchus bronchi | diverticulum diverticula
thrombosis thromboses | sepsis sepses | axis axes | basis bases | crisis crises
metastasis metastases | vertex vertices | index indices indexes | vertebra vertebrae | alga algae
ovum ova | datum data | bacterium bacteria | criterion criteria | leaf leaves | knife knives
policeman policemen | carcinoma carcinomas carcinomata | study studies | box boxes | axe axes
pakistani pakistanis | israeli israelis | nepali nepalis | iraqi iraqis | somali somalis
bangladeshi bangladeshis | saudi saudis | maori maoris | hindu hindus | state states
clinic clinics | antibiotic antibiotics | paediatric pediatrics | women womens woman
centred centered | centring centering | centre centers | goitre goiter | titre titers
manoeuvre maneuver maneuvers | manoeuvred maneuvered | manoeuvring maneuvering
sulphate sulfate sulfates | disulphide disulfide | sulphonylureas sulfonylurea
leucocyte leukocytes | leucopenia leukopenia | aluminium aluminum | apnoea apnea apneas
apnoeic apneic | dyspnoeic dyspneic | caecum cecum | caecal cecal | ileocaecal ileocecal
anaesthesia anesthesia | paraesthesia paresthesias | synaesthesia synesthesia
aesthetic esthetic | hyperaesthesia hyperesthesia | dysaesthesia dysesthesia
phaeochromocytoma pheochromocytomas | haematuria hematuria | methaemoglobin methemoglobin
artefact artifacts | neurone neurons | enquiry inquiries | focussed focused
""".replace("\n", "|")
#: These stay apart.
DIFFERENT = """
i is | a as | u us | ha has | wa was | ci cis | it its | no nos | al als | go gos | hi his
aid aids | new news | sar sars | raby rabies | rabie rabies | cary caries | herpe herpes
genetic genetics | economic economics | physic physics | politic politics | mechanic mechanics
good goods | mean means | odd odds | shingle shingles | genu genus | cm cms | ga gas | gi gis
se ses | sm sms | men menses | to toes | oman omen | ammonia ammonium | alumina aluminum
cafe caves | safe saves | us uses | ng ngs | pneumonia pneumoniae | influenza influenzae | rat rate
""".replace("\n", "|")


def pairs(table: str) -> list[tuple[str, str]]:
    groups = [group.split() for group in table.split("|")]
    return [(first, other) for first, *others in filter(None, groups) for other in others]


def same(one: str, other: str) -> bool:
    return bool(FOLDING.keys(one) & FOLDING.keys(other))


def test_plurals_and_spellings_of_a_word_count_as_the_same():
    assert [pair for pair in pairs(SAME) if not same(*pair)] == []


def test_words_that_only_look_like_plurals_stay_apart():
    assert [pair for pair in pairs(DIFFERENT) if same(*pair)] == []


@pytest.mark.parametrize(
    ("query", "text", "fits"),
    [
        ("neighbo*rhood", "neighborhoods", True),
        ("neighbo*rhood", "neighbourhoods", True),
        ("pol?cy", "policies", True),
        ("mouse*", "mice", False),
        ("cent.red", "centred", True),
        ("centere?", "centred", True),
        ("*osis", "purposes", False),
        ("ra?", "rates", False),
        ("h*s", "this", False),
    ],
)
def test_words_with_wildcards_fit_plurals_and_spellings(query, text, fits):
    pattern = wildcard_pattern(query)
    assert any(pattern.fullmatch(word) for word in FOLDING.readings(text)) is fits


@pytest.mark.parametrize(
    ("word", "apart"),
    [
        ("followup", ("follow", "up")),
        ("setup", ("set", "up")),
        ("dropout", ("drop", "out")),
        ("crossover", ("cross", "over")),
        ("cutoff", ("cut", "off")),
        ("breakdown", ("break", "down")),
        ("wellbeing", ("well", "being")),
    ],
)
def test_a_word_is_found_written_as_two(word, apart):
    assert apart in halves(word)


@pytest.mark.parametrize("word", ["notable", "without", "therapist", "about", "coup", "protein"])
def test_function_words_are_no_halves(word):
    ends = {("not", "able"), ("with", "out"), ("the", "rapist"), ("ab", "out"), ("co", "up")}
    assert not set(halves(word)) & (ends | {("prote", "in")})


def test_only_the_space_without_width_parts_words():
    assert 0x200B not in INVISIBLE
    for sign in "\u00ad\u200c\u200d\u2060\ufeff":
        assert FOLDING.letters(f"cat{sign}dog") == "catdog"
    assert FOLDING.letters("cat\u200bdog") != "catdog"


def test_without_plurals_and_spellings_only_the_word_itself_counts():
    bare = Folding(spelling=False, plural=False)
    assert bare.keys("viruses") == bare.readings("viruses") == {"viruses"}
