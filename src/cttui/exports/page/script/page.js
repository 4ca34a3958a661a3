// The page: one query text, which every control edits, and which says what is shown.

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const articles = [...document.querySelectorAll("#events article[data-n]")];
const ids = articles.map((article) => article.id.slice("event=".length));
const sourceItems = [...document.querySelectorAll('#sources li[id^="source="]')];

const textsOf = (root, selector) => [...root.querySelectorAll(selector)].map((node) => node.textContent);
/** The searchable texts of an event that each stand in the page by themselves; data.py counts on these. */
const eventTexts = (article) => [
  ...textsOf(article, "h4"),
  textsOf(article, ":scope > p:not([class])").join(" "),
  ...textsOf(article, "dd > b:first-child, dd > q, dd > small"),
].filter(Boolean);
const engine = engineOf(data, {
  texts: (event) => eventTexts(articles[event]),
  sources: () =>
    sourceItems.map((item) => ({
      id: item.id.slice("source=".length),
      headline: item.firstElementChild.querySelector(":scope > a, :scope > span")?.textContent ?? "",
    })),
});
const { vocabulary } = engine;
const field = (name) => vocabulary.fields.get(name);
const tokensOf = (name) => {
  const tokens = field(name).listed().map(([token]) => token);
  return engine.valuesOf(field(name)).map((numbers) => numbers.map((number) => tokens[number]));
};
const kinds = tokensOf("kind").map(([kind]) => kind);
const sumOf = (selected) => selected.reduce((sum, one) => sum + one, 0);

const [form, input, output, hint, clearButton] = [byId("filters"), byId("q"), byId("count"), byId("hint"), byId("clear")];
const sections = Object.fromEntries(["strip", "tiles", "map", "events", "disputes", "threads", "sources"].map((id) => [id, byId(id)]));

// -- what is shown ---------------------------------------------------------------------------------------------------

/** What is in force: the last query without a fault, the events that it finds, and the event that was last gone to. */
const view = { query: engine.none, selected: engine.select(engine.none), event: -1, order: null };

const months = [...document.querySelectorAll("#events .month")].map((node) => ({
  node,
  items: [...node.querySelectorAll("li")].filter((item) => item.querySelector(":scope > article")),
  small: node.querySelector("h3 small"),
}));
const numbers = new Map(articles.map((article, event) => [article.parentElement, event]));
const inOrder = element("ol");
const filterLine = element("p", { class: "filter", hidden: "" });
const countOf = (selected, events) => events.reduce((sum, event) => sum + selected[event], 0);

/** How many of its things a section shows, beside its heading and in the list of contents; a list of none takes no layout. */
function counter(section, all) {
  const heading = section?.querySelector("h2");
  if (!heading || !all) return () => {};
  const small = element("small");
  const listed = document.querySelector(`#contents a[href="#${section.id}"] small`);
  heading.append(" ", small);
  const list = section.querySelector(":scope > :is(.cards, .threads, ol)");
  return (number) => {
    if (list) list.hidden = !number;
    say(small, number === all ? "" : ofAll(number, all));
    say(listed, numeral(number));
  };
}

const positions = new Map(ids.map((id, event) => [id, event]));
const positionOf = (id) => positions.get(id) ?? -1;
const linked = (root) =>
  [...root.querySelectorAll('a[href^="#event="]')].map((link) => positionOf(decodeURIComponent(link.hash.slice("#event=".length)))).filter((event) => event >= 0);
const disputes = [...document.querySelectorAll("#disputes .dispute")].map((node) => ({
  node,
  events: node.dataset.n.split(" ").filter(Boolean).map(Number),
  populations: node.querySelectorAll("h4").length,
}));
const threads = [...document.querySelectorAll("#threads .thread")].map((node) => ({ node, events: linked(node) }));
const cited = engine.valuesOf(field("source"));
const counts = {
  events: counter(sections.events, articles.length),
  disputes: counter(sections.disputes, disputes.reduce((sum, { populations }) => sum + populations, 0)),
  threads: counter(sections.threads, threads.length),
  sources: counter(sections.sources, sourceItems.length),
};

