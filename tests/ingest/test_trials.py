"""Exports of trial registers: what the small exports do not show."""

from __future__ import annotations

from pathlib import Path

import pytest

from litsieve.ingest import ExportFile, read
from litsieve.ingest.entry import Entry, Text
from litsieve.ingest.formats import (
    FORMATS,
    LAST,
    clinicaltrials_csv,
    ictrp_csv,
    ictrp_xml,
)

EXPORTS = Path(__file__).parent.parent / "exports"
OWN = {
    "clinicaltrials.csv": clinicaltrials_csv,
    "clinicaltrials-2019.csv": clinicaltrials_csv,
    "ictrp.csv": ictrp_csv,
    "ictrp.xml": ictrp_xml,
}


def entry(form: object, text: str) -> Entry:
    reading = form.read(Text.of(text))  # type: ignore[attr-defined]
    (item,) = reading.entries(list(reading.blocks))
    assert isinstance(item, Entry)
    return item


@pytest.mark.parametrize("name", OWN)
def test_no_other_format_claims_it(name: str) -> None:
    head = (EXPORTS / name).read_text(encoding="utf-8")
    assert [one for one in FORMATS if one is not LAST and one.detect(head)] == [OWN[name]]


def test_two_downloads_of_a_trial_give_one_record_id() -> None:
    for pair in (("clinicaltrials.csv", "clinicaltrials-2019.csv"), ("ictrp.csv", "ictrp.xml")):
        first, second = (read([ExportFile(EXPORTS / name, name)]).records for name in pair)
        number = "NCT90000001"
        ids = [str(of.loc[of["source_id"] == number, "record_id"].item()) for of in (first, second)]
        assert ids[0] == ids[1]


def test_some_columns_as_tabs() -> None:
    text = "NCT Number\tStudy Title\tStudy Status\nNCT90000001\tTea\tCOMPLETED\n"
    assert clinicaltrials_csv.detect(text)
    found = entry(clinicaltrials_csv, text)
    assert (found.own_id, found.fields["title"]) == ("NCT90000001", "Tea")


def test_columns_of_the_ictrp_with_underscores() -> None:
    text = (
        "TrialID,Public_title,Scientific_title,Date_registration,Source_Register\n"
        "NTR90001,,Tea for all,2011-02-28 00:00:00,Dutch Trial Register\n"
    )
    assert ictrp_csv.detect(text)
    fields = entry(ictrp_csv, text).fields
    assert (fields["title"], fields["published"]) == ("Tea for all", "2011-02-28")
    assert fields.get("title_alternative") is None


@pytest.mark.parametrize(
    ("site", "code"),
    [
        ("Clinic, Seoul, 03080, Korea, Republic of", "KOR"),
        ("Clinic, Tehran, Iran, Islamic Republic of", "IRN"),
        ("Clinic, Taipei, Taiwan, Province of China", "TWN"),
        ("Clinic, Skopje, Macedonia, The Former Yugoslav Republic of", "MKD"),
        ("Clinic, Tirana, Albania", "ALB"),
    ],
)
def test_countries_of_sites(site: str, code: str) -> None:
    text = f'NCT Number,Title,Locations\nNCT90000001,Tea,"{site}"\n'
    assert entry(clinicaltrials_csv, text).fields["countries"] == code
