/**
 * Interactions from the server's side: what was sent, whether it was acknowledged once and within three seconds of the
 * server's own clock, and what came back.
 */
import { messageOf, Refusal, shown } from './channels.ts';
import { isObject, type Json, objects } from './ids.ts';
import { messageFaults, modalFaults } from './rules.ts';
import { schemaFaults } from './schemas.ts';

const ACKNOWLEDGE_MS = 3000;
/** An acknowledged interaction that is never answered is a hanging "thinking …" for the member. */
const ANSWER_MS = 15_000;
const EPHEMERAL = 64;
/** What shows as “thinking …”. */
const LOADING = 128;

export type Answer =
  | {
      readonly kind: 'message';
      readonly message: Json;
      readonly private: boolean;
      /** Whether it took the place of the message that was acted on. */
      readonly updated: boolean;
    }
  | { readonly kind: 'modal'; readonly data: Json }
  | { readonly kind: 'choices'; readonly choices: readonly Json[] };

/** One interaction and what the bot did about it. */
export interface Exchange {
  readonly id: string;
  /** Resolves with the complete first answer: after a deferral, with the edit that filled it. */
  readonly answer: Promise<Answer>;
  /** Milliseconds until the first callback. */
  acknowledgedAfter: number | undefined;
  readonly followUps: readonly Json[];
  /** Resolves when this many follow-ups have come. */
  followedUp(count: number): Promise<readonly Json[]>;
}

interface Live {
  readonly exchange: Exchange;
  readonly token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal submit. */
  readonly type: number;
  readonly channelId: string;
  readonly sentAt: number;
  readonly followUps: Json[];
  readonly settle: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
  readonly waiters: { readonly count: number; readonly resolve: (followUps: readonly Json[]) => void }[];
  /** The message whose button was pressed, also to open the form that was sent. */
  readonly source: Json | undefined;
  original: Json | undefined;
  /** Acknowledged with the answer still to come, as a new message or in the place of the source. */
  deferred: 'new' | 'update' | undefined;
  /** The code with which Discord refuses the token from now on. */
  expired: 10015 | 50027 | undefined;
}

export class Interactions {
  readonly #live = new Map<string, Live>();
  readonly #violate: (rule: string) => void;
  readonly #now: () => number;
  readonly #dismissed = new Set<unknown>();

  constructor(now: () => number, violate: (rule: string) => void) {
    this.#now = now;
    this.#violate = violate;
  }