const strip = stripOf(sections.strip, data, kinds, (low, high) => edit(low === null ? view.query : engine.within(view.query, low, high)));
const boxes = Object.fromEntries(
  ["kind", "province"].map((name) => [
    name,
    [...form.querySelectorAll(`input[name="${name}"]`)].map((box) => ({
      box,
      token: field(name).resolve(box.value),
      small: box.parentElement.querySelector("small"),
    })),
  ]),
);
/** How many events each value of a field would show under the other filters of a query. */
const facet = (name, query) => new Map(boxes[name].map(({ token }) => [token, sumOf(engine.select(engine.only(query, name, token)))]));
const tiles = tilesOf(sections.tiles, (code) => field("province").resolve(code), Math.max(1, ...facet("province", engine.none).values()), (token) =>
  edit(engine.toggle(view.query, "province", token)),
);
const map = mapOf(sections.map, data, (area) => {
  const boxed = engine.boxed(view.query, area);
  edit(boxed.text === view.query.text ? engine.boxed(view.query, null) : boxed);
});

/** Put the events in another order: by date below their months, else in one list without months. */
function arrange(order) {
  if (order === view.order) return;
  const initial = order === data.order;
  if (initial && view.order !== null) {
    for (const { node, items } of months) node.querySelector("ol").append(...items);
    inOrder.remove();
  } else if (!initial) {
    inOrder.append(...engine.listed(order).map((event) => articles[event].parentElement));
    sections.events.append(inOrder);
  }
  view.order = order;
}

/** Show the events of the query in force, and nothing else, in all parts of the page. */
function paint() {
  const { selected, query } = view;
  const total = sumOf(selected);
  const all = selected.length;
  arrange(query.order);
  for (const [item, event] of numbers) if (item.hidden === Boolean(selected[event])) item.hidden = !selected[event];
  for (const { node, items, small } of months) {
    const number = countOf(selected, items.map((item) => numbers.get(item)));
    node.hidden = !number || query.order !== data.order;
    say(small, `${ofAll(number, items.length)} event${items.length === 1 ? "" : "s"}`);
  }
  say(output, `${numeral(total)} of ${numeral(all)} event${all === 1 ? "" : "s"}`);
  filterLine.hidden = !query.text;
  say(filterLine, query.text ? `Showing ${ofAll(total, all)} events. Filter: ${clean(query.text)}` : "");
  clearButton.hidden = !query.text && !input.value;

  let shown = 0;
  for (const { node, events, populations } of disputes) {
    node.hidden = !events.some((event) => selected[event]);
    shown += node.hidden ? 0 : populations;
  }
  counts.events(total);
  counts.disputes(shown);
  shown = 0;
  for (const { node, events } of threads) {
    node.hidden = !events.some((event) => selected[event]);
    shown += node.hidden ? 0 : 1;
  }
  counts.threads(shown);
  const wanted = new Uint8Array(sourceItems.length);
  cited.forEach((sources, event) => {
    if (selected[event]) for (const source of sources) wanted[source] = 1;
  });
  if (total !== all) numberSources();
  sourceItems.forEach((item, number) => {
    const hide = total !== all && !wanted[number];
    if (item.hidden !== hide) item.hidden = hide;
  });
  counts.sources(total === all ? sourceItems.length : sumOf(wanted));
  strip.show(selected);
  strip.mark(query);
  map.show(selected);
  checkboxes();
  linkToApp();
}

/** Each source keeps its number when others are hidden, which a list would not count. */
const numberSources = once(() => {
  sourceItems.forEach((item, number) => {
    item.value = number + 1;
  });
  return true;
});

/** Boxes and tiles show what the query has chosen, and how many events each would show under the other filters. */
function checkboxes() {
  for (const name of ["kind", "province"]) {
    const [chosen, found] = [engine.chosen(view.query, name), facet(name, view.query)];
    for (const { box, token, small } of boxes[name]) {
      box.checked = chosen.has(token);
      say(small, numeral(found.get(token)));
    }
    if (name === "province") tiles.show(found, chosen, Boolean(view.query.clauses.length));
  }
}

// -- editing the query -------------------------------------------------------------------------------------------------

/** Whether what is being typed has its step back, in whose place what is typed further stands. */
let stepped = false;
let told = 0;

/** Say what is wrong with a query, or nothing; the last good selection stays. */
function tell(fault) {
  clearTimeout(told);
  if (!fault) {
    input.removeAttribute("aria-invalid");
    hint.replaceChildren();
    return;
  }
  input.setAttribute("aria-invalid", "true");
  const message = fault.message[0].toUpperCase() + fault.message.slice(1);
  const parts = [/[.?]$/.test(message) ? message : `${message}.`];
  if (fault.suggestion) {
    const button = element("button", { type: "button" }, fault.suggestion);
    button.addEventListener("click", () => {
      input.value = input.value.slice(0, fault.start) + fault.suggestion + input.value.slice(fault.stop);
      input.focus();
      typed(true);
    });
    parts.push(" Did you mean ", button, "?");
  }
  hint.replaceChildren(...parts);
}

