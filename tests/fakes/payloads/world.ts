/**
 * Core on a real SQLite file with two platforms that take down what they are given: a Discord server that is the home of
 * the rounds, and a Slack workspace that may be its guest. A world can be copied, to see what comes of one act.
 */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bank } from '../../../src/core/bank/question.ts';
import { createCore } from '../../../src/core/create-core.ts';
import type { Desk } from '../../../src/core/desk.ts';
import type { Language } from '../../../src/core/language/language.ts';
import { languageSpoken } from '../../../src/core/language/spoken.ts';
import { type Phrase, phrase } from '../../../src/core/language/texts.ts';
import type { Caller, Form, Message, PlatformName, Reply, Request } from '../../../src/core/message.ts';
import type { ChatPlatform, MessageRef, PlatformError, Round, Store } from '../../../src/core/ports.ts';
import type { Rounds } from '../../../src/core/rounds/rounds.ts';
import { openSqliteStore, type StoreHandle } from '../../../src/store/sqlite.ts';
import { SCRATCH } from '../scratch.ts';
import type { Person } from './people.ts';
import type { Content, Hearing } from './said.ts';

export interface Setting {
  /** The file of an empty database, which every world begins with. */
  readonly empty: string;
  readonly bank: Bank;
  readonly language: Language;
  readonly hearing: Hearing;
}

/** A platform that takes everything, until it is told otherwise. */
export interface PayloadPlatform extends ChatPlatform {
  /** What it says of every channel when it is looked at. */
  faults: readonly Phrase[];
  /** What the next posts fail with, one each. */
  readonly refusals: PlatformError[];
  isConnected: boolean;
  /** What looking at a channel fails with. */
  checkFault: PlatformError | undefined;
  /** Whether a post that was begun turns out to be there. */
  finds: boolean;
}

export interface PayloadWorld extends Setting {
  readonly desk: Desk;
  readonly rounds: Rounds;
  readonly store: Store;
  readonly discord: PayloadPlatform;
  readonly slack: PayloadPlatform;
  /** Every line logged as an error. */
  readonly errors: string[];
  /** What is happening, for whoever reads what was said. */
  scene: string;
  now: Date;
  /** The last messages that people see in channels, newest last. */
  readonly onScreen: Message[];
  /** Sets the clock and does what is due. */
  at(moment: string): Promise<void>;
  /** `form`: the one that is submitted. */
  ask(who: Person, request: Request, where?: string, form?: Form): Promise<Reply>;
  callerOf(who: Person): Caller;
  /** The round that is open or planned in a channel of the home; throws when there is none. */
  round(channelId?: string): Promise<Round>;
  /** Closes the file, so that it can be copied. */
  settle(): Promise<void>;
  /** The same world once more, as it was when it was settled. */
  copy(): Promise<PayloadWorld>;
  end(): Promise<void>;
}

export const HOME = 'discord:900000000000000001';
export const CHANNEL = '900000000000000101';
export const SECOND_CHANNEL = '900000000000000102';
export const ELSEWHERE = '900000000000000103';
export const GUEST_CHANNEL = 'C0GUESTS1';

/** Makes an empty database for worlds to begin with. */
export async function createEmptyDatabase(): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = await newFolder();
  const file = join(folder, FILE);
  const nothing = () => undefined;
  await (await openSqliteStore({ file, log: { info: nothing, warn: nothing, error: nothing } })).close();
  return { file, remove: () => rm(folder, { recursive: true }) };
}

export async function createPayloadWorld(setting: Setting): Promise<PayloadWorld> {
  const folder = await newFolder(setting.empty);
  return await openWorld(setting, folder, 'a', { scene: '', now: new Date('2026-11-16T08:00:00Z') });
}

const FILE = 'refcount.db';

/** With a copy of the database, if one is given. */
async function newFolder(database?: string): Promise<string> {
  const folder = await mkdtemp(join(SCRATCH, 'refcount-payloads-'));
  if (database !== undefined) await copyFile(database, join(folder, FILE));
  return folder;
}

/** How a platform behaves, which a copy takes over. */
type Mood = Pick<PayloadPlatform, 'faults' | 'isConnected' | 'checkFault' | 'finds'>;

type Moment = Pick<PayloadWorld, 'scene' | 'now'> & Partial<Pick<PayloadWorld, 'onScreen' | 'discord' | 'slack'>>;

