// Words for dates, and the clause that they mean (src/cttui/query/datewords.py): "august 2024" is date:2024-08.

const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const NTH = { first: 1, "1st": 1, second: 2, "2nd": 2, third: 3, "3rd": 3, fourth: 4, "4th": 4, last: -1, final: -1 };
const PARTS_OF = { early: 0, "start of": 0, "beginning of": 0, mid: 1, "middle of": 1, late: 2, "end of": 2 };
const SPELT = { a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, ten: 10, twelve: 12 };
const SEASON_NUMBERS = { spring: 21, summer: 22, autumn: 23, fall: 23, winter: 24 };
const YEAR = "(?: (?:of )?(?:the year )?(?<year>\\d{4}))?";
const DAY = "(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)?";
const ORDINAL = `(?:the )?(?<nth>${Object.keys(NTH).join("|")})`;
const PART = `(?:in )?(?:the )?(?<part>${Object.keys(PARTS_OF).join("|")})`;
const MONTH_GROUP = `(?<month>${MONTH})`;

const monthOf = (said) => MONTHS.findIndex((name) => name.toLowerCase().startsWith(said.slice(0, 3))) + 1;
const monthDays = (month) => (year) => [dayNumber(year, month), monthEnd(year, month)];
const monthsFrom = (first, count) => (year) => [dayNumber(year, first), monthEnd(year, first + count - 1)];
const weekAround = ([first]) => {
  const monday = first - modulo(first - 1, 7);
  return [monday, monday + 6];
};
const oneDay = (month, day) => (year) => {
  if (day < 1 || day > monthLength(year, month)) return null;
  return [dayNumber(year, month, day), dayNumber(year, month, day)];
};
const weekOfMonth = (month, nth) => (year) => {
  const [start, end] = monthDays(month)(year);
  if (nth < 0) return [end - 6, end];
  const first = start + 7 * (nth - 1);
  return [first, Math.min(first + 6, end)];
};
const endsOf = (month, nth, count) => (year) => {
  const [start, end] = monthDays(month)(year);
  const days = Math.max(count, 1);
  return nth > 0 ? [start, Math.min(end, start + days - 1)] : [Math.max(start, end - days + 1), end];
};
const thirdOf = (month, part) => (year) => {
  const [start, end] = monthDays(month)(year);
  return [start + 10 * part, part === 2 ? end : start + 10 * part + 9];
};
const unit = (days, year = null, edtf = "") => ({ days, year, edtf });
const yearsFrom = (first, last) => unit(() => [dayNumber(first), monthEnd(last, 12)], first);
const numberOf = (said) => SPELT[said] ?? Number(said);

/** The forms of a date, each with what makes its unit of a match's groups. */
const FORMS = [
  [`${MONTH_GROUP}${YEAR}`, (m) => unit(monthDays(monthOf(m.month)), m.year)],
  [`(?<year>\\d{4}) ${MONTH_GROUP}`, (m) => unit(monthDays(monthOf(m.month)), m.year)],
  [`${DAY} (?:of )?${MONTH_GROUP}${YEAR}`, (m) => unit(oneDay(monthOf(m.month), Number(m.day)), m.year)],
  [`${MONTH_GROUP} ${DAY}${YEAR}`, (m) => unit(oneDay(monthOf(m.month), Number(m.day)), m.year)],
  [`${ORDINAL} week (?:of |in )${MONTH_GROUP}${YEAR}`, (m) => unit(weekOfMonth(monthOf(m.month), NTH[m.nth]), m.year)],
  [
    `(?:the )?(?<nth>first|last|final) (?:(?<count>\\d{1,4}|${Object.keys(SPELT).join("|")}) )?days? (?:of |in )${MONTH_GROUP}${YEAR}`,
    (m) => unit(endsOf(monthOf(m.month), NTH[m.nth], numberOf(m.count ?? "one")), m.year),
  ],
  [
    `(?:the )?week (?:of|around) (?:(?:the )?(?<day>\\d\\d?)(?:st|nd|rd|th)? (?:of )?(?<month>${MONTH})|(?<month2>${MONTH}) (?<day2>\\d\\d?)(?:st|nd|rd|th)?)${YEAR}`,
    (m) => {
      const day = oneDay(monthOf(m.month ?? m.month2), Number(m.day ?? m.day2));
      return unit((year) => day(year) && weekAround(day(year)), m.year);
    },
  ],
  [`${PART}[ -]${MONTH_GROUP}${YEAR}`, (m) => unit(thirdOf(monthOf(m.month), PARTS_OF[m.part]), m.year)],
  [`${PART}[ -](?<year>\\d{4})`, (m) => unit(monthsFrom(4 * PARTS_OF[m.part] + 1, 4), m.year)],
  [
    `(?:the )?(?<season>spring|summer|autumn|fall|winter)${YEAR}`,
    (m) => {
      const season = SEASON_NUMBERS[m.season];
      return unit(season === 24 ? monthsFrom(12, 1) : monthsFrom(3 * (season - 20), 3), m.year, String(season));
    },
  ],
  [
    `(?:(?:the )?(?<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter|q(?<q>[1-4]))${YEAR}`,
    (m) => unit(quarter(m), m.year),
  ],
  ["(?<year>\\d{4})[ -]?q(?<q>[1-4])", (m) => unit(quarter(m), m.year)],
  [`(?:the )?(?<nth>first|second|last|1st|2nd) half${YEAR}`, (m) => unit(monthsFrom(NTH[m.nth] === 1 ? 1 : 7, 6), m.year)],
  ["(?:the )?(?<year>\\d{3}0)s", (m) => yearsFrom(m.year, m.year + 9)],
  ["(?:the )?(?<nth>[1-9]\\d?)(?:st|nd|rd|th) century", (m) => yearsFrom(Number(m.nth) * 100 - 99, Number(m.nth) * 100)],
  ["(?<year>\\d{1,4}) bce?", (m) => (m.year > 0 ? yearsFrom(1 - m.year, 1 - m.year) : null)],
].map(([form, make]) => [new RegExp(`^${form}$`), make]);

