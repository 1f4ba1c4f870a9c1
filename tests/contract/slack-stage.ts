/** Slack as a stage: our real bot and library against the strict server, by Socket Mode or HTTP. */
import type { Delivery } from '../fakes/slack/deliveries.ts';
import { type Json, list, readable, record, string } from '../fakes/slack/json.ts';
import { buildRig, type Mode } from '../fakes/slack/rig.ts';
import type { SlackServer } from '../fakes/slack/server.ts';
import {
  BOT,
  CHANNELS,
  type Ephemeral,
  type Home,
  type OpenView,
  type StoredMessage,
  TEAM,
  USERS,
} from '../fakes/slack/workspace.ts';
import type { Person, Seen, SeenButton, SeenField, Stage, Trouble } from './stage.ts';
import { createWatch } from './watch.ts';

/** What a Seen on Slack is made of. */
type Handle =
  | { readonly kind: 'message'; readonly on: StoredMessage | Ephemeral | Home }
  | { readonly kind: 'view'; readonly view: OpenView; readonly content: Json };

export interface SlackActs
  extends Pick<Stage, 'command' | 'press' | 'submit' | 'shortcut' | 'channel' | 'thread' | 'whispers'> {
  /** Opens the app's home tab. */
  home(who: Person): Promise<Seen>;
  /** Their home, once it says this. */
  newestHome(who: Person, words: string): Promise<Seen>;
  /** What was delivered to the app last. */
  lastDelivery(): Delivery | undefined;
}

/** What people do in a Slack workspace, whatever process the app is in. */
export function actsOnSlack(server: SlackServer): SlackActs {
  let last: Delivery | undefined;

  /** What the person gets next, whichever way Slack shows it. */
  async function outcome(who: Person, act: () => Delivery): Promise<Seen> {
    const { id } = USERS[who];
    const before = {
      ephemerals: server.ephemerals.length,
      shown: server.ephemerals.filter((each) => !each.replaced),
      messages: server.messages.length,
      hashes: server.views.map((view) => view.hash),
    };
    last = act();
    const [seen] = await Promise.all([
      server.until(() => {
        const whisper = server.ephemerals.slice(before.ephemerals).find((each) => each.user === id);
        if (whisper) return { ...seenMessage(whisper, true), replaced: before.shown.some((each) => each.replaced) };
        const isNews = (each: OpenView, at: number) => each.user === id && each.hash !== before.hashes[at];
        const view = server.views.find((each, at) => each.state === 'open' && isNews(each, at));
        if (view) return seenView(view);
        const direct = server.messages.slice(before.messages).find((each) => each.channel === `D${id}`);
        return direct && seenMessage(direct, true);
      }, `an answer for ${who}`),
      last.acked,
    ]);
    return seen;
  }

  return {
    lastDelivery: () => last,

    command(who, command, options = {}) {
      const [first, ...rest] = command.split(' ');
      const typed = Object.entries(options).map(([name, value]) => typedOption(name, String(value)));
      return outcome(who, () => server.command(who, `/${first}`, [...rest, ...typed].join(' ')));
    },

    press(who, on, label) {
      const handle = on.handle as Handle;
      const button = on.buttons.find((each) =>
        label instanceof RegExp ? label.test(each.label) : each.label === label,
      );
      if (!button)
        throw new Error(`no button ${String(label)} among: ${on.buttons.map((each) => each.label).join(', ')}`);
      return outcome(who, () => server.press(who, handle.kind === 'view' ? handle.view : handle.on, button.id));
    },

    async submit(who, form, values) {
      const handle = form.handle as Handle;
      if (handle.kind !== 'view') throw new Error('only a form can be submitted');
      // Sent before: the same form, still open on another device of theirs.
      const view = handle.view.state === 'open' ? handle.view : server.openView(handle.view.user, handle.content);
      const { hash } = view;
      const delivery = server.submit(who, view, fitting(view, values));
      if ('refused' in delivery) return seenErrors(view, delivery.refused);
      const answered = outcome(who, () => delivery);
      await delivery.acked;
      if (Object.keys(view.errors).length === 0 && (view.state === 'closed' || view.hash === hash)) return answered;
      // Refused, or changed in place: nothing else will come.
      answered.catch(() => undefined);
      return Object.keys(view.errors).length > 0 ? seenErrors(view, view.errors) : seenView(view);
    },

    async shortcut(who, id, on = {}) {
      // Slack has no menu on a person.
      if (on.person) return undefined;
      return outcome(who, () => server.shortcut(who, id, on.text === undefined ? undefined : { text: on.text }));
    },

    async home(who) {
      const { id } = USERS[who];
      const before = server.homes.length;
      // Without a view, as when Slack has none yet: it is published whatever it says.
      last = server.event({ type: 'app_home_opened', user: id, channel: `D${id}`, tab: 'home', event_ts: '1.2' });
      const [home] = await Promise.all([
        server.until(() => server.homes.slice(before).find((each) => each.user === id), `the home of ${who}`),
        last.acked,
      ]);
      return seenHome(home);
    },

    newestHome: (who, words) =>
      server.until(() => {
        const home = server.homeOf(USERS[who].id);
        const seen = home && seenHome(home);
        return seen?.text.includes(words) ? seen : undefined;
      }, `the home of ${who} to say ${words}`),

    async channel() {
      return server.messages
        .filter((each) => each.channel === CHANNELS.quiz && !each.thread)
        .map((each) => seenMessage(each, false));
    },

    async thread(under) {
      const { kind, ...of } = under.handle as Handle;
      if (kind !== 'message' || !('on' in of) || !('ts' in of.on)) throw new Error('only a message has a thread');
      const { ts } = of.on;
      return server.messages.filter((each) => each.thread === ts).map((each) => seenMessage(each, false));
    },

    async whispers(who) {
      return server.messages
        .filter((each) => each.channel === `D${USERS[who].id}`)
        .map((each) => seenMessage(each, true));
    },
  };
}

