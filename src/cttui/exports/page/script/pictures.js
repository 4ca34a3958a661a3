// The pictures of the page: strip, tiles and map follow the selection, and what is chosen in them is written into the query.

const svg = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const NUMERALS = new Intl.NumberFormat("en");
const numeral = (number) => NUMERALS.format(number);
const ofAll = (some, all) => (some === all ? numeral(all) : `${numeral(some)} of ${numeral(all)}`);
const say = (node, text) => {
  if (node && node.textContent !== text) node.textContent = text;
};

/** Says in the name of a picture how many of its events match the filter. */
function naming(picture) {
  const name = picture.getAttribute("aria-label");
  return (some, all) => picture.setAttribute("aria-label", some === all ? name : `${name}; ${ofAll(some, all)} match the filter`);
}

/** The text before the number at the end of a title: "March 2024: 25". */
const nameIn = (title) => title.textContent.replace(/: [\d,]+$/, "");

/** A day as the page writes it, in ISO 8601 with years of any length; the other where there is none. */
function dayIn(text, other) {
  const match = /^([+-]?\d+)-(\d\d)-(\d\d)$/.exec(text ?? "");
  return match ? dayNumber(...match.slice(1).map(Number)) : other;
}

/** The time strip: its bars, and the span of days that is chosen on it. */
function stripOf(section, data, kinds, choose) {
  const picture = section?.querySelector("svg[data-most]");
  if (!picture) return { show() {}, mark() {} };
  const most = Number(picture.dataset.most);
  const bars = [...picture.querySelectorAll("g[data-start]")].map((group) => ({
    group,
    start: dayIn(group.dataset.start, FIRST_DAY),
    end: dayIn(group.dataset.end, LAST_DAY),
    cell: Number(group.dataset.cell),
    width: Number(group.dataset.width),
    title: group.querySelector("title"),
    name: nameIn(group.querySelector("title")),
    rects: new Map([...group.querySelectorAll("rect")].map((rect) => [rect.getAttribute("class").replace("k-", ""), rect])),
    all: 0,
  }));
  const barAt = (day) => bars.findIndex((bar) => bar.start <= day && day <= bar.end);
  const places = data.days.map((day) => (day === null ? -1 : barAt(day + data.first)));
  for (const place of places) if (place >= 0) bars[place].all += 1;
  const dated = bars.reduce((sum, bar) => sum + bar.all, 0);
  const named = naming(picture);
  const rows = [...section.querySelectorAll("tbody tr")];
  const legend = [...section.querySelectorAll(".legend li")].map((item) => [item.className.replace("k-", ""), item.querySelector("small")]);
  const rowsOf = bars.flatMap((bar, place) => (bar.all ? [place] : []));

  const show = (selected) => {
    const counts = bars.map(() => new Map());
    for (const [kind, small] of legend) say(small, numeral(kinds.filter((one, event) => one === kind && selected[event]).length));
    places.forEach((place, event) => {
      if (place >= 0 && selected[event]) counts[place].set(kinds[event], (counts[place].get(kinds[event]) ?? 0) + 1);
    });
    bars.forEach((bar, place) => {
      let top = 100;
      let total = 0;
      for (const [kind, rect] of bar.rects) {
        const number = counts[place].get(kind) ?? 0;
        const height = (100 * number) / most;
        top -= height;
        total += number;
        rect.setAttribute("height", height);
        rect.setAttribute("y", top);
      }
      bar.shown = total;
      say(bar.title, `${bar.name}: ${ofAll(total, bar.all)}`);
    });
    named(bars.reduce((sum, bar) => sum + bar.shown, 0), dated);
    rowsOf.forEach((place, number) => {
      const [bar, row] = [bars[place], rows[number]];
      row.hidden = !bar.shown;
      const said = [...bar.rects.keys()].map((kind) => [kind, counts[place].get(kind)]).filter(([, count]) => count);
      say(row.children[1], numeral(bar.shown));
      say(row.children[2], said.map(([kind, count]) => `${count} ${kind}`).join(", "));
    });
  };

  // -- choosing a span: by dragging, by a click on a bar, or with two sliders --------------------------------------------
  const width = picture.viewBox.baseVal.width;
  const band = svg("rect", { class: "band", y: 0, height: 100, width: 0, hidden: "" });
  picture.prepend(band);
  const slider = (label) => {
    const input = element("input", { type: "range", min: 0, max: bars.length - 1, step: 1 });
    return [input, element("label", {}, `${label} `, input, " ", element("output"))];
  };
  const [[from, fromLabel], [to, toLabel]] = [slider("From"), slider("To")];
  const clear = element("button", { type: "button", hidden: "" }, "Clear the period");
  const sliders = element("div", { class: "brush", role: "group", "aria-label": "Period" }, fromLabel, toLabel, clear);
  (section.querySelector(".ticks") ?? picture).after(sliders);

  const paint = (first, last) => {
    const whole = first === 0 && last === bars.length - 1;
    [from.value, to.value] = [first, last];
    for (const [input, place] of [[from, first], [to, last]]) {
      input.setAttribute("aria-valuetext", bars[place].name);
      say(input.parentElement.querySelector("output"), bars[place].name);
    }
    band.toggleAttribute("hidden", whole);
    band.setAttribute("x", bars[first].cell);
    band.setAttribute("width", bars[last].cell + bars[last].width - bars[first].cell);
    clear.hidden = whole;
  };
  const pick = (first, last) => {
    const whole = first === 0 && last === bars.length - 1;
    choose(...(whole ? ["", ""] : spanEnds(bars[first].start, bars[last].end)));
  };
  const mark = (query) => {
    const clause = query.clauses.find((one) => one.shape === "date" && !one.negated);
    const inside = bars.map((bar, place) => (!clause || (bar.end >= clause.first && bar.start <= clause.last) ? place : -1)).filter((place) => place >= 0);
    paint(inside[0] ?? 0, inside.at(-1) ?? bars.length - 1);
    clear.hidden = !clause;
  };
  from.addEventListener("input", () => pick(Number(from.value), Math.max(Number(from.value), Number(to.value))));
  to.addEventListener("input", () => pick(Math.min(Number(from.value), Number(to.value)), Number(to.value)));
  clear.addEventListener("click", () => {
    choose("", "");
    from.focus();
  });

  let begun = -1;
  const under = (event) => {
    const box = picture.getBoundingClientRect();
    const cell = ((event.clientX - box.left) / box.width) * width;
    return Math.max(0, bars.findLastIndex((bar) => bar.cell <= cell));
  };
  const ordered = (one, other) => [Math.min(one, other), Math.max(one, other)];
  picture.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    begun = under(event);
    picture.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  picture.addEventListener("pointermove", (event) => {
    if (begun >= 0) paint(...ordered(begun, under(event)));
  });
  picture.addEventListener("pointerup", (event) => {
    if (begun < 0) return;
    const [first, last] = ordered(begun, under(event));
    begun = -1;
    pick(first, last);
  });
  picture.addEventListener("pointercancel", () => {
    begun = -1;
    choose(null, null);
  });
  return { show, mark };
}

