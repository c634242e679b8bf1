import { type Entry, fill, type ParamsOf } from "./catalogue.ts";
import { en } from "./en.ts";
import { id } from "./id.ts";

export const LANGUAGES = ["en", "id"] as const;
export type Language = (typeof LANGUAGES)[number];
export type TextKey = keyof typeof en;

const CATALOGUES: Record<Language, Record<TextKey, Entry>> = { en, id };
/** English with day before month, as I18N-3 writes dates. */
const LOCALES: Record<Language, string> = { en: "en-GB", id: "id-ID" };

export const isLanguage = (text: unknown): text is Language => LANGUAGES.includes(text as Language);

/** The first of these that is a language we have; last the browser's, then English. */
export function chooseLanguage(...wishes: (string | null | undefined)[]): Language {
  const browser = typeof navigator === "undefined" ? [] : (navigator.languages ?? []);
  for (const wish of [...wishes, ...browser]) {
    const short = wish?.slice(0, 2).toLowerCase();
    if (isLanguage(short)) return short;
  }
  return "en";
}

type Person = { language: Language | null; organization: { language: Language; timeZone: string } };

/** I18N-2: what the page asks for, else the member's, the organization's, the browser's language. The same one if nothing changed. */
export function localizerFor(current: Localizer, wish: string | null, person: Person | null): Localizer {
  const language = chooseLanguage(wish, person?.language, person?.organization.language);
  const timeZone = person?.organization.timeZone;
  const isSame = language === current.language && timeZone === current.timeZone;
  return isSame ? current : new Localizer(language, timeZone);
}

/**
 * Texts, numbers and times of one language in one time zone. Immutable: switching the language gives a new one,
 * which re-renders whatever was given it.
 */
export class Localizer {
  readonly language: Language;
  readonly timeZone: string | undefined;
  readonly locale: string;
  readonly plural: Intl.PluralRules;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  readonly #number: Intl.NumberFormat;

  constructor(language: Language, timeZone?: string) {
    this.language = language;
    this.timeZone = timeZone;
    this.locale = LOCALES[language];
    this.plural = new Intl.PluralRules(this.locale);
    this.#number = new Intl.NumberFormat(this.locale);
  }

  t<K extends TextKey>(key: K, ...params: ParamsOf<(typeof en)[K]>): string {
    return fill(CATALOGUES[this.language][key], params[0] as Record<string, string | number> | undefined, this.plural);
  }

  /** For keys made from data, such as `channel.${code}`; undefined if there is no such text. */
  find(key: string, params?: Record<string, string | number>): string | undefined {
    const entry = (CATALOGUES[this.language] as Record<string, Entry>)[key];
    return entry === undefined ? undefined : fill(entry, params, this.plural);
  }

  number(value: number): string {
    return this.#number.format(value);
  }

  /** GEN-8: counters above 99 show "99+". */
  count(value: number): string {
    return value > 99 ? "99+" : String(value);
  }

  /** 14:05 */
  time(at: number): string {
    return this.#format("time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, at).replace(".", ":");
  }

  /** 20 Nov 2026 */
  date(at: number): string {
    return this.#format("date", { day: "numeric", month: "short", year: "numeric" }, at);
  }

  /** 20 Nov 2026 14:05 */
  dateTime(at: number): string {
    return `${this.date(at)} ${this.time(at)}`;
  }

  /** Friday, 20 November, with the year when it is not the present one. */
  longDay(at: number, now: number): string {
    const isSameYear = this.dayKey(at).slice(0, 4) === this.dayKey(now).slice(0, 4);
    return isSameYear
      ? this.#format("longDay", { weekday: "long", day: "numeric", month: "long" }, at)
      : this.#format("longDayYear", { weekday: "long", day: "numeric", month: "long", year: "numeric" }, at);
  }

  /** Fri 20 Nov */
  weekday(at: number): string {
    return this.#format("weekday", { weekday: "short", day: "numeric", month: "short" }, at);
  }

  /** Calendar day in the zone, as yyyy-mm-dd: equal keys are the same day. */
  dayKey(at: number): string {
    const format = this.#get("dayKey", "en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
    return format.format(at);
  }

  /** "Today", "Yesterday" or the long day. */
  dayName(at: number, now: number): string {
    const days = daysBetween(this.dayKey(at), this.dayKey(now));
    if (days === 0) return this.t("common.today");
    return days === 1 ? this.t("common.yesterday") : this.longDay(at, now);
  }

  /** LIST-7: hh:mm today, "Yesterday", else the date (without the year when it is the present one). */
  activity(at: number, now: number): string {
    const day = this.dayKey(at);
    const today = this.dayKey(now);
    const days = daysBetween(day, today);
    if (days <= 0) return this.time(at);
    if (days === 1) return this.t("common.yesterday");
    return day.slice(0, 4) === today.slice(0, 4)
      ? this.#format("dayMonth", { day: "numeric", month: "short" }, at)
      : this.date(at);
  }

  /** "7 h", "12 min"; whole units, never rounded up, at least one minute. */
  duration(ms: number): string {
    const minutes = Math.max(1, Math.floor(ms / 60_000));
    if (minutes < 60) return this.t("time.minutesShort", { n: minutes });
    const hours = Math.floor(minutes / 60);
    return hours < 48
      ? this.t("time.hoursShort", { n: hours })
      : this.t("time.daysShort", { n: Math.floor(hours / 24) });
  }

  #format(name: string, options: Intl.DateTimeFormatOptions, at: number): string {
    return this.#get(name, this.locale, options).format(at);
  }

  #get(name: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    let format = this.#formats.get(name);
    if (!format) {
      format = new Intl.DateTimeFormat(locale, this.timeZone ? { ...options, timeZone: this.timeZone } : options);
      this.#formats.set(name, format);
    }
    return format;
  }
}

const daysBetween = (earlier: string, later: string): number =>
  Math.round((Date.parse(later) - Date.parse(earlier)) / 86_400_000);
