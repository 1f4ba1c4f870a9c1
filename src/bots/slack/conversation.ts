/**
 * What happens when a person acts: acknowledge within Slack's three seconds, ask the desk, deliver the reply.
 * Nothing here rejects and nobody is left without an answer.
 */
import type {
  AckFn,
  BlockAction,
  GlobalShortcut,
  MessageShortcut,
  RespondArguments,
  RespondFn,
  SlashCommand,
  ViewResponseAction,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Desk } from '../../core/desk.ts';
import { DEFAULT_LANGUAGE } from '../../core/language/language.ts';
import { phrase, type Texts, textsIn } from '../../core/language/texts.ts';
import { type Caller, type Message, paragraph, type Reply, text } from '../../core/message.ts';
import type { Log } from '../../core/ports.ts';
import { renderForm, reopenedView, viewErrors } from './form.ts';
import { createHomes } from './home.ts';
import { createModals, type Place } from './modal.ts';
import { type Pace, REAL_PACE, within } from './pace.ts';
import {
  fromCommand,
  fromPress,
  fromShortcut,
  fromSubmission,
  type Incoming,
  type Installation,
  isOnEphemeral,
  pressedModal,
} from './receive.ts';
import { messageView, noticeView } from './view.ts';
import { whisper } from './whisper.ts';

/** How long the language of our own words is waited for, in milliseconds. */
const LANGUAGE_PATIENCE = 500;
/** Requests that are being answered or were, so that a redelivered envelope does not answer twice. */
const MAX_CLAIMED = 1000;
/** Answers to forms kept for a redelivery, which comes within seconds. */
const MAX_SUBMITTED = 100;

export interface Conversation {
  command(
    args: { ack: AckFn<string | RespondArguments>; command: SlashCommand; respond: RespondFn } & At,
  ): Promise<void>;
  press(args: { ack: AckFn<void>; body: BlockAction; respond: RespondFn | undefined } & At): Promise<void>;
  submit(args: { ack: AckFn<ViewResponseAction>; body: ViewSubmitAction } & At): Promise<void>;
  /** `respond` is there when it was chosen on a message. */
  shortcut(
    args: { ack: AckFn<void>; body: GlobalShortcut | MessageShortcut; respond: RespondFn | undefined } & At,
  ): Promise<void>;
  /** The home tab was opened; `hash` is that of the view Slack has, if any. */
  homeOpened(args: { userId: string; hash: string | undefined } & At): Promise<void>;
  /** A question or its reveal was posted or edited: takes minutes, and never rejects. */
  refreshHomes(at: Installation, what: 'posted' | 'edited'): Promise<void>;
  /** The app was removed from the workspace. */
  forgetTeam(teamId: string): void;
  /** Ends what nobody waits for. */
  close(): void;
}

interface At {
  readonly at: Installation;
}

/** A request on its way: the person by name and language, and the reply to come. */
interface Asked {
  readonly caller: Promise<Caller>;
  readonly reply: Promise<Reply>;
}

