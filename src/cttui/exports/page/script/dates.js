// Days and EDTF dates, as cttui reads them (src/cttui/model/calendar.py, model/edtf): only what a query needs.

const divide = (number, by) => Math.floor(number / by);
const modulo = (number, by) => number - by * Math.floor(number / by);
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
];
const isLeap = (year) => modulo(year, 4) === 0 && (modulo(year, 100) !== 0 || modulo(year, 400) === 0);
const monthLength = (year, month) => (month === 2 && isLeap(year) ? 29 : LENGTHS[month - 1]);

/** The number of a day; 1 is 1 January of year 1 (days_from_civil of Howard Hinnant's date algorithms). */
function dayNumber(year, month = 1, day = 1) {
  const shifted = year - (month <= 2 ? 1 : 0);
  const era = divide(shifted, 400);
  const ofEra = shifted - era * 400;
  const ofYear = divide(153 * ((month + 9) % 12) + 2, 5) + day - 1;
  return era * 146097 + ofEra * 365 + divide(ofEra, 4) - divide(ofEra, 100) + ofYear - 305;
}

/** Year, month and day of a day's number (civil_from_days of the same source). */
function dayOf(number) {
  const era = divide(number + 305, 146097);
  const day = modulo(number + 305, 146097);
  const year = divide(day - divide(day, 1460) + divide(day, 36524) - divide(day, 146096), 365);
  const ofYear = day - (365 * year + divide(year, 4) - divide(year, 100));
  const shifted = divide(5 * ofYear + 2, 153);
  const month = shifted + (shifted < 10 ? 3 : -9);
  return [year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - divide(153 * shifted + 2, 5) + 1];
}

const monthEnd = (year, month) => dayNumber(year, month, monthLength(year, month));

/** A day some months later: the same day of that month, or its last. */
function moved(number, months, toEnd = false) {
  const [year, month, day] = dayOf(number);
  const all = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [divide(all, 12), modulo(all, 12) + 1];
  const length = monthLength(newYear, newMonth);
  return dayNumber(newYear, newMonth, toEnd ? length : Math.min(day, length));
}

const FAR = 10 ** 12;
const FIRST_DAY = dayNumber(-FAR);
const LAST_DAY = monthEnd(FAR, 12);
const WRITTEN = 9999;
const two = (number) => String(number).padStart(2, "0");

/** A year as EDTF writes it. */
function isoYear(year) {
  if (Math.abs(year) > WRITTEN) return `Y${year}`;
  return (year < 0 ? "-" : "") + String(Math.abs(year)).padStart(4, "0");
}

/** A day as EDTF writes it, or its year where days have no names. */
function isoDay(number) {
  const [year, month, day] = dayOf(number);
  return Math.abs(year) > WRITTEN ? isoYear(year) : `${isoYear(year)}-${two(month)}-${two(day)}`;
}

/** The ends of a span of days as EDTF, as short as possible. */
function spanEnds(first, last) {
  const [start, stop, after] = [dayOf(first), dayOf(last), dayOf(last + 1)];
  if (start[1] === 1 && start[2] === 1 && after[1] === 1 && after[2] === 1) return [isoYear(start[0]), isoYear(stop[0])];
  const months = start[2] === 1 && after[2] === 1;
  const end = ([year, month, day]) =>
    Math.abs(year) > WRITTEN ? isoYear(year) : `${isoYear(year)}-${two(month)}${months ? "" : `-${two(day)}`}`;
  return [end(start), end(stop)];
}

// -- EDTF ---------------------------------------------------------------------------------------------------------------

