"""The flow diagram as PDF, LaTeX and Word: all that it says, harmless, the same bytes each time."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import time
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flow_examples import COLUMNS, EVIL, SOME, example, random_labels, with_labels, with_reasons

from litsieve.report import Prisma, fonts
from litsieve.report.flow import SIZE, layout
from litsieve.report.inert import plain
from litsieve.report.writers import docx, pdf, png, svg, tex

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SVG = "{http://www.w3.org/2000/svg}"
_COUNT = re.compile(r"\(n = [\d,]+\)")


def as_tex(p: Prisma) -> bytes:
    return tex.render(layout(p, only_drawable=True, drawable=tex.drawable))


WRITERS: dict[str, Callable[[Prisma], bytes]] = {
    "svg": lambda p: svg.draw(layout(p), page="report.html").encode(),
    "png": lambda p: png.render(layout(p, only_drawable=True)),
    "pdf": lambda p: pdf.render(layout(p, only_drawable=True), page="report.html"),
    "tex": as_tex,
    "docx": docx.render,
}


def counts(p: Prisma) -> list[str]:
    """Every count on the diagram, as often as it is there."""
    shown = " ".join(text.text for box in layout(p).boxes for text in box.texts)
    return sorted(_COUNT.findall(shown.replace("\xa0", " ")))


# --- all of them ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_numbers_give_the_same_bytes_at_any_time(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = with_labels([EVIL, "Étude", "מחקר"], COLUMNS["both"])
    once = WRITERS[name](p)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86_400)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert WRITERS[name](p) == once
    finally:
        monkeypatch.undo()
        time.tzset()


def test_all_of_them_together_are_quick() -> None:
    p = COLUMNS["both"]
    for write in WRITERS.values():
        write(p)  # what is imported once is not counted
    began = time.process_time()
    for write in WRITERS.values():
        write(p)
    assert time.process_time() - began < 1.5


# --- PDF ------------------------------------------------------------------------------------


def pdftotext(content: bytes, folder: Path, *options: str) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    (folder / "flow.pdf").write_bytes(content)
    command = [tool, *options, str(folder / "flow.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


@pytest.mark.parametrize("columns", COLUMNS)
def test_every_line_of_the_pdf_can_be_searched(columns: str, tmp_path: Path) -> None:
    p = COLUMNS[columns]
    flow = layout(p, only_drawable=True)
    read = " ".join(pdftotext(pdf.render(flow), tmp_path, "-raw").split())
    for box in flow.boxes:
        for text in box.texts:
            assert plain(text.text) in read
    for part in (*flow.notes, *flow.headings):
        assert part.text in read
    assert sorted(_COUNT.findall(read)) == counts(p)


def test_the_page_is_as_large_as_the_picture_and_says_what_it_is(tmp_path: Path) -> None:
    tool = shutil.which("pdfinfo")
    if tool is None:
        pytest.skip("pdfinfo is not installed")
    flow = layout(COLUMNS["other"], only_drawable=True)
    (tmp_path / "flow.pdf").write_bytes(pdf.render(flow))
    command = [tool, str(tmp_path / "flow.pdf")]
    told = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", told)
    assert size is not None
    assert float(size[1]) == pytest.approx(flow.width * 0.75, abs=0.01)
    assert float(size[2]) == pytest.approx(flow.height * 0.75, abs=0.01)
    assert re.search(r"Pages: +1\n", told)
    assert "PRISMA 2020 flow diagram: Peer support & mental health" in told
    assert flow.description in told
    assert "CreationDate:" in told
    assert "2000" in told


def test_the_pdf_leads_to_the_same_records_as_the_svg() -> None:
    flow = layout(COLUMNS["both"], only_drawable=True)
    written = pdf.render(flow, page="report.html").decode("latin-1")
    links = set(re.findall(r"/URI \((.*?)\)", written))
    drawn = ElementTree.fromstring(svg.draw(flow, page="report.html"))
    assert links == {a.get("href") for a in drawn.iter(f"{SVG}a")}
    assert "/URI" not in pdf.render(flow).decode("latin-1")


def test_the_pdf_does_nothing_by_itself() -> None:
    p = replace(with_labels([EVIL], COLUMNS["both"]), title=EVIL)
    written = pdf.render(layout(p, only_drawable=True), page="report.html").decode("latin-1")
    for name in ("/JavaScript", "/JS", "/OpenAction", "/Launch", "/EmbeddedFile", "/SubmitForm"):
        assert name not in written.replace("/OpenAction [3 0 R /", "")


def test_right_to_left_words_are_in_the_order_in_which_they_are_seen() -> None:
    assert pdf.as_seen("Latin, é (n = 3)") == "Latin, é (n = 3)"
    assert pdf.as_seen("אבג (n = 3)") == "גבא (n = 3)"
    assert pdf.as_seen("אב (גד) 2020 (n = 1,234)") == "2020 (דג) בא (n = 1,234)"
    assert pdf.as_seen("E5: אב ‹x›") == "E5: בא ‹x›"
    assert pdf.as_seen("א\u05b7ב (n = 1)") == "בא\u05b7 (n = 1)"  # a mark stays with its letter


def test_a_right_to_left_label_never_moves_the_count_after_it() -> None:
    """Base direction and brackets of UAX #9: what follows `(n` is where it was written."""
    for seed in range(200):
        label = random_labels(random.Random(seed), 1)[0]
        line = plain(label) + " (n = 1,234)"
        assert pdf.as_seen(line).endswith("(n = 1,234)"), label


