/** JSON from the page → what core understands. Everything is checked here; nothing behind it checks again. */
import { z } from 'zod';
import { type Caller, decodeAction, type Request } from '../../core/message.ts';
import { CHANNELS, type LocalPerson, PEOPLE, personById, WORKSPACE } from './people.ts';

const person = z.enum(PEOPLE.map(({ id }) => id));
const channel = z.enum(CHANNELS.map(({ id }) => id));
const line = z.string().max(2000);

/** The language the browser asks for, such as `de-AT`. */
const locale = z.string().max(35).optional();

/** `person` and `channel` as query parameters of a GET. */
export const placeSchema = z.object({ person, channel });
export const previewSchema = z.object({ question: z.string().max(60) });
export const listenerSchema = z.object({ person });

export const completeSchema = z.strictObject({ person, channel, line, locale });

/** At most a month at once; the toy clock only goes forward. */
export const clockSchema = z.strictObject({
  advanceMs: z
    .int()
    .min(1)
    .max(31 * 24 * 3_600_000),
});

const valueSchema = z.union([z.string().max(16_000), z.array(z.string().max(200)).max(25)]);

export const actSchema = z.strictObject({
  person,
  channel,
  /** One per thing a person did: sent again, it is the same thing. */
  requestId: z.uuid(),
  locale,
  act: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('say'), line: line.trim().min(1) }),
    z.strictObject({ kind: z.literal('press'), id: z.string().max(100) }),
    z.strictObject({
      kind: z.literal('submit'),
      id: z.string().max(100),
      values: z.record(z.string().max(100), valueSchema),
    }),
    z.strictObject({
      kind: z.literal('shortcut'),
      shortcut: z.string().max(40),
      text: z.string().max(8000).optional(),
    }),
    z.strictObject({ kind: z.literal('about'), person, shortcut: z.string().max(40) }),
  ]),
});

export type Acted = z.infer<typeof actSchema>;

/** What the person asked of the desk; undefined for a line that is no command. */
export function requestOf(act: Acted['act']): Request | undefined {
  if (act.kind === 'press') return { kind: 'press', action: decodeAction(act.id).action };
  if (act.kind === 'submit') return { kind: 'submit', action: decodeAction(act.id).action, values: act.values };
  if (act.kind === 'shortcut') {
    return { kind: 'shortcut', shortcut: act.shortcut, ...(act.text === undefined ? {} : { text: act.text }) };
  }
  if (act.kind === 'about') {
    const name = personById(act.person)?.name ?? act.person;
    return { kind: 'shortcut', shortcut: act.shortcut, person: { externalId: act.person, name } };
  }
  const typed = /^\/(\S+)\s*(.*)$/s.exec(act.line);
  if (!typed) return undefined;
  const [, command = '', text = ''] = typed;
  return { kind: 'typed', command, text };
}

/** `requestId` carries the person, so that nobody can stand in the way of someone else's. */
export function callerOf(
  who: {
    readonly person: LocalPerson['id'];
    readonly channel: string;
    readonly requestId: string;
    readonly locale?: string | undefined;
  },
  workspaceName: string,
): Caller {
  const found = personById(who.person);
  return {
    workspace: { platform: 'local', externalId: WORKSPACE, name: workspaceName },
    member: { externalId: who.person, name: found?.name ?? who.person },
    channelId: who.channel,
    requestId: `${who.person}:${who.requestId}`,
    locale: who.locale,
    isAdmin: async () => found?.admin ?? false,
  };
}
