const MARKS = /\p{M}/gu;

/** The form in which names are compared: lower case, without accents, single blanks. Also what people type is folded so. */
export const foldText = (value: string): string =>
  value.normalize("NFKD").replace(MARKS, "").toLowerCase().replace(/\s+/g, " ").trim();

/** SEARCH-1: `0812…`, `+62 812…` and `62812…` are one number. A leading 0 stands for the country of `countryCode`. */
export function foldPhone(value: string, countryCode = "62"): string {
  const digits = value.replace(/\D/g, "");
  return digits.startsWith("0") ? countryCode + digits.slice(1) : digits;
}
