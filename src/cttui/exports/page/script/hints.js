// What looks like a clause but is not one (src/cttui/query/hints.py): each is reported with the right clause.

const SIGN = /(?!\p{Nd})([\p{L}\p{N}_][\p{L}\p{N}_-]*)(\s*)(>=|=>|<=|=<|==|!=|<>|[≥≤≠=<>:])\s*("(?:[^"\\]|\\.)*"|[^\s]*)/suy;
const HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d";
const [OPENING, CLOSING] = ["\u201c\u201e\u201f\u00ab\uff02", "\u201d\u201c\u00bb\uff02"];
const COMPARED = { ">=": ">=", "=>": ">=", "≥": ">=", "<=": "<=", "=<": "<=", "≤": "<=", ">": ">", "<": "<" };
const OR_MESSAGE = "OR between words is not supported; separate values of one field by commas, e.g. kind:attack,operation";
const OTHER_NAMES = new Map(Object.entries({
  after: "date:>", since: "date:>=", from: "date:>=", before: "date:<", until: "date:<=", till: "date:<=", to: "date:<=",
  on: "date:", in: "date:", during: "date:", year: "date:", month: "date:", day: "date:", type: "kind:", category: "kind:",
  party: "actor:", topic: "tag:", sort: "order:", sorted: "order:", orderby: "order:",
}));

const matchAt = (pattern, text, at) => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** The start of a clause that is neither a field nor a phrase, and its surroundings. */
class Place {
  constructor(text, start, at, before, vocabulary, read, ends) {
    Object.assign(this, { text, start, at, before, vocabulary, read, ends });
  }

  /** A text as suggested: itself, or with the nearest value instead of a wrong one, or empty if it is not a query. */
  reads(offer) {
    let text = offer;
    for (let turn = 0; this.read && turn < 2; turn += 1) {
      try {
        this.read(text);
        return text;
      } catch (fault) {
        if (!(fault instanceof Fault) || !fault.suggestion) return "";
        text = text.slice(0, fault.start) + fault.suggestion + text.slice(fault.stop);
      }
    }
    return "";
  }

  end(at) {
    try {
      return this.ends(at);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      return at + (matchAt(/\S+/uy, this.text, at)?.[0].length ?? 0);
    }
  }

  rest(at) {
    return this.text.slice(at, this.end(at));
  }

  get word() {
    return matchAt(/\S+/uy, this.text, this.at)?.[0] ?? "";
  }

  get hyphen() {
    return this.text.slice(this.start, this.at);
  }

  fault(message, stop, offer = "", start = this.start) {
    return new Fault(message, start, stop, offer ? this.reads(offer) : "");
  }
}

function operator(place) {
  const { word, text } = place;
  const stop = place.at + word.length;
  if (!["AND", "OR", "NOT", "&&", "||", "&", "|"].includes(word)) return null;
  const begin = stop + matchAt(/\s*/uy, text, stop)[0].length;
  const follows = begin < text.length ? text.slice(begin, place.end(begin)) : "";
  if (!follows) return place.fault(`${word} has nothing to join; to search for the word, put it in quotation marks`, stop);
  const end = begin + follows.length;
  if (word === "NOT") {
    const offer = place.hyphen ? "" : follows.startsWith("-") ? follows.slice(1) : `-${follows}`;
    return place.fault("NOT is not supported; use a hyphen to exclude", end, offer);
  }
  const first = place.before >= 0 ? text.slice(place.before, place.start).trimEnd() : "";
  if (["AND", "&&", "&"].includes(word)) {
    const message = `${word} is not needed: all words and clauses must match anyway`;
    return place.fault(message, end, `${first} ${follows}`.trim(), Math.max(place.before, 0));
  }
  const colon = first.indexOf(":");
  let offer = "";
  if (colon >= 0 && !first.startsWith("-")) {
    const field = first.slice(0, colon + 1);
    const other = follows.startsWith(field) ? follows.slice(field.length) : follows;
    offer = other.includes(":") ? "" : `${first},${other}`;
  }
  return offer && place.reads(offer) ? place.fault(OR_MESSAGE, end, offer, place.before) : place.fault(OR_MESSAGE, stop);
}

function signBefore(place) {
  const [sign = "", ...letters] = [...place.word];
  const next = letters[0] ?? "";
  if (!next || !(place.vocabulary.words(next).length || "\"'(".includes(next))) return null;
  const inner = place.at + sign.length;
  const stop = place.end(inner);
  const clause = place.text.slice(inner, stop);
  const turned = place.hyphen ? "" : `-${clause}`;
  if (sign === "!") return place.fault("to exclude, use a hyphen instead of !", stop, turned);
  if (HYPHENS.includes(sign)) return place.fault("this is a dash; to exclude, use a hyphen", stop, turned);
  if (sign !== "+") return null;
  return place.fault("+ is not needed: all words and clauses must match anyway", stop, `${place.hyphen}${clause}`);
}

function parentheses(place) {
  if (!place.word.startsWith("(") || place.word.includes(")")) return null;
  const close = place.text.indexOf(")", place.at);
  const inner = close > 0 ? place.text.slice(place.at + 1, close).trim() : "";
  const stop = close > 0 ? close + 1 : place.at + place.word.length;
  return place.fault("parentheses are not supported; all words and clauses must match", stop, place.hyphen ? "" : inner);
}

