/** What the bot itself has to say, where core could not. Everything is private. */
import type { Texts } from '../../core/language/texts.ts';
import { type FormValues, type Message, paragraph, type Reply, type Request } from '../../core/message.ts';
import { renderRefusal } from './render.ts';

/** Core's reply; `failed`: the desk did not keep its promise to give one. */
export type Replied = Reply | 'failed';

/** The private messages that say the reply, for an interaction that can no longer show a form. */
export function messagesOf(t: Texts, reply: Replied, request: Request): Message[] {
  const typed: FormValues = request.kind === 'submit' ? request.values : {};
  if (reply === 'failed') return renderRefusal(t, t.plain('discord.fault-of-ours'), [], typed);
  if (reply.kind === 'message') return [reply.message];
  if (reply.kind === 'invalid') {
    return renderRefusal(t, t.plain('discord.not-accepted'), Object.values(reply.errors), typed);
  }
  return [formMissed(t, request)];
}

/** A button pressed again opens its form; a command has to be typed again. */
function formMissed(t: Texts, request: Request): Message {
  const again = { label: t.plain('discord.open-form-button'), style: 'primary', opens: 'form' } as const;
  return {
    tone: 'neutral',
    summary: t.plain('discord.form-late-summary'),
    blocks: [paragraph(...t.rich('discord.form-late'))],
    buttons: request.kind === 'press' ? [{ action: request.action, ...again }] : [],
  };
}

/** A direct message has no workspace. */
export function outside(t: Texts): Message {
  return {
    tone: 'neutral',
    summary: t.plain('discord.outside-summary'),
    blocks: [paragraph(...t.rich('discord.outside'))],
    buttons: [],
  };
}

/** It was done, and Discord would not show what came of it. */
export function unshown(t: Texts): Message {
  return {
    tone: 'bad',
    summary: t.plain('discord.unshown-summary'),
    blocks: [paragraph(...t.rich('discord.unshown'))],
    buttons: [],
  };
}