function quarter({ q, nth }) {
  const number = q ? Number(q) : NTH[nth] === -1 ? 4 : NTH[nth];
  return monthsFrom(3 * number - 2, 3);
}

/** What some words name: a function from a year to its days, and the year where they say one; null for no date. */
function unitOfWords(text) {
  const said = text.startsWith("the last") ? text : text.replace(/^the /, "");
  for (const [form, make] of FORMS) {
    const match = form.exec(said);
    if (match) return make({ ...match.groups, year: match.groups.year === undefined ? null : Number(match.groups.year) });
  }
  const numeric = /^(\d\d?)[./-](\d\d?)[./-](\d{4})$/.exec(said);
  if (numeric) {
    const [one, other] = [Number(numeric[1]), Number(numeric[2])];
    if (one <= 12 && other <= 12 && one !== other) return null;
    const [day, month] = one > 12 || one === other ? [one, other] : [other, one];
    return month >= 1 && month <= 12 ? unit(oneDay(month, day), Number(numeric[3])) : null;
  }
  try {
    const when = readDate(said.toUpperCase());
    const points = (when.members.length ? when.members : [when]).flatMap(({ start, end }) => [start, end]);
    if (points.some((end) => end.missing) || when.runs.length > 1) return null;
    return unit(() => [when.lower, when.upper], dayOf(when.lower)[0]);
  } catch (fault) {
    if (fault instanceof Fault) return null;
    throw fault;
  }
}

/** The days of a unit, in the year that it names or the latest possible year of the timeline's period. */
function daysOfUnit(one, limits) {
  if (!one) return null;
  if (one.year !== null) return one.days(one.year);
  if (!limits) return null;
  const [latest, earliest] = [dayOf(limits[1])[0], dayOf(limits[0])[0]];
  for (let year = latest; year >= Math.max(earliest, latest - 50); year -= 1) {
    const days = one.days(year);
    if (days && days[1] >= limits[0] && days[0] <= limits[1]) return days;
  }
  return null;
}

function limitsOf(period) {
  if (!period) return null;
  const when = readDate(period);
  if (when.start.missing && when.end.missing) return null;
  const last = when.end.missing ? when.lower + 365 : when.upper;
  return [when.start.missing ? last - 366 : when.lower, last];
}

const BOUNDS = [
  [/^(?:since|starting|from) (.+?)(?: on(?:wards?)?)?$/, ">=", 0],
  [/^(.+?) (?:onwards?|or later|and later)$/, ">=", 0],
  [/^(?:until|till|up to|through|by|no later than) (.+)$/, "<=", 1],
  [/^(.+?) (?:or earlier|and earlier|or before)$/, "<=", 1],
  [/^(?:before|prior to|earlier than) (.+)$/, "<", 0],
  [/^(?:after|later than|following) (.+)$/, ">", 1],
];
const DAYS_OF_MONTH = new RegExp(
  `^(?:from |between )?(?:the )?(\\d\\d?)(?:st|nd|rd|th)? ?(?:-|to|and|until|till) ?(\\d\\d?)(?:st|nd|rd|th)? (?:of )?(${MONTH}.*)$`,
);
const FROM_TO = /^(?:from (.+?) (?:to|until|till|through|-) (.+)|between (.+?) and (.+)|(.+?) (?:to|until|till|through|-) (.+))$/;