const MOST_DATES = 120;
const MOST_TRIED = 4000;
const DATE_HELP = "write dates like 2024-03-26, 2024-03, 2024, 2024-05-10/2024-05-14, 2024-07~ or 2024-03-XX";
const DATE = /^([~?%]?)(-?[\dX]{4})([~?%]?)(?:-([~?%]?)([\dX]{2})([~?%]?)(?:-([~?%]?)([\dX]{2})([~?%]?))?)?$/;
const WEIGHT = { "": 0, "~": 1, "?": 1, "%": 2 };
const SEASONS = {
  21: [3, 3], 22: [6, 3], 23: [9, 3], 24: [12, 3], 25: [3, 3], 26: [6, 3], 27: [9, 3], 28: [12, 3], 29: [9, 3], 30: [12, 3],
  31: [3, 3], 32: [6, 3], 33: [1, 3], 34: [4, 3], 35: [7, 3], 36: [10, 3], 37: [1, 4], 38: [5, 4], 39: [9, 4], 40: [1, 6],
  41: [7, 6],
};

const notDate = (text) => new Fault(text ? `'${shorten(text, 40)}' is not an EDTF date; ${DATE_HELP}` : `a date is missing here; ${DATE_HELP}`);

/** One end of an interval, or a single date: its strict and its possible span of days. */
const point = (text, lower, upper, earliest, latest, precision, qualifier = "", runs = []) => ({
  text, lower, upper, earliest, latest, precision, qualifier, runs, missing: precision === "open" || precision === "unknown",
});

/** Runs of days in order, merging those that touch or overlap. */
function merged(runs) {
  const found = [];
  for (const [first, last] of [...runs].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const before = found.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else found.push([first, last]);
  }
  return found;
}

function filled(digits) {
  let found = [""];
  for (const char of digits) found = found.flatMap((before) => [...(char === "X" ? "0123456789" : char)].map((digit) => before + digit));
  return found;
}

const counted = (low, high) => Array.from({ length: Math.max(high - low + 1, 0) }, (_, place) => low + place);

function yearsOf(text) {
  const digits = text.replace("-", "");
  const negative = text[0] === "-";
  if (digits.replace(/X+$/, "").includes("X")) {
    const choices = filled(digits).map(Number);
    return negative ? choices.reverse().filter(Boolean).map((year) => -year) : choices;
  }
  const [low, high] = [Number(digits.replaceAll("X", "0")), Number(digits.replaceAll("X", "9"))];
  return negative ? counted(-high, -Math.max(low, 1)) : counted(low, high);
}

const allowed = (digits, most) =>
  digits === "XX" ? counted(1, most) : filled(digits).map(Number).filter((number) => number >= 1 && number <= most);

/** The parts of a single date as written, with the values that their digits allow. */
function partsOf(text) {
  const match = DATE.exec(text);
  if (!match) throw notDate(text);
  const [year, month, day] = [match[2], match[5] ?? "", match[8] ?? ""];
  const marks = [[match[1], match[3]], [match[4], match[6]], [match[7], match[9]]].filter((pair) => pair[0] !== undefined);
  if (marks.some(([left, right]) => left && right)) {
    throw new Fault(`'${text}' has qualifiers on both sides of a part; write one of ~ ? %, where % means both`);
  }
  if (year === "-0000") throw new Fault(`'${text}' is in year 0, which takes no sign; write ${text.replace("-0000", "0000")}`);
  const years = yearsOf(year);
  if (/^\d\d$/.test(month) && SEASONS[Number(month)] && !day) {
    if (years.length > 1) throw new Fault(`'${text}' is a season without a full year; write the year in full, e.g. 2024-21`);
    return { years, months: null, days: null, season: Number(month), texts: [year, month, ""], marks };
  }
  const months = month ? allowed(month, 12) : null;
  const days = day ? allowed(day, 31) : null;
  if (months && !months.length) throw new Fault(`'${text}' has month ${month}; months run from 01 to 12, and seasons from 21 to 41`);
  if (days && !days.length) throw new Fault(`'${text}' has day ${day}; days run from 01 to 31`);
  return { years, months, days, season: 0, texts: [year, month, day], marks };
}

