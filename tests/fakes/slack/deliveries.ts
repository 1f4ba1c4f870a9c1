/** Sends interactions to the app by WebSocket or signed request, and holds the app to its three seconds. */
import { createHmac } from 'node:crypto';
import { isRecord, type Json, list, record, string } from './json.ts';
import type { Ephemeral, SlackWorkspace } from './workspace.ts';

/** How long an app may take to acknowledge, in milliseconds. */
const ACK_LIMIT = 3000;
const RESPONSE_URL_USES = 5;

export type DeliveryType = 'slash_commands' | 'interactive' | 'events_api';

export interface Delivery {
  readonly envelopeId: string;
  readonly type: DeliveryType;
  readonly payload: Json;
  readonly attempt: number;
  /** The acknowledgement's body; undefined when none came in time. */
  readonly acked: Promise<Json | undefined>;
}

export interface Deliveries {
  deliver(type: DeliveryType, payload: Json): Delivery;
  redeliver(delivery: Delivery): Delivery;
  deliverTo(eventsUrl: string): void;
  /** A frame the app sent back over Socket Mode. */
  acknowledged(frame: Json): void;
  /** `of`: the message the interaction is on, which may be replaced by it; none for a command. */
  responseUrl(user: string, channel: string, of?: Ephemeral | 'post'): string;
  /** Payloads posted to response_urls, in order. */
  readonly responses: readonly Json[];
  /** From now on no response_url works any more, as after 30 minutes. */
  expireResponseUrls(): void;
  /** A POST to a response_url; false when it is unknown or worn out. */
  responded(path: string, contentType: string | undefined, body: string): boolean;
  close(): void;
}

