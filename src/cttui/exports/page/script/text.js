// Text as people spell it: the page's copy of cttui's folding, so that a query finds here what it finds there.

/** What is wrong with a query: one sentence, the place, and what to write instead (empty if nothing is near). */
class Fault extends Error {
  constructor(message, start = 0, stop = 0, suggestion = "") {
    super(message);
    this.start = start;
    this.stop = stop;
    this.suggestion = suggestion;
  }
}

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const isSpace = (char) => new RegExp(`^[${SPACE}]$`, "u").test(char);

/** Letters whose full case folding is more than their lower case, and those that lower case leaves. */
const CASES = {
  "\u00df": "ss", "\u1e9e": "ss", "\u03c2": "\u03c3", "\u0345": "\u03b9", "\u1c80": "\u0432", "\u1c81": "\u0434",
  "\u1c82": "\u043e", "\u1c83": "\u0441", "\u1c84": "\u0442", "\u1c85": "\u0442", "\u1c86": "\u044a", "\u1c87": "\u0463",
  "\u1c88": "\ua64b",
};
/** Cherokee, where case folding goes to the capitals. */
const cherokee = (char) => {
  const code = char.codePointAt(0);
  if (code >= 0xab70 && code <= 0xabbf) return String.fromCodePoint(code - 0xab70 + 0x13a0);
  return code >= 0x13f8 && code <= 0x13fd ? String.fromCodePoint(code - 8) : char;
};

/** Case folding of decomposed text (Unicode, section 3.13). */
const caseFold = (text) =>
  text.replace(/./gsu, (char) => CASES[char] ?? (/[\u13a0-\u13fd\uab70-\uabbf]/u.test(char) ? cherokee(char) : char.toLowerCase()));

/** The functions that fold as ``cttui.text`` does; ``rules`` is what its ``folding`` gives. */
function folder(rules) {
  const plain = new Map();
  for (const [to, letters] of Object.entries(rules.letters)) for (const letter of letters) plain.set(letter, to);
  for (const sign of rules.dropped) plain.set(sign, "");
  const dropped = new RegExp(`[${rules.dropped}${rules.invisible}]`, "gu");
  const invisible = new RegExp(`[${rules.invisible}]`, "gu");
  const known = new Map();

  const fold = (text) => {
    const decomposed = caseFold(text.replace(dropped, "").normalize("NFKD")).normalize("NFKD").replace(/\p{Mn}/gu, "");
    const replaced = decomposed.replace(/[^\x00-\x26\x28-\x5f\x61-\x7f]|['`]/gu, (char) => plain.get(char) ?? char);
    return replaced.replace(invisible, "").replaceAll("l\u00b7l", "ll").replace(/(?<=\p{Nd})(?<!-\p{Nd}\p{Nd}-\p{Nd}\p{Nd}),(?=\p{Nd}{3}(?!\p{Nd}))/gu, "");
  };
  const words = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const key = (text) => {
    if (!known.has(text)) known.set(text, words(text).join(" "));
    return known.get(text);
  };
  const seen = (text) => text.replace(invisible, "").replace(new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu"), "");
  return { fold, words, key, seen };
}

/** A text without what steers or reorders the text around it. */
const clean = (text) =>
  text.replace(/[\u061c\u200e\u200f]/gu, "").replace(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]/gu, "\ufffd");

/** At most some letters of a text, with an ellipsis if it was cut. */
function shorten(text, length) {
  const one = [...clean(text.replace(/\s+/gu, " ").trim())];
  return one.length <= length ? one.join("") : `${one.slice(0, length - 1).join("")}…`;
}

/** How many letters two texts share in order. */
function shared(one, other) {
  let row = new Uint16Array(other.length + 1);
  for (const char of one) {
    const next = new Uint16Array(other.length + 1);
    for (let at = 0; at < other.length; at += 1) {
      next[at + 1] = char === other[at] ? row[at] + 1 : Math.max(row[at + 1], next[at]);
    }
    row = next;
  }
  return row[other.length];
}

/** The candidate that a misspelt word most likely means, by its folded form, or that has each of its words; empty for none. */
function nearest(word, candidates, key, cutoff = 75) {
  const asked = [...key(word)].slice(0, 200);
  const choices = [...candidates];
  if (asked.length > 2) {
    const starts = choices.filter((candidate) => [...key(candidate)].slice(0, 200).join("").startsWith(asked.join("")));
    if (starts.length === 1) return starts[0];
  }
  let best = "";
  let most = cutoff - 1e-9;
  for (const candidate of choices) {
    const form = [...key(candidate)].slice(0, 200);
    const both = asked.length + form.length;
    // no more letters are shared than the shorter text has
    if (!both || (200 * Math.min(asked.length, form.length)) / both <= most) continue;
    const score = (200 * shared(asked, form)) / both;
    if (score > most) [best, most] = [candidate, score];
  }
  const wanted = asked.join("").split(" ").filter((part) => part.length > 2);
  if (best || !wanted.length) return best;
  const begun = (own) => wanted.every((part) => own.some((one) => one.startsWith(part)));
  return choices.find((candidate) => begun(key(candidate).split(" "))) ?? "";
}

/** A number with all its digits and no exponent: 59775, 76.3, 0.0004. */
function plainNumber(value) {
  const text = String(value);
  const [digits, places] = text.split("e-");
  return places ? `0.${"0".repeat(Number(places) - 1)}${digits.replace(".", "")}` : text;
}

/** Digits of any script as those of ASCII; each script's ten stand in a row. */
function asciiDigits(text) {
  return text.replace(/\p{Nd}/gu, (char) => {
    let code = char.codePointAt(0);
    const own = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(code - 1))) code -= 1;
    return String((own - code) % 10);
  });
}
