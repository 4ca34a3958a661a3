// What looks like a clause but is not one (src/cttui/query/hints.py): each is reported with the right clause.

const SIGN = /(?!\p{Nd})([\p{L}\p{N}_][\p{L}\p{N}_-]*)[.,;]*(\s*)(>=|=>|<=|=<|==|!=|<>|[≥≤≠=<>:\uff1a\uff1c-\uff1e])\s*("(?:[^"\\]|\\.)*"|[^\s]*)/dsuy;
const HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d";
const [OPENING, CLOSING] = ["\u201c\u201e\u201f\u00ab\uff02", "\u201d\u201c\u00bb\uff02"];
const COMPARED = { ">=": ">=", "=>": ">=", "≥": ">=", "<=": "<=", "=<": "<=", "≤": "<=", ">": ">", "<": "<", "\uff1e": ">", "\uff1c": "<" };
const OR_MESSAGE = "OR between words is not supported; separate values of one field by commas, e.g. kind:attack,operation";
const OTHER_NAMES = new Map(Object.entries({
  after: "date:>", since: "date:>=", from: "date:>=", before: "date:<", until: "date:<=", till: "date:<=", to: "date:<=",
  on: "date:", in: "date:", during: "date:", year: "date:", month: "date:", day: "date:", type: "kind:", category: "kind:",
  party: "actor:", topic: "tag:", sort: "order:", sorted: "order:", orderby: "order:",
}));