/** Slack's headers for a request: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signedHeaders(secret: string, body: string, timestamp: number): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${signature}` };
}

interface Pending {
  readonly delivery: Omit<Delivery, 'acked'>;
  readonly sentAt: number;
  settle(body: Json | undefined): void;
}

export function createDeliveries(deps: {
  readonly workspace: SlackWorkspace;
  readonly signingSecret: string;
  readonly baseUrl: string;
  send(frame: string): void;
}): Deliveries {
  const { workspace } = deps;
  const pending = new Map<string, Pending>();
  const answered = new Set<string>();
  const urls = new Map<string, { user: string; channel: string; left: number; of: Ephemeral | 'post' | undefined }>();
  const responses: Json[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let eventsUrl: string | undefined;
  let closed = false;

  function send(delivery: Omit<Delivery, 'acked'>): Delivery {
    const { promise, resolve } = Promise.withResolvers<Json | undefined>();
    const what = `${delivery.type} ${delivery.envelopeId}`;
    const timer = setTimeout(() => {
      workspace.violation(`${what}: not acknowledged within 3 s`);
      resolve(undefined);
    }, ACK_LIMIT);
    timers.add(timer);
    answered.delete(delivery.envelopeId);
    const waiting: Pending = {
      delivery,
      sentAt: performance.now(),
      settle(body) {
        clearTimeout(timer);
        timers.delete(timer);
        resolve(body);
        workspace.changed();
      },
    };
    pending.set(delivery.envelopeId, waiting);
    if (eventsUrl) void post(eventsUrl, waiting);
    else deps.send(JSON.stringify(envelope(delivery)));
    return { ...delivery, acked: promise };
  }

  async function post(url: string, waiting: Pending): Promise<void> {
    const { delivery } = waiting;
    const body = bodyOf(delivery);
    const type = delivery.type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded';
    const retry =
      delivery.attempt > 0
        ? { 'x-slack-retry-num': String(delivery.attempt), 'x-slack-retry-reason': 'http_timeout' }
        : {};
    try {
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': type,
          // A redelivery comes later, and is signed anew.
          ...signedHeaders(deps.signingSecret, body, Math.floor(Date.now() / 1000) + delivery.attempt),
          ...retry,
        },
      });
      const text = await response.text();
      if (response.status !== 200) workspace.violation(`${delivery.type}: answered with HTTP ${response.status}`);
      settled(waiting, text.startsWith('{') ? record(JSON.parse(text)) : text ? { text } : {});
    } catch (error) {
      if (!closed) workspace.violation(`${delivery.type}: ${String(error)}`);
    }
  }

  function settled(waiting: Pending, body: Json): void {
    const { delivery, sentAt } = waiting;
    pending.delete(delivery.envelopeId);
    answered.add(delivery.envelopeId);
    const took = performance.now() - sentAt;
    if (took > ACK_LIMIT) workspace.violation(`${delivery.type}: acknowledged after ${Math.round(took)} ms`);
    const type = string(delivery.payload.type);
    if (type === 'view_submission') submitted(delivery.payload, body);
    else if (type && Object.keys(body).length > 0) workspace.violation(`${type}: ack with a body`);
    waiting.settle(body);
  }

  /** What Slack does with the answer to a submitted view. */
  function submitted(payload: Json, body: Json): void {
    const view = workspace.views.find((each) => each.id === record(payload.view).id);
    if (!view) return;
    switch (body.response_action) {
      case undefined:
      case 'clear':
        if (Object.keys(body).length > (body.response_action ? 1 : 0))
          workspace.violation('view_submission: ack with an unknown body');
        view.state = 'closed';
        break;
      case 'errors': {
        const inputs = list(view.view.blocks)
          .filter((block) => record(block).type === 'input')
          .map((block) => record(block).block_id);
        const errors = Object.entries(record(body.errors)).map(
          ([block, sentence]) => [block, string(sentence)] as const,
        );
        if (errors.length === 0) workspace.violation('view_submission: errors without any');
        for (const [block, sentence] of errors) {
          if (!inputs.includes(block))
            workspace.violation(`view_submission: error for ${block}, which is no input block`);
          if (!sentence) workspace.violation(`view_submission: empty error for ${block}`);
        }
        view.errors = Object.fromEntries(errors);
        break;
      }
      case 'update': {
        workspace.replaceView(view.id, record(body.view));
        break;
      }
      default:
        workspace.violation(`view_submission: response_action ${String(body.response_action)}`);
    }
  }

  return {
    deliver: (type, payload) => send({ envelopeId: workspace.nextId('envelope-'), type, payload, attempt: 0 }),
    redeliver: ({ acked: _, ...delivery }) => send({ ...delivery, attempt: delivery.attempt + 1 }),
    deliverTo(url) {
      eventsUrl = url;
    },
    acknowledged(frame) {
      const id = string(frame.envelope_id);
      const waiting = pending.get(id);
      if (waiting) return settled(waiting, isRecord(frame.payload) ? frame.payload : {});
      workspace.violation(answered.has(id) ? `envelope ${id} acknowledged twice` : `unknown envelope ${id}`);
    },
    responses,
    expireResponseUrls() {
      for (const url of urls.values()) url.left = 0;
    },
    responseUrl(user, channel, of) {
      const path = `/response/${workspace.nextId('r')}`;
      urls.set(path, { user, channel, left: RESPONSE_URL_USES, of });
      return deps.baseUrl + path;
    },
    responded(path, contentType, body) {
      const target = urls.get(path);
      if (!target || target.left === 0) return false;
      target.left -= 1;
      const message = record(JSON.parse(body));
      if (!contentType?.startsWith('application/json')) workspace.violation('response_url: not JSON');
      responses.push(message);
      for (const name of ['link_names', 'unfurl_links', 'unfurl_media']) {
        if (message[name] !== false) workspace.violation(`response_url: ${name} is not off`);
      }
      if (message.parse !== 'none') workspace.violation('response_url: parse is not none');
      if (message.replace_original === true) {
        if (message.response_type !== undefined) workspace.violation('response_url: replaces, and names a type');
        // What came from a command replaces nothing; what came from a post would replace that for everyone.
        if (typeof target.of !== 'object') workspace.violation('response_url: nothing to replace, or the post');
        else target.of = workspace.replaceEphemeral(target.of, message);
        return true;
      }
      if (message.response_type !== 'ephemeral') workspace.violation('response_url: a public answer');
      if (message.replace_original !== false) workspace.violation('response_url: would replace the original');
      workspace.addEphemeral('response_url', target.user, target.channel, message);
      return true;
    },
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      for (const { delivery } of pending.values())
        workspace.violation(`${delivery.type} ${delivery.envelopeId}: never acknowledged`);
    },
  };
}

/** A request's body: JSON for events, a form for everything else. */
function bodyOf({ type, payload }: Omit<Delivery, 'acked'>): string {
  if (type === 'events_api') return JSON.stringify(payload);
  const fields = type === 'slash_commands' ? payload : { payload: JSON.stringify(payload) };
  return new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

function envelope(delivery: Omit<Delivery, 'acked'>): Json {
  return {
    envelope_id: delivery.envelopeId,
    type: delivery.type,
    accepts_response_payload: delivery.type !== 'events_api',
    payload: delivery.payload,
    ...(delivery.attempt > 0 ? { retry_attempt: delivery.attempt, retry_reason: 'timeout' } : {}),
  };
}
