/** What the app sent, judged as a whole: nothing in it may notify anyone, make a link of a name, or grow a preview. */
import { type Json, record, string } from './json.ts';
import type { SlackServer } from './server.ts';

/** Every way the app has to put words before someone, and the switches Slack has for it. */
const SPEAKING: Readonly<Record<string, readonly string[]>> = {
  'chat.postMessage': ['link_names', 'unfurl_links', 'unfurl_media', 'mrkdwn'],
  'chat.postEphemeral': ['link_names'],
  'chat.update': ['link_names'],
  response_url: ['link_names', 'unfurl_links', 'unfurl_media', 'mrkdwn'],
  'views.open': [],
  'views.update': [],
  'views.publish': [],
};
const SILENT =
  /^(auth\.test|auth\.teams\.list|users\.info|apps\.connections\.open|conversations\.(history|info|replies))$/;

export interface Spoken {
  /** The ways that were used. */
  readonly ways: readonly string[];
  readonly problems: readonly string[];
}

/** Goes through every call made so far. A method nobody has thought of yet is a problem. */
export function spokenBy(server: Pick<SlackServer, 'calls' | 'responses'>): Spoken {
  const said = [...server.calls, ...server.responses.map((args) => ({ method: 'response_url', args }))];
  const spoken = said.filter(({ method }) => !SILENT.test(method));
  return {
    ways: [...new Set(spoken.map(({ method }) => method))].sort(),
    problems: spoken.flatMap(({ method, args }) => {
      const off = SPEAKING[method];
      return off ? problemsOf(method, args, off) : [`${method}: is it quiet?`];
    }),
  };
}

function problemsOf(method: string, args: Json, off: readonly string[]): string[] {
  const problems = off.filter((name) => String(args[name]) !== 'false').map((name) => `${method}: ${name} is not off`);
  if (off.length > 0 && args.parse !== 'none') problems.push(`${method}: parse is not none`);
  for (const [where, text] of mrkdwnIn(args)) {
    // Dates and channels are all that we write in angle brackets.
    if (/<(?!!date\^|#[CGD])/.test(text)) problems.push(`${method}: an unescaped < in ${where}: ${text.slice(0, 60)}`);
    if (/&(?!amp;|lt;|gt;)/.test(text)) problems.push(`${method}: an unescaped & in ${where}: ${text.slice(0, 60)}`);
  }
  return problems;
}

/** Every text that Slack reads as mrkdwn: the fallback text, and text objects of that type. */
function mrkdwnIn(args: Json): [string, string][] {
  const found: [string, string][] = [['text', string(args.text)]];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    else if (typeof value === 'object' && value !== null) {
      const inner = record(value);
      if (inner.type === 'mrkdwn') found.push(['mrkdwn', string(inner.text)]);
      else for (const each of Object.values(inner)) visit(each);
    }
  };
  visit(args.blocks);
  visit(record(args.view).blocks);
  return found;
}
