/** The pages an admin sees while installing Refcount in Slack: plain, without scripts, nothing from elsewhere. */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { languageOf } from '../../core/language/language.ts';
import { type Phrase, type Texts, textsIn } from '../../core/language/texts.ts';

export interface Page {
  readonly status: number;
  readonly heading: Phrase;
  readonly paragraphs: readonly Phrase[];
  readonly link?: { readonly label: Phrase; readonly href: string };
}

const STYLE =
  'body{max-width:34rem;margin:4rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color:#1d1c1d;background:#fff}' +
  'a{display:inline-block;padding:.6rem 1rem;border-radius:.3rem;background:#1f3a5f;color:#fff;font-weight:600}' +
  'a:focus-visible{outline:3px solid #1264a3;outline-offset:2px}' +
  '@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#1a1d21}a{background:#9cc3f0;color:#0b1a2b}}';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** Answers with the page, in the first language of the browser that Refcount speaks. */
export function sendPage(response: ServerResponse, accepted: string | undefined, page: Page): void {
  const t = textsIn(preferred(accepted) ?? 'en');
  response.writeHead(page.status, HEADERS).end(html(t, page));
}

function html(t: Texts, page: Page): string {
  const heading = escaped(t.speakPlain(page.heading));
  const paragraphs = page.paragraphs.map((each) => `<p>${escaped(t.speakPlain(each))}</p>\n`).join('');
  const link = page.link
    ? `<p><a href="${escaped(page.link.href)}">${escaped(t.speakPlain(page.link.label))}</a></p>\n`
    : '';
  return `<!doctype html>
<html lang="${t.language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${heading}</title>
<style>${STYLE}</style>
<h1>${heading}</h1>
${paragraphs}${link}</html>
`;
}

function preferred(accepted = '') {
  return accepted
    .split(',')
    .map((range) => languageOf(range.split(';')[0]?.trim()))
    .find((language) => language !== undefined);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