function quotationMarks(place) {
  const { text, at, word } = place;
  let close;
  if (word && OPENING.includes(word[0])) {
    close = Math.min(...[...CLOSING].map((mark) => text.indexOf(mark, at + 1)).filter((found) => found > 0));
  } else if (word[0] === "'" && text.slice(at).includes(" ")) {
    close = text.indexOf("'", at + word.length - 1);
    if (close < 0 || (close + 1 < text.length && !isSpace(text[close + 1]))) return null;
  } else {
    return null;
  }
  const found = Number.isFinite(close) && close > 0;
  const inner = found ? text.slice(at + 1, close) : "";
  const message = 'put a phrase in straight quotation marks, e.g. "apex committee"';
  return place.fault(message, found ? close + 1 : at + word.length, inner ? `${place.hyphen}${quoted(inner)}` : "");
}

function comparison(place) {
  const match = matchAt(SIGN, place.text, place.at);
  if (!match) return null;
  const [whole, name, space, sign, value] = match;
  const stop = place.at + whole.length;
  let field = place.vocabulary.fields.get(name.toLowerCase());
  if (!field) {
    if (space || !value) return null;
    const close = place.vocabulary.nearestField(name);
    if (!close) return place.fault(`unknown field '${shorten(name, 30)}'; put text with ${sign} in quotation marks`, stop);
    field = place.vocabulary.fields.get(close);
  }
  const turned = ["!=", "<>", "≠"].includes(sign) !== Boolean(place.hyphen);
  const compared = ["date", "figure"].includes(field.shape) ? (COMPARED[sign] ?? "") : "";
  const offer = value ? `${turned ? "-" : ""}${field.name}:${compared}${value}` : "";
  return place.fault(`${field.name} must be followed directly by a colon, e.g. ${field.example}`, stop, offer);
}

function either(place) {
  if (!place.word.replace(/^\|+|\|+$/g, "").includes("|")) return null;
  return place.fault(OR_MESSAGE, place.at + place.word.length);
}

function wildcard(place) {
  const bareWord = place.word.replace(/\*+$/, "");
  if (!bareWord.includes("*")) return null;
  const begins = bareWord.split("*")[0];
  const offer = place.vocabulary.words(begins).length ? begins : bareWord.replace(/^\*+|\*+$/g, "");
  return place.fault("* is not supported; words match by their beginning", place.at + place.word.length, place.hyphen + offer);
}

const LOOKS = [operator, signBefore, parentheses, quotationMarks, comparison, either, wildcard, (place) => dated(place, place.at)];

/** The fault of a word that looks like a clause; null if it is just a word. */
function look(place) {
  for (const find of LOOKS) {
    const fault = find(place);
    if (fault) return fault;
  }
  return null;
}

/** A time in words at an offset, as many words as possible, with the clause for it. */
function dated(place, at, fewest = 2) {
  const stops = [];
  for (let stop = at, match; stops.length < 10 && (match = matchAt(/\s*[^\s:"()]+/uy, place.text, stop)); ) {
    stop += match[0].length;
    stops.push(stop);
  }
  for (let count = stops.length; count >= fewest; count -= 1) {
    const value = dateWords(place.text.slice(at, stops[count - 1]), place.vocabulary.period);
    if (value) return place.fault("write dates as a clause", stops[count - 1], `${place.hyphen}date:${value}`);
  }
  return null;
}

/** ``[1 TO 5]`` or ``1 to 5`` after a field's colon. */
function ranged(place, name, at, stop) {
  const match = matchAt(/[[{(]?\s*([^\s[\]{}()]+)\s+(?:TO|to|AND|and)\s+([^\s[\]{}()]+)\s*[\]})]?/uy, place.text, at);
  if (!match || at + match[0].length <= stop) return null;
  const offer = `${place.hyphen}${name}:${match[1]}..${match[2]}`;
  const fault = place.fault("write a range with two dots", at + match[0].length, offer);
  return fault.suggestion ? fault : null;
}

/** Values separated or negated by the syntax of other languages. */
function several(place, name, at, typed) {
  const field = place.vocabulary.fields.get(name);
  let stop = at + typed.length;
  let parts = typed.split(/[|;/+&]+/).filter(Boolean);
  const close = typed.startsWith("(") ? place.text.indexOf(")", at) : -1;
  if (close > 0) {
    stop = close + 1;
    parts = place.text.slice(at + 1, close).split(/[\s|,;]+/u).filter((part) => !["", "OR", "or"].includes(part));
  }
  const bareValue = typed.replace(/^[=!<>:\-~]+/, "");
  if (bareValue !== typed && field.resolve(bareValue)) {
    const turned = "!-".includes(typed[0]) && !place.hyphen;
    const message = turned ? `to exclude, put a hyphen before ${name}` : `put the value directly after ${name}:`;
    return place.fault(message, stop, `${turned ? "-" : place.hyphen}${name}:${bareValue}`);
  }
  if (parts.length < 2 || !parts.every((part) => field.resolve(part))) return null;
  return place.fault("separate values by commas", stop, `${place.text.slice(place.start, at)}${parts.join(",")}`);
}

/** A value separated by a space from the comma before it. */
function parted(place, name, at) {
  const match = matchAt(/\s+([^\s,"]+)/uy, place.text, at);
  if (!match || place.vocabulary.fields.get(name).resolve(match[1]) === null) return null;
  return new Fault("remove the space after the comma", at, at + match[0].length, match[1]);
}
