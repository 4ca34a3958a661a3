// What the data and the texts of the page say of each event, and the events that a query finds (src/cttui/store).

const CODES = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((letter, code) => [letter, code]));

/** Numbers from the base 64 of source maps. */
function numbersOf(text) {
  const found = [];
  let [number, shift] = [0, 1];
  for (const letter of text) {
    const code = CODES.get(letter);
    number += (code & 31) * shift;
    if (code > 31) {
      shift *= 32;
    } else {
      found.push(number);
      [number, shift] = [0, 1];
    }
  }
  return found;
}

/** Lists of rising numbers, each ended by 0. */
function listsOf(text) {
  const found = [[]];
  let last = -1;
  for (const step of numbersOf(text)) {
    if (step) {
      last += step;
      found.at(-1).push(last);
    } else {
      found.push([]);
      last = -1;
    }
  }
  found.pop();
  return found;
}

/** Something made when it is first needed. */
function once(make) {
  let made;
  return () => (made ??= make());
}

/** What finds the value that a spelling means: its token; null if none is spelt so. */
function resolverOf(values, key) {
  const tokens = new Set(values.map(([token]) => token));
  const spelt = once(() => {
    const found = new Map();
    const add = (form, token) => found.has(form) || found.set(form, token);
    // a token or label takes precedence over another value's alias
    for (const [token] of values) add(key(token), token);
    for (const [token, ...others] of values) {
      for (const spelling of new Set(others.length ? others : [token])) {
        const folded = key(spelling);
        for (const form of [folded, folded.replaceAll(" ", ""), folded.replace(/^the /, "")]) add(form, token);
      }
    }
    return found;
  });
  return (spelling) => {
    if (tokens.has(spelling)) return spelling;
    const folded = key(spelling);
    return spelt().get(folded) || spelt().get(folded.replace(/^the /, "")) || null;
  };
}

/** The fields and values of the page, and how people spell them. */
function vocabularyOf(data, shown) {
  const folding = folder(data.folding);
  const fields = new Map();
  const measure = (name) => ({ shape: "figure", help: `how many ${name}`, example: `${name}:>=10` });
  for (const name of Object.keys(data.measures)) fields.set(name, { name, ...measure(name) });
  for (const [name, field] of Object.entries(data.fields)) {
    const listed = once(() => {
      if (name !== "source") return field.values.map((value) => (Array.isArray(value) ? value : [value]));
      return shown.sources().map(({ id, name: called }, number) => [id, called ?? field.names[number]]);
    });
    const resolver = once(() => resolverOf(listed(), folding.key));
    const resolve = (spelling) => resolver()(spelling);
    /** The tokens of the values that a spelling means: several, where they differ by case and marks alone and none is this. */
    const meant = (spelling) => {
      const token = resolve(spelling);
      if (token === null || token === spelling) return token === null ? [] : [token];
      const folded = folding.key(token);
      return listed().map(([one]) => one).filter((one) => one === token || folding.key(one) === folded);
    };
    fields.set(name, field.shape === "values" ? { name, ...field, listed, resolve, meant } : { name, ...field });
  }
  return {
    ...folding,
    fields,
    period: data.period,
    orders: data.fields.order.orders,
    /** The field that a name means, by another word for what is counted or as a misspelling; one without values is none. */
    nearestField(name) {
      const used = [...fields.values()].filter((field) => field.shape !== "values" || field.listed().length);
      const usable = new Map(used.map((field) => [field.name, field.name]));
      for (const line of SAME_FIGURES) {
        const measure = line.find((word) => fields.get(word)?.shape === "figure");
        for (const word of measure ? line : []) if (!usable.has(word)) usable.set(word, measure);
      }
      return usable.get(nearest(name, usable.keys(), folding.key)) ?? "";
    },
    nearestValue(field, spelling) {
      const forms = new Map();
      for (const spelt of field.listed()) for (const form of spelt) forms.set(form, spelt[0]);
      return forms.get(nearest(spelling, forms.keys(), folding.key)) ?? "";
    },
  };
}

