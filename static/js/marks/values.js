// What somebody typed, as the server will read it: full-width digits, Chinese points, exact decimals.
const SCALE = 1_000_000_000;

export function normalized(typed) {
  return typed.trim().replace(/[。．·]/g, ".").normalize("NFKC").trim().toLowerCase();
}

// A decimal text in billionths of a mark, or null where it is none; exact up to nine million marks.
export function billionths(text) {
  const found = /^(\d{1,7})(?:\.(\d{0,9}))?$/.exec(text);
  return found ? Number(found[1]) * SCALE + Number((found[2] ?? "").padEnd(9, "0")) : null;
}

// The word that says what is wrong with a value of this row, or "" where nothing is.
export function flaw(row, text) {
  if (text === "" || text === "na") return "";
  const value = billionths(text);
  if (value === null) return "notNumber";
  if ("counted" in row.dataset && row.dataset.type === "M") return "";
  const top = row.dataset.type === "J" ? 3 * SCALE : billionths(row.dataset.max);
  if (value > top) return "range";
  return "full" in row.dataset && row.dataset.type === "M" && value !== 0 && value !== top ? "fullOnly" : "";
}

// Billionths as a text with so many decimals, half up.
export function printed(value, places) {
  const unit = 10 ** (9 - places);
  const units = Math.floor((value + unit / 2) / unit);
  const whole = Math.floor(units / 10 ** places);
  return places ? `${whole}.${String(units % 10 ** places).padStart(places, "0")}` : String(whole);
}
