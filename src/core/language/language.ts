/** The languages Refcount speaks in chat. The bank keeps the language it was written in. */

/** Each with its own name for itself. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof LANGUAGES;

/** What is spoken where nobody said otherwise. */
export const DEFAULT_LANGUAGE: Language = 'en';

/** The language of a locale tag as platforms give it (`de`, `de-AT`, `en_US`); undefined for one Refcount does not speak. */
export function languageOf(locale: string | undefined): Language | undefined {
  const [primary = ''] = (locale ?? '').toLowerCase().split(/[-_]/);
  return isLanguage(primary) ? primary : undefined;
}

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag);
}
