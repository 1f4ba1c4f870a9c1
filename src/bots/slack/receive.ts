/** What Slack sends → what core is asked: a Request, a Caller, and where the answer goes. */
import type { BlockAction, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import { type Caller, decodeAction, type Request } from '../../core/message.ts';
import { formChannel, formValues } from './form.ts';
import type { Members } from './members.ts';

/** The installation: what auth.test said at start, and the people in it. */
export interface Installation {
  readonly teamId: string;
  readonly teamName: string;
  readonly members: Members;
}

export interface Incoming {
  readonly request: Request;
  readonly caller: Caller;
  readonly userId: string;
  /** '' when Slack did not say; the answer then goes to a direct message. */
  readonly channelId: string;
  readonly triggerId: string;
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
    wholeOrganisation: String(command.is_enterprise_install) === 'true',
  });
}

/** A pressed button; undefined for an action that has no id. */
export function fromPress(body: BlockAction, at: Installation): Incoming | undefined {
  const actionId = body.actions[0]?.action_id;
  if (!actionId) return undefined;
  return incoming(at, {
    request: { kind: 'press', action: decodeAction(actionId).action },
    userId: body.user.id,
    userName: body.user.name ?? body.user.username,
    channelId: body.channel?.id ?? body.container?.channel_id ?? '',
    triggerId: body.trigger_id,
    requestId: body.trigger_id,
    team: body.team,
    wholeOrganisation: body.is_enterprise_install === true,
  });
}

/** A submitted form. A redelivery has the same view and hash, hence the same request id. */
export function fromSubmission(body: ViewSubmitAction, at: Installation): Incoming {
  return incoming(at, {
    request: { kind: 'submit', action: decodeAction(body.view.callback_id).action, values: formValues(body.view) },
    userId: body.user.id,
    userName: body.user.name,
    channelId: formChannel(body.view) ?? '',
    triggerId: body.trigger_id,
    requestId: `${body.view.id}:${body.view.hash}`,
    team: body.team,
    wholeOrganisation: body.is_enterprise_install === true,
  });
}

interface Parts {
  readonly request: Request;
  readonly userId: string;
  readonly userName: string | undefined;
  readonly channelId: string;
  readonly triggerId: string;
  readonly requestId: string;
  readonly team: { readonly id: string; readonly domain: string } | null;
  readonly wholeOrganisation: boolean;
}

function incoming(at: Installation, parts: Parts): Incoming {
  // In a channel shared between companies, `team` is the visitor's own; they still take part in ours.
  const team = parts.wholeOrganisation && parts.team ? parts.team : { id: at.teamId, domain: at.teamName };
  const name = parts.team?.id === team.id ? parts.team.domain : team.domain;
  return {
    request: parts.request,
    caller: {
      workspace: { platform: 'slack', externalId: team.id, name },
      member: { externalId: parts.userId, name: parts.userName || parts.userId },
      channelId: parts.channelId,
      requestId: parts.requestId,
      isAdmin: () => at.members.isAdmin(parts.userId),
    },
    userId: parts.userId,
    channelId: parts.channelId,
    triggerId: parts.triggerId,
  };
}
