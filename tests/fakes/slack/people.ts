/** What people do in a Slack client: send commands, press buttons, fill forms. Payloads have Slack's shapes. */
import type { Deliveries, Delivery } from './deliveries.ts';
import { type Json, list, record, string } from './json.ts';
import {
  APP_ID,
  BOT,
  CHANNELS,
  type Ephemeral,
  type OpenView,
  type SlackWorkspace,
  type StoredMessage,
  TEAM,
  USERS,
} from './workspace.ts';

export type UserName = keyof typeof USERS;

export interface People {
  command(who: UserName, command: string, text: string, channel?: string): Delivery;
  press(who: UserName, on: StoredMessage | Ephemeral, actionId: string): Delivery;
  /** Values by block id. What Slack's own client refuses (too long, required, no such option) is given back as errors. */
  submit(
    who: UserName,
    view: OpenView,
    values: Readonly<Record<string, string | readonly string[]>>,
  ): Delivery | Refused;
}

export interface Refused {
  readonly refused: Readonly<Record<string, string>>;
}

export function createPeople(workspace: SlackWorkspace, deliveries: Deliveries): People {
  const team = { id: TEAM.id, domain: TEAM.domain };
  return {
    command(who, command, text, channel = CHANNELS.quiz) {
      const user = USERS[who];
      return deliveries.deliver('slash_commands', {
        token: 'verification-token',
        team_id: TEAM.id,
        team_domain: TEAM.domain,
        channel_id: channel,
        channel_name: channelName(channel),
        user_id: user.id,
        user_name: user.name,
        command,
        text,
        api_app_id: APP_ID,
        is_enterprise_install: 'false',
        response_url: deliveries.responseUrl(user.id, channel),
        trigger_id: workspace.newTrigger(user.id),
      });
    },

    press(who, on, actionId) {
      const user = USERS[who];
      const action = list(on.blocks)
        .flatMap((block) => list(record(block).elements))
        .map(record)
        .find((element) => element.action_id === actionId);
      if (!action) throw new Error(`fake Slack: no button ${actionId} on this message`);
      const isEphemeral = 'via' in on;
      return deliveries.deliver('interactive', {
        type: 'block_actions',
        user: { id: user.id, username: user.name, name: user.name, team_id: TEAM.id },
        api_app_id: APP_ID,
        token: 'verification-token',
        container: { type: 'message', message_ts: on.ts, channel_id: on.channel, is_ephemeral: isEphemeral },
        trigger_id: workspace.newTrigger(user.id),
        team,
        enterprise: null,
        is_enterprise_install: false,
        channel: { id: on.channel, name: channelName(on.channel) },
        // Slack leaves the message out when only one person sees it.
        ...(isEphemeral
          ? {}
          : { message: { type: 'message', user: BOT.userId, ts: on.ts, text: on.text, blocks: on.blocks } }),
        state: { values: {} },
        response_url: deliveries.responseUrl(user.id, on.channel),
        actions: [{ ...action, block_id: 'actions', action_ts: on.ts }],
      });
    },

    submit(who, view, values) {
      if (view.state !== 'open' || view.user !== USERS[who].id)
        throw new Error('fake Slack: this form is not open for them');
      const filled = fill(view.view, values);
      if (Object.keys(filled.refused).length > 0) return { refused: filled.refused };
      const user = USERS[who];
      view.errors = {};
      return deliveries.deliver('interactive', {
        type: 'view_submission',
        team,
        user: { id: user.id, username: user.name, name: user.name, team_id: TEAM.id },
        api_app_id: APP_ID,
        token: 'verification-token',
        trigger_id: workspace.newTrigger(user.id),
        view: workspace.viewPayload(view, filled.state),
        response_urls: [],
        is_enterprise_install: false,
        enterprise: null,
      });
    },
  };
}

function channelName(id: string): string {
  return Object.entries(CHANNELS).find(([, channel]) => channel === id)?.[0] ?? 'directmessage';
}

/** The view's state, and what the client would not send. */
function fill(
  view: Json,
  values: Readonly<Record<string, string | readonly string[]>>,
): { state: Json; refused: Record<string, string> } {
  const state: Record<string, Json> = {};
  const refused: Record<string, string> = {};
  const inputs = list(view.blocks)
    .map(record)
    .filter((block) => block.type === 'input');
  for (const name of Object.keys(values)) {
    if (!inputs.some((block) => block.block_id === name)) throw new Error(`fake Slack: the form has no field ${name}`);
  }
  for (const block of inputs) {
    const name = string(block.block_id);
    const element = record(block.element);
    const given = values[name];
    const empty = given === undefined || given.length === 0;
    if (empty && block.optional !== true) refused[name] = 'Please complete this required field.';
    if (typeof given === 'string' && given.length > Number(element.max_length ?? 3000)) {
      refused[name] = `Must be at most ${String(element.max_length)} characters.`;
    }
    state[name] = { [string(element.action_id)]: elementState(element, given, name) };
  }
  return { state, refused };
}

function elementState(element: Json, given: string | readonly string[] | undefined, name: string): Json {
  const type = string(element.type);
  if (type === 'plain_text_input') return { type, value: typeof given === 'string' && given !== '' ? given : null };
  const wanted = typeof given === 'string' ? [given] : (given ?? []);
  const options = list(element.options).map(record);
  const chosen = wanted.map((value) => {
    const option = options.find((each) => each.value === value);
    if (!option) throw new Error(`fake Slack: field ${name} has no option ${value}`);
    return { text: option.text, value: option.value };
  });
  if (type === 'checkboxes') return { type, selected_options: chosen };
  if (chosen.length > 1) throw new Error(`fake Slack: field ${name} takes one option`);
  return { type, selected_option: chosen[0] ?? null };
}
