/**
 * What happens when a person acts: acknowledge within Slack's three seconds, ask the desk, deliver the reply.
 * Nothing here rejects and nobody is left without an answer: a way that fails gives place to the next.
 */
import type {
  AckFn,
  BlockAction,
  RespondArguments,
  RespondFn,
  SlashCommand,
  types,
  ViewResponseAction,
  ViewSubmitAction,
  webApi,
} from '@slack/bolt';
import type { Desk } from '../../core/desk.ts';
import { type Message, paragraph, type Reply, text } from '../../core/message.ts';
import type { Log } from '../../core/ports.ts';
import { slackCode } from './errors.ts';
import { noticeView, renderForm, reopenedView, viewErrors } from './form.ts';
import { fromCommand, fromPress, fromSubmission, type Incoming, type Installation } from './receive.ts';
import { type RenderedMessage, renderMessage } from './render.ts';

/** A form must be acknowledged within 3 s; after this many milliseconds it is, with the answer still to come. */
const PATIENCE = 2000;
/** Requests whose answer was delivered, so that a redelivered envelope does not answer twice. */
const MAX_DELIVERED = 1000;

export interface Conversation {
  command(args: { ack: AckFn<string | RespondArguments>; command: SlashCommand; respond: RespondFn }): Promise<void>;
  press(args: { ack: AckFn<void>; body: BlockAction; respond: RespondFn | undefined }): Promise<void>;
  submit(args: { ack: AckFn<ViewResponseAction>; body: ViewSubmitAction }): Promise<void>;
}

export function createConversation(deps: {
  readonly client: webApi.WebClient;
  readonly desk: Desk;
  readonly installation: Installation;
  readonly log: Log;
}): Conversation {
  const { client, desk, installation, log } = deps;
  const delivered = new Set<string>();

  async function ask({ request, caller, userId }: Incoming): Promise<Reply> {
    try {
      const name = await installation.members.nameOf(userId, caller.member.name);
      return await desk.handle(request, { ...caller, member: { ...caller.member, name } });
    } catch (error) {
      log.error({ platform: 'slack', requestId: caller.requestId, err: error }, 'the desk rejected a request');
      return notice('Something went wrong on our side. Nothing was lost; please try again in a minute.');
    }
  }

  /** An acknowledgement that cannot be sent is no reason not to answer. */
  async function acknowledge<T>(ack: AckFn<T>, body?: T): Promise<void> {
    try {
      await ack(body);
    } catch (error) {
      log.warn({ platform: 'slack', err: error }, 'an acknowledgement did not reach Slack');
    }
  }

  async function deliver(to: Incoming, reply: Reply, respond: RespondFn | undefined): Promise<void> {
    const { requestId } = to.caller;
    if (delivered.has(requestId)) return;
    if (delivered.size >= MAX_DELIVERED) delivered.clear();
    delivered.add(requestId);
    switch (reply.kind) {
      case 'message':
        return whisper(to, reply.message, respond);
      case 'invalid':
        return whisper(to, asMessage(Object.values(reply.errors).join(' ')), respond);
      case 'form':
        return open(to, renderForm(reply.form, to.channelId), respond);
      default:
        return reply satisfies never;
    }
  }

  async function open(to: Incoming, view: types.ModalView, respond: RespondFn | undefined): Promise<void> {
    try {
      await client.views.open({ trigger_id: to.triggerId, view });
    } catch (error) {
      const code = slackCode(error);
      // The trigger was used: this very request opened its form before and was delivered again.
      if (code === 'exchanged_trigger_id') return;
      log.warn({ platform: 'slack', code, err: error }, 'a form could not be opened');
      const again = to.request.kind === 'press' ? 'Please press the button again.' : 'Please send the command again.';
      await whisper(to, asMessage(`The form did not open in time. ${again}`), respond);
    }
  }

  /** Says something to one person: by response_url, else in the channel for their eyes only, else in a direct message. */
  async function whisper(to: Incoming, message: Message, respond: RespondFn | undefined): Promise<void> {
    const rendered = renderMessage(message);
    const ways: (() => Promise<unknown>)[] = [];
    if (respond) ways.push(() => respond({ response_type: 'ephemeral', replace_original: false, ...rendered }));
    if (to.channelId) ways.push(() => postEphemeral(to, rendered));
    ways.push(() => client.chat.postMessage({ channel: to.userId, ...rendered, ...QUIET, mrkdwn: false }));
    for (const [at, way] of ways.entries()) {
      try {
        await way();
        return;
      } catch (error) {
        const fields = { platform: 'slack', channelId: to.channelId, code: slackCode(error), err: error };
        if (at < ways.length - 1) log.warn(fields, 'a reply could not be delivered this way; trying another');
        else log.error(fields, 'a reply could not be delivered');
      }
    }
  }

  function postEphemeral(to: Incoming, rendered: RenderedMessage): Promise<unknown> {
    return client.chat.postEphemeral({
      channel: to.channelId,
      user: to.userId,
      ...rendered,
      link_names: false,
      parse: 'none',
    });
  }

  /** The modal shows a "still working" notice by now; the reply takes its place. */
  async function finishLate(to: Incoming, body: ViewSubmitAction, reply: Reply): Promise<void> {
    const view =
      reply.kind === 'invalid'
        ? reopenedView(body.view, reply.errors)
        : reply.kind === 'form'
          ? renderForm(reply.form, to.channelId)
          : noticeView(body.view.title.text, 'Done. The reply is in the channel, for your eyes only.');
    let shown = false;
    try {
      await client.views.update({ view_id: body.view.id, view });
      shown = true;
    } catch (error) {
      // Closed meanwhile, most likely.
      log.warn(
        { platform: 'slack', code: slackCode(error), err: error },
        'a late reply could not be shown in its form',
      );
    }
    if (reply.kind === 'message' || (reply.kind === 'invalid' && !shown)) await deliver(to, reply, undefined);
  }

  return {
    async command({ ack, command, respond }) {
      await acknowledge(ack);
      const incoming = fromCommand(command, installation);
      await deliver(incoming, await ask(incoming), respond);
    },

    async press({ ack, body, respond }) {
      await acknowledge(ack);
      const incoming = fromPress(body, installation);
      if (incoming) await deliver(incoming, await ask(incoming), respond);
    },

    async submit({ ack, body }) {
      const incoming = fromSubmission(body, installation);
      const asked = ask(incoming);
      const reply = await within(asked, PATIENCE);
      if (!reply) {
        const view = noticeView(
          body.view.title.text,
          'Still working on it. You can close this; the reply will follow.',
        );
        await acknowledge(ack, { response_action: 'update', view });
        return finishLate(incoming, body, await asked);
      }
      switch (reply.kind) {
        case 'invalid':
          return acknowledge(ack, { response_action: 'errors', errors: viewErrors(body.view, reply.errors) });
        case 'form':
          return acknowledge(ack, { response_action: 'update', view: renderForm(reply.form, incoming.channelId) });
        case 'message':
          await acknowledge(ack);
          return deliver(incoming, reply, undefined);
        default:
          return reply satisfies never;
      }
    },
  };
}

const QUIET = { link_names: false, parse: 'none', unfurl_links: false, unfurl_media: false } as const;

function asMessage(sentence: string): Message {
  return { tone: 'neutral', blocks: [paragraph(text(sentence))], buttons: [], summary: sentence };
}

const notice = (sentence: string): Reply => ({ kind: 'message', message: asMessage(sentence) });

/** The value, or undefined when it takes longer than `ms`. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
