/** Slack as a stage: our real bot and library against the strict server, by Socket Mode or HTTP. */
import type { Bot, Desk } from '../../src/core/desk.ts';
import type { Delivery } from '../fakes/slack/deliveries.ts';
import { type Json, list, readable, record, string } from '../fakes/slack/json.ts';
import { buildRig, type Mode } from '../fakes/slack/rig.ts';
import type { SlackServer } from '../fakes/slack/server.ts';
import { CHANNELS, type Ephemeral, type OpenView, type StoredMessage, TEAM, USERS } from '../fakes/slack/workspace.ts';
import type { Person, Seen, SeenButton, SeenField, Stage } from './stage.ts';

/** What a Seen on Slack is made of. */
type Handle =
  | { readonly kind: 'message'; readonly on: StoredMessage | Ephemeral }
  | { readonly kind: 'view'; readonly view: OpenView; readonly content: Json };

export interface SlackActs extends Pick<Stage, 'command' | 'press' | 'submit' | 'channel'> {
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
      views: server.views.length,
      messages: server.messages.length,
    };
    last = act();
    const [seen] = await Promise.all([
      server.until(() => {
        const whisper = server.ephemerals.slice(before.ephemerals).find((each) => each.user === id);
        if (whisper) return seenMessage(whisper, true);
        const view = server.views.slice(before.views).find((each) => each.user === id);
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
      if (handle.kind !== 'message') throw new Error('a form has no buttons to press');
      const button = on.buttons.find((each) =>
        label instanceof RegExp ? label.test(each.label) : each.label === label,
      );
      if (!button)
        throw new Error(`no button ${String(label)} among: ${on.buttons.map((each) => each.label).join(', ')}`);
      return outcome(who, () => server.press(who, handle.on, button.id));
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

    async channel() {
      return server.messages.filter((each) => each.channel === CHANNELS.quiz).map((each) => seenMessage(each, false));
    },
  };
}

export async function createSlackStage(mode: Mode): Promise<Stage> {
  const { server, bot, close } = await buildRig(mode);
  const handled = { count: 0 };
  const acts = actsOnSlack(server);
  return {
    ...acts,
    name: 'slack',
    bot: counting(bot, handled, server),
    channelId: CHANNELS.quiz,
    workspaceId: TEAM.id,
    complete: async () => undefined,
    async redeliverLast() {
      const last = acts.lastDelivery();
      if (!last) throw new Error('nothing was delivered yet');
      const before = handled.count;
      await server.redeliver(last).acked;
      await server.until(() => (handled.count > before ? true : undefined), 'the desk to handle the redelivery');
      return true;
    },
    violations: () => server.violations,
    close,
  };
}

/** The bot, with each request the desk has handled counted. */
function counting(bot: Bot, handled: { count: number }, server: SlackServer): Bot {
  return {
    platform: bot.platform,
    stop: () => bot.stop(),
    start: (desk: Desk) =>
      bot.start({
        commands: desk.commands,
        complete: (...asked) => desk.complete(...asked),
        completeLine: (...asked) => desk.completeLine(...asked),
        async handle(request, caller) {
          const reply = await desk.handle(request, caller);
          handled.count += 1;
          server.changed();
          return reply;
        },
      }),
  };
}

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
  const handle: Handle = { kind: 'message', on };
  const buttons = list(on.blocks)
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
  const said = list(on.blocks).filter((block) => record(block).type !== 'actions');
  return { kind: 'message', private: isPrivate, text: readable(said), buttons, fields: [], errors: {}, handle };
}

function seenView(view: OpenView): Seen {
  const handle: Handle = { kind: 'view', view, content: view.view };
  const fields = list(view.view.blocks)
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
  const text = `${string(record(view.view.title).text)}\n${readable(view.view.blocks)}`;
  return { kind: 'form', private: true, text, buttons: [], fields, errors: {}, handle };
}

function seenErrors(view: OpenView, errors: Readonly<Record<string, string>>): Seen {
  return { ...seenView(view), kind: 'invalid', errors };
}
