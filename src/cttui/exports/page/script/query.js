// The query language: text to clauses and back (src/cttui/query). Offsets are those of JavaScript's strings.

const quoted = (text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
const written = (text) => (/^[^\s,"]+$/u.test(text) ? text : quoted(text));
const bare = (clause) => clause.text.slice(clause.negated ? 1 : 0);

/** A clause with the text that the bar writes for it. */
function clauseOf(shape, negated, body, more = {}) {
  return Object.freeze({ shape, negated, text: (negated ? "-" : "") + body, ...more });
}
const valuesClause = (negated, field, tokens) =>
  clauseOf("values", negated, `${field}:${tokens.map(written).join(",")}`, { field, tokens });

function datesClause(negated, low, high, surely) {
  const name = surely ? "date!" : "date";
  const both = low === high ? low : `${low}..${high}`;
  const body = low && high ? both : low ? `>=${low}` : `<=${high}`;
  const [first, last] = [low ? readDate(low).earliest : FIRST_DAY, high ? readDate(high).latest : LAST_DAY];
  const runs = low && low === high ? readDate(low).runs : [[first, last]];
  return clauseOf("date", negated, `${name}:${body}`, { field: "date", low, high, surely, first, last, runs });
}

const figureText = (amount) => (Number.isFinite(amount) ? plainNumber(amount) : "");
function rangeText({ low, high, lowOpen, highOpen }) {
  if (low === high) return figureText(low);
  if (high === Infinity) return `${lowOpen ? ">" : ">="}${figureText(low)}`;
  if (low === 0 && !lowOpen) return `${highOpen ? "<" : "<="}${figureText(high)}`;
  return `${figureText(low)}..${figureText(high)}`;
}

function figuresClause(negated, field, ranges) {
  if (ranges.length === 1) return clauseOf("figure", negated, `${field}:${rangeText(ranges[0])}`, { field, ranges });
  let spans = ranges.map(({ low, high }) => (low === high ? figureText(low) : `${figureText(low)}..${figureText(high)}`));
  try {
    oneRange(spans.join(","));
    // 5,100 would be read as one number, not as 5 or 100
    spans = spans.map((span) => (span.split("..").at(-1).includes(".") ? span : `${span}.0`));
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
  }
  return clauseOf("figure", negated, `${field}:${spans.join(",")}`, { field, ranges });
}

const GROUPED = /^[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,32})?$/;
function amount(text) {
  const ascii = asciiDigits(text);
  const plain = GROUPED.test(ascii) ? ascii.replaceAll(",", "") : ascii;
  if (!/^(?:\d{1,15}|\d{1,12}\.\d{1,32})$/.test(plain)) throw new Fault("no number");
  return Number(plain);
}

/** One range of numbers: a number, a comparison, or two ends of which one may be missing. */
function oneRange(typed) {
  const range = (low, high, lowOpen = false, highOpen = false) => ({ low, high, lowOpen, highOpen });
  const compared = /^(>=|>|<=|<)(.*)$/su.exec(typed);
  if (compared) {
    const end = amount(compared[2]);
    return compared[1][0] === ">" ? range(end, Infinity, compared[1] === ">") : range(0, end, false, compared[1] === "<");
  }
  const at = typed.indexOf("..");
  if (at < 0) return range(amount(typed), amount(typed));
  const [first, last] = [typed.slice(0, at), typed.slice(at + 2)];
  return range(first || !last ? amount(first) : 0, last ? amount(last) : Infinity);
}

function rangesOf(typed) {
  try {
    return [oneRange(typed)];
  } catch (fault) {
    const parts = typed.split(",");
    // a comma after a comparison is probably a decimal comma; so is one after a leading 0
    if (/[<>]/.test(typed) || parts.some((part) => part.split("..").some((end) => /^0\d/.test(asciiDigits(end))))) throw fault;
    const found = new Map(parts.map(oneRange).map((range) => [JSON.stringify(Object.values(range).map(String)), range]));
    return [...found.values()];
  }
}

/** A number of degrees rounded to four decimals, halves to even, as Python rounds. */
function fourDecimals(value) {
  const halves = value * 32;
  if (Number.isInteger(halves) && halves % 2 !== 0) {
    const below = Math.floor(value * 10000);
    return (below % 2 === 0 ? below : below + 1) / 10000 + 0;
  }
  return Number(value.toFixed(4)) + 0;
}

function boxClause(negated, area) {
  return clauseOf("box", negated, `bbox:${area.map((side) => side.toFixed(4).replace(/\.?0+$/, "").replace(/^-0$/, "0")).join(",")}`, {
    field: "bbox",
    area,
  });
}

function readBox(text, at) {
  const sides = [["west", 180], ["south", 90], ["east", 180], ["north", 90]];
  const parts = text.split(",");
  let start = at;
  parts.slice(0, 4).forEach((part, number) => {
    const stop = start + Math.max(part.length, 1);
    const [side, limit] = sides[number];
    if (part && !/^-?\d{1,3}(?:\.\d{1,15})?$/.test(part)) {
      throw new Fault(`'${shorten(part, 20)}' is not a number of degrees, e.g. 69.5 or -12`, start, stop);
    }
    if (part && Math.abs(Number(part)) > limit) throw new Fault(`${side} must be from -${limit} to ${limit} degrees`, start, stop);
    start += part.length + 1;
  });
  if (parts.length !== 4 || !parts.every(Boolean)) {
    throw new Fault("a box needs four numbers of degrees: west,south,east,north, e.g. bbox:69.5,33,72.1,34.5", at, at + text.length);
  }
  const area = parts.map(Number).map(fourDecimals);
  if (area[1] > area[3]) throw new Fault("south is above north; write west,south,east,north", at, at + text.length);
  return area;
}

/** The query language over a vocabulary (engine.js): ``read`` parses, the others change a query. */
function language(vocabulary, most) {
  const { words, key, seen } = vocabulary;
  const NAME = /(?!\p{Nd})[\p{L}\p{N}_][\p{L}\p{N}_-]*!?:/uy;
  const WORD = new RegExp(`[^${SPACE}]+`, "uy");
  const BARE = new RegExp(`[^${SPACE},"]+`, "uy");
  const QUOTED = /"((?:[^"\\]|\\.)*)"/suy;

  class Reader {
    constructor(text, at = 0, looks = true, offers = true) {
      Object.assign(this, { text, at, looks, offers, order: "", before: -1 });
    }

    *clauses() {
      let count = 0;
      while (this.skipSpace()) {
        const start = this.at;
        count += 1;
        if (count > most.clauses) throw new Fault(`a query can have at most ${most.clauses} clauses`, start, this.text.length);
        const clause = this.clause();
        yield [clause, start, this.at];
        this.before = start;
      }
    }

    place(start, at) {
      const ends = (from) => new Reader(this.text, from, false, false).clauses().next().value?.[2] ?? from;
      const other = this.offers ? (text) => [...new Reader(text, 0, true, false).clauses()] : null;
      return new Place(this.text, start, at, this.before, vocabulary, other, ends);
    }

    skipSpace() {
      for (let char; this.at < this.text.length; this.at += char.length) {
        char = String.fromCodePoint(this.text.codePointAt(this.at));
        if (!isSpace(char) && seen(char)) return true;
      }
      return false;
    }

    ended() {
      return this.at >= this.text.length || isSpace(this.text[this.at]);
    }

    take(pattern) {
      pattern.lastIndex = this.at;
      const match = pattern.exec(this.text);
      if (match) this.at = pattern.lastIndex;
      return match;
    }

    clause() {
      const start = this.at;
      const negated = this.text[start] === "-";
      if (negated) {
        this.at += 1;
        if (this.ended()) throw new Fault("nothing to exclude after the hyphen", start, this.at);
      }
      if (this.text[this.at] === '"') {
        const typed = this.needsWords(this.quotedText(), start);
        return clauseOf("phrase", negated, quoted(typed), { typed });
      }
      const name = this.take(NAME);
      if (name) {
        const surely = name[0].endsWith("!:");
        return this.field(name[0].slice(0, surely ? -2 : -1), surely, negated, start);
      }
      const fault = this.looks && look(this.place(start, this.at));
      if (fault) throw fault;
      const typed = this.needsWords(this.take(WORD)[0], start);
      return clauseOf("word", negated, typed, { typed });
    }

    needsWords(typed, start) {
      if (words(typed).length) return typed;
      throw new Fault(`${shorten(typed, 20) || "the phrase"} has no letter or digit to search for`, start, this.at);
    }

    quotedText() {
      const start = this.at;
      const match = this.take(QUOTED);
      if (!match) throw new Fault("this quotation mark is not closed", start, this.text.length);
      return match[1].replace(/\\(.)/gsu, "$1");
    }

    field(name, surely, negated, start) {
      const field = vocabulary.fields.get(name.toLowerCase());
      const stop = this.at;
      if (!field) throw this.unknown(name, negated, start, stop);
      if (surely && field.shape !== "date") {
        const place = this.place(start, start + (negated ? 1 : 0));
        const offer = `${negated ? "" : "-"}${field.name}:${place.rest(stop)}`;
        throw place.fault("! works only with date, as in date!:2024-07", place.end(stop), offer);
      }
      if (this.ended()) {
        throw new Fault(`a value is missing after ${field.name}: (${field.help}), e.g. ${field.example}`, start, stop);
      }
      if (field.shape === "order") return this.takeOrder(negated, start);
      if (field.shape === "values") return valuesClause(negated, field.name, [...new Set(this.tokens(field, start))]);
      const begin = this.at;
      const [typed] = this.take(WORD);
      const place = this.place(start, start + (negated ? 1 : 0));
      const range = this.looks && ranged(place, field.name, begin, this.at);
      if (range) throw range;
      const figure = this.looks && field.shape === "figure" && figured(place, field.name, begin, this.at);
      if (figure) throw figure;
      try {
        if (field.shape === "date") return this.dates(typed, surely, negated, begin);
        if (field.shape === "box") return boxClause(negated, readBox(typed, begin));
        return this.figures(field, typed, negated, begin);
      } catch (fault) {
        if (!(fault instanceof Fault) || !this.looks || field.shape !== "date") throw fault;
        throw almostDated(place, surely ? "date!" : "date", begin, this.at) ?? dated(place, begin, 1) ?? fault;
      }
    }

    unknown(name, negated, start, stop) {
      const begins = OTHER_NAMES.get(name.toLowerCase());
      if (begins) {
        const place = this.place(start, start + (negated ? 1 : 0));
        const other = place.fault(`unknown field '${name}'`, place.end(stop), `${place.hyphen}${begins}${place.rest(stop)}`);
        if (other.suggestion) return other;
      }
      const close = vocabulary.nearestField(name);
      const help = close ? "" : "; put text with a colon in quotation marks";
      return new Fault(`unknown field '${shorten(name, 30)}'${help}`, start + (negated ? 1 : 0), stop - 1, close);
    }

    takeOrder(negated, start) {
      const begin = this.at;
      const typed = this.take(WORD)?.[0] ?? "";
      const order = key(typed);
      const names = Object.keys(vocabulary.orders);
      if (!Object.hasOwn(vocabulary.orders, order)) {
        const message = `unknown order '${shorten(typed, 30)}'; expected one of ${names.join(", ")}`;
        throw new Fault(message, begin, this.at, nearest(order, names, key));
      }
      if (typed.replace(/^"+|"+$/g, "").toLowerCase() !== order) {
        const message = `an order has no sign and cannot be reversed: it lists the ${order === DATE_ORDER ? "earliest" : "most"} first`;
        throw new Fault(message, start, this.at, `order:${order}`);
      }
      if (negated) throw new Fault("an order cannot be excluded", start, this.at, `order:${order}`);
      if (this.order) throw new Fault(`a query can have only one order, and has order:${this.order} already`, start, this.at);
      this.order = order;
      return null;
    }

    *tokens(field, clause) {
      for (;;) {
        const start = this.at;
        const typed = this.text[start] === '"' ? this.quotedText() : (this.take(BARE)?.[0] ?? "");
        if (!typed) {
          const apart = this.looks && parted(this.place(clause, clause), field.name, start);
          throw apart || new Fault(`a value of ${field.name} is missing here, e.g. ${field.example}`, start, Math.max(this.at, start + 1));
        }
        const meant = field.meant(typed);
        const token = meant[0] ?? null;
        if (token === null || /^[!(-]/.test(typed)) {
          const place = this.place(clause, clause + (this.text[clause] === "-" ? 1 : 0));
          const fault = this.looks && token !== typed && several(place, field.name, start, typed);
          if (fault) throw fault;
        }
        if (token === null) {
          const close = vocabulary.nearestValue(field, typed);
          throw new Fault(`unknown ${field.name} '${shorten(typed, 30)}'`, start, this.at, close ? written(close) : "");
        }
        yield* meant;
        if (this.text[this.at] !== ",") break;
        this.at += 1;
      }
      if (!this.ended()) throw new Fault("a space or comma is missing here", this.at, this.at + 1);
    }

    dates(typed, surely, negated, start) {
      try {
        const [low, high] = rangeEnds(typed);
        const clause = datesClause(negated, low, high, surely);
        if (clause.first <= clause.last) return clause;
      } catch (fault) {
        if (fault instanceof Fault) [fault.start, fault.stop] = [start, this.at];
        throw fault;
      }
      throw new Fault("the start is after the end", start, this.at);
    }

    figures(field, typed, negated, start) {
      let ranges;
      try {
        ranges = rangesOf(typed);
      } catch (fault) {
        if (!(fault instanceof Fault)) throw fault;
        const name = field.name;
        const more = typed.includes(",")
          ? `, ${name}:1,000 for a thousand, ${name}:1.5 for one and a half, ${name}:5,7 for five or seven`
          : "";
        const message = `'${shorten(typed, 20)}' is not a number range; write ${name}:>=10, ${name}:1..5 or ${name}:6${more}`;
        throw new Fault(message, start, this.at);
      }
      if (ranges.some(({ low, high, highOpen }) => low > high || (high === 0 && highOpen))) {
        throw new Fault("no number is in this range", start, this.at);
      }
      return figuresClause(negated, field.name, ranges);
    }
  }

  const queryOf = (clauses, order) => {
    const said = [...clauses.map((clause) => clause.text), ...(order === DATE_ORDER ? [] : [`order:${order}`])];
    return Object.freeze({ clauses, order, text: said.join(" ") });
  };
  const long = (text) => [...text].length > most.text;

  /** Read a query. Throws a fault. */
  const read = (text) => {
    if (long(text)) throw new Fault(`this query is longer than ${most.text.toLocaleString("en")} characters`, 0, text.length);
    const reader = new Reader(text);
    const clauses = [...reader.clauses()].map(([clause]) => clause).filter(Boolean);
    const found = queryOf(clauses, reader.order || DATE_ORDER);
    // words that were apart may mean something else side by side: march order:killed 2024
    if (found.text !== text) [...new Reader(found.text).clauses()];
    if (long(found.text)) throw new Fault(`written in full, this query is longer than ${most.text.toLocaleString("en")} characters`);
    return found;
  };

  const isOf = (clause, field, negated) => clause.shape === "values" && clause.field === field && clause.negated === negated;
  const named = (query, field, negated) =>
    new Set(query.clauses.filter((clause) => isOf(clause, field, negated)).flatMap((clause) => clause.tokens));

  const dropping = (query, field, token, negated) =>
    queryOf(
      query.clauses.flatMap((clause) => {
        if (!isOf(clause, field, negated) || !clause.tokens.includes(token)) return [clause];
        const tokens = clause.tokens.filter((other) => other !== token);
        return tokens.length ? [valuesClause(negated, field, tokens)] : [];
      }),
      query.order,
    );
  const adding = (query, field, token, negated) => {
    const at = query.clauses.findIndex((clause) => isOf(clause, field, negated));
    if (at < 0) return queryOf([...query.clauses, valuesClause(negated, field, [token])], query.order);
    const clauses = [...query.clauses];
    clauses[at] = valuesClause(negated, field, [...clauses[at].tokens, token]);
    return queryOf(clauses, query.order);
  };

  return {
    read,
    none: queryOf([], DATE_ORDER),
    chosen: (query, field) => named(query, field, false),
    /** Add a value, or remove it if it is there; an excluded value is no longer excluded. */
    toggle(query, field, token) {
      if (named(query, field, false).has(token)) return dropping(query, field, token, false);
      return adding(dropping(query, field, token, true), field, token, false);
    },
    /** The query with a value alone of a field, as a count beside it is made; other excluded values stay excluded. */
    only(query, field, token) {
      const rest = queryOf(query.clauses.filter((clause) => !isOf(clause, field, false)), query.order);
      return adding(dropping(rest, field, token, true), field, token, false);
    },
    /** Replace all spans of days by one; both ends empty remove them. */
    within(query, low, high) {
      const old = query.clauses.filter((clause) => clause.shape === "date" && !clause.negated);
      const wanted = low || high ? [datesClause(false, low, high, old.some((clause) => clause.surely))] : [];
      const at = old.length ? query.clauses.indexOf(old[0]) : query.clauses.length;
      const kept = (clauses) => clauses.filter((clause) => !old.includes(clause));
      return queryOf([...kept(query.clauses.slice(0, at)), ...wanted, ...kept(query.clauses.slice(at))], query.order);
    },
    /** Replace any box by another; none removes it. */
    boxed(query, area) {
      const kept = query.clauses.filter((clause) => clause.shape !== "box" || clause.negated);
      return queryOf(area ? [...kept, boxClause(false, area.map(fourDecimals))] : kept, query.order);
    },
  };
}

const DATE_ORDER = "date";
