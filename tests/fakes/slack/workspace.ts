/** What a Slack workspace holds: people, channels, messages, views, triggers. Everything is measured by this server's own clock. */
import { messageProblems, viewProblems } from './block-kit.ts';
import { type Json, list, record, string } from './json.ts';

export const TEAM = { id: 'T0REFCOUNT', name: 'Prep Room', domain: 'prep-room' } as const;
export const APP_ID = 'A0REFCOUNT';
export const BOT = { userId: 'U0BOT', botId: 'B0BOT' } as const;
/** `quiz` has the bot in it, `random` has not, `old` is archived. */
export const CHANNELS = { quiz: 'C0QUIZ', random: 'C0RANDOM', old: 'C0OLD' } as const;
export const USERS = {
  ada: { id: 'U0ADA', name: 'ada', display: 'Ada', admin: false },
  bob: { id: 'U0BOB', name: 'bob', display: 'Bob', admin: false },
  lead: { id: 'U0LEAD', name: 'lead', display: 'Lea', admin: true },
} as const;

/** A trigger lives this long, in milliseconds, and opens one view. */
const TRIGGER_LIFE = 3000;

export interface StoredMessage {
  readonly ts: string;
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata: Json | undefined;
  readonly edited: boolean;
}

export interface Ephemeral {
  readonly ts: string;
  readonly user: string;
  readonly channel: string;
  readonly via: 'response_url' | 'chat.postEphemeral';
  readonly text: string;
  readonly blocks: readonly unknown[];
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
  readonly violations: string[];
  violation(line: string): void;
  addMessage(channel: string, args: Json): StoredMessage;
  updateMessage(channel: string, ts: string, args: Json): StoredMessage | undefined;
  addEphemeral(via: Ephemeral['via'], user: string, channel: string, args: Json): Ephemeral;
  newTrigger(user: string): string;
  expireTriggers(): void;
  /** The person whose trigger it was, or Slack's error code. */
  useTrigger(id: string): { readonly user: string } | { readonly error: string };
  openView(user: string, view: Json): OpenView;
  replaceView(id: string, view: Json): OpenView | undefined;
  /** Slack's payload for a view. */
  viewPayload(view: OpenView, values: Json): Json;
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
    violations: [],
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
      const ephemeral = { ts: nextTs(), user, channel, via, text: string(args.text), blocks: list(args.blocks) };
      workspace.ephemerals.push(ephemeral);
      workspace.changed();
      return ephemeral;
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
    replaceView(id, view) {
      const found = workspace.views.find((open) => open.id === id && open.state === 'open');
      if (!found) return undefined;
      check(viewProblems(view), 'view update');
      found.view = view;
      found.hash = nextId('h');
      found.errors = {};
      workspace.changed();
      return found;
    },
    viewPayload(view, values) {
      return {
        id: view.id,
        team_id: TEAM.id,
        type: 'modal',
        title: view.view.title,
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
