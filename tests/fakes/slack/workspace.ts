/** What a Slack workspace holds: people, channels, messages, views, triggers. Everything is measured by this server's own clock. */
import { messageProblems, viewProblems } from './block-kit.ts';
import { type Json, list, record, string } from './json.ts';

export const TEAM = { id: 'T0REFCOUNT', name: 'Prep Room', domain: 'prep-room' } as const;
export const APP_ID = 'A0REFCOUNT';
export const BOT = { userId: 'U0BOT', botId: 'B0BOT' } as const;
/** `quiz` has the bot in it, `random` has not, `old` is archived. */
export const CHANNELS = { quiz: 'C0QUIZ', random: 'C0RANDOM', old: 'C0OLD' } as const;
export const USERS = {
  ada: { id: 'U0ADA', name: 'ada', display: 'Ada', admin: false, locale: 'en-US' },
  bob: { id: 'U0BOB', name: 'bob', display: 'Bob', admin: false, locale: 'en-GB' },
  lead: { id: 'U0LEAD', name: 'lead', display: 'Lea', admin: true, locale: 'en-US' },
  gerda: { id: 'U0GERDA', name: 'gerda', display: 'Gerda', admin: false, locale: 'de-DE' },
} as const;

/** A trigger lives this long, in milliseconds, and opens one view. */
const TRIGGER_LIFE = 3000;

export interface StoredMessage {
  readonly ts: string;
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata: Json | undefined;
  /** The message it is a reply to. */
  readonly thread: string | undefined;
  readonly edited: boolean;
}

export interface Ephemeral {
  readonly ts: string;
  readonly user: string;
  readonly channel: string;
  readonly via: 'response_url' | 'chat.postEphemeral';
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** The person sees another in its place. */
  replaced: boolean;
}

/** A member's home tab. */
export interface Home {
  readonly id: string;
  readonly user: string;
  readonly hash: string;
  readonly view: Json;
}

export interface OpenView {
  readonly id: string;
  readonly user: string;
  hash: string;
  view: Json;
  state: 'open' | 'closed';
  /** What the last submission was refused with. */
  errors: Readonly<Record<string, string>>;
}

export interface SlackWorkspace {
  readonly messages: StoredMessage[];
  readonly ephemerals: Ephemeral[];
  readonly views: OpenView[];
  /** Every home ever published, in order; the last of a person is what they see. */
  readonly homes: Home[];
  readonly violations: string[];
  /** Channels in which the bot can neither speak nor read, and why. */
  readonly shut: Map<string, 'not_in_channel' | 'is_archived'>;
  /** More of what conversations.info says of every channel, such as `is_read_only`. */
  channelTraits: Json;
  violation(line: string): void;
  addMessage(channel: string, args: Json): StoredMessage;
  updateMessage(channel: string, ts: string, args: Json): StoredMessage | undefined;
  addEphemeral(via: Ephemeral['via'], user: string, channel: string, args: Json): Ephemeral;
  /** Shows another in its place, in the list too. */
  replaceEphemeral(old: Ephemeral, args: Json): Ephemeral;
  newTrigger(user: string): string;
  expireTriggers(): void;
  /** The person whose trigger it was, or Slack's error code. */
  useTrigger(id: string): { readonly user: string } | { readonly error: string };
  openView(user: string, view: Json): OpenView;
  /** The changed view, or Slack's error code. With a `hash`, only if the view is still the one of that hash. */
  replaceView(id: string, view: Json, hash?: string): OpenView | { readonly error: string };
  homeOf(user: string): Home | undefined;
  /** The published home, or Slack's error code. */
  publishHome(user: string, view: Json, hash?: string): Home | { readonly error: string };
  /** Slack's payload for a view. */
  viewPayload(view: OpenView | Home, values: Json): Json;
  nextId(prefix: string): string;
  /** Told about whatever changes. */
  changed: () => void;
}

