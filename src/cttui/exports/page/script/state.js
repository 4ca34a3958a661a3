// The fragment of the page's address: the same keys as a link of cttui has (src/cttui/explore/links.py).

const KEYS = ["q", "count", "event"];

/** A value as a fragment writes it: what is common in queries stays readable. */
function encoded(value) {
  const strict = encodeURIComponent(value.replace(/\p{Cs}/gu, "?")).replace(/[!'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return strict.replace(/%(3A|2C|2F|2A)/g, (code) => decodeURIComponent(code));
}

/** The fragment for a query's text, an event's id and a lens, without its sign. */
function fragmentOf({ q = "", count = "", event = "" }) {
  const values = { q, count: count === "all" ? "" : count, event };
  return KEYS.filter((key) => values[key]).map((key) => `${key}=${encoded(values[key])}`).join("&");
}

/** What a fragment says; null if it is the place of something in the page. Throws a fault where it is broken. */
function readFragment(text) {
  const said = { q: "", count: "", event: "" };
  const fragment = text.replace(/^#/, "");
  for (const part of fragment.split("&").filter(Boolean)) {
    const [key, ...rest] = part.split("=");
    if (!KEYS.includes(key) || !rest.length) return null;
    try {
      said[key] = decodeURIComponent(rest.join("="));
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      throw new Fault("this address is not whole; copy the whole link");
    }
  }
  return said;
}