/** Put a query in force; a fault says why it cannot be. */
function enforce(query) {
  const selected = engine.select(query);
  Object.assign(view, { query, selected });
  paint();
}

/** Put the query of a control in force, and into the field. */
function edit(query) {
  stepped = false;
  input.value = query.text;
  typed(true);
}

/** Show all events, as a part of a step that leads elsewhere. */
function lift() {
  stepped = false;
  input.value = "";
  enforce(engine.none);
  tell(null);
}

/** Put a text in force if it is a query; else return its fault. */
function attempt(text) {
  try {
    enforce(engine.read(text));
    return null;
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return fault;
  }
}

/** Put what is in the field in force: while somebody types, all of it is one step back. */
function typed(done) {
  const before = view.query.text;
  const fault = attempt(input.value);
  clearTimeout(told);
  // whoever is still typing is not interrupted
  if (fault && !done) told = setTimeout(tell, 400, fault);
  else tell(fault);
  if (view.query.text !== before) {
    remember(!stepped);
    stepped = true;
  }
  if (done) stepped = false;
}

/** What is shown, as an address says it; an event that the filter hides is no part of it. */
const fragment = () => fragmentOf({ q: view.query.text, count: data.lens, event: view.selected[view.event] ? ids[view.event] : "" });

/** Put what is shown into the address: as a new step back, or in place of the one that is being made. */
function remember(anew) {
  const address = fragment() ? `#${fragment()}` : location.pathname + location.search;
  if (anew) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

/** Show what the address says. */
function restore() {
  let said;
  try {
    said = readFragment(location.hash);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    tell(fault);
    return;
  }
  if (!said) return;
  stepped = false;
  input.value = said.q;
  const fault = attempt(said.q);
  const otherLens = said.count && data.lens && said.count !== data.lens;
  tell(fault ?? (otherLens ? new Fault(`this page counts ${data.lens} figures, and the link ${said.count} ones`) : null));
  const event = positionOf(said.event);
  if (said.event && event < 0) tell(new Fault(`the event ${shorten(said.event, 60)} is not in this page`));
  if (event < 0) {
    mark(-1);
    return;
  }
  if (!view.selected[event]) {
    // what is no query stays in the field, with what is wrong with it
    if (fault) enforce(engine.none);
    else lift();
    tell(fault ?? new Fault("the filter of this address hides its event, so it was cleared"));
  }
  goTo(event);
}

// -- events --------------------------------------------------------------------------------------------------------------

function mark(event) {
  articles[view.event]?.removeAttribute("aria-current");
  view.event = event;
  articles[event]?.setAttribute("aria-current", "true");
  linkToApp();
}

/** Go to an event that is shown: mark it, scroll to it and focus it. */
function goTo(event) {
  mark(event);
  reach(articles[event]);
}

/** Focus something and bring it into view; what is laid out on the way may move it, so look again for a few frames. */
function reach(target) {
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  let [turns, moved] = [12, false];
  const stop = () => {
    moved = true;
  };
  for (const sign of ["wheel", "touchmove", "keydown"]) addEventListener(sign, stop, { once: true, passive: true });
  const look = () => {
    target.scrollIntoView({ block: "start", behavior: "instant" });
    turns -= 1;
    if (turns && !moved) requestAnimationFrame(look);
  };
  look();
}

/** The next event of the list that is shown, or the one before. */
function step(by) {
  const shown = engine.listed(view.query.order).filter((event) => view.selected[event]);
  if (!shown.length) return;
  const place = shown.indexOf(view.event);
  const next = place < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.max(0, Math.min(place + by, shown.length - 1));
  goTo(shown[next]);
  remember(false);
}

async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    say(status, `Copied the link to ${said}.`);
  } catch {
    // a page that may not write to the clipboard shows what to copy
    say(status, `Copy this link: ${text}`);
  }
}

const addressOf = (said) => `${location.href.split("#")[0]}#${said}`;
const status = element("p", { class: "status", role: "status" });