const SAME_FIGURES = [
  ["killed", "dead", "deaths", "death", "died", "fatalities", "fatality", "toll", "kills", "martyred", "slain", "casualties"],
  ["injured", "wounded", "injuries", "injury", "hurt", "wounds", "casualties"],
  ["arrested", "detained", "arrests", "detentions", "apprehended", "captured"],
  ["abducted", "kidnapped", "abductions", "kidnappings", "hostages"],
  ["missing", "disappeared", "disappearances"],
  ["displaced", "people-displaced", "refugees", "evacuated"],
  ["surrendered", "surrenders"],
  ["affected", "victims"],
];
const NAMED = "(?!\\p{Nd})([\\p{L}\\p{N}_][\\p{L}\\p{N}_-]*)";
const BESIDE = new RegExp(`^-?(?:"|${NAMED}!?:)`, "u");
const POINTED = new RegExp(`${NAMED}[.,;]+(?=[\\p{L}\\p{N}_])(\\S+)`, "uy");
const COMPARISON = /([<>]=?|=[<>=]?|!=|[≥≤≠])(?=[\p{L}\p{N}_.])/uy;
const JOIN = /(?<=[\p{L}\p{N}_")\]])(?:&&?|[,;+])(?=[\p{L}\p{N}_"([-])|(?<=[\p{L}\p{N}_")])&$|^&(?=[\p{L}\p{N}_"(])/gu;
const ENCLOSED = new RegExp(`(NOT(?=[([{]))?([([{\uff08\uff3b~\u00ac!+-]+)${NAMED}[:\uff1a](\\S*)`, "uy");
const TWICE = new RegExp(`[-${HYPHENS}]{2,}|!{2,}|\\+{2,}|\u00ac+`, "uy");
const MOST_WORDS = 8;

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

  /** Whether a text begins as a phrase does, or as a clause with one of the fields. */
  isClause(text) {
    const match = BESIDE.exec(text);
    return match !== null && (match[1] === undefined || this.vocabulary.fields.has(match[1].toLowerCase()));
  }

  /** Where the clause behind an offset and its spaces begins and ends. */
  next(at) {
    const begin = at + matchAt(/\s*/uy, this.text, at)[0].length;
    return [begin, begin < this.text.length ? this.end(begin) : begin];
  }

  fault(message, stop, offer = "", start = this.start) {
    return new Fault(message, start, stop, offer ? this.reads(offer) : "");
  }
}

/** What may say that one of two clauses of a field must match; it need not be a query. */
function eitherOf(first, follows, vocabulary) {
  const colon = first.indexOf(":");
  const name = first.slice(0, colon);
  const other = follows.startsWith(`${name}:`) ? follows.slice(colon + 1) : follows;
  if (colon < 0 || first.startsWith("-") || other.includes(":")) return [];
  const values = [first.slice(colon + 1), other];
  const spans = values.map((value) => value.replace(/^<=/, "..").replace(/^>=(.*)/su, "$1.."));
  const found = [`${name}:${values.join(",")}`];
  if (vocabulary.fields.get(name.toLowerCase())?.shape === "figure") found.push(`${name}:${spans.join(",")}`);
  if (name === "date") found.push(`date:{${values.join(",")}}`);
  return found;
}

function operator(place) {
  const { word, text } = place;
  const stop = place.at + word.length;
  const said = word.toUpperCase();
  if (!["AND", "OR", "NOT", "&&", "||", "&", "|"].includes(said)) return null;
  let [begin, end] = place.next(stop);
  let follows = text.slice(begin, end);
  const first = place.before >= 0 ? text.slice(place.before, place.start).trimEnd() : "";
  const isSmall = word !== said;
  // search and rescue are words that people look for
  if (isSmall && (place.hyphen || !follows || ![first, follows].some((part) => place.isClause(part)))) return null;
  if (!follows) return place.fault(`${word} has nothing to join; to search for the word, put it in quotation marks`, stop);
  const itself = isSmall ? `; to search for '${word}', put it in quotation marks` : "";
  const shown = isSmall ? `'${word}'` : word;
  if (said === "NOT") {
    const offer = place.hyphen ? "" : follows.startsWith("-") ? follows.slice(1) : `-${follows}`;
    return place.fault(`${shown} is not supported; use a hyphen to exclude${itself}`, end, offer);
  }
  if (["AND", "&&", "&"].includes(said)) {
    if (follows.toUpperCase() === "NOT") {
      [begin, end] = place.next(end);
      follows = `-${text.slice(begin, end)}`;
    } else if (matchAt(COMPARISON, follows, 0) && first.includes(":")) {
      follows = `${first.split(":")[0]}:${follows}`;
    }
    const message = `${shown} is not needed: all words and clauses must match anyway${itself}`;
    return place.fault(message, end, `${first} ${follows}`.trim(), Math.max(place.before, 0));
  }
  const offer = eitherOf(first, follows, place.vocabulary).find((one) => place.reads(one));
  return offer ? place.fault(OR_MESSAGE + itself, end, offer, place.before) : place.fault(OR_MESSAGE + itself, stop);
}

/** ``--word``, ``!!word``: the sign is meant once. */
function signTwice(place) {
  const match = matchAt(TWICE, place.text, place.start);
  const at = place.start + (match?.[0].length ?? 0);
  const next = match ? String.fromCodePoint(place.text.codePointAt(at) ?? 32) : " ";
  if (!(place.vocabulary.words(next).length || '"('.includes(next))) return null;
  const stop = place.end(at);
  const clause = place.text.slice(at, stop);
  if (match[0][0] === "+") return place.fault("+ is not needed: all words and clauses must match anyway", stop, clause);
  return place.fault("to exclude, put one hyphen before the word or clause", stop, `-${clause}`);
}

function signBefore(place) {
  const twice = signTwice(place);
  if (twice) return twice;
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

/** A clause in brackets, or behind signs that other languages exclude by, which would be read as words. */
function enclosed(place) {
  const match = matchAt(ENCLOSED, place.text, place.at);
  if (!match || !place.vocabulary.fields.has(match[3].toLowerCase())) return null;
  const [whole, not, signs, name, value] = match;
  const excluded = Number(Boolean(not)) + Number(Boolean(place.hyphen)) + [...signs].filter((sign) => "~\u00ac!-".includes(sign)).length;
  const offer = `${excluded % 2 ? "-" : ""}${name}:${value.replace(/[)\]}\uff09\uff3d]+$/u, "")}`;
  return place.fault("write a clause without brackets; to exclude it, put one hyphen before it", place.at + whole.length, offer);
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
  let message = `unknown field '${shorten(name, 30)}'`;
  if (field) {
    message = `${field.name} must be followed directly by a colon, e.g. ${field.example}`;
  } else {
    if (space || !value) return null;
    const close = place.vocabulary.nearestField(name);
    if (!close) return place.fault(`${message}; put text with ${sign} in quotation marks`, stop);
    field = place.vocabulary.fields.get(close);
  }
  const fault = field.shape === "figure" && value ? comparedFigure(place, field.name, match.indices[3][0], stop, message) : null;
  if (fault) return fault;
  const turned = ["!=", "<>", "≠"].includes(sign) !== Boolean(place.hyphen);
  const compared = ["date", "figure"].includes(field.shape) ? (COMPARED[sign] ?? "") : "";
  const offer = value ? `${turned ? "-" : ""}${field.name}:${compared}${value}` : "";
  return place.fault(message, stop, offer);
}

/** ``killed >= 1 000``, ``killed=5-7``: a figure that is written as people write it, too. */
function comparedFigure(place, name, at, stop, message) {
  for (const end of extents(place.text, at)) {
    const offer = end >= stop ? offered(place, name, meantFigure(place.text.slice(at, end))) : "";
    if (offer) return place.fault(message, end, offer);
  }
  return null;
}

/** Another sign than a colon behind a field, where a value of it follows. */
function pointed(place) {
  const match = matchAt(POINTED, place.text, place.at);
  const field = match && place.vocabulary.fields.get(match[1].toLowerCase());
  const offer = field ? `${place.hyphen}${field.name}:${match[2]}` : "";
  if (!offer || place.reads(offer) !== offer) return null;
  const message = `${field.name} must be followed directly by a colon, e.g. ${field.example}`;
  return place.fault(message, place.at + match[0].length, offer);
}

/** A comparison without a field. */
function noField(place) {
  const match = matchAt(COMPARISON, place.text, place.at);
  if (!match) return null;
  const before = place.before >= 0 ? BESIDE.exec(place.text.slice(place.before)) : null;
  const field = place.vocabulary.fields.get((before?.[1] ?? "").toLowerCase());
  const name = ["figure", "date"].includes(field?.shape) ? field.name : "date";
  const value = `${COMPARED[match[1]] ?? ""}${place.word.slice(match[0].length)}`;
  const offer = COMPARED[match[1]] && field?.name === name ? `${place.hyphen}${name}:${value}` : "";
  const example = `${name}:>=${name === "date" ? "2024" : "10"}`;
  const message = `${match[1]} needs a field and a colon before it, e.g. ${example}; put text with ${match[1]} in quotation marks`;
  return place.fault(message, place.at + place.word.length, offer);
}

/** Words joined by a sign, which would be read as one run of words. */
function joined(place) {
  const { text, at, start } = place;
  const chain = matchAt(/(?:"(?:[^"\\]|\\.)*"|\S)+/suy, text, at)?.[0] ?? "";
  const stop = at + chain.length;
  const begun = start === at && at > 0 && text[at - 1] === '"' ? '"' : "";
  const bareChain = begun + chain.replace(/"(?:[^"\\]|\\.)*"/gsu, (found) => `"${"x".repeat(found.length - 2)}"`);
  if (bareChain.includes("|")) return place.fault(OR_MESSAGE, stop);
  const between = /^\p{Nd}[,;+]\p{Nd}/u;
  const joins = [...bareChain.matchAll(JOIN)].filter((found) => !between.test(bareChain.slice(Math.max(found.index - 1, 0))));
  const parts = bareChain.split(/[&+]/);
  const longest = bareChain === bareChain.toUpperCase() && bareChain !== bareChain.toLowerCase() ? 3 : 2;
  const isName = parts.length > 1 && !bareChain.includes(",") && parts.every((part) => [...part].length <= longest);
  if (!joins.length || isName) return null;
  const ends = [0, ...joins.flatMap((found) => [found.index, found.index + found[0].length].map((end) => end - begun.length))];
  ends.push(chain.length);
  const pieces = ends.flatMap((low, number) => (number % 2 ? [] : [chain.slice(Math.max(low, 0), Math.max(ends[number + 1], 0))]));
  const offer = [...(begun ? [text.slice(place.before, start)] : []), ...pieces].filter(Boolean).join(" ");
  const itself = "put a text that has this sign in quotation marks";
  const sign = { ",": "a comma", ";": "a semicolon" }[joins[0][0]];
  const message = sign
    ? `${sign} between words has no meaning; write a space, and all words must match, or ${itself}`
    : `${joins[0][0]} is not needed: all words and clauses must match anyway; ${itself}`;
  return place.fault(message, stop, place.hyphen ? "" : offer, begun ? place.before : start);
}

function wildcard(place) {
  const bareWord = place.word.replace(/\*+$/, "");
  if (!bareWord.includes("*")) return null;
  const begins = bareWord.split("*")[0];
  const offer = place.vocabulary.words(begins).length ? begins : bareWord.replace(/^\*+|\*+$/g, "");
  return place.fault("* is not supported; words match by their beginning", place.at + place.word.length, place.hyphen + offer);
}

const LOOKS = [
  operator, signBefore, enclosed, parentheses, quotationMarks, comparison, pointed, noField, joined, wildcard,
  (place) => dated(place, place.at),
];

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

/** A date in other signs, with parts that are not filled up, or what is almost a range. */
function almostDated(place, name, at, stop) {
  const typed = place.text.slice(at, stop);
  const value = meantDate(typed);
  const offer = offered(place, name, value);
  if (!offer) return null;
  let message = `'${shorten(typed, 30)}' is not written as a date`;
  if ([...typed].some((sign) => inAscii(sign) !== sign)) message = "write a date with plain digits and signs";
  else if (value.text.includes("..") && !typed.includes("..")) message = "write a range of dates with two dots";
  else if (value.text.startsWith("[") && !typed.includes("[")) message = "write dates of which one is enough in square brackets";
  return place.fault(message, stop, offer);
}

/** ``[1 TO 5]`` or ``1 to 5`` after a field's colon. */
function ranged(place, name, at, stop) {
  const match = matchAt(/[[{(]?\s*([^\s[\]{}()]+)\s+(?:TO|to|AND|and|-|\.\.+|[\u2010-\u2015\u2212])\s+([^\s[\]{}()]+)(?:\s*[\]})])?/uy, place.text, at);
  if (!match || at + match[0].length <= stop) return null;
  const offer = `${place.hyphen}${name}:${match[1]}..${match[2]}`;
  const fault = place.fault("write a range with two dots", at + match[0].length, offer);
  return fault.suggestion ? fault : null;
}

const NUMBER = /\d{1,3}(?:[ ,'_\u2019]\d{3})+(?!\d)(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?/g;
const MEANT_SIGNS = [["≥", ">="], ["≤", "<="], ["≠", "!="], ["=>", ">="], ["=<", "<="], ["<>", "!="]];
const FIGURE_FORMS = [
  [/^#$/, "{0}"],
  [/^>= ?#(?: or more)?$/, ">={0}"],
  [/^<= ?#(?: or (?:less|fewer))?$/, "<={0}"],
  [/^> ?#$/, ">{0}"],
  [/^< ?#$/, "<{0}"],
  [/^>= ?#(?:,| and)? ?<= ?#$/, "{0}..{1}"],
  [/^(?:from |between )?# ?(?:--?|\.\.+|to|until|till|through|and) ?#$/, "{0}..{1}"],
  [/^(?:# ?\+|#plus|# (?:or|and) (?:more|above|over|up)|(?:at least|from|no (?:less|fewer) than) #)$/, ">={0}"],
  [/^(?:# or (?:less|fewer|below|under)|(?:at most|up to|no more than|max) #)$/, "<={0}"],
  [/^(?:more than|over|above) #$/, ">{0}"],
  [/^(?:less than|fewer than|under|below) #$/, "<{0}"],
];

/** A text with the digits and hyphens of other scripts as plain ones, without what is not seen. */
function inAscii(text) {
  const plain = text.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "").normalize("NFKC");
  return asciiDigits(plain.replace(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, "-").trim());
}

const signsMeant = (plain) => MEANT_SIGNS.reduce((text, [sign, better]) => text.replaceAll(sign, better), plain);
/** What stands behind the signs that many write before a value; a ! among them turns it into what it is not. */
const withoutSigns = (plain) => plain.replace(/^(?:!=|!) ?/, "").replace(/^[=:]+ ?/, "");

/** The figure that a text means (src/cttui/query/meant.py); null if it means none. */
function meantFigure(typed) {
  if ([...typed].length > 80 || /\p{No}/u.test(typed)) return null;
  let plain = signsMeant(inAscii(typed).toLowerCase().split(/\s+/u).filter(Boolean).join(" "));
  for (const [open, close] of ['""', "()"]) {
    if (plain.startsWith(open) && plain.endsWith(close)) plain = plain.slice(1, -1).trim();
  }
  const turned = plain.startsWith("!");
  plain = withoutSigns(plain);
  const text = rangedText(plain) || rangedText(plain.replace(/[.;:?]+$/, ""));
  return text ? { text, turned } : null;
}

function rangedText(plain) {
  try {
    rangesOf(plain);
    return plain;
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
  }
  const numbers = (plain.match(NUMBER) ?? []).map((number) => number.replace(/[ '_\u2019]/g, ","));
  const form = plain.replace(NUMBER, "#");
  if (form.split("#").length - 1 !== numbers.length) return "";
  const found = FIGURE_FORMS.find(([pattern]) => pattern.test(form));
  if (found) return found[1].replace("{0}", numbers[0]).replace("{1}", numbers[1]);
  if (!/^#(?:(?: ?[|/;] ?|, | or )#)+$/.test(form)) return "";
  const bareNumbers = numbers.map((number) => number.replaceAll(",", ""));
  try {
    oneRange(bareNumbers.join(","));
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return bareNumbers.join(",");
  }
  return bareNumbers.map((number) => (number.includes(".") ? number : `${number}.0`)).join(",");
}

/** Where the words from an offset on end, the most words first. */
function extents(text, at) {
  const ends = [];
  for (let match, end = at; ends.length < MOST_WORDS && (match = matchAt(/\s*\S+/uy, text, end)); ends.push(end)) end += match[0].length;
  return ends.reverse();
}

/** The clause of a field with what a figure means, if it is a query as it is. */
function offered(place, name, value) {
  const offer = value ? `${value.turned === Boolean(place.hyphen) ? "" : "-"}${name}:${value.text}` : "";
  return offer && place.reads(offer) === offer ? offer : "";
}

/** A figure as people write it: ``1 000``, ``5-7``, ``5 or more``, ``=5``; the text up to ``stop`` has no space. */
function figured(place, name, at, stop) {
  const { text } = place;
  let isRange = true;
  try {
    rangesOf(text.slice(at, stop));
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    isRange = false;
  }
  for (const end of extents(text, at)) {
    if (end <= stop && isRange) break;
    const said = text.slice(at, end);
    const value = meantFigure(["|", "/", ";", ","].reduce((left, sign) => left.replaceAll(`${sign}${name}:`, sign), said));
    const offer = offered(place, name, value);
    if (!offer) continue;
    const apart = isRange ? said.slice(stop - at).trim().split(/\s/u)[0] : "";
    const message = /^\p{Nd}+$/u.test(apart)
      ? `a number must not have a space in it; to search for ${apart}, put it in quotation marks`
      : `'${shorten(said, 30)}' is not a number range`;
    return place.fault(message, end, offer);
  }
  return null;
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
  parts = parts.map((part) => (part.startsWith(`${name}:`) ? part.slice(name.length + 1) : part));
  if (parts.length < 2 || !parts.every((part) => field.resolve(part))) return null;
  return place.fault("separate values by commas", stop, `${place.text.slice(place.start, at)}${parts.join(",")}`);
}

/** A value separated by a space from the comma before it. */
function parted(place, name, at) {
  const match = matchAt(/\s+([^\s,"]+)/uy, place.text, at);
  if (!match || place.vocabulary.fields.get(name).resolve(match[1]) === null) return null;
  return new Fault("remove the space after the comma", at, at + match[0].length, match[1]);
}
