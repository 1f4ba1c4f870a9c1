/** What Slack sends → what core is asked: a Request, a Caller, and where the answer goes. */
import type {
  BlockAction,
  GlobalShortcut,
  MessageShortcut,
  SlashCommand,
  ViewOutput,
  ViewSubmitAction,
  webApi,
} from '@slack/bolt';
import { type Caller, decodeAction, type Request } from '../../core/message.ts';
import { formValues } from './form.ts';
import type { Members } from './members.ts';
import { plainWords } from './text.ts';
import { keptChannel } from './view.ts';

/** Where the app is installed: the workspace in which something happens, the client that speaks there, and the people in it. */
export interface Installation {
  readonly teamId: string;
  readonly teamName: string;
  readonly enterpriseId?: string;
  readonly client: webApi.WebClient;
  readonly members: Members;
}

export interface Incoming {
  readonly request: Request;
  /** Its member still has the handle for a name, and no locale: both cost a call. */
  readonly caller: Caller;
  readonly userId: string;
  /** '' when there is none: the answer then goes to a modal or a direct message. */
  readonly channelId: string;
  readonly triggerId: string;
  /** What a pressed button says it opens. */
  readonly opens?: 'form' | 'message' | undefined;
  /** What the person used is not of our making, or of a version this one does not know. */
  readonly foreign?: string | undefined;
}

/** A slash command. `text` is handed on untouched: core's parser knows Slack's `<#C123|general>`. */
export function fromCommand(command: SlashCommand, at: Installation): Incoming {
  return incoming(at, {
    request: { kind: 'typed', command: command.command.replace(/^\//, ''), text: command.text ?? '' },
    userId: command.user_id,
    userName: command.user_name,
    channelId: command.channel_id,
    triggerId: command.trigger_id,
    requestId: command.trigger_id,
    team: { id: command.team_id, domain: command.team_domain },
  });
}

/** A pressed button, on a message, in a modal or in a home; undefined for an action that has no id. */
export function fromPress(body: BlockAction, at: Installation): Incoming | undefined {
  const actionId = body.actions[0]?.action_id;
  if (!actionId) return undefined;
  const { action, opens } = decodeAction(actionId);
  return incoming(at, {
    request: { kind: 'press', action },
    opens,
    userId: body.user.id,
    userName: body.user.name ?? body.user.username,
    channelId: body.channel?.id ?? body.container?.channel_id ?? (body.view ? keptChannel(body.view) : undefined) ?? '',
    triggerId: body.trigger_id,
    requestId: body.trigger_id,
    team: body.team,
    foreign: foreign(actionId),
  });
}

/** The modal of ours that a button was pressed in; undefined for one on a message or in a home. */
export function pressedModal(body: BlockAction): ViewOutput | undefined {
  return body.view?.type === 'modal' ? body.view : undefined;
}

/** Whether the button is on a message that only this person sees. */
export function isOnEphemeral(body: BlockAction): boolean {
  return body.container?.is_ephemeral === true;
}

/** A submitted form. A redelivery has the same view and hash, hence the same request id. */
export function fromSubmission(body: ViewSubmitAction, at: Installation): Incoming {
  return incoming(at, {
    request: { kind: 'submit', action: decodeAction(body.view.callback_id).action, values: formValues(body.view) },
    userId: body.user.id,
    userName: body.user.name,
    channelId: keptChannel(body.view) ?? '',
    triggerId: body.trigger_id,
    requestId: `${body.view.id}:${body.view.hash}`,
    team: body.team,
    foreign: foreign(body.view.callback_id),
  });
}

/** A menu entry chosen on a message, or anywhere. */
export function fromShortcut(body: GlobalShortcut | MessageShortcut, at: Installation): Incoming {
  const onMessage = body.type === 'message_action';
  return incoming(at, {
    request: {
      kind: 'shortcut',
      shortcut: body.callback_id,
      ...(onMessage ? { text: messageWords(body.message) } : {}),
    },
    userId: body.user.id,
    userName: onMessage ? body.user.name : body.user.username,
    channelId: onMessage ? body.channel.id : '',
    triggerId: body.trigger_id,
    requestId: body.trigger_id,
    team: body.team,
  });
}

/** Someone who looks at their home; `turn` sets one look apart from the next. */
export function homeCaller(userId: string, turn: number, at: Installation): Caller {
  const request: Request = { kind: 'typed', command: '', text: '' };
  const parts = { request, userId, userName: undefined, channelId: '', triggerId: '' };
  const requestId = `home:${at.teamId}:${userId}:${turn}`;
  return incoming(at, { ...parts, requestId, team: null }).caller;
}

/** The words of a message: its text, else what its blocks say, else its attachments. */
function messageWords(message: Readonly<Record<string, unknown>>): string {
  const { text, blocks, attachments } = message;
  if (typeof text === 'string' && text.trim()) return plainWords(text);
  return textsWithin(blocks) || textsWithin(attachments);
}

function textsWithin(value: unknown): string {
  if (Array.isArray(value)) return value.map(textsWithin).filter(Boolean).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  if ('text' in value && typeof value.text === 'string') {
    const literal = 'type' in value && (value.type === 'text' || value.type === 'plain_text');
    return literal ? value.text : plainWords(value.text);
  }
  return textsWithin(Object.values(value).filter((inner) => typeof inner === 'object'));
}

/** The id, when it is not one of ours as this version writes them. */
const foreign = (id: string): string | undefined =>
  decodeAction(id).action.verb === 'outdated' ? id.slice(0, 100) : undefined;

interface Parts {
  readonly request: Request;
  readonly userId: string;
  readonly userName: string | undefined;
  readonly channelId: string;
  readonly triggerId: string;
  readonly requestId: string;
  readonly team: { readonly id: string; readonly domain: string } | null;
  readonly opens?: 'form' | 'message' | undefined;
  readonly foreign?: string | undefined;
}

function incoming(at: Installation, parts: Parts): Incoming {
  // In a channel shared between companies, `team` is the visitor's own; they still take part in ours.
  const domain = parts.team?.id === at.teamId ? parts.team.domain : at.teamId;
  // Of an organisation's workspaces Slack does not always say the name people gave them.
  const name = at.teamName === at.teamId ? domain : at.teamName;
  return {
    request: parts.request,
    caller: {
      workspace: { platform: 'slack', externalId: at.teamId, name },
      member: { externalId: parts.userId, name: parts.userName || parts.userId },
      channelId: parts.channelId,
      requestId: parts.requestId,
      isAdmin: () => at.members.isAdmin(parts.userId),
    },
    userId: parts.userId,
    channelId: parts.channelId,
    triggerId: parts.triggerId,
    opens: parts.opens,
    foreign: parts.foreign,
  };
}