# --- LaTeX ----------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", COLUMNS)
def test_every_line_is_in_the_latex_source(columns: str) -> None:
    p = COLUMNS[columns]
    source = as_tex(p).decode("ascii")
    assert sorted(_COUNT.findall(body(source))) == counts(p)
    flow = layout(p)
    assert source.count(r"\path[box") == len(flow.boxes)
    assert source.count(r"\draw[arrow") == len(flow.arrows)
    assert source.count(r"\path[band") == len(flow.bands)
    assert source.count(r"\path[heading") == len(flow.headings)


def body(source: str) -> str:
    return source[source.index(r"\begin{document}") :]


#: The commands that the writer itself uses, besides those of letters.
_COMMANDS = {
    "begin", "end", "useasboundingbox", "path", "node", "draw", "textbf",
}  # fmt: skip


def test_no_text_becomes_a_command() -> None:
    for seed in range(60):
        labels = [EVIL, *random_labels(random.Random(seed), 10)]
        p = replace(with_labels(labels, COLUMNS["both"]), title=EVIL)
        source = body(as_tex(p).decode("ascii"))
        used = set(re.findall(r"\\([A-Za-z]+)", source))
        letters = set(re.findall(r"\\([A-Za-z]+)", " ".join(tex._SPECIAL.values())))
        assert used <= _COMMANDS | letters | set("uvHrcdkb=.")
        assert source.count(r"\end{document}") == 1
        bare = re.sub(r"\\[\\{}$&#%_]", "", source)
        assert bare.count("{") == bare.count("}")
        assert not re.search(r"[%&#_^]", bare.replace("\\^", ""))


def test_letters_of_latex_are_kept_and_others_are_left_out_with_a_note() -> None:
    assert tex.escaped("Éa ñ ß ø – “x” ố ộ ţ") == (
        r"\'{E}a \~{n} \ss{} \o{} \textendash{} \textquotedblleft{}x\textquotedblright{} "
        r"\'{\^{o}} \d{\^{o}} \c{t}"
    )
    assert tex.escaped("i--j ``x'' ,,") == (
        r"i-{}-j \textasciigrave{}\textasciigrave{}x\textquotesingle{}\textquotesingle{} ,{},"
    )
    assert tex.escaped(r"\input{x}") == r"\textbackslash{}input\{x\}"
    assert tex.drawable("Ελλάδα και 不符合 (wrong)") == "[…] (wrong)"
    source = as_tex(with_reasons(["Ελλάδα"])).decode("ascii")
    assert r"[\textellipsis{}] (n = 1)" in source
    assert "see prisma.svg" in source
    assert "see prisma.svg" not in as_tex(example()).decode("ascii")