export function createWorkspace(): SlackWorkspace {
  const triggers = new Map<string, { user: string; at: number; used: boolean }>();
  let counter = 0;
  let lastTs = 0;
  const nextId = (prefix: string) => `${prefix}${(++counter).toString().padStart(6, '0')}`;
  const nextTs = () => {
    // Microseconds, as Slack's; two messages never share one.
    lastTs = Math.max(lastTs + 1, Math.round(Date.now() * 1000));
    return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, '0')}`;
  };

  const workspace: SlackWorkspace = {
    messages: [],
    ephemerals: [],
    views: [],
    homes: [],
    violations: [],
    shut: new Map([
      [CHANNELS.random, 'not_in_channel'],
      [CHANNELS.old, 'is_archived'],
    ]),
    channelTraits: {},
    changed: () => undefined,
    nextId,
    violation(line) {
      workspace.violations.push(line);
    },
    addMessage(channel, args) {
      check(messageProblems(args), 'chat.postMessage');
      const message: StoredMessage = {
        ts: nextTs(),
        channel,
        text: string(args.text),
        blocks: list(args.blocks),
        metadata: args.metadata === undefined ? undefined : record(args.metadata),
        thread: string(args.thread_ts) || undefined,
        edited: false,
      };
      workspace.messages.push(message);
      workspace.changed();
      return message;
    },
    updateMessage(channel, ts, args) {
      const at = workspace.messages.findIndex((message) => message.channel === channel && message.ts === ts);
      const old = workspace.messages[at];
      if (!old) return undefined;
      check(messageProblems(args), 'chat.update');
      const message: StoredMessage = { ...old, text: string(args.text), blocks: list(args.blocks), edited: true };
      workspace.messages[at] = message;
      workspace.changed();
      return message;
    },
    addEphemeral(via, user, channel, args) {
      check(messageProblems(args), via);
      const content = { text: string(args.text), blocks: list(args.blocks), replaced: false };
      const ephemeral: Ephemeral = { ts: nextTs(), user, channel, via, ...content };
      workspace.ephemerals.push(ephemeral);
      workspace.changed();
      return ephemeral;
    },
    replaceEphemeral(old, args) {
      old.replaced = true;
      return workspace.addEphemeral('response_url', old.user, old.channel, args);
    },
    newTrigger(user) {
      const id = `${nextId('')}.${TEAM.id}.trigger`;
      triggers.set(id, { user, at: performance.now(), used: false });
      return id;
    },
    expireTriggers() {
      for (const trigger of triggers.values()) trigger.at = Number.NEGATIVE_INFINITY;
    },
    useTrigger(id) {
      const trigger = triggers.get(id);
      if (!trigger) return { error: 'invalid_trigger_id' };
      if (trigger.used) return { error: 'exchanged_trigger_id' };
      if (performance.now() - trigger.at > TRIGGER_LIFE) return { error: 'expired_trigger_id' };
      trigger.used = true;
      return { user: trigger.user };
    },
    openView(user, view) {
      check(viewProblems(view), 'views.open');
      const opened: OpenView = { id: nextId('V'), user, hash: nextId('h'), view, state: 'open', errors: {} };
      workspace.views.push(opened);
      workspace.changed();
      return opened;
    },
    replaceView(id, view, hash) {
      const found = workspace.views.find((open) => open.id === id && open.state === 'open');
      if (!found) return { error: 'not_found' };
      if (hash !== undefined && hash !== found.hash) return { error: 'hash_conflict' };
      check(viewProblems(view), 'view update');
      found.view = view;
      found.hash = nextId('h');
      found.errors = {};
      workspace.changed();
      return found;
    },
    homeOf: (user) => workspace.homes.findLast((home) => home.user === user),
    publishHome(user, view, hash) {
      const before = workspace.homeOf(user);
      if (hash !== undefined && hash !== before?.hash) return { error: 'hash_conflict' };
      check(viewProblems(view, 'home'), 'views.publish');
      const home: Home = { id: before?.id ?? nextId('V'), user, hash: nextId('h'), view };
      workspace.homes.push(home);
      workspace.changed();
      return home;
    },
    viewPayload(view, values) {
      return {
        id: view.id,
        team_id: TEAM.id,
        type: string(view.view.type),
        title: view.view.title ?? null,
        submit: view.view.submit ?? null,
        close: view.view.close ?? null,
        blocks: view.view.blocks,
        private_metadata: string(view.view.private_metadata),
        callback_id: string(view.view.callback_id),
        external_id: '',
        state: { values },
        hash: view.hash,
        clear_on_close: false,
        notify_on_close: false,
        root_view_id: view.id,
        previous_view_id: null,
        app_id: APP_ID,
        app_installed_team_id: TEAM.id,
        bot_id: BOT.botId,
      };
    },
  };

  function check(problems: readonly string[], where: string): void {
    for (const problem of problems) workspace.violation(`${where}: ${problem}`);
  }

  return workspace;
}