/** Some words as the value of a date clause; empty if any of them is no part of a date. */
function dateWords(text, period) {
  const lower = caseFold(text).replace(/[\u2010-\u2015]/g, "-");
  const said = lower.replace(/(?<=\p{L}|_)\.|,(?!\d)|,(?=\d{4})|['\u2019]s\b/gu, " ").split(/\s+/u).filter(Boolean).join(" ");
  if (!said || said.length > 80) return "";
  const limits = limitsOf(period);
  const days = (words) => daysOfUnit(unitOfWords(words), limits);
  const joinEnds = ([low, high], between = "..") => (low === high ? low : `${low}${between}${high}`);
  const range = rangeInWords(said, days);
  if (range !== null) return range && joinEnds(range);
  for (const [pattern, sign, end] of BOUNDS) {
    const match = pattern.exec(said);
    const found = match && days(match[1]);
    if (found) return `${sign}${spanEnds(...found)[end]}`;
  }
  const about = /^(?:about|around|circa|approximately|c) (.+)$/.exec(said);
  const near = about && days(about[1]);
  if (near) {
    const [low, high] = spanEnds(...near);
    return low === high ? `${low}~` : `${low}..${high}`;
  }
  const one = unitOfWords(said.replace(/^(?:in|on|during|within|throughout|of|for) /, ""));
  const found = daysOfUnit(one, limits);
  if (!found) return "";
  return one.edtf ? `${isoYear(dayOf(found[0])[0])}-${one.edtf}` : joinEnds(spanEnds(...found));
}

/** "from May to July", "10-14 May 2024": the ends; empty if there are none, null if the words are no range. */
function rangeInWords(said, days) {
  const match = DAYS_OF_MONTH.exec(said);
  const parts = match ? [`${match[1]} ${match[3]}`, `${match[2]} ${match[3]}`] : FROM_TO.exec(said)?.slice(1).filter(Boolean);
  const [low, high] = (parts ?? []).map(unitOfWords);
  const end = low && high ? days(parts[1]) : null;
  if (!end) return null;
  const year = dayOf(end[1])[0];
  let start = low.days(low.year ?? year);
  // from November to February
  if (start && low.year === null && start[0] > end[0]) start = low.days(year - 1);
  return start && start[0] <= end[1] ? [spanEnds(...start)[0], spanEnds(...end)[1]] : null;
}

/** The EDTF that a text almost is (src/cttui/model/edtf/meant.py); it need not be a date either. */
function almostEdtf(text) {
  const plain = inAscii(text).replace(/~\?|\?~/g, "%").replace(/Y(-?\d{4})/g, "$1");
  const match = /^(\d{4})([-./])(\d{1,2})(?:\2(\d{1,2}))?$/.exec(plain);
  return match ? [match[1], match[3], match[4]].filter(Boolean).map((part) => part.padStart(2, "0")).join("-") : plain;
}

/** The date or range of dates that a text means (src/cttui/query/meant.py); null if it means none, or is one. */
function meantDate(typed) {
  if ([...typed].length > 80) return null;
  const signed = signsMeant(inAscii(typed));
  const plain = withoutSigns(signed);
  const ranges = [...plain.matchAll(/-+/g)].map((dash) => [plain.slice(0, dash.index), plain.slice(dash.index + dash[0].length)]);
  const found = [
    plain,
    ...ranges.filter((ends) => ends.every((end) => end.length >= 4)).map((ends) => ends.map(almostEdtf).join("..")),
    // alternatives of other fields stand between commas; those of dates are a set
    ...(plain.includes(",") && !/^[[{]/.test(plain) ? [`[${plain.split(",").filter(Boolean).join(",")}]`] : []),
    almostEdtf(plain),
  ].find((text) => text !== typed && isDates(text));
  return found ? { text: found, turned: signed.startsWith("!") } : null;
}

function isDates(text) {
  try {
    rangeEnds(text);
    return true;
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return false;
  }
}
