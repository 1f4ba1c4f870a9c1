/** What people do in a Slack client: send commands, press buttons, fill forms. Payloads have Slack's shapes. */
import type { Deliveries, Delivery } from './deliveries.ts';
import { type Json, list, record, string } from './json.ts';
import {
  APP_ID,
  BOT,
  CHANNELS,
  type Ephemeral,
  type Home,
  type OpenView,
  type SlackWorkspace,
  type StoredMessage,
  TEAM,
  USERS,
} from './workspace.ts';

export type UserName = keyof typeof USERS;

export interface People {
  command(who: UserName, command: string, text: string, channel?: string): Delivery;
  /** On a message, in a modal, or in their home. */
  press(who: UserName, on: Pressable, actionId: string): Delivery;
  /** A menu entry on a message of someone's, or anywhere. */
  shortcut(who: UserName, callbackId: string, on?: { readonly text: string; readonly blocks?: unknown }): Delivery;
  /** Opens the app's home tab (or its messages). */
  openHome(who: UserName, tab?: 'home' | 'messages'): Delivery;
  /** An event of the Events API. */
  event(event: Json): Delivery;
  /** Values by block id. What Slack's own client refuses (too long, required, no such option) is given back as errors. */
  submit(
    who: UserName,
    view: OpenView,
    values: Readonly<Record<string, string | readonly string[]>>,
  ): Delivery | Refused;
}

export type Pressable = StoredMessage | Ephemeral | OpenView | Home;

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
      const inView = 'view' in on;
      const action = list(inView ? on.view.blocks : on.blocks)
        .flatMap((block) => list(record(block).elements))
        .map(record)
        .find((element) => element.action_id === actionId);
      if (!action) throw new Error(`fake Slack: no button ${actionId} there`);
      const at = inView ? pressedView(on) : pressedMessage(user.id, on);
      return deliveries.deliver('interactive', {
        type: 'block_actions',
        ...from(who),
        trigger_id: workspace.newTrigger(user.id),
        ...at,
        actions: [{ ...action, block_id: 'actions', action_ts: `${Date.now() / 1000}` }],
      });
    },

    shortcut(who, callbackId, on) {
      const user = USERS[who];
      const common = { callback_id: callbackId, trigger_id: workspace.newTrigger(user.id), action_ts: '1.2' };
      if (!on) return deliveries.deliver('interactive', { type: 'shortcut', ...from(who), ...common });
      const ts = '1700000000.000100';
      return deliveries.deliver('interactive', {
        type: 'message_action',
        ...from(who),
        ...common,
        message_ts: ts,
        channel: { id: CHANNELS.quiz, name: channelName(CHANNELS.quiz) },
        message: { type: 'message', user: USERS.bob.id, ts, ...on },
        response_url: deliveries.responseUrl(user.id, CHANNELS.quiz, 'post'),
      });
    },

    openHome(who, tab = 'home') {
      const { id } = USERS[who];
      const home = workspace.homeOf(id);
      return event({
        type: 'app_home_opened',
        user: id,
        channel: `D${id}`,
        event_ts: '1.2',
        tab,
        ...(home && tab === 'home' ? { view: workspace.viewPayload(home, {}) } : {}),
      });
    },

    event,

    submit(who, view, values) {
      if (view.state !== 'open' || view.user !== USERS[who].id)
        throw new Error('fake Slack: this form is not open for them');
      const filled = fill(view.view, values);
      if (Object.keys(filled.refused).length > 0) return { refused: filled.refused };
      const user = USERS[who];
      view.errors = {};
      return deliveries.deliver('interactive', {
        type: 'view_submission',
        ...from(who),
        trigger_id: workspace.newTrigger(user.id),
        view: workspace.viewPayload(view, filled.state),
        response_urls: [],
      });
    },
  };

  /** What every interaction says of who and where. */
  function from(who: UserName): Json {
    const { id, name } = USERS[who];
    return {
      team,
      user: { id, username: name, name, team_id: TEAM.id },
      api_app_id: APP_ID,
      token: 'verification-token',
      is_enterprise_install: false,
      enterprise: null,
    };
  }

  function pressedView(on: OpenView | Home): Json {
    return {
      container: { type: 'view', view_id: on.id },
      view: workspace.viewPayload(on, {}),
    };
  }

  function pressedMessage(user: string, on: StoredMessage | Ephemeral): Json {
    const isEphemeral = 'via' in on;
    return {
      container: { type: 'message', message_ts: on.ts, channel_id: on.channel, is_ephemeral: isEphemeral },
      channel: { id: on.channel, name: channelName(on.channel) },
      // Slack leaves the message out when only one person sees it.
      ...(isEphemeral
        ? {}
        : { message: { type: 'message', user: BOT.userId, ts: on.ts, text: on.text, blocks: on.blocks } }),
      state: { values: {} },
      response_url: deliveries.responseUrl(user, on.channel, isEphemeral ? on : 'post'),
    };
  }

  function event(what: Json): Delivery {
    return deliveries.deliver('events_api', {
      token: 'verification-token',
      team_id: TEAM.id,
      api_app_id: APP_ID,
      event: what,
      type: 'event_callback',
      event_id: workspace.nextId('Ev'),
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [
        { enterprise_id: null, team_id: TEAM.id, user_id: BOT.userId, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
    });
  }
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