def test_no_line_of_the_latex_picture_is_wider_than_its_box() -> None:
    for seed in range(20):
        labels = random_labels(random.Random(seed), 16)
        p = with_labels(labels, COLUMNS["both"])
        flow = layout(p, only_drawable=True, drawable=tex.drawable)
        for box in flow.boxes:
            for text in box.texts:
                assert tex.drawable(text.text) == text.text
                wide = fonts.width(text.text, SIZE, text.bold)
                assert text.x + wide <= box.x + box.width - 9.9


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
@pytest.mark.parametrize("columns", COLUMNS)
def test_latex_makes_the_same_picture_of_it(columns: str, engine: str, tmp_path: Path) -> None:
    if shutil.which(engine) is None:
        pytest.skip(f"{engine} is not installed")
    labels = [EVIL, "Étude ß – “x” Tiếng Việt", *random_labels(random.Random(1), 3)]
    p = with_reasons(labels, COLUMNS[columns])
    (tmp_path / "flow.tex").write_bytes(as_tex(p))
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "flow.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    log = done.stdout.decode("latin-1")
    if done.returncode and re.search(r"File `\S+' not found", log):
        pytest.skip(f"{engine} has not all packages")
    assert done.returncode == 0, log[-2000:]
    assert "Missing character" not in (tmp_path / "flow.log").read_text("latin-1")
    read = pdftotext((tmp_path / "flow.pdf").read_bytes(), tmp_path, "-raw")
    assert sorted(_COUNT.findall(" ".join(read.split()))) == counts(p)


# --- Word -----------------------------------------------------------------------------------


