/** The page's own words put into its HTML, in the language of whoever opens it. */
import { LANGUAGES, type Language } from '../../core/language/language.ts';
import { type TextKey, textsIn } from '../../core/language/texts.ts';

/** Texts of the page: without plurals, because the page fills in their values itself. */
export type PageKey = Extract<TextKey, `page.${string}`>;

/** The page with its `{{places}}` filled: texts by key, `texts` (all of them, for the scripts), `languages`; and its `lang`. */
export function speakPage(html: string, language: Language): string {
  const texts = textsIn(language).sources('page.');
  const options = Object.entries(LANGUAGES).map(([tag, name]) => `<option value="${tag}">${name}</option>`);
  const places: Readonly<Record<string, string>> = {
    languages: options.join(''),
    // Nothing in a data block is read as markup but the end of it.
    texts: JSON.stringify(texts).replaceAll('<', '\\u003c'),
  };
  // The quotes make the page's source valid; the JSON has its own.
  const spoken = html.replace('<html lang="en">', `<html lang="${language}">`);
  return spoken.replace(/"\{\{(texts)\}\}"|\{\{([\w.-]+)\}\}/g, (_, block?: string, place?: string) => {
    const name = block ?? place ?? '';
    const known = places[name];
    if (known !== undefined) return known;
    const text = texts[name];
    if (text === undefined) throw new Error(`the page asks for ${name}, which the catalogue does not have`);
    return escapeHtml(text);
  });
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
