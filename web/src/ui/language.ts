// The language of the interface: the choice of the person, kept in this browser, with the dictionaries that go with it.

interface Language {
  readonly id: string;
  /** In its own words. */
  readonly title: string;
  readonly dir: 'ltr' | 'rtl';
  /** Puts its words in the place of the English ones. Words that it lacks stay English. */
  readonly load?: () => Promise<unknown>;
}

export const LANGUAGES: readonly Language[] = [
  { id: 'en', title: 'English', dir: 'ltr' },
  { id: 'de', title: 'Deutsch', dir: 'ltr', load: () => import('../languages/de') },
];

const KEY = 'crosscheck.language';

function chosen(): Language {
  const id = localStorage.getItem(KEY);
  const [english] = LANGUAGES;
  const found = LANGUAGES.find((one) => one.id === id) ?? english;
  if (!found) throw new Error('there is always English');
  return found;
}

export const language: Language = chosen();

/** How numbers and times are written: as the browser has it, in the chosen language where the browser has another one. */
export const locale: string =
  language.load && !navigator.language.startsWith(language.id) ? language.id : navigator.language;

/** Has to be done before the first page is loaded, because pages take their words when they are. */
export async function speak(): Promise<void> {
  document.documentElement.lang = language.id;
  document.documentElement.dir = language.dir;
  // Without its dictionary a page speaks English, which is better than nothing at all.
  await language.load?.().catch(() => undefined);
}

/** Keeps the choice and begins again in the new language. */
export function setLanguage(id: string): void {
  if (id === LANGUAGES[0]?.id) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, id);
  location.reload();
}

/** A dictionary in another language: of the same shape, with as many words as there are so far. */
export type Words<T> = T extends (...args: infer A) => unknown
  ? (...args: A) => string
  : T extends string
    ? string
    : T extends readonly unknown[]
      ? { readonly [K in keyof T]: Words<T[K]> }
      : { readonly [K in keyof T]?: Words<T[K]> };

function isDictionary(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function replace(words: object, by: object): void {
  for (const [key, value] of Object.entries(by)) {
    const own: unknown = Reflect.get(words, key);
    if (isDictionary(own) && isDictionary(value)) replace(own, value);
    else Reflect.set(words, key, value);
  }
}

/** Puts the words of another language in the place of the English ones. */
export function translate<T extends object>(english: T, words: Words<T>): void {
  replace(english, words);
}