const JOINED = /[\p{L}\p{N}]+(?:[-\u2010-\u2015.&/][\p{L}\p{N}]+)*/gu;

/** The searchable text: every run of folded words once, and for each event the numbers of its runs. */
function textOf(data, shown, { fold, words, key, fields }, sourcesOf) {
  const numbers = new Map();
  const number = (run) => {
    if (!numbers.has(run)) numbers.set(run, numbers.size);
    return numbers.get(run);
  };
  // the first numbers are those of what values are called, the next those of the runs that are carried
  const values = [...fields.values()].filter((field) => field.shape === "values" && field.name !== "source");
  const forms = values.flatMap((field) => field.listed().flat()).map(key);
  const carried = [...forms, ...(data.text.runs ? data.text.runs.split("\n") : [])];
  const kept = new Map();
  const runsIn = (text) => {
    if (!kept.has(text)) {
      const forms = [...fold(text).matchAll(JOINED)].map(([found]) => found).filter((found) => /[^\p{L}\p{N}]/u.test(found));
      const joined = forms.map((form) => form.replace(/[^\p{L}\p{N}]+/gu, ""));
      kept.set(text, [words(text).join(" "), ...joined].filter(Boolean).map(number));
    }
    return kept.get(text);
  };
  const sources = shown.sources().map(({ name }) => (name === null ? [] : runsIn(name)));
  const events = listsOf(data.text.has).map((rest, event) => [
    ...new Set([...rest.map((place) => number(carried[place])), ...shown.texts(event).flatMap(runsIn), ...sourcesOf[event].flatMap((source) => sources[source])]),
  ]);
  const starts = new Uint32Array(numbers.size + 1);
  let size = 1;
  [...numbers.keys()].forEach((run, place) => {
    starts[place] = size;
    size += run.length + 3;
  });
  starts[numbers.size] = size;
  return { whole: `\n${[...numbers.keys()].map((run) => ` ${run} \n`).join("")}`, starts, events };
}

/**
 * The events that queries find.
 *
 * ``page`` reads the document: ``texts(n)`` the searchable texts of an event that stand in it, ``sources()`` the ids and headlines
 * of its sources.
 */
