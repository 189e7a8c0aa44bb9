"""In which encoding a file is: told by its letters, or said by the reviewer."""

from __future__ import annotations

from pathlib import Path

import pytest

from litsieve.errors import ReviewError
from litsieve.ingest import ExportFile, decode, read

#: Encoding as it is written in, titles and an author each: a file in the language, and one in
#: English that has such names.
TEXTS = [
    ("cp1250", "Polévka a její příchuť ve městě", "Dvořáková, Kateřina"),
    ("cp1250", "Soup in the city", "Řezníček, Zdeněk"),
    ("cp1250", "Wpływ zupy na zdrowie mieszkańców wsi", "Wiśniewska, Małgorzata"),
    ("cp1250", "Soup in the village", "Wójcik, Paweł and Dąbrowski, Łukasz"),
    ("cp1250", "A leves hatása az emberek erőnlétére", "Szűcs, Győző"),
    ("cp1250", "Soup and strength", "Vörösmarty, Gergő and Szőke, Ernő"),
    ("cp1251", "Влияние супа на здоровье жителей города", "Кузнецов, Илья"),
    ("cp1251", "Soup in the town", "Щербакова, Юлия"),
    ("cp1251", "Вплив юшки на здоров'я мешканців", "Шевченко, Їжак"),
    ("koi8_r", "Влияние супа на здоровье жителей города", "Кузнецов, Илья"),
    ("cp1253", "Η επίδραση της σούπας στην υγεία", "Παπαδόπουλος, Γιώργος"),
    ("cp1254", "Çorbanın şehirdeki insanlara etkisi", "Yıldız, Gülşah"),
    ("cp1254", "Soup in Anatolia", "Şahin, Oğuz and Kılıç, Ayşe"),
    ("mac_roman", "Über die Größe der Suppenschüssel", "Müller, Jörg"),
    ("mac_roman", "L’été, la soupe est-elle servie à l’hôpital ?", "Lefèvre, Hélène"),
    ("mac_roman", "Soup in the desert", "Muñoz, Andrés and Bjørnstad, Åse"),
    ("cp932", "都市部におけるスープの影響に関する研究", "山田, 太郎"),
    ("cp932", "Soup in the city: スープと健康", "鈴木, 花子"),
    ("euc_jp", "高齢者のスープ摂取と健康についての検討", "田中, 一郎"),
    ("cp949", "수프가 건강에 미치는 영향에 대한 연구", "김, 철수"),
    ("cp950", "湯對城市居民健康的影響之研究", "陳, 美玲"),
    ("gb18030", "汤对城市居民健康影响的研究", "王, 小明"),
    ("cp1252", "Über die Größe der Suppenschüssel", "Müller, Jörg"),
    ("cp1252", "L’été, la soupe est-elle servie à l’hôpital\xa0?", "Lefèvre, Hélène"),
    ("cp1252", "O efeito da alimentação nas populações", "Conceição, João"),
    ("cp1252", "Keittojen määrä kylässä", "Mäkelä, Päivi and Söderström, Åke"),
    ("cp1252", "Súpa á Íslandi", "Þórsdóttir, Guðrún"),
    ("cp1252", "The cook’s “soup” – £5 a bowl at 90°C ± 2", "O’Hara, Zoë"),
    ("cp1252", "Soup", "Bolívar, Simón"),
]
RIS = "TY  - JOUR\nTI  - {}\n{}PY  - 2010\nER  - \n"
SAME = {"cp1250": {"iso8859_2", "cp1250"}}


def written(title: str, authors: str) -> str:
    names = "".join(f"AU  - {name}\n" for name in authors.split(" and "))
    return RIS.format("A title in English", "AU  - Doe, Jane\n") + RIS.format(title, names)


def ingest(folder: Path, data: bytes, encoding: str | None = None) -> tuple[str, str, str]:
    """Title and authors of the second entry, and the encoding."""
    (folder / "x.ris").write_bytes(data)
    found = read([ExportFile(folder / "x.ris", "x.ris", encoding=encoding)])
    row = found.records.iloc[1]
    return row["title"], row["authors"], found.files["encoding"][0]


@pytest.mark.parametrize(("encoding", "title", "authors"), TEXTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_likeliest_text_tells_the_encoding(
    encoding: str, title: str, authors: str, newline: str, tmp_path: Path
) -> None:
    data = written(title, authors).replace("\n", newline).encode(encoding)
    read_title, read_authors, told = ingest(tmp_path, data)
    assert read_title == title.replace("\xa0", " ")
    assert read_authors == authors.replace(" and ", "; ")
    assert told in SAME.get(encoding, {encoding})


@pytest.mark.parametrize(("encoding", "title", "authors"), TEXTS)
def test_an_encoding_that_is_said_is_used(
    encoding: str, title: str, authors: str, tmp_path: Path
) -> None:
    data = written(title, authors).encode(encoding)
    assert ingest(tmp_path, data, encoding)[0] == title.replace("\xa0", " ")


def test_letters_far_behind_the_beginning_tell_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "_PIECE", 200)
    plain = RIS.format("A title in English", "AU  - Doe, Jane\n")
    text = plain * 50 + RIS.format("Soup", "AU  - Řezníček, Zdeněk\n")
    (tmp_path / "x.ris").write_bytes(text.encode("cp1250"))
    found = read([ExportFile(tmp_path / "x.ris", "x.ris")])
    assert found.records["authors"].iloc[-1] == "Řezníček, Zdeněk"


@pytest.mark.parametrize(
    ("said", "called"),
    [("shift_jis", "cp932"), ("Shift-JIS", "cp932"), ("sjis", "cp932"), ("cp932", "cp932")],
)
def test_an_encoding_is_read_as_the_wider_one_of_its_name(
    said: str, called: str, tmp_path: Path
) -> None:
    data = written("①スープの髙さ", "髙橋, 花子").encode("cp932")
    assert ingest(tmp_path, data, said) == ("①スープの髙さ", "髙橋, 花子", called)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("cp12500", "is said to be in cp12500, and there is no such encoding"),
        ("rot13", "is said to be in rot13, and there is no such encoding"),
        ("utf-8", "is said to be in utf-8, and is not"),
        ("utf-16", "is said to be in utf-16, and is not"),
        ("euc_kr", "is said to be in euc_kr, and is not"),
    ],
)
def test_an_encoding_that_there_is_not_or_that_it_is_not_in_is_an_error(
    said: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(ReviewError) as caught:
        ingest(
            tmp_path, written("Über die Größe der Schüssel", "Müller, Jörg").encode("cp1252"), said
        )
    assert caught.value.message == message
    assert caught.value.where is not None
    assert caught.value.where.file == "x.ris"
    assert caught.value.hint


def test_utf8_with_damaged_lines_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    damaged = RIS.format("S\udce6ar\udc9f \udcf8p", "AU  - N\udc8ac, K\udc8e\n") * 4
    text = RIS.format("One", "") + RIS.format("Große Schüssel", "AU  - Müller, Jörg\n") + damaged
    found = ingest(tmp_path, text.encode("utf-8", "surrogateescape"))
    assert found == ("Große Schüssel", "Müller, Jörg", decode.MIXED)


def test_what_a_file_marks_itself_is_stronger(tmp_path: Path) -> None:
    data = written("Große Schüssel", "Müller, Jörg").encode("utf-8-sig")
    assert ingest(tmp_path, data, "cp1250") == ("Große Schüssel", "Müller, Jörg", "utf-8-sig")