def word(content: bytes) -> tuple[ElementTree.Element, str]:
    """The body of the document, and its properties as text."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return (
            ElementTree.fromstring(archive.read("word/document.xml")),
            archive.read("docProps/core.xml").decode(),
        )


def told(cell: ElementTree.Element) -> list[str]:
    lines = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in cell.iter(f"{W}p"))
    return [line for line in lines if line]


def look(cell: ElementTree.Element) -> tuple[list[str | None], str | None]:
    """Styles of its borders, and its shade."""
    shade = cell.find(f"{W}tcPr/{W}shd")
    styles = [border.get(f"{W}val") for border in cell.findall(f"{W}tcPr/{W}tcBorders/*")]
    return styles, None if shade is None else shade.get(f"{W}fill")


@pytest.mark.parametrize("name", SOME)
def test_the_word_table_has_every_box_and_every_count(name: str) -> None:
    p = SOME[name]
    flow = layout(p)
    table = word(docx.render(p))[0].find(f".//{W}tbl")
    assert table is not None
    cells = [("\n".join(told(cell)), *look(cell)) for cell in table.iter(f"{W}tc")]
    for box in flow.boxes:
        words = "\n".join(line.text for line in box.content.lines)
        style = "dashed" if box.content.waiting else "single"
        cell = (words, [style] * 4, "EEEEEE" if box.content.grey else "FFFFFF")
        cells.remove(cell)  # or it is not there
    for bar in (*flow.bands, *flow.headings):
        assert bar.text in [words for words, *_ in cells]
    assert not [words for words, *_ in cells if "(n" in words]
    aloud = table.find(f"{W}tblPr/{W}tblDescription")
    assert aloud is not None
    assert aloud.get(f"{W}val") == plain(flow.description)


@pytest.mark.parametrize("name", SOME)
def test_the_word_table_is_a_whole_grid_that_fits_its_page(name: str) -> None:
    """Every row is as wide as the table; a merged cell goes on below with the same columns."""
    root = word(docx.render(SOME[name]))[0]
    table = root.find(f".//{W}tbl")
    assert table is not None
    widths = [int(col.get(f"{W}w", 0)) for col in table.iter(f"{W}gridCol")]
    page, margins = root.find(f".//{W}pgSz"), root.find(f".//{W}pgMar")
    assert page is not None
    assert margins is not None
    room = (int(page.get(f"{W}w", 0)) - int(margins.get(f"{W}left", 0))
            - int(margins.get(f"{W}right", 0)))  # fmt: skip
    assert room - 20 <= sum(widths) <= room
    open_: set[tuple[int, int]] = set()
    for row in table.iter(f"{W}tr"):
        column, going = 0, set()
        for cell in row.iter(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            columns = int(span.get(f"{W}val", 1)) if span is not None else 1
            wide = cell.find(f"{W}tcPr/{W}tcW")
            assert wide is not None
            assert int(wide.get(f"{W}w", 0)) == sum(widths[column : column + columns])
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None:
                going.add((column, columns))
                assert merge.get(f"{W}val") == "restart" or (column, columns) in open_
            column += columns
        assert column == len(widths)
        open_ = going
    landscape = page.get(f"{W}orient") == "landscape"
    assert landscape == (len(layout(SOME[name]).headings) > 1)


def signs(p: Prisma) -> list[str]:
    table = word(docx.render(p))[0].find(f".//{W}tbl")
    assert table is not None
    return ["".join(told(cell)) for cell in table.iter(f"{W}tc") if len("".join(told(cell))) == 1]


@pytest.mark.parametrize("name", SOME)
def test_every_arrow_of_the_layout_is_a_sign_in_the_table(name: str) -> None:
    flow = layout(SOME[name])
    way = {(1, 0): "→", (-1, 0): "←", (0, 1): "↓"}
    wanted = []
    for arrow in flow.arrows:
        (x0, y0), (x, y) = arrow.points[-2:]
        wanted.append(way[(x > x0) - (x < x0), (y > y0) - (y < y0)])
    assert sorted(signs(SOME[name])) == sorted(wanted)


def test_a_count_in_word_is_held_together_with_its_brackets() -> None:
    root = word(docx.render(example()))[0]
    found = [t.text for t in root.iter(f"{W}t") if t.text and "(n" in t.text]
    assert len(found) > 10
    assert not [text for text in found if "(n =" in text]


def test_words_of_any_kind_are_only_words_in_word() -> None:
    p = replace(with_labels([EVIL, *random_labels(random.Random(5), 8)], COLUMNS["both"]),
                title=EVIL)  # fmt: skip
    root, properties = word(docx.render(p))
    tags = {element.tag.removeprefix(W) for element in root.iter()}
    assert not tags & {"instrText", "fldSimple", "fldChar", "object", "hyperlink", "drawing"}
    said = "".join(root.itertext())
    assert "=cmd|' /C calc'!A0 <script>alert(1)</script> ]]>" in said
    for text in (said, properties):
        assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
        assert "\u202e" not in text


def test_nobody_and_no_clock_is_in_the_word_document() -> None:
    _, properties = word(docx.render(example()))
    assert properties.count("2000-01-01T00:00:00Z") == 2
    assert "<dc:creator>Litsieve</dc:creator>" in properties


LONG = [f"{i}: not in the community, nor in any place that people can go to" for i in range(16)]


@pytest.mark.slow
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("columns", COLUMNS)
def test_the_word_document_is_one_page_with_every_count(
    columns: str, long: bool, tmp_path: Path
) -> None:
    p = with_labels(LONG, COLUMNS[columns]) if long else COLUMNS[columns]
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice is not installed")
    (tmp_path / "flow.docx").write_bytes(docx.render(p))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    to = ["--convert-to", "pdf", "--outdir", str(tmp_path)]
    command = [office, profile, "--headless", *to, str(tmp_path / "flow.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    read = pdftotext((tmp_path / "flow.pdf").read_bytes(), tmp_path, "-raw")
    assert read.count("\f") == 1
    assert sorted(_COUNT.findall(" ".join(read.split()))) == counts(p)