function linkToApp() {
  const anchor = document.querySelector("#cite [data-link]");
  if (!anchor) return;
  const edition = data.edition ? `?edition=${data.edition}` : "";
  say(anchor, `cttui:${data.timeline}${edition}${fragment() ? `#${fragment()}` : ""}`);
}

// -- keys and links ------------------------------------------------------------------------------------------------------

/** Whether single letters are keys: whoever speaks to the browser, or types with a stick, can switch them off (WCAG 2.1.4). */
const byKeys = element("input", { type: "checkbox", checked: "" });

/** Whether letters go into what has the focus; a box or a slider takes none. */
const isField = (target) => target instanceof HTMLInputElement && !/^(checkbox|range)$/.test(target.type);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape" && event.target === input) {
    input.blur();
    const shown = engine.listed(view.query.order).find((one) => view.selected[one]);
    if (shown !== undefined && view.event < 0) articles[shown].querySelector("h4 a")?.focus({ preventScroll: true });
    event.preventDefault();
  }
  if (isField(event.target) || !byKeys.checked) return;
  const act = { "/": () => input.focus(), j: () => step(1), k: () => step(-1) }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const place = decodeURIComponent(link.hash.slice(1));
  const number = place.startsWith("event=") ? positionOf(place.slice("event=".length)) : -1;
  const target = byId(place);
  if (number < 0 && !target) return;
  event.preventDefault();
  if (number >= 0) {
    // as in the app, an event that the filter hides is shown without the filter
    if (!view.selected[number]) lift();
    goTo(number);
    remember(true);
    return;
  }
  history.pushState(null, "", location.href);
  for (let node = target; node instanceof HTMLElement; node = node.parentElement) node.hidden = false;
  reach(target);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  typed(true);
});
input.addEventListener("input", () => typed(false));
input.addEventListener("change", () => typed(true));
clearButton.addEventListener("click", () => {
  edit(engine.none);
  input.focus();
});
for (const name of ["kind", "province"]) {
  for (const { box, token } of boxes[name]) box.addEventListener("change", () => edit(engine.toggle(view.query, name, token)));
}
// a fragment that somebody types is such a step too (HTML standard, section 7.4.2.3.3)
addEventListener("popstate", restore);

// -- what only a script can offer --------------------------------------------------------------------------------------

/** The fields of the language, from the same table as cttui's own help. */
function help() {
  const rows = [...vocabulary.fields.values()].filter((one) => one.shape !== "figure");
  const measures = Object.keys(data.measures);
  const described = rows.map((one) => [`${one.name}:`, one.help, one.example]);
  if (measures.length) described.push(["killed: and other measures", "figures that count", `${measures.includes("killed") ? "killed" : measures[0]}:>=10`]);
  const head = element("tr", {}, ...["Field", "Finds", "Example"].map((name) => element("th", { scope: "col" }, name)));
  const body = described.map(([name, said, example]) => {
    return element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, said), element("td", {}, element("code", {}, example)));
  });
  return [
    element("p", {}, "Words match by their beginning; “quotation marks” make a phrase; a hyphen excludes; commas separate alternatives."),
    element("table", {}, element("thead", {}, head), element("tbody", {}, ...body)),
  ];
}

function addControls() {
  const share = element("button", { type: "button" }, "Copy link to this view");
  share.addEventListener("click", () => copy(addressOf(fragment()), "this view"));
  const details = element("details", {}, element("summary", {}, "How to filter"));
  details.addEventListener("toggle", () => details.append(...help()), { once: true });
  const keys = element("label", { class: "keys" }, byKeys, " Keys: ");
  for (const [key, said] of [["/", "search"], ["j", "next event"], ["k", "previous event"], ["Esc", "leave the search"]]) {
    keys.append(element("kbd", {}, key), ` ${said}${key === "Esc" ? "" : ", "}`);
  }
  form.append(share, details, keys, status);
  sections.events.querySelector("h2").after(filterLine);
  hint.setAttribute("aria-live", "polite");
}

/** A button beside each event that copies its address. */
function addLinks() {
  articles.forEach((article, event) => {
    const title = article.querySelector("h4").textContent;
    const button = element("button", { type: "button", class: "link", "aria-label": `Copy link to ${title}` }, "Copy link");
    button.addEventListener("click", () => copy(addressOf(fragmentOf({ event: ids[event], count: data.lens })), "the event"));
    article.querySelector(".when").append(" ", button);
  });
}

document.documentElement.classList.add("scripted");
addControls();
form.hidden = false;
paint();
restore();
(window.requestIdleCallback ?? ((act) => setTimeout(act, 50)))(() => {
  addLinks();
  // the first search needs no wait
  engine.text();
});

window.cttui = Object.freeze({
  /** The ids of the events that a query finds, in its order. */
  select(text) {
    const query = engine.read(text);
    const selected = engine.select(query);
    return engine.listed(query.order).filter((event) => selected[event]).map((event) => ids[event]);
  },
  /** A query as the field writes it. */
  read: (text) => engine.read(text).text,
});