/** A date without a time. */
function readPoint(text) {
  const parts = partsOf(text);
  const precision = precisionOf(parts);
  const strict = parts.season ? seasonSpan(parts) : strictEnds(parts);
  if (!strict) throw new Fault(`'${text}' is a day that does not exist`);
  let runs = [];
  const size = parts.years.length * (parts.months?.length || 1) * (parts.days?.length || 1);
  if (parts.season || (precision === "mask" && size <= MOST_TRIED)) {
    runs = merged(parts.season ? seasonRuns(parts.years[0], parts.season) : [...runsOf(parts.years, parts)]);
    if (runs.length < 2 || runs.length > MOST_DATES) runs = [];
  }
  const possible = widened(runs.length ? runs : [strict], parts);
  const [earliest, latest] = [possible[0][0], possible.at(-1)[1]];
  runs = possible.length > 1 && possible.length <= MOST_DATES ? possible : [];
  const qualifier = parts.marks.flat().filter(Boolean).sort((a, b) => WEIGHT[a] - WEIGHT[b]).at(-1) ?? "";
  return point(text, strict[0], strict[1], earliest, latest, precision, qualifier, runs);
}

function precisionOf({ season, texts: [year, month, day] }) {
  if (season) return "season";
  const blank = (part) => part === "" || part === "XX";
  if (blank(month) && blank(day)) {
    // 2024-XX is a year, as far as anybody knows
    const unknown = year.length - year.replace(/X+$/, "").length;
    return year.split("X").length - 1 === unknown ? ["year", "decade", "century", "millennium", "mask"][unknown] : "mask";
  }
  if (year.includes("X") || month.includes("X") || (!blank(day) && day.includes("X"))) return "mask";
  return blank(day) ? "month" : "day";
}

function seasonRuns(year, season) {
  const [first, months] = SEASONS[season];
  if (first + months <= 13) return [[dayNumber(year, first), monthEnd(year, first + months - 1)]];
  return [year - 1, year].map((one) => [dayNumber(one, first), monthEnd(one + 1, first + months - 13)]);
}

function seasonSpan({ years, season }) {
  const runs = seasonRuns(years[0], season);
  return runs.length > 1 ? [runs.at(-1)[0], monthEnd(years[0], 12)] : runs[0];
}

/** The days that the parts allow, each month's or day's as a run. */
function* runsOf(years, { months, days }) {
  for (const year of years) {
    if (!months) yield [dayNumber(year), monthEnd(year, 12)];
    for (const month of months ?? []) {
      if (!days) yield [dayNumber(year, month), monthEnd(year, month)];
      const start = dayNumber(year, month) - 1;
      for (const day of days ?? []) if (day <= monthLength(year, month)) yield [start + day, start + day];
    }
  }
}

function strictEnds(parts) {
  const latestOf = (years) => {
    let late = null;
    for (const run of runsOf(years, parts)) if (!late || run[0] > late[0] || (run[0] === late[0] && run[1] > late[1])) late = run;
    return late;
  };
  const { value: first } = runsOf(parts.years, parts).next();
  // 29 February recurs within eight years
  const late = latestOf(parts.years.slice(-9)) ?? latestOf(parts.years);
  return first && late ? [first[0], late[1]] : null;
}

/** The months by which the date may be earlier or later, 0 among them, and how many days it is wider on each side. */
function doubt(parts) {
  let [shifts, days] = [new Set([0]), 0];
  const units = parts.marks.map((_, place) => unitOf(place, parts));
  parts.marks.forEach(([left, right], place) => {
    const finest = units.slice(0, place + 1).reverse().find(([m, d]) => m || d) ?? [0, 0];
    for (const [[months, more], mark] of [[units[place], left], [finest, right]]) {
      const weight = WEIGHT[mark];
      days += more * weight;
      if (months) shifts = new Set([...shifts].flatMap((shift) => counted(-weight, weight).map((by) => shift + months * by)));
    }
  });
  return [[...shifts], days];
}