/** The tiles and the list of provinces. */
function tilesOf(section, resolve, most, toggle) {
  const tiles = [...(section?.querySelectorAll("[data-province]") ?? [])].map((node) => {
    const token = resolve(node.dataset.province);
    const rect = node.querySelector("rect");
    const title = node.querySelector("title");
    return { node, token, rect, title, name: title && nameIn(title), number: node.querySelector(".count, b") };
  });
  for (const { node, token, rect } of tiles) if (rect) node.addEventListener("click", () => toggle(token));
  const note = element("p", { class: "note", hidden: "" }, "Each number: the events that this province alone would show, with the other filters kept.");
  section?.append(note);
  return {
    /** ``counts`` has for each province how many events it would show under the other filters. */
    show(counts, chosen, filtered) {
      note.hidden = !filtered;
      for (const { node, token, rect, title, name, number } of tiles) {
        const events = counts.get(token) ?? 0;
        say(number, numeral(events));
        if (!rect) continue;
        rect.setAttribute("fill-opacity", 0.08 + 0.62 * Math.sqrt(events / most));
        node.classList.toggle("chosen", chosen.has(token));
        say(title, `${name}: ${numeral(events)}`);
      }
    },
  };
}

/** The dots of the map, and the list of places that says the same. */
function mapOf(section, data, choose) {
  const dots = [...(section?.querySelectorAll("circle[data-n]") ?? [])].map((node) => {
    const events = node.dataset.n.split(" ").map(Number);
    const title = node.querySelector("title");
    return { node, events, title, name: nameIn(title), rough: node.classList.contains("rough") };
  });
  const note = dots.some(({ rough }) => rough) ? section.querySelector(".note") : null;
  const [before, after] = note?.textContent.split(/\d[\d,]*/) ?? [];
  const vague = dots.reduce((sum, { events, rough }) => sum + (rough ? events.length : 0), 0);
  const items = [...(section?.querySelectorAll("details li") ?? [])];
  const { steps, points } = data.fields.bbox;
  const box = ({ events }) => {
    const [lat, lon] = points[events[0]];
    const [north, east] = [lat / steps - 90, lon / steps - 180];
    return [east, north, east, north];
  };
  const named = dots.length ? naming(dots[0].node.ownerSVGElement) : () => {};
  const placed = dots.reduce((sum, { events }) => sum + events.length, 0);
  dots.forEach((dot) => dot.node.addEventListener("click", () => choose(box(dot))));
  section?.querySelector("details")?.addEventListener(
    "toggle",
    () =>
      items.forEach((item, place) => {
        const button = element("button", { type: "button", "aria-label": `Filter by this place: ${dots[place].name}` }, "Filter");
        button.addEventListener("click", () => choose(box(dots[place])));
        item.append(" ", button);
      }),
    { once: true },
  );
  return {
    show(selected) {
      let [all, dashed] = [0, 0];
      dots.forEach(({ node, events, title, name, rough }, place) => {
        const number = events.filter((event) => selected[event]).length;
        node.toggleAttribute("hidden", !number);
        if (items[place]) items[place].hidden = !number;
        all += number;
        dashed += rough ? number : 0;
        if (!number) return;
        node.setAttribute("r", 3 + 2 * Math.sqrt(number));
        say(title, `${name}: ${ofAll(number, events.length)}`);
      });
      named(all, placed);
      say(note, `${before}${ofAll(dashed, vague)}${after}`);
    },
  };
}