export interface SlackStage extends SlackActs, Omit<Stage, keyof SlackActs> {
  /** Archives the channel, or undoes it, without a word of it to the app. */
  archive(archived: boolean): void;
  /** An admin removes the app from the workspace, and installs it again, with the same token. */
  uninstall(): Promise<void>;
  reinstall(): void;
}

export async function createSlackStage(mode: Mode): Promise<SlackStage> {
  const rig = await buildRig(mode);
  const { server } = rig;
  const watch = createWatch();
  const acts = actsOnSlack(server);
  let bot = watch.over(rig.bot);
  async function told(event: Json): Promise<void> {
    const before = watch.noted;
    await server.event({ channel: CHANNELS.quiz, event_ts: '1.2', ...event }).acked;
    await watch.until('noted', before + 1);
  }
  return {
    ...acts,
    name: 'slack',
    get bot() {
      return bot;
    },
    channelId: CHANNELS.quiz,
    workspaceId: TEAM.id,
    lostChannelId: CHANNELS.random,
    async trouble(kind) {
      server.shut.set(CHANNELS.quiz, kind === 'closed' ? 'is_archived' : 'not_in_channel');
      await told(TOLD[kind].gone);
    },
    async mend(kind) {
      server.shut.delete(CHANNELS.quiz);
      await told(TOLD[kind].back);
    },
    archive(archived) {
      if (archived) server.shut.set(CHANNELS.quiz, 'is_archived');
      else server.shut.delete(CHANNELS.quiz);
    },
    async uninstall() {
      server.tenants.refuse(server.botToken, 'account_inactive');
      await told({ type: 'app_uninstalled', channel: undefined });
    },
    reinstall: () => server.tenants.accept(server.botToken),
    async restart() {
      await rig.restart();
      bot = watch.over(rig.bot);
    },
    complete: async () => undefined,
    async redeliverLast() {
      const last = acts.lastDelivery();
      if (!last) throw new Error('nothing was delivered yet');
      // What was taken once is not brought before the desk again, so only its acknowledgement is to wait for.
      await server.redeliver(last).acked;
      return true;
    },
    violations: () => server.violations,
    get complaints() {
      return rig.lines
        .filter(({ level }) => level !== 'info')
        .map(({ line, fields }) => `${line} ${JSON.stringify(fields)}`);
    },
    close: () => rig.close(),
  };
}

/** What Slack tells when a channel is archived, or the bot taken out of it; and when that is undone. */
const TOLD: Readonly<Record<Trouble, { readonly gone: Json; readonly back: Json }>> = {
  closed: {
    gone: { type: 'channel_archive', user: USERS.lead.id },
    back: { type: 'channel_unarchive', user: USERS.lead.id },
  },
  removed: {
    gone: { type: 'channel_left' },
    back: { type: 'member_joined_channel', user: BOT.userId, channel_type: 'C', team: TEAM.id },
  },
};

/** As a person types it; a channel is picked from Slack's menu and arrives by id. */
function typedOption(name: string, value: string): string {
  const written = name === 'channel' ? `<#${value}|quiz>` : value;
  return /\s/.test(written) ? `${name}:"${written}"` : `${name}:${written}`;
}

/** A field takes no more characters than it has room for. */
function fitting(view: OpenView, values: Readonly<Record<string, string | readonly string[]>>) {
  const room = (name: string) => {
    const input = list(view.view.blocks)
      .map(record)
      .find((block) => block.block_id === name);
    return Number(record(input?.element).max_length ?? 3000);
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.slice(0, room(name)) : value,
    ]),
  );
}

function seenMessage(on: StoredMessage | Ephemeral, isPrivate: boolean): Seen {
  return { ...seenBlocks(on.blocks), private: isPrivate, handle: { kind: 'message', on } satisfies Handle };
}

function seenHome(on: Home): Seen {
  return { ...seenBlocks(list(on.view.blocks)), handle: { kind: 'message', on } satisfies Handle };
}

function seenBlocks(blocks: readonly unknown[]): Seen {
  const buttons = blocks
    .map(record)
    .filter((block) => block.type === 'actions')
    .flatMap((block) => list(block.elements).map(record))
    .map(
      (element): SeenButton => ({
        label: string(record(element.text).text),
        id: string(element.action_id),
        disabled: false,
      }),
    );
  const said = readable(blocks.filter((block) => record(block).type !== 'actions'));
  return {
    kind: 'message',
    private: true,
    replaced: false,
    text: said,
    buttons,
    fields: [],
    errors: {},
    handle: undefined,
  };
}

/** A form, or a message that is shown in a modal. */
function seenView(view: OpenView): Seen {
  const blocks = list(view.view.blocks);
  const handle: Handle = { kind: 'view', view, content: view.view };
  const fields = blocks
    .map(record)
    .filter((block) => block.type === 'input')
    .map((block): SeenField => {
      const element = record(block.element);
      return {
        name: string(block.block_id),
        label: string(record(block.label).text),
        kind: element.type === 'plain_text_input' ? 'text' : 'choice',
        values: list(element.options).map((option) => string(record(option).value)),
      };
    });
  if (fields.length === 0) return { ...seenBlocks(blocks), handle };
  const text = `${string(record(view.view.title).text)}\n${readable(view.view.blocks)}`;
  return { kind: 'form', private: true, replaced: false, text, buttons: [], fields, errors: {}, handle };
}

function seenErrors(view: OpenView, errors: Readonly<Record<string, string>>): Seen {
  return { ...seenView(view), kind: 'invalid', errors };
}
