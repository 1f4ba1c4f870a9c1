/** How a source is named where it is linked. */
import type { Inline } from '../message.ts';

/** A link whose text says what it leads to: `PEP 703`, `docs.python.org: hashlib`, `ceval.c`. */
export function citation(url: string): Inline {
  return { kind: 'link', text: nameOf(url), url };
}

function nameOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  const pep = /^\/pep-0*(\d+)/.exec(pathname);
  if (hostname === 'peps.python.org' && pep) return `PEP ${pep[1]}`;
  const page = (pathname.split('/').filter(Boolean).at(-1) ?? '').replace(/\.html?$/, '');
  if (hostname === 'github.com' && /\.\w+$/.test(page)) return page;
  const site = hostname.replace(/^www\./, '');
  return page ? `${site}: ${page}` : site;
}