function unitOf(place, parts) {
  if (place === 1 && parts.season) return [SEASONS[parts.season][1], 0];
  const text = parts.texts[place].replace("-", "");
  const given = text.replace(/X+$/, "");
  if (!given) return [0, 0];
  const units = 10 ** (text.length - given.length);
  return place === 2 ? [0, units] : [units * (place === 0 ? 12 : 1), 0];
}

/** The possible days: those of each run, and of the same run as many months earlier or later as is in doubt. */
function widened(runs, parts) {
  const [shifts, days] = doubt(parts);
  if (shifts.length === 1 && !days) return runs;
  const whole = !parts.days || parts.texts[2] === "XX";
  if (runs.length * shifts.length > MOST_TRIED) {
    const [first, last] = [moved(runs[0][0], Math.min(...shifts)), moved(runs.at(-1)[1], Math.max(...shifts), whole)];
    return [[first - days, last + days]];
  }
  return merged(runs.flatMap(([first, last]) => shifts.map((by) => [moved(first, by) - days, moved(last, by, whole) + days])));
}

const missing = (text, limit, other) => {
  if (text === "..") return point(text, limit, limit, limit, limit, "open");
  if (!other) return point(text, limit, limit, limit, limit, "unknown");
  const edge = limit === FIRST_DAY ? other.lower : other.upper;
  return point(text, edge, edge, Math.min(limit, other.earliest), Math.max(limit, other.latest), "unknown");
};

/** A date with its runs of possible days; of a set, those of its members. */
function dateOf(text, start, end, members = []) {
  const [earliest, latest] = members.length
    ? [Math.min(...members.map((one) => one.earliest)), Math.max(...members.map((one) => one.latest))]
    : [start.earliest, end.latest];
  const own = start === end && start.runs.length ? start.runs : [[earliest, latest]];
  const runs = members.length ? merged(members.flatMap((one) => one.runs)) : own;
  return { text, start, end, members, earliest, latest, runs, lower: start.lower, upper: end.upper };
}

/** What is written as a day before a T; empty if nothing is, as in OCTOBER. */
function timedDay(text) {
  const [day, time] = text.split("T");
  return time !== undefined && DATE.test(day) ? day : "";
}

/** An EDTF date, interval or set, without a time of day. Throws a fault. */
function readDate(text) {
  if ([...text].length > 1000) throw new Fault(`this date is too long; ${DATE_HELP}`);
  if (text[0] === "[" || text[0] === "{") return readSet(text);
  if (text.includes("/")) return readInterval(text);
  const day = timedDay(text);
  if (day) {
    readPoint(day);
    throw new Fault(`'${shorten(text, 40)}' has a time of day, and filters match whole days; write ${day}`);
  }
  const long = /^Y(-?[1-9]\d{4,})$/.exec(text);
  if (!long) {
    const one = readPoint(text);
    return dateOf(text, one, one);
  }
  if (long[1].replace("-", "").length >= String(FAR).length) {
    throw new Fault(`'${shorten(text, 40)}' is valid EDTF, but years are read up to 999,999,999,999 only`);
  }
  const [first, last] = [dayNumber(Number(long[1])), monthEnd(Number(long[1]), 12)];
  const year = point(text, first, last, first, last, "year");
  return dateOf(text, year, year);
}

