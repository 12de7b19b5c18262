// Where the media of messages are fetched from: LINE wants public https addresses, a bot under demo has none.
let mapping = null;

/** Fetch addresses that begin with `from` at `to` instead; without arguments, every address as it is. */
export function setPublic({ from, to } = {}) {
  mapping = from && to ? { from, to } : null;
}

/** The address at which the page fetches what a message calls `url`. */
export function resolve(url) {
  if (!mapping || typeof url !== "string" || !url.startsWith(mapping.from)) return url;
  const rest = url.slice(mapping.from.length);
  // "https://bot.example" must not catch "https://bot.example.net/".
  if (rest && !mapping.from.endsWith("/") && !/^[/?#]/.test(rest)) return url;
  return mapping.to + rest;
}
