"""Authors that SpringerLink writes without anything between them."""

from __future__ import annotations

import pytest

from litsieve.ingest.values.run_together import cut


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Giulia SellittoAndrea De Lucia", ["Giulia Sellitto", "Andrea De Lucia"]),
        ("Matthew M. Y. KuoRoopak Sinha", ["Matthew M. Y. Kuo", "Roopak Sinha"]),
        ("John A.Mary B.", ["John A.", "Mary B."]),
        ("Ravi K.S.Anita Rao", ["Ravi K.S.", "Anita Rao"]),
        ("S. KarthikM. Anand", ["S. Karthik", "M. Anand"]),
        ("Yehia A.-G. MahmoudAmal Kamer", ["Yehia A.-G. Mahmoud", "Amal Kamer"]),
        ("Anna MacKenzie SmithBob MacKay", ["Anna MacKenzie Smith", "Bob MacKay"]),
        ("Bo LiJohn McDonaldMarie LeBlanc", ["Bo Li", "John McDonald", "Marie LeBlanc"]),
        ("Ann DeLucaFlynn O'BrienDeAnna Roe", ["Ann DeLuca", "Flynn O'Brien", "DeAnna Roe"]),
        ("Gijs Van DijckJan ten HoltAad van der Berg",
         ["Gijs Van Dijck", "Jan ten Holt", "Aad van der Berg"]),
        ("Peter van IJzendoornAnna May", ["Peter van IJzendoorn", "Anna May"]),
        ("Abdullah Al-ShehriMona El Din", ["Abdullah Al-Shehri", "Mona El Din"]),
        ("Hoa Thi LeThuy Thi Bich Phung", ["Hoa Thi Le", "Thuy Thi Bich Phung"]),
        ("Xiaolong (Luke) ZhangXiaoru Yuan", ["Xiaolong (Luke) Zhang", "Xiaoru Yuan"]),
        ("François d'AlembertÉmile Zola", ["François d'Alembert", "Émile Zola"]),
        ("Ana Paz; Bo Li", ["Ana Paz", "Bo Li"]),
        ("Suharto", ["Suharto"]),
    ],
)  # fmt: skip
def test_names_are_cut_for_sure(text: str, names: list[str]) -> None:
    assert cut(text) == (names, True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bo HoJinKyu LeeYoungHo Kim", ["Bo Ho", "JinKyu Lee", "YoungHo Kim"]),
        ("SuhartoRavi Roy", ["Suharto", "Ravi Roy"]),
        ("Hari Prasad KXin Li", ["Hari Prasad K", "Xin Li"]),
        ("Tomasz JANOWSKIJeanne HOLM", ["Tomasz JANOWSKI", "Jeanne HOLM"]),
        ("Lin DaWei Li", ["Lin Da", "Wei Li"]),
    ],
)
def test_a_guess_is_said_to_be_one(text: str, names: list[str]) -> None:
    assert cut(text) == (names, False)


def test_no_letter_is_lost() -> None:
    text = "Umm-e- HabibaMohammad Kasra HabibDanaKai Bradford"
    assert "".join("".join(cut(text)[0]).split()) == "".join(text.split())


def test_a_cell_of_garbage_takes_no_time() -> None:
    assert "".join(cut("McAb" * 50_000)[0]) == "McAb" * 50_000
    assert cut("")[0] == []
