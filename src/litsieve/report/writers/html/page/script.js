"use strict";
// The table of records: unpacked, filtered by the fragment of the address, searched, sorted, paged.
// Which counts a record is part of stands in the data; nothing is worked out here.
(async () => {
  const PAGE = 50, PRINTED = 1000, WHERE = ["arm", "by", "source", "kind", "reason"];
  const REASONED = ["excluded", "excluded-report"]; // who left here left for a reason
  const STAGED = ["included", "automation", "other"]; // the names of other boxes tell the stage
  const $ = (id) => document.getElementById(id);
  const body = $("table").tBodies[0], status = $("status"), search = $("search");

  const tag = (name, text, more = {}) => {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    for (const [key, value] of Object.entries(more)) node.setAttribute(key, value);
    return node;
  };
  const count = (n) => n.toLocaleString("en");

  // Base 85: five letters are four bytes, the first the highest; what is short is filled up.
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%/()*+-;,=.?@^_`{|}~";
  function bytesOf(text) {
    const value = Object.fromEntries([...LETTERS].map((letter, i) => [letter, i]));
    const filled = text.padEnd(Math.ceil(text.length / 5) * 5, "~");
    const view = new DataView(new ArrayBuffer(filled.length / 5 * 4));
    for (let i = 0; i < filled.length; i += 5) {
      let word = 0;
      for (let k = i; k < i + 5; k++) word = word * 85 + value[filled[k]];
      view.setUint32(i / 5 * 4, word);
    }
    return view.buffer.slice(0, view.byteLength - (filled.length - text.length));
  }

  async function unpack() {
    const packed = new Blob([bytesOf($("data").textContent)]).stream();
    return new Response(packed.pipeThrough(new DecompressionStream("deflate"))).json();
  }

  let data;
  try {
    data = await unpack();
  } catch {
    status.textContent = "This browser cannot unpack the records: the table lists the included " +
      "reports. All records are in audit.csv.";
    return;
  }

  const facts = data.facts.map((fact) => ({ ...fact, counts: new Set(fact.counts) }));
  // A text is told by how many texts ago it was first met: 0 is a new one.
  const cells = {};
  for (const [name, [texts, back]] of Object.entries(data.shown)) {
    let met = 0;
    cells[name] = back.map((ago) => texts[ago ? met - ago : met++]);
  }
  const decided = (f) => f.people || f.rules || { automation: "automation", human: "people" }[f.by] || "";
  const rows = data.id.map((id, i) => {
    const f = facts[data.fact[i]];
    return {
      i, id, f, line: data.line[i], link: cells.link[i],
      title: cells.title[i], authors: cells.authors[i], year: cells.year[i],
      venue: cells.venue[i], source: f.source, box: data.boxes[f.box],
      reason: f.reason ? data.names.reason[f.reason] || f.reason : REASONED.includes(f.box) ? "not reported" : "",
      decided: f.box === "duplicate" ? "" : decided(f),
    };
  });
  const first = rows.some((row) => row.f.box === "included") ? "included" : "identified";
  const all = data.id.length + data.left.reduce((sum, [, n]) => sum + n, 0);

  // -- the filter -------------------------------------------------------------------------------
  // A fragment that names no box is a heading of the page, and leaves the filter as it is.
  function asked() {
    const given = new URLSearchParams(location.hash.slice(1));
    return given.get("box") ? given : null;
  }
  const counts = (filter, f) => f.counts.has(filter.get("box")) &&
    WHERE.every((name) => !filter.has(name) || (f[name] ?? "") === filter.get(name));

  // Where there is one arm only, it makes no difference whether it is named.
  const single = new Set(facts.map((f) => f.arm)).size < 2;
  function alike(filter) {
    const query = new URLSearchParams(filter);
    if (single) query.delete("arm");
    query.sort();
    return query.toString();
  }

  const state = { filter: new URLSearchParams({ box: first }), sort: "", down: false, page: 0 };
  let found = [];

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[øłđßæœı]/g, (c) => ({ ø: "o", ł: "l", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i" })[c]);
  const words = (row) => (row.words ??= fold([row.title, row.authors, row.year, row.venue,
    row.source, `${row.f.file}:${row.line}`, row.link, row.id, row.box, row.reason, row.decided,
  ].join(" ")));

  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  function sorted(list) {
    if (!state.sort) return list;
    const key = (row) => state.sort === "source" ? `${row.source} ${row.f.file} ${row.line}` : row[state.sort];
    const keys = new Map(list.map((row) => [row, key(row)]));
    const sign = state.down ? -1 : 1;
    return [...list].sort((a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      if (!x || !y) return !x - !y || a.i - b.i; // what is missing comes last, whatever the order
      return sign * order.compare(x, y) || a.i - b.i;
    });
  }

  function update() {
    const of = new Set(facts.filter((f) => counts(state.filter, f)));
    const counted = rows.filter((row) => of.has(row.f));
    const left = data.left.filter(([fact]) => of.has(facts[fact]));
    const away = left.reduce((sum, [, n]) => sum + n, 0);
    const terms = fold(search.value).split(/\s+/).filter(Boolean);
    const hits = terms.length
      ? counted.filter((row) => terms.every((term) => words(row).includes(term)))
      : counted;
    found = sorted(hits);
    const total = counted.length + away;
    let text = terms.length
      ? `${count(found.length)} found among ${count(total)}; ${count(all)} records in all`
      : `${count(total)} of ${count(all)} records`;
    if (away) {
      text += `. To keep this page small, ${count(away)} of them are listed in audit.csv only: ` +
        [...new Set(left.map(([fact]) => data.boxes[facts[fact].box].toLowerCase()))].join(", ");
    }
    status.textContent = text + ".";
    status.dataset.total = total;
    status.dataset.shown = found.length;
    chips();
    show();
    for (const link of document.querySelectorAll('a[href^="#box="]')) {
      if (alike(link.getAttribute("href").slice(1)) === alike(state.filter)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  function chips() {
    const nodes = [];
    for (const [name, value] of state.filter) {
      if (name !== "box" && !WHERE.includes(name)) continue;
      const known = data.names[name] ? data.names[name][value] : undefined;
      let label = known ?? (value || "not reported");
      if (name === "by") label = `by ${label}`;
      const rest = new URLSearchParams(state.filter);
      if (name === "box") rest.set("box", "identified");
      else rest.delete(name);
      const last = name === "box" && value === "identified";
      const chip = tag(last ? "span" : "a", undefined, { class: "chip" });
      chip.append(tag("bdi", name === "reason" ? `Reason: ${label}` : label));
      if (!last) {
        chip.href = `#${rest}`;
        chip.append(tag("span", " ×", { "aria-hidden": "true" }), tag("span", " (remove this filter)", { class: "off" }));
      }
      nodes.push(chip, " ");
    }
    if ([...state.filter].length > 1 || search.value) {
      const clear = tag("button", "Show all records", { type: "button", class: "plain" });
      clear.addEventListener("click", () => {
        search.value = "";
        if (location.hash === "#box=identified") update();
        else location.hash = "#box=identified";
        search.focus();
      });
      nodes.push(clear);
    }
    $("chips").replaceChildren(...nodes);
  }

  // -- the table --------------------------------------------------------------------------------
  function show(whole = false) {
    const pages = Math.max(Math.ceil(found.length / PAGE), 1);
    state.page = Math.min(Math.max(state.page, 0), pages - 1);
    const from = whole ? 0 : state.page * PAGE;
    const part = found.slice(from, whole ? PRINTED : from + PAGE);
    body.replaceChildren(...part.map(line));
    if (!part.length) {
      const row = tag("tr");
      row.append(tag("td", "No records.", { colspan: 9 }));
      body.append(row);
    }
    $("pages").hidden = pages === 1;
    $("span").textContent = `${count(from + 1)}–${count(from + part.length)} of ${count(found.length)}`;
    $("before").disabled = state.page === 0;
    $("next").disabled = state.page === pages - 1;
  }

  function line(row) {
    const tr = tag("tr", undefined, { "data-id": row.id });
    const open = tag("button", "▸", { type: "button", "aria-expanded": "false", "aria-label": "Details" });
    open.addEventListener("click", () => toggle(tr, open, row));
    const cells = [tag("td"), tag("td", row.title || "No title", { dir: "auto" })];
    cells[0].append(open);
    if (row.link) cells[1].append(" ", web(row.link));
    cells.push(tag("td", row.authors, { dir: "auto" }), tag("td", row.year), tag("td", row.venue, { dir: "auto" }));
    const source = tag("td");
    source.append(tag("bdi", row.source), tag("small", `${base(row.f.file)}:${row.line || "?"}`, { dir: "ltr", title: row.f.file }));
    const box = tag("td", row.box);
    if (STAGED.includes(row.f.box) && row.f.stage) box.append(tag("small", data.stages[row.f.stage] || row.f.stage));
    const by = tag("td", row.decided, { dir: "auto" });
    if (row.f.people && row.f.rules) by.append(tag("small", row.f.rules));
    tr.append(...cells, source, box, tag("td", row.reason, { dir: "auto" }), by);
    return tr;
  }

  const base = (file) => file.slice(file.lastIndexOf("/") + 1);

  function web(address) {
    const doi = address.startsWith("10.");
    const to = doi ? `https://doi.org/${encodeURIComponent(address).replaceAll("%2F", "/")}` : address;
    return tag("a", doi ? "doi" : "web", { href: to, rel: "noopener" });
  }

  // The records of a report stand together: the one that stands for it first, then its duplicates.
  function cluster(row) {
    const duplicate = (i) => rows[i] && rows[i].f.box === "duplicate";
    let start = row.i;
    while (duplicate(start) && start > 0) start--;
    const of = [rows[start]];
    for (let i = start + 1; duplicate(i); i++) of.push(rows[i]);
    return of;
  }

  function toggle(tr, open, row) {
    const next = open.getAttribute("aria-expanded") !== "true";
    open.setAttribute("aria-expanded", next);
    open.textContent = next ? "▾" : "▸";
    if (!next) return tr.nextSibling.remove();
    const more = tag("tr", undefined, { class: "more" }), at = tag("td", undefined, { colspan: 9 });
    const p = tag("p", "Record ");
    p.append(tag("code", row.id), ` of ${row.f.file}, line ${row.line || "?"}, via ${data.names.arm[row.f.arm]}`);
    if (row.f.rules) p.append(", rules ", tag("code", row.f.rules));
    p.append(". ", tag("code", `review explain ${row.id}`), " tells the rest.");
    const of = cluster(row);
    at.append(p);
    if (of.length > 1) {
      const list = tag("ul");
      for (const member of of) {
        const item = tag("li");
        item.append(tag("bdi", member.source), " ", tag("bdi", `${member.f.file}:${member.line || "?"}`), " ", tag("code", member.id),
          member.f.box === "duplicate" ? " duplicate" : ` stands for the report: ${member.box.toLowerCase()}`);
        if (member.title !== of[0].title) item.append(tag("small", member.title, { dir: "auto" }));
        list.append(item);
      }
      at.append(tag("p", `The report has ${of.length} records:`), list);
    } else {
      const gone = data.left.some(([fact]) => facts[fact].box === "duplicate");
      at.append(tag("p", gone ? "Its duplicates, if any, are in audit.csv." : "No other record of this report."));
    }
    more.append(at);
    return tr.after(more);
  }

  // -- what people do ---------------------------------------------------------------------------
  let chosen = false;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  function reach() {
    $("records-head").focus({ preventScroll: true });
    $("records").scrollIntoView({ behavior: calm.matches ? "auto" : "smooth" });
  }
  function follow() {
    const filter = asked() ?? (location.hash ? state.filter : new URLSearchParams({ box: first }));
    if (filter.toString() !== state.filter.toString()) state.page = 0;
    state.filter = filter;
    update();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#box="]');
    if (!link) return;
    chosen = !link.closest("#chips");
    if (link.getAttribute("href") === location.hash && chosen) reach();
  });
  addEventListener("hashchange", () => {
    follow();
    if (chosen && asked()) reach();
    chosen = false;
  });
  search.addEventListener("input", () => { state.page = 0; update(); });
  for (const [id, step] of [["before", -1], ["next", 1]]) {
    $(id).addEventListener("click", () => { state.page += step; show(); $("records").scrollIntoView(); });
  }
  for (const th of document.querySelectorAll("#table th[data-sort]")) {
    const button = tag("button", th.textContent, { type: "button" });
    button.addEventListener("click", () => {
      state.down = th.getAttribute("aria-sort") === "ascending";
      state.sort = th.dataset.sort;
      state.page = 0;
      for (const other of document.querySelectorAll("#table th[aria-sort]")) other.removeAttribute("aria-sort");
      th.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      update();
    });
    th.replaceChildren(button);
  }
  addEventListener("beforeprint", () => show(true));
  addEventListener("afterprint", () => show());

  for (const node of document.querySelectorAll(".script[hidden]")) node.hidden = false;
  document.documentElement.classList.add("ready");
  follow();
  if (asked()) reach();
})();