function engineOf(data, page) {
  const skips = numbersOf(data.text.headlines);
  // words of ours stand before what is no headline
  const skipped = (headline, count) => headline.match(new RegExp(`^(?:[^\\p{L}\\p{N}]*[\\p{L}\\p{N}]+){${count}}`, "u"))[0].length;
  const called = ({ id, headline }, place) => ({ id, name: skips[place] ? headline.slice(skipped(headline, skips[place] - 1)) : null });
  const shown = { texts: page.texts, sources: once(() => page.sources().map(called)) };
  const vocabulary = vocabularyOf(data, shown);
  const { count } = data;
  const lists = new Map();
  const valuesOf = (field) => {
    if (!lists.has(field.name)) lists.set(field.name, listsOf(field.has));
    return lists.get(field.name);
  };
  const text = once(() => textOf(data, shown, vocabulary, valuesOf(vocabulary.fields.get("source"))));
  const days = data.fields.date.days.map((ends) => ends.flatMap((end, place) => (place % 2 ? [] : [[end + data.first, ends[place + 1] + data.first]])));
  const figures = new Map();

  const mark = (events) => {
    const found = new Uint8Array(count);
    for (const event of events) found[event] = 1;
    return found;
  };
  const where = (test) => Uint8Array.from({ length: count }, (_, event) => (test(event) ? 1 : 0));

  const inText = (needle) => {
    const { whole, starts, events } = text();
    const hits = new Uint8Array(starts.length - 1);
    let run = 0;
    for (let at = whole.indexOf(needle); at >= 0; at = whole.indexOf(needle, starts[run] - 1)) {
      let [low, high] = [run, starts.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle + 1] <= at) low = middle + 1;
        else high = middle;
      }
      hits[low] = 1;
      run = low + 1;
      if (run >= hits.length) break;
    }
    return where((event) => events[event].some((one) => hits[one]));
  };

  const finders = {
    word: ({ typed }) => inText(` ${vocabulary.words(typed).join(" ")}`),
    phrase: ({ typed }) => inText(` ${vocabulary.words(typed).join(" ")} `),
    values({ field, tokens }) {
      const known = vocabulary.fields.get(field);
      const wanted = new Set(known.listed().flatMap(([token], number) => (tokens.includes(token) ? [number] : [])));
      const has = valuesOf(known);
      return where((event) => has[event].some((number) => wanted.has(number)));
    },
    date({ runs, surely }) {
      const inside = ([first, last]) => runs.some(([low, high]) => first >= low && last <= high);
      const meets = ([first, last]) => runs.some(([low, high]) => first <= high && last >= low);
      return where((event) => days[event].length && (surely ? days[event].every(inside) : days[event].some(meets)));
    },
    figure({ field, ranges }) {
      if (!figures.has(field)) {
        figures.set(field, data.measures[field].map(([event, ...ends]) => [event, ends.map((end) => end ?? Infinity)]));
      }
      const fits = (low, high) => (range) =>
        (range.highOpen ? low < range.high : low <= range.high) && (range.lowOpen ? high > range.low : high >= range.low);
      const meets = ([, ends]) => ends.some((low, place) => place % 2 === 0 && ranges.some(fits(low, ends[place + 1])));
      return mark(figures.get(field).filter(meets).map(([event]) => event));
    },
    box({ area: [west, south, east, north] }) {
      const { steps, points } = data.fields.bbox;
      const [low, high] = [south, north].map((side) => Math.round((side + 90) * steps));
      const [first, last] = [west, east].map((side) => Math.round((side + 180) * steps));
      const turn = 360 * steps;
      const across = first > last ? [[first, turn], [0, last]] : last === turn ? [[first, last], [0, 0]] : [[first, last]];
      return where((event) => {
        const point = points[event];
        return point && point[0] >= low && point[0] <= high && across.some(([from, to]) => point[1] >= from && point[1] <= to);
      });
    },
  };

  const known = new Map();
  const found = (clause) => {
    const key = bare(clause);
    if (!known.has(key)) {
      if (known.size > 200) known.clear();
      known.set(key, finders[clause.shape](clause));
    }
    return known.get(key);
  };

  const needsOwn = (clause) => clause.shape === "values" && clause.tokens.some((token) => data.own.includes(`${clause.field}:${token}`));
  const words = language(vocabulary, data.most);

  /** Which events a query finds, a 1 for each; what only the reader's own copy of cttui can answer is a fault. */
  const select = (query) => {
    const selected = new Uint8Array(count).fill(1);
    for (const clause of query.clauses) {
      if (needsOwn(clause)) {
        throw new Fault(`${bare(clause)} depends on your own marks and notes, which this page does not have; open the link in cttui`);
      }
      const events = found(clause);
      for (let event = 0; event < count; event += 1) if (Boolean(events[event]) === clause.negated) selected[event] = 0;
    }
    return selected;
  };

  /** The events of the page in an order: numbers of events, those without a figure last. */
  const listed = (order) => {
    const ranks = vocabulary.orders[order];
    const listed = data.listed.length ? data.listed : null;
    const byDate = (one, other) => (listed ? listed[one] - listed[other] : one - other);
    return Array.from({ length: count }, (_, event) => event).sort((one, other) =>
      order === DATE_ORDER ? byDate(one, other) : ranks[other] - ranks[one] || byDate(one, other),
    );
  };

  return { ...words, vocabulary, count, select, listed, text, valuesOf };
}
