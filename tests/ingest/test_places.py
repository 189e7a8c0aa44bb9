"""Places: the country of an affiliation, and never a wrong one. Each row is one promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litsieve.ingest.values import places

AFFILIATIONS = [
    ("Univ X, Dept, Beijing, Peoples R China", "CHN"),
    ("Columbia Univ, New York, NY 10027 USA", "USA"),
    ("Boston, MA 02115", "USA"),
    ("Boston, MA 02115, USA.", "USA"),
    ("Boston, Massachusetts", "USA"),
    ("Univ. of Georgia, Athens, GA", "USA"),
    ("Athens, Georgia", "USA"),
    ("Emory University, Atlanta, Georgia 30322", "USA"),
    ("Tbilisi State University, Tbilisi, Georgia", "GEO"),
    ("University of Georgia", None),
    ("Columbus, Georgia", None),
    ("Republic of Georgia", "GEO"),
    ("Princeton, New Jersey", "USA"),
    ("Univ New Mexico", "USA"),
    ("University of New Mexico", "USA"),
    ("Albuquerque, New Mexico", "USA"),
    ("St Helier, Jersey", "JEY"),
    ("Sydney, New South Wales", "AUS"),
    ("University of New South Wales", "AUS"),
    ("Cardiff, Wales", "GBR"),
    ("University of New England", None),
    ("Hohhot, Inner Mongolia", "CHN"),
    ("Inner Mongolia University", None),
    ("Milano, MI 20133", None),
    ("Catania, CT", None),
    ("Florianópolis, SC", None),
    ("Bogotá, D.C.", None),
    ("Washington, DC", "USA"),
    ("Washington, DC 20057", "USA"),
    ("Kingston, Jamaica, W.I.", None),
    ("Perth, WA 6009", None),
    ("Perth, WA, Australia", "AUS"),
    ("Toronto, ON", "CAN"),
    ("Toronto, Ontario M5S 1A1, Canada", "CAN"),
    ("Ottawa, ON, Canada, K1H 8L1, dmack@cheo.on.ca", "CAN"),
    ("Milwaukee, WI, US, sreed@mcw.edu", "USA"),
    ("Exeter, UK. Christopher.Cooper@exeter.ac.uk.", "GBR"),
    ("Norfolk, VA, USA. Electronic address: marikpe@evms.edu.", "USA"),
    ("London, U.K.", "GBR"),
    ("Beijing, P.R. China", "CHN"),
    ("Beijing, PR China", "CHN"),
    ("Beijing, People's Republic of China", "CHN"),
    ("Beijing, People’s Republic of China", "CHN"),
    ("Beijing, 100875, China", "CHN"),
    ("China, 100084", "CHN"),
    ("Ankara, Türkiye", "TUR"),
    ("Moscow, Russian Federation", "RUS"),
    ("Seoul, Republic of Korea", "KOR"),
    ("Seoul, Korea", "KOR"),
    ("Pyongyang, Democratic People's Republic of Korea", "PRK"),
    ("Hanoi, Viet Nam", "VNM"),
    ("Prague, Czechia", "CZE"),
    ("Abidjan, Côte d’Ivoire", "CIV"),
    ("Abidjan, Cote d'Ivoire", "CIV"),
    ("Kinshasa, DR Congo", "COD"),
    ("Kinshasa, Congo", "COD"),
    ("Brazzaville, Congo", "COG"),
    ("Congo", None),
    ("Taipei, Taiwan, R.O.C.", "TWN"),
    ("Taipei, Taiwan (ROC)", "TWN"),
    ("Taipei, Taiwan", "TWN"),
    ("Hong Kong, China", "CHN"),
    ("Hong Kong SAR, China", "CHN"),
    ("Hong Kong", "HKG"),
    ("Belfast, Northern Ireland", "GBR"),
    ("Singapore 119074", "SGP"),
    ("Singapore, Singapore.", "SGP"),
    ("National University of Singapore", "SGP"),
    ("University of the Philippines", "PHL"),
    ("University of Macedonia, Thessaloniki", None),
    ("University of Western Macedonia, Kozani", None),
    ("Thessaloniki, Central Macedonia", "GRC"),
    ("Skopje, Macedonia", "MKD"),
    ("Tel Aviv University, Tel Aviv, Israel. Email: a@b.il", "ISR"),
    ("St Denis, La Réunion", "REU"),
    ("Guangzhou, Guangdong 510632", "CHN"),
    ("Department of Nothing", None),
    ("Bank of England", None),
    ("Guinea-Bissau", "GNB"),
    ("Univ of Papua New Guinea, Papua New Guinea", "PNG"),
    ("Kathmandu, Nepal (S.K., R.B.)", "NPL"),
    ("Lae, New Guinea", None),
    ("Research Triangle ParkNC  27709, United States", "USA"),
    ("Paris, FRANCE", "FRA"),
    ("Japan.", "JPN"),
    ("Tokyo 113-8655 Japan", "JPN"),
    ("Ibaraki 3058506, Japan.", "JPN"),
    ("Japan 305-0821", "JPN"),
    ("London SW7 2AZ UK", "GBR"),
    ("Vancouver, British Columbia", "CAN"),
    ("Birmingham, AL 35294-0007, United States", "USA"),
    ("Birmingham, AL 35294-0007", "USA"),
    ("Eindhoven, N.V.", None),
    ("Lebanon, NH", "USA"),
    ("American University of Beirut, Lebanon", "LBN"),
    ("Kingdom of Saudi Arabia", "SAU"),
    ("State of Qatar", "QAT"),
    ("Royal College of Surgeons in Ireland", "IRL"),
    ("", None),
    ("Manhattan, KS 66506 USA", "USA"),
    ("Gulf of Mexico", None),
    ("Hospital Prince of Wales", None),
    ("Taiwan, Republic of China", "TWN"),
    ("Nanjing, P. Republic of China", None),
    ("Copenhagen N, DK-2200, Denmark", "DNK"),
    ("Berlin, DE", None),
    ("Chicago, IL 60637", "USA"),
    ("Chicago, IL", None),
    ("México, D.F.", None),
    ("Mexico City, Mexico", "MEX"),
    ("East Jerusalem, Palestine", "PSE"),
    ("University of Pittsburgh, USA (GRID:grid.21925.3d) (ISNI:0000 0004 1936 9000)", "USA"),
    ("Budapest, Hungary H-1117", "HUN"),
    ("Tel Aviv University, Tel Aviv, Israel, Tel.: +972", "ISR"),
    ("Universidade Federal, Belo Horizonte, Brasil", "BRA"),
    ("Univ Wien, Wien, Österreich", "AUT"),
    ("GBR", "GBR"),
    ("Clínica La Florida", None),
]


@pytest.mark.parametrize(("text", "wanted"), AFFILIATIONS)
def test_country(text: str, wanted: str | None) -> None:
    assert places.country(text) == wanted
    assert places.countries([text]) == wanted


def test_countries_are_named_once_in_their_order() -> None:
    found = places.countries(["Rome, Italy", "Nowhere", "Paris, France", "Milan, Italy"])
    assert found == "ITA; FRA"


@given(st.text(max_size=40))
def test_any_affiliation_has_a_country_or_none(text: str) -> None:
    found = places.country(text)
    assert found is None or found in places._table().values()
    assert (places.countries([text]) or None) == found


def test_states_are_no_countries_and_have_their_zip_codes() -> None:
    names_, abbreviations, zips = places._states()
    assert not set(names_) & set(places._table())
    assert "georgia" not in names_
    assert len({short for short in zips if len(short) == 2}) == 51
    assert all(0 < low <= high < 1000 for low, high in zips.values())
    assert set(abbreviations.values()) == {"USA", "CAN", "AUS"}


def test_codes_of_countries_are_sound() -> None:
    codes = set(places._table().values())
    assert len(codes) == 250  # 249 of ISO 3166-1 and Kosovo
    assert all(len(code) == 3 and code.isupper() for code in codes)
