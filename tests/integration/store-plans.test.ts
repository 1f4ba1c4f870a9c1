/** How SQLite runs the store's queries: none may read a whole table that grows with use. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LinkCode, Place } from '../../src/core/links/link.ts';
import type { StoreTransaction } from '../../src/core/ports.ts';
import type { Review } from '../../src/core/practice/review.ts';
import { createLocalChatLog } from '../../src/store/local-chat.ts';
import { migrate } from '../../src/store/sqlite.ts';
import type { Tables } from '../../src/store/tables.ts';
import { createTransaction } from '../../src/store/transaction.ts';
import {
  appeal,
  at,
  bank,
  decision,
  entry,
  furnish,
  grade,
  member,
  message,
  outboxItem,
  round,
  submission,
} from '../contract/store/samples.ts';

const GROWING = [
  'account_link',
  'workspace_link',
  'review',
  'member',
  'round',
  'submission',
  'appeal',
  'ledger',
  'standing',
  'streak',
  'outbox',
  'local_message',
];

let folder: string;
let database: Database.Database;
let db: Kysely<Tables>;
const queries: CompiledQuery[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refcount-plans-'));
  const file = join(folder, 'refcount.db');
  await migrate(file);
  database = new Database(file);
  db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database }),
    log: (event) => {
      queries.push(event.query);
    },
  });
});

afterAll(async () => {
  await db.destroy();
  await rm(folder, { recursive: true, force: true });
});

function plan({ sql, parameters }: CompiledQuery): string[] {
  const steps = database.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`).all(...parameters);
  return steps.map(({ detail }) => detail);
}

/** The steps that go through all of a growing table, by its own name or an index. */
const scans = (steps: readonly string[]) =>
  steps.filter((step) => GROWING.some((table) => new RegExp(`^SCAN ${table}\\b`).test(step)));

async function queriesOf(work: () => Promise<unknown>): Promise<CompiledQuery[]> {
  queries.length = 0;
  await work();
  return [...queries];
}

const place: Place = {
  id: 'p',
  scheduleId: 'schedule-1',
  workspaceId: 'local:home',
  channelId: 'C1',
  unusable: false,
};

const review = (questionId: string): Review => ({
  memberId: 'local:home:ada',
  questionId,
  topic: 'identity',
  due: at(0),
  card: {},
  lastScore: 1,
});

const code = (hash: string): LinkCode => ({
  hash,
  expiresAt: at(1),
  for: { kind: 'workspace', workspaceId: 'local:home', scheduleId: 'schedule-1' },
});