  /** Remembers an interaction that is being sent. */
  open(interaction: Json): Exchange {
    const id = String(interaction.id);
    const followUps: Json[] = [];
    const waiters: Live['waiters'] = [];
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    // A test that only looks at the violations does not wait for the answer.
    promise.catch(() => undefined);
    const exchange: Exchange = {
      id,
      answer: promise,
      acknowledgedAfter: undefined,
      followUps,
      followedUp: (count) =>
        followUps.length >= count
          ? Promise.resolve(followUps)
          : new Promise((resolve) => waiters.push({ count, resolve })),
    };
    const timer = setTimeout(() => {
      this.#violate(`interaction ${id}: not acknowledged within ${ACKNOWLEDGE_MS} ms`);
      reject(new Error(`interaction ${id} was not acknowledged in time`));
    }, ACKNOWLEDGE_MS).unref();
    this.#live.set(id, {
      exchange,
      token: String(interaction.token),
      type: Number(interaction.type),
      channelId: String(interaction.channel_id),
      sentAt: this.#now(),
      followUps,
      settle: resolve,
      fail: reject,
      timer,
      waiters,
      source: isObject(interaction.message) ? interaction.message : undefined,
      original: undefined,
      deferred: undefined,
      expired: undefined,
    });
    return exchange;
  }

  /** Fifteen minutes go by for an interaction: Discord knows its token no more. */
  expire(id: string, code: 10015 | 50027): void {
    const live = this.#live.get(id);
    if (live) live.expired = code;
  }

  /** Somebody dismisses a private message, or deletes one. */
  dismiss(message: Json): void {
    this.#dismissed.add(message.id);
  }

  /** `POST /interactions/:id/:token/callback` */
  callback(id: string, token: string, body: Json): void {
    const live = this.#live.get(id);
    if (!live || live.token !== token) throw new Refusal(404, 10062, 'Unknown interaction');
    if (live.exchange.acknowledgedAfter !== undefined) {
      this.#violate(`interaction ${id}: acknowledged twice`);
      throw new Refusal(400, 40060, 'Interaction has already been acknowledged.');
    }
    const after = this.#now() - live.sentAt;
    if (after > ACKNOWLEDGE_MS) throw new Refusal(404, 10062, 'Unknown interaction');
    this.#check(live, callbackFaults(body, live.type));
    clearTimeout(live.timer);
    live.exchange.acknowledgedAfter = after;
    this.#take(live, body);
  }

  /** `PATCH /webhooks/:application/:token/messages/@original` */
  editOriginal(token: string, body: Json): Json {
    const live = this.#acknowledged(token);
    if (!live.original || this.#dismissed.has(live.original.id)) throw new Refusal(404, 10008, 'Unknown Message');
    const flags = Number(live.original.flags);
    this.#check(live, messageFaults(body, { schema: 'IncomingWebhookUpdateRequestPartial', flags }));
    live.original = { ...live.original, ...shown(body, flags & ~LOADING) };
    const updated = live.deferred === 'update';
    live.deferred = undefined;
    live.settle({ kind: 'message', message: live.original, private: (flags & EPHEMERAL) !== 0, updated });
    return live.original;
  }

  /** `POST /webhooks/:application/:token` */
  followUp(token: string, body: Json): Json {
    const live = this.#acknowledged(token);
    this.#check(live, messageFaults(body, { schema: 'IncomingWebhookInteractionRequest', mayHide: true }));
    const message = messageOf(live.channelId, body);
    live.followUps.push(message);
    for (const waiter of live.waiters) if (live.followUps.length >= waiter.count) waiter.resolve(live.followUps);
    if (live.deferred === 'update') {
      live.deferred = undefined;
      live.settle(shownAs(message));
    }
    return message;
  }

  close(): void {
    for (const live of this.#live.values()) clearTimeout(live.timer);
  }

  #take(live: Live, body: Json): void {
    const data = isObject(body.data) ? body.data : {};
    switch (body.type) {
      case 4:
        live.original = messageOf(live.channelId, data);
        live.settle(shownAs(live.original));
        return;
      case 5:
        live.original = messageOf(live.channelId, {}, Number(data.flags ?? 0) | LOADING);
        this.#defer(live, 'new');
        return;
      case 6:
        live.original = this.#sourceOf(live);
        this.#defer(live, 'update');
        return;
      case 7: {
        const source = this.#sourceOf(live);
        live.original = { ...source, ...shown(data, Number(source.flags)) };
        live.settle({ ...shownAs(live.original), updated: true });
        return;
      }
      case 8:
        live.settle({ kind: 'choices', choices: objects(data.choices) });
        return;
      case 9:
        live.settle({ kind: 'modal', data });
        return;
      default:
        throw new Refusal(400, 50035, `the test server knows no callback of type ${String(body.type)}`);
    }
  }

  #sourceOf(live: Live): Json {
    if (live.source) return live.source;
    this.#violate(`interaction ${live.exchange.id}: an update, and no message that could be updated`);
    throw new Refusal(400, 50035, 'Invalid Form Body: type');
  }

  #defer(live: Live, how: 'new' | 'update'): void {
    live.deferred = how;
    setTimeout(() => {
      if (live.deferred) live.fail(new Error(`interaction ${live.exchange.id} was acknowledged, never answered`));
    }, ANSWER_MS).unref();
  }

  #acknowledged(token: string): Live {
    const live = [...this.#live.values()].find((each) => each.token === token);
    if (live?.expired === 10015) throw new Refusal(404, 10015, 'Unknown Webhook');
    if (live?.expired === 50027) throw new Refusal(401, 50027, 'Invalid Webhook Token');
    if (live?.exchange.acknowledgedAfter === undefined) {
      this.#violate('a webhook of an interaction was used before its callback');
      throw new Refusal(404, 10015, 'Unknown Webhook');
    }
    return live;
  }

  #check(live: Live, faults: readonly string[]): void {
    for (const fault of faults) this.#violate(fault);
    if (faults.length === 0) return;
    live.fail(new Error(`interaction ${live.exchange.id} was answered wrongly: ${faults[0]}`));
    throw new Refusal(400, 50035, `Invalid Form Body: ${faults[0]}`);
  }
}

function shownAs(message: Json): Extract<Answer, { kind: 'message' }> {
  const isPrivate = (Number(message.flags ?? 0) & EPHEMERAL) !== 0;
  return { kind: 'message', message, private: isPrivate, updated: false };
}

/** Which answers an interaction of each type may get, and whether this one is well-formed. */
function callbackFaults(body: Json, interactionType: number): string[] {
  const data = isObject(body.data) ? body.data : {};
  const allowed: Readonly<Record<number, readonly number[]>> = {
    2: [4, 5, 9],
    3: [4, 5, 6, 7, 9],
    4: [8],
    5: [4, 5, 6, 7],
  };
  if (!allowed[interactionType]?.includes(Number(body.type))) {
    return [`callback: type ${String(body.type)} is no answer to an interaction of type ${interactionType}`];
  }
  switch (body.type) {
    case 4:
      return [
        ...schemaFaults('CreateMessageInteractionCallbackRequest', body),
        ...messageFaults(data, { schema: 'IncomingWebhookInteractionRequest', mayHide: true }),
      ];
    case 5:
      return schemaFaults('CreateMessageInteractionCallbackRequest', body);
    case 8:
      return schemaFaults('ApplicationCommandAutocompleteCallbackRequest', body);
    case 9:
      return [...schemaFaults('ModalInteractionCallbackRequest', body), ...modalFaults(data)];
    default:
      return schemaFaults('UpdateMessageInteractionCallbackRequest', body);
  }
}