async function openWorld(setting: Setting, folder: string, mark: string, moment: Moment): Promise<PayloadWorld> {
  const errors: string[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: Readonly<Record<string, unknown>>, line: string) =>
      errors.push(`${line}: ${fields.err instanceof Error ? fields.err.stack : JSON.stringify(fields)}`),
  };
  const file = join(folder, FILE);
  const store: StoreHandle = await openSqliteStore({ file, log });
  let count = 0;
  let requests = 0;
  let copies = 0;
  let open = true;
  const onScreen: Message[] = [...(moment.onScreen ?? [])];

  const platform = (name: PlatformName, adminRight: Phrase, before: Partial<Mood> = {}): PayloadPlatform => {
    const said = async (externalId: string, kind: 'post' | 'thread' | 'whisper', message: Message) => {
      const workspace = await store.read.workspace(`${name}:${externalId}`);
      hear(kind, message, languageSpoken(workspace));
      onScreen.push(message);
    };
    let posts = 0;
    const made: PayloadPlatform = {
      name,
      adminRight,
      faults: before.faults ?? [],
      refusals: [],
      isConnected: before.isConnected ?? true,
      checkFault: before.checkFault,
      finds: before.finds ?? false,
      connected: () => made.isConnected,
      async post(target, message): Promise<MessageRef> {
        const refusal = made.refusals.shift();
        if (refusal) throw refusal;
        await said(target.workspaceId, 'post', message);
        return { channelId: target.channelId, messageId: `${name}-${mark}${++posts}` };
      },
      find: async (target) => (made.finds ? { channelId: target.channelId, messageId: `${name}-found` } : undefined),
      edit: (target, _ref, message) => said(target.workspaceId, 'post', message),
      discuss: (target, _ref, message) => said(target.workspaceId, 'thread', message),
      whisper: (target, message) => said(target.workspaceId, 'whisper', message),
      async check(_target, { discussion }) {
        if (made.checkFault) throw made.checkFault;
        return discussion ? made.faults : made.faults.filter(({ key }) => key !== 'discord.no-threads');
      },
    };
    return made;
  };
  const discord = platform('discord', phrase('discord.admin-right'), moment.discord);
  const slack = platform('slack', phrase('slack-platform.admin-right'), moment.slack);

  function hear(kind: 'post' | 'thread' | 'whisper', message: Message, language: Language): void {
    setting.hearing.hear({ where: `${world.scene}: ${kind}`, language, content: { kind, message } });
  }

  const { desk, rounds } = createCore({
    store,
    clock: { now: () => world.now },
    ids: { next: () => `${mark}${String(++count).padStart(12 - mark.length, '0')}` },
    log,
    bank: setting.bank,
    platforms: new Map([
      ['discord', discord],
      ['slack', slack],
    ]),
  });

  const world: PayloadWorld = {
    ...setting,
    desk,
    rounds,
    store,
    discord,
    slack,
    errors,
    onScreen,
    scene: moment.scene,
    now: moment.now,
    async at(to) {
      world.now = new Date(to);
      await rounds.tick();
    },
    callerOf: (who) => ({
      workspace: { ...who.workspace, locale: setting.language },
      member: { externalId: who.externalId, name: who.name },
      channelId: who.channelId,
      requestId: `${mark}-${++requests}`,
      locale: setting.language,
      isAdmin: async () => who.admin,
    }),
    async ask(who, request, where = '', form) {
      const caller = world.callerOf(who);
      const reply = await desk.handle(request, caller);
      const language = await desk.languageFor(caller);
      setting.hearing.hear({
        where: `${world.scene}: ${who.id} ${where}`,
        language,
        content: contentOf(reply, request, form),
      });
      return reply;
    },
    async round(channelId = CHANNEL) {
      const round = await store.read.liveRoundOfChannel(HOME, channelId);
      if (!round) throw new Error(`${world.scene}: no round is live in ${channelId}`);
      return round;
    },
    async settle() {
      if (open) await store.close();
      open = false;
    },
    async copy() {
      if (open) throw new Error('a world is settled before it is copied');
      return await openWorld(setting, await newFolder(file), `${mark}${copyMark(copies++)}`, world);
    },
    async end() {
      await world.settle();
      await rm(folder, { recursive: true });
    },
  };
  return world;
}

/** Ids of copies differ from those of what they were copied from. */
const copyMark = (copies: number): string => `z${copies.toString(36)}z`;

function contentOf(reply: Reply, request: Request, form: Form | undefined): Content {
  switch (reply.kind) {
    case 'message':
      return { kind: 'reply', message: reply.message };
    case 'form':
      return { kind: 'form', form: reply.form };
    case 'invalid':
      return {
        kind: 'invalid',
        form,
        errors: reply.errors,
        typed: request.kind === 'submit' ? request.values : {},
      };
    default:
      return reply satisfies never;
  }
}