describe('query plans', () => {
  const calls: { [K in keyof StoreTransaction]: (tx: StoreTransaction) => Promise<unknown> } = {
    saveWorkspace: (tx) => furnish(tx),
    setLanguage: (tx) => tx.setLanguage('local:home', 'de'),
    workspace: (tx) => tx.workspace('local:home'),
    saveMember: (tx) => tx.saveMember(member('ada')),
    member: (tx) => tx.member('local:home:ada'),
    saveBankVersion: (tx) => tx.saveBankVersion(bank()),
    bankLexicon: (tx) => tx.bankLexicon('v1'),
    saveSchedule: (tx) => furnish(tx),
    schedule: (tx) => tx.schedule('schedule-1'),
    scheduleOfChannel: (tx) => tx.scheduleOfChannel('local:home', 'general'),
    schedulesOfWorkspace: (tx) => tx.schedulesOfWorkspace('local:home'),
    dueSchedules: (tx) => tx.dueSchedules(at(0), 10),
    schedulesPausedByPlatform: (tx) => tx.schedulesPausedByPlatform(10),
    claimSlot: (tx) => tx.claimSlot('schedule-1', at(0), at(24)),
    insertRound: (tx) => tx.insertRound(round('round-1', 0)),
    updateRound: (tx) => tx.updateRound('round-1', { state: 'open' }),
    round: (tx) => tx.round('round-1'),
    liveRoundOfChannel: (tx) => tx.liveRoundOfChannel('local:home', 'general'),
    liveRounds: (tx) => tx.liveRounds('local:home'),
    liveRoundsOfSchedule: (tx) => tx.liveRoundsOfSchedule('schedule-1'),
    lastClosedRound: (tx) => tx.lastClosedRound('local:home', 'general'),
    roundsToClose: (tx) => tx.roundsToClose(at(0), 10),
    askedQuestions: (tx) => tx.askedQuestions('schedule-1'),
    lastSequence: (tx) => tx.lastSequence('schedule-1'),
    lastClosedSequence: (tx) => tx.lastClosedSequence('schedule-1'),
    insertSubmission: (tx) => tx.insertSubmission(submission('s1')),
    submission: (tx) => tx.submission('s1'),
    submissionByRequest: (tx) => tx.submissionByRequest('request-s1'),
    submissionsOf: (tx) => tx.submissionsOf('round-1', 'local:home:ada'),
    regrade: (tx) => tx.regrade('s1', grade(0.9)),
    answersOf: (tx) => tx.answersOf('round-1'),
    membersAnswered: (tx) => tx.membersAnswered('round-1'),
    submissionsOfMember: (tx) => tx.submissionsOfMember('local:home:ada', 10),
    insertAppeal: (tx) => tx.insertAppeal(appeal('a1')),
    appeal: (tx) => tx.appeal('a1'),
    appealsOf: (tx) => tx.appealsOf('round-1', 'local:home:ada'),
    oldestOpenAppeal: (tx) => tx.oldestOpenAppeal('local:home'),
    countOpenAppeals: (tx) => tx.countOpenAppeals('local:home'),
    decideAppeal: (tx) => tx.decideAppeal('a1', decision()),
    decidedAppeals: (tx) => tx.decidedAppeals({ id: 'a0', decidedAt: at(0) }, 10),
    addToLedger: (tx) => tx.addToLedger(entry('e1')),
    standings: (tx) => tx.standings('local:home', 'all', 10, 0),
    standingOf: (tx) => tx.standingOf('local:home', 'all', 'local:home:ada'),
    countAbove: (tx) => tx.countAbove('local:home', 'all', 5),
    countStandings: (tx) => tx.countStandings('local:home', 'all'),
    streak: (tx) => tx.streak('local:home:ada', 'schedule-1'),
    streaksOfMember: (tx) => tx.streaksOfMember('local:home:ada'),
    saveStreak: (tx) =>
      tx.saveStreak({ memberId: 'local:home:ada', scheduleId: 'schedule-1', current: 1, best: 1, lastSequence: 1 }),
    excuseStreaks: (tx) => tx.excuseStreaks('schedule-1', 2, ['local:home']),
    saveReview: (tx) => tx.saveReview(review('is-vs-eq-257')),
    review: (tx) => tx.review('local:home:ada', 'is-vs-eq-257'),
    reviewsOf: (tx) => tx.reviewsOf('local:home:ada', 10),
    saveLinkCode: (tx) => tx.saveLinkCode(code('plan')),
    takeLinkCode: (tx) => tx.takeLinkCode('plan', at(0)),
    linkCode: (tx) => tx.linkCode('plan', at(0)),
    homeOf: (tx) => tx.homeOf('slack:T1'),
    guestsOf: (tx) => tx.guestsOf('local:home'),
    linkWorkspace: (tx) => tx.linkWorkspace('local:home', 'local:home', at(0)),
    unlinkWorkspace: (tx) => tx.unlinkWorkspace('local:home'),
    savePlace: (tx) => tx.savePlace(place),
    removePlace: (tx) => tx.removePlace('p'),
    placeOfChannel: (tx) => tx.placeOfChannel('local:home', 'general'),
    placesOfSchedule: (tx) => tx.placesOfSchedule('schedule-1'),
    placesOfWorkspace: (tx) => tx.placesOfWorkspace('local:home'),
    unusablePlaces: (tx) => tx.unusablePlaces(10),
    playsAs: (tx) => tx.playsAs('local:home:ada'),
    accountsOf: (tx) => tx.accountsOf('local:home:ada'),
    accountLinksOf: (tx) => tx.accountLinksOf('local:home'),
    linkAccount: (tx) => tx.linkAccount('local:home:bob', 'local:home:ada', at(0)),
    unlinkAccount: (tx) => tx.unlinkAccount('local:home:bob'),
    roundsOfBoth: (tx) => tx.roundsOfBoth('local:home:ada', 'local:home:bob'),
    giveSubmission: (tx) => tx.giveSubmission('s1', 'local:home:ada', 1),
    giveHistory: (tx) => tx.giveHistory('local:home:bob', 'local:home:ada'),
    giveRounds: (tx) => tx.giveRounds('local:home:bob', 'local:home:ada', 'local:home'),
    sequencesAnswered: (tx) => tx.sequencesAnswered('local:home:ada'),
    removeStreaks: (tx) => tx.removeStreaks('local:home:bob'),
    recountStandings: (tx) => tx.recountStandings(['local:home:ada', 'local:home:bob']),
    enqueue: (tx) => tx.enqueue(outboxItem('q-1')),
    outboxDue: (tx) => tx.outboxDue(at(0), 10),
    outboxItem: (tx) => tx.outboxItem('q-1'),
    updateOutbox: (tx) => tx.updateOutbox('q-1', { state: 'sent' }),
    outboxFailures: (tx) => tx.outboxFailures('local:home', 10),
  };

  it.each(Object.entries(calls))('%s reads no whole table', async (_name, call) => {
    const run = await queriesOf(() => call(createTransaction(db)));
    expect(run.length).toBeGreaterThan(0);
    for (const query of run) expect(scans(plan(query)), query.sql).toEqual([]);
  });

  it('local chat reads no whole table', async () => {
    const localChat = createLocalChatLog({ reader: db, transaction: (work) => work(db) });
    const run = await queriesOf(async () => {
      const words = { author: 'refcount', audience: null, message, at: at(0) };
      await localChat.append({ id: '1', channelId: 'general', key: 'q-1', ...words });
      await localChat.replace('1', message);
      await localChat.byKey('q-1');
      await localChat.list('general', 'local:home:ada', 10);
    });
    for (const query of run) {
      // max(position) reads the last entry of its index and no more, though the plan calls it a search of the table.
      expect(scans(plan(query)), query.sql).toEqual([]);
    }
  });

  it('the leaderboard stops at its limit instead of sorting everyone', async () => {
    const [query] = await queriesOf(() => createTransaction(db).standings('local:home', 'all', 10, 0));
    if (!query) throw new Error('no query was run');
    const steps = plan(query);
    expect(steps[0]).toContain('standing_by_points');
    expect(steps).not.toContain('USE TEMP B-TREE FOR ORDER BY');
  });

  it('this check would notice a whole table being read', () => {
    const query = db.selectFrom('submission').selectAll().where('answer', '=', 'x').compile();
    expect(scans(plan(query))).toEqual(['SCAN submission']);
  });
});