export function createConversation(deps: {
  readonly desk: Desk;
  readonly log: Log;
  readonly pace?: Pace | undefined;
}): Conversation {
  const { desk, log, pace = REAL_PACE } = deps;
  const homes = createHomes({ desk, log, pace });
  const modals = createModals(log);
  const claimed = new Set<string>();
  const submitted = new Map<string, Asked>();

  function ask({ request, caller, userId, foreign }: Incoming, at: Installation): Asked {
    if (foreign !== undefined) {
      log.warn(
        { platform: 'slack', id: foreign },
        'something was used that this version does not know; if it happens again, install the app anew from slack/manifest.yaml',
      );
    }
    const known = Promise.all([at.members.nameOf(userId, caller.member.name), at.members.localeOf(userId)]);
    const named = known.then(([name, locale]): Caller => ({ ...caller, member: { ...caller.member, name }, locale }));
    return { caller: named, reply: named.then((by) => handled(by, () => desk.handle(request, by))) };
  }

  /** A form that is delivered again must be acknowledged with the same answer, and not be sent in twice. */
  function askOnce(to: Incoming, at: Installation): Asked {
    const before = submitted.get(to.triggerId);
    if (before) return before;
    const asked = ask(to, at);
    if (!to.triggerId) return asked;
    submitted.set(to.triggerId, asked);
    const [oldest] = submitted.keys();
    if (submitted.size > MAX_SUBMITTED && oldest !== undefined) submitted.delete(oldest);
    return asked;
  }

  async function handled(by: Caller, handle: () => Promise<Reply>): Promise<Reply> {
    try {
      return await handle();
    } catch (error) {
      log.error({ platform: 'slack', requestId: by.requestId, err: error }, 'the desk rejected a request');
      const t = await textsFor(by);
      return { kind: 'message', message: wordOf(t.plain('slack.went-wrong')) };
    }
  }

  /** In the person's language; in English when to find out takes longer than Slack waits. */
  async function textsFor(caller: Caller | Promise<Caller>): Promise<Texts> {
    const language = Promise.resolve(caller).then((by) => desk.languageFor(by));
    return textsIn((await within(language, LANGUAGE_PATIENCE)) ?? DEFAULT_LANGUAGE);
  }

  /** An acknowledgement that cannot be sent is no reason not to answer. */
  async function acknowledge<T>(ack: AckFn<T>, body?: T): Promise<void> {
    try {
      await ack(body);
    } catch (error) {
      log.warn({ platform: 'slack', err: error }, 'an acknowledgement did not reach Slack');
    }
  }

  /** Whether this request is answered here and now, and not by an earlier delivery of the same. */
  function claim(requestId: string): boolean {
    if (claimed.has(requestId)) return false;
    claimed.add(requestId);
    const [oldest] = claimed;
    if (claimed.size > MAX_CLAIMED && oldest) claimed.delete(oldest);
    return true;
  }

  /** Everything but a submitted form: acknowledged already. */
  async function serve(to: Incoming, place: Place): Promise<void> {
    // Before the desk is asked: `/quiz skip` twice would skip two questions.
    if (!claim(to.caller.requestId)) return;
    const asked = ask(to, place.at);
    const late = shownInModal(to, place) && (await within(asked.reply, pace.loadingAfter)) === undefined;
    const shown = late ? await modals.hold(await textsFor(asked.caller), to, place) : place;
    await deliver(to, shown, await asked.reply, asked.caller);
    await homes.acted(to.userId, place.at);
  }

  /** Whether a modal must be opened with the trigger, which lasts three seconds only. */
  function shownInModal(to: Incoming, place: Place): boolean {
    if (place.modal) return false;
    return to.channelId === '' || opensForm(desk, to);
  }

  async function deliver(to: Incoming, place: Place, reply: Reply, caller: Promise<Caller>): Promise<void> {
    if (reply.kind === 'form') {
      const t = await textsFor(caller);
      const shown = await modals.show(to, place, renderForm(t, reply.form, to.channelId));
      if (shown === 'late') await say(to, place, wordOf(t.speakPlain(tooLate(to))));
      return;
    }
    const message = reply.kind === 'invalid' ? wordOf(Object.values(reply.errors).join(' ')) : reply.message;
    if (place.modal || to.channelId === '') {
      const view = messageView(await textsFor(caller), message, to.channelId);
      if ((await modals.show(to, place, view)) === 'shown') return;
    }
    await say(to, place, message);
  }

  const say = (to: Incoming, place: Place, message: Message): Promise<void> =>
    whisper(
      { client: place.at.client, teamId: place.at.teamId, log, userId: to.userId, channelId: to.channelId, ...place },
      message,
    );

  /** The modal shows a "still working" notice by now; the reply takes its place. */
  async function finishLate(to: Incoming, place: Place, body: ViewSubmitAction, reply: Reply, t: Texts): Promise<void> {
    const title = body.view.title.text;
    if (reply.kind === 'message') {
      const inModal = to.channelId === '';
      const view = inModal ? messageView(t, reply.message, '') : noticeView(t, title, 'slack.done');
      const shown = await modals.show(to, place, view);
      if ((!inModal || shown !== 'shown') && claim(to.caller.requestId)) await say(to, place, reply.message);
      return;
    }
    const view =
      reply.kind === 'invalid' ? reopenedView(t, body.view, reply.errors) : renderForm(t, reply.form, to.channelId);
    const shown = await modals.show(to, place, view);
    if (reply.kind === 'invalid' && shown !== 'shown' && claim(to.caller.requestId)) {
      await say(to, place, wordOf(Object.values(reply.errors).join(' ')));
    }
  }

  /** The reply as the answer to a submitted form; what the form is not the place for is said where it was asked. */
  async function answerForm(
    to: Incoming,
    place: Place,
    reply: Reply,
    { ack, body, t }: { ack: AckFn<ViewResponseAction>; body: ViewSubmitAction; t: Texts },
  ): Promise<void> {
    switch (reply.kind) {
      case 'invalid':
        return acknowledge(ack, { response_action: 'errors', errors: viewErrors(t, body.view, reply.errors) });
      case 'form':
        return acknowledge(ack, { response_action: 'update', view: renderForm(t, reply.form, to.channelId) });
      case 'message':
        if (to.channelId === '') {
          return acknowledge(ack, { response_action: 'update', view: messageView(t, reply.message, '') });
        }
        await acknowledge(ack);
        if (claim(to.caller.requestId)) await say(to, place, reply.message);
        return;
      default:
        return reply satisfies never;
    }
  }

  return {
    async command({ ack, command, respond, at }) {
      await acknowledge(ack);
      await serve(fromCommand(command, at), { at, respond, replaces: false });
    },

    async press({ ack, body, respond, at }) {
      await acknowledge(ack);
      const to = fromPress(body, at);
      const view = pressedModal(body);
      const modal = view && { id: view.id, hash: view.hash };
      if (to) await serve(to, { at, respond, replaces: isOnEphemeral(body), modal });
    },

    async shortcut({ ack, body, respond, at }) {
      await acknowledge(ack);
      await serve(fromShortcut(body, at), { at, respond, replaces: false });
    },

    async submit({ ack, body, at }) {
      const to = fromSubmission(body, at);
      const asked = askOnce(to, at);
      const reply = await within(asked.reply, pace.noticeAfter);
      const t = await textsFor(asked.caller);
      // No hash: acknowledging with a view gives the modal a new one that we are not told.
      const place: Place = { at, ...modals.openedFrom(body.view.id), modal: { id: body.view.id } };
      if (reply) await answerForm(to, place, reply, { ack, body, t });
      else {
        const view = noticeView(t, body.view.title.text, 'slack.still-working');
        await acknowledge(ack, { response_action: 'update', view });
        await finishLate(to, place, body, await asked.reply, t);
      }
      await homes.acted(to.userId, at);
    },

    homeOpened: ({ userId, hash, at }) => homes.opened(userId, at, hash),
    refreshHomes: (at, what) => homes.refresh(at, what),
    forgetTeam: (teamId) => homes.forget(teamId),
    close: () => homes.close(),
  };
}

/** Whether the declaration of what was used promises a form. */
function opensForm(desk: Desk, { request, opens }: Incoming): boolean {
  switch (request.kind) {
    case 'press':
      return opens === 'form';
    case 'shortcut':
      return desk.shortcuts.some((each) => each.id === request.shortcut && each.opens === 'form');
    case 'typed': {
      const line = `${request.command} ${request.text.trim()} `;
      return desk.commands.some((each) => each.opens === 'form' && line.startsWith(`${each.name} `));
    }
    default:
      return false;
  }
}

const tooLate = ({ request }: Incoming) =>
  phrase('slack.form-too-late', {
    from: request.kind === 'press' ? 'button' : request.kind === 'typed' ? 'command' : 'menu',
  });

function wordOf(sentence: string): Message {
  return { tone: 'neutral', blocks: [paragraph(text(sentence))], buttons: [], summary: sentence };
}