function readInterval(text) {
  const at = text.indexOf("/");
  const [first, last] = [text.slice(0, at), text.slice(at + 1)];
  if (last.includes("/") || !(first || last)) throw notDate(text);
  for (const end of [first, last]) {
    if (timedDay(end)) throw new Fault(`'${shorten(text, 40)}' has a time of day; the ends of an interval must be days`);
    if (/^[Y[{]/.test(end)) throw new Fault(`'${shorten(text, 40)}' is not EDTF: the ends of an interval need years of four digits`);
  }
  const given = (end) => (end === "" || end === ".." ? null : readPoint(end));
  const [start, stop] = [given(first), given(last)];
  if (start && stop && (last.includes("X") ? stop.upper : stop.lower) < start.lower) {
    throw new Fault(`the start of '${text}' is after its end`);
  }
  return dateOf(text, start ?? missing(first, FIRST_DAY, stop), stop ?? missing(last, LAST_DAY, start));
}

function readSet(text) {
  const close = text[0] === "[" ? "]" : "}";
  if (text.at(-1) !== close) throw new Fault(`'${shorten(text, 40)}' is a set without a closing bracket; write [1667,1668] or {1667,1668}`);
  const found = text.slice(1, -1).split(",");
  if (found.length > MOST_DATES) throw new Fault(`this set has ${found.length} dates; the limit is ${MOST_DATES}`);
  if (found.length === 1 && !found[0].includes("..")) {
    throw new Fault(`'${shorten(text, 40)}' is a set of one date; write ${shorten(found[0], 30) || "2024"} alone`);
  }
  const members = found.map((item, place) => setMember(text, item, place === 0, place === found.length - 1));
  const least = (by, sign) => members.reduce((best, one) => (sign * (one[by] - best[by]) < 0 ? one : best));
  return dateOf(text, least("lower", 1).start, least("upper", -1).end, members);
}

function setMember(whole, text, isFirst, isLast) {
  const inSet = (one) => {
    const found = DATE.test(one) ? readPoint(one) : null;
    if (!found || found.precision === "season") {
      throw new Fault(`'${shorten(whole, 40)}' has ${shorten(one, 20) || "nothing"} in a set; sets contain days, months and years`);
    }
    return found;
  };
  const at = text.indexOf("..");
  if (at < 0) {
    const one = inSet(text);
    return dateOf(text, one, one);
  }
  const [low, high] = [text.slice(0, at), text.slice(at + 2)];
  if (!(low || high) || (!low && !isFirst) || (!high && !isLast)) {
    throw new Fault(`'${shorten(whole, 40)}' has an open end where a set cannot have one; write [..1984] or [1667,1760..]`);
  }
  const [start, end] = [low ? inSet(low) : null, high ? inSet(high) : null];
  if ([start, end].some((one) => one && (one.qualifier || one.text.includes("X")))) {
    throw new Fault(`'${shorten(whole, 40)}' has ~, ? or % in a range of dates; write it without them, e.g. 1670..1672`);
  }
  if (start && end && start.precision !== end.precision) {
    throw new Fault(`'${shorten(whole, 40)}' has a range with mixed units; write both ends as years, as months or as days`);
  }
  if (start && end && end.lower < start.lower) throw new Fault(`'${shorten(whole, 40)}' has a range whose start is after its end`);
  const [first, last] = [start ?? missing("..", FIRST_DAY, end), end ?? missing("..", LAST_DAY, start)];
  return dateOf(`${first.text}/${last.text}`, first, last);
}

/** The ends of a query's date range as EDTF, empty if open. */
function rangeEnds(typed) {
  const compared = /^(>=|>|<=|<)(.*)$/su.exec(typed);
  if (compared) {
    const [, sign, text] = compared;
    const when = readDate(text);
    if (sign === ">=") return [text, ""];
    if (sign === "<=") return ["", text];
    const beside = sign === ">" ? when.latest + 1 : when.earliest - 1;
    if (!(FIRST_DAY < beside && beside < LAST_DAY)) {
      throw new Fault(`'${text}' is open at this end; no date comes ${sign === ">" ? "after" : "before"} it`);
    }
    return sign === ">" ? [isoDay(beside), ""] : ["", isoDay(beside)];
  }
  if (/^[[{]/.test(typed) || typed.includes("/") || !typed.includes("..")) {
    readDate(typed);
    return [typed, typed];
  }
  const at = typed.indexOf("..");
  const [low, high] = [typed.slice(0, at), typed.slice(at + 2)];
  if (!(low || high)) throw new Fault("a date range needs a start or an end, e.g. date:2024-03..2024-06");
  for (const end of [low, high]) if (end) readDate(end);
  return [low, high];
}
