import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCore } from '../../../src/core/create-core.ts';
import type { Message, Reply } from '../../../src/core/message.ts';
import { caller, messageWords, person, words } from '../../fakes/platform/people.ts';
import { breaking, createQuiz, type Quiz, RIGHT } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
let roundId: string;
beforeEach(async () => {
  quiz = await createQuiz();
  await quiz.schedule();
  await quiz.at('2026-11-16T09:00:00Z');
  roundId = (await quiz.live()).id;
});
afterEach(async () => {
  await quiz.close();
});

const OUTDATED = 'from an older version of Refcount or from another place';

describe('a round of another workspace', () => {
  const stranger = () => person(quiz.desk, 'Eve', { workspace: 'elsewhere' });

  test.each(['answer', 'hint', 'grade', 'key'])('pressing %s is answered as outdated', async (verb) => {
    expect(words(await stranger().press(verb, roundId))).toContain(OUTDATED);
    expect(words(await person(quiz.desk, 'Ada').press(verb, roundId))).not.toContain(OUTDATED);
  });

  test('takes no answers, open or closed, and tells nothing', async () => {
    expect(words(await stranger().answer(roundId, RIGHT))).toContain(OUTDATED);
    expect((await quiz.store.read.answersOf(roundId)).submissions).toBe(0);
    await quiz.at('2026-11-17T09:00:00Z');
    for (const verb of ['key', 'grade']) expect(words(await stranger().press(verb, roundId))).toContain(OUTDATED);
  });

  test('and a schedule of another workspace is not posted from', async () => {
    const [schedule] = await quiz.store.read.schedulesOfWorkspace('local:home');
    const admin = person(quiz.desk, 'Lead', { workspace: 'elsewhere' });
    expect(words(await admin.press('post', schedule?.id ?? ''))).toContain('No schedule is set up');
    expect(quiz.platform.posted).toHaveLength(1);
  });
});

test('a hint leads on to the form while the round is open: it may have taken the place of the question', async () => {
  const ada = person(quiz.desk, 'Ada');
  expect(words(await ada.press('hint', roundId))).toContain('[Answer]');
  await quiz.at('2026-11-17T09:00:00Z');
  expect(words(await ada.press('hint', roundId))).not.toContain('[Answer]');
});

test('a name cannot turn the direction of what stands after it, on the board or anywhere', async () => {
  const turned = 'Ada \u202eturned\u2067';
  const where = { workspaceName: 'Home \u202d' };
  await person(quiz.desk, turned, where).answer(roundId, RIGHT);
  const seen = [
    await person(quiz.desk, 'Bob').command('leaderboard'),
    await person(quiz.desk, turned).command('quiz stats'),
    await person(quiz.desk, 'Bob').shortcut('quiz-stats', {
      person: { externalId: turned.toLowerCase(), name: turned },
    }),
  ].map(words);
  for (const reply of seen) {
    expect(reply).toContain('Ada turned');
    expect(reply).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  }
  expect((await quiz.store.read.workspace('local:home'))?.name).toBe('Home ');
});

describe('what the desk does not know', () => {
  test.each(['dance', 'constructor', 'toString', '__proto__', 'outdated'])('verb %s', async (verb) => {
    expect(words(await person(quiz.desk, 'Ada').press(verb, roundId))).toContain(OUTDATED);
    const submitted = await person(quiz.desk, 'Ada').submit({ verb, args: [roundId] }, { text: RIGHT });
    expect(words(submitted)).toContain(OUTDATED);
    expect(quiz.complaints).toEqual([]);
  });

  test('a round that does not exist, and none', async () => {
    expect(words(await person(quiz.desk, 'Ada').press('answer', 'id9999999999'))).toContain(OUTDATED);
    expect(words(await person(quiz.desk, 'Ada').press('grade'))).toContain(OUTDATED);
  });

  test('a menu entry', async () => {
    expect(words(await person(quiz.desk, 'Ada').shortcut('dance', { text: 'hello' }))).toContain(OUTDATED);
  });

  test('a command: the nearest one is named', async () => {
    const ada = person(quiz.desk, 'Ada');
    expect(words(await ada.command('quiz anwser'))).toBe('There is no /quiz anwser. Did you mean /quiz answer?');
    expect(words(await ada.type('quiz', 'anwser'))).toBe('There is no /quiz anwser. Did you mean /quiz answer?');
    expect(words(await ada.command('lokup'))).toContain('Did you mean /lookup?');
    expect(words(await ada.type('leaderbord', 'week'))).toContain('Did you mean /leaderboard?');
  });

  test('an option, a choice, a missing word', async () => {
    const ada = person(quiz.desk, 'Ada');
    expect(words(await ada.command('leaderboard', { periode: 'week' }))).toContain('Did you mean “period”?');
    expect(words(await ada.command('leaderboard', { period: 'seson' }))).toContain('Did you mean “season”?');
    expect(words(await ada.command('lookup'))).toContain('/lookup needs concept, for example /lookup gil');
    const lead = person(quiz.desk, 'Lead');
    expect(words(await lead.command('quiz setup', { attempts: 9 }))).toContain('from 1 to 5, not “9”');
  });
});

describe('every button leads somewhere', () => {
  const messageOf = (reply: Reply): Message => (reply.kind === 'message' ? reply.message : expect.fail(words(reply)));

  test('of a member’s page, and of what each command answers', async () => {
    const lead = person(quiz.desk, 'Lead');
    const messages = [await quiz.desk.home(caller('Lead', { admin: true }))];
    for (const { name } of quiz.desk.commands) {
      const reply = await lead.command(name, name === 'lookup' ? { concept: 'pipeline' } : {});
      if (reply.kind === 'message') messages.push(reply.message);
    }
    messages.push(await quiz.desk.home(caller('Ada')));
    for (const message of messages) expect(message.summary).not.toBe('');
    const actions = messages.flatMap(({ buttons }) => buttons.map(({ action }) => action));
    expect(new Set(actions.map(({ verb }) => verb)).size).toBeGreaterThan(5);
    for (const { verb, args } of actions) expect(words(await lead.press(verb, ...args))).not.toContain(OUTDATED);
    expect(quiz.complaints).toEqual([]);
  });

  test('help is one', async () => {
    const pressed = messageOf(await person(quiz.desk, 'Ada').press('help'));
    expect(pressed).toEqual(messageOf(await person(quiz.desk, 'Ada').command('quiz help')));
  });
});

test('every menu entry is served, and answering today’s question from one is the same as the command', async () => {
  const ada = person(quiz.desk, 'Ada');
  const bob = { externalId: 'bob', name: 'Bob' };
  for (const { id } of quiz.desk.shortcuts) {
    const reply = await ada.shortcut(id, { text: 'what is a pipeline?', person: bob });
    expect(words(reply)).not.toContain(OUTDATED);
  }
  expect(await ada.shortcut('answer-today')).toEqual(await ada.command('quiz answer'));
  expect(quiz.complaints).toEqual([]);
});

test('a place that is gone is handed on to the rounds', async () => {
  const workspace = { platform: 'local', externalId: 'home' } as const;
  await quiz.desk.happened({ kind: 'gone', workspace, channelId: 'general', why: 'archived' });
  expect(await quiz.store.read.scheduleOfChannel('local:home', 'general')).toMatchObject({ pausedBy: 'platform' });
});

describe('a fault of ours', () => {
  test('is an apology with a reference, and is logged without a word of the answer', async () => {
    const secret = 'the status of grep, and my own secret words';
    const lines: string[] = [];
    const { desk } = createCore({
      store: breaking(quiz.store, () => true),
      clock: quiz.clock,
      ids: { next: () => 'ref000000001' },
      bank: quiz.bank,
      platforms: new Map([['local', quiz.platform]]),
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (fields, line) => {
          const { err, ...rest } = fields;
          lines.push(`${line} ${JSON.stringify(rest)} ${err instanceof Error ? err.stack : String(err)}`);
        },
      },
    });
    const reply = await person(desk, 'Ada').answer(roundId, secret);
    expect(words(reply)).toContain('Something went wrong on our side');
    expect(words(reply)).toContain('ref000000001');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"reference":"ref000000001"');
    expect(lines[0]).toContain('submit answer');
    expect(lines[0]).toContain('the process ended here');
    expect(lines[0]).not.toContain('secret');
    const typed = await person(desk, 'Lead').type('quiz', 'setup time:10:00 topics:processes');
    expect(words(typed)).toContain('Something went wrong');
    expect(lines[1]).not.toContain('10:00');
  });

  test('is said in the person’s language, on their own page too, and nothing rejects', async () => {
    const lines: string[] = [];
    const { desk } = createCore({
      store: { ...quiz.store, read: { ...quiz.store.read, workspace: () => Promise.reject(new Error('no disk')) } },
      clock: quiz.clock,
      ids: { next: () => 'ref000000002' },
      bank: quiz.bank,
      platforms: new Map([['local', quiz.platform]]),
      log: { info: () => undefined, warn: () => undefined, error: (_, line) => lines.push(line) },
    });
    const german = caller('Ada', { locale: 'de' });
    const sorry = 'Bei uns ist etwas schiefgegangen; verloren ist nichts.';
    expect(words(await person(desk, 'Ada', { locale: 'de' }).command('quiz help'))).toContain(sorry);
    expect(messageWords(await desk.home(german))).toContain(sorry);
    expect(await desk.languageFor(german)).toBe('de');
    expect((await desk.complete('leaderboard', 'period', 'all', german)).map(({ value }) => value)).toEqual(['all']);
    expect(lines).toEqual([
      'a request failed',
      'a request failed',
      'a language could not be looked up',
      'a language could not be looked up',
    ]);
  });

  test('nothing anyone sends makes the desk reject', async () => {
    const anything = fc.string({ unit: 'binary', maxLength: 40 });
    const word = fc.oneof(anything, fc.constantFrom('quiz', 'lookup', 'leaderboard', 'setup', 'answer', 'time:', '"'));
    const request = fc.oneof(
      fc.record({
        kind: fc.constant('typed' as const),
        command: word,
        text: fc.array(word).map((all) => all.join(' ')),
      }),
      fc.record({
        kind: fc.constant('command' as const),
        command: fc.constantFrom(...quiz.desk.commands.map(({ name }) => name)),
        options: fc.dictionary(word, fc.oneof(word, fc.integer(), fc.boolean()), { maxKeys: 3 }),
      }),
      fc.record({
        kind: fc.constant('submit' as const),
        action: fc.record({
          verb: fc.constantFrom('answer', 'appeal', 'appeal-points', 'appeal-decline', 'setup', 'practise'),
          args: fc.constantFrom([roundId], [roundId, '1'], [roundId, 'one'], []),
        }),
        values: fc.dictionary(
          fc.constantFrom('text', 'output', 'choices', 'reason', 'points', 'days', 'time', 'zone', 'topics'),
          fc.oneof(word, fc.array(word)),
        ),
      }),
    );
    const shortcut = fc.record({
      kind: fc.constant('shortcut' as const),
      shortcut: fc.oneof(word, fc.constantFrom(...quiz.desk.shortcuts.map(({ id }) => id))),
      text: anything,
      person: fc.record({ externalId: anything, name: anything }),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(request, shortcut), fc.boolean(), async (asked, admin) => {
        const reply = await quiz.desk.handle(asked, caller('Ada', { admin }));
        expect(words(reply)).not.toContain('Something went wrong');
      }),
      { numRuns: 300 },
    );
    expect(quiz.complaints).toEqual([]);
  });
});

describe('rights', () => {
  const ADMIN = [
    'quiz setup',
    'quiz post',
    'quiz close',
    'quiz pause',
    'quiz resume',
    'quiz skip',
    'quiz appeals',
    'quiz language',
    'quiz link',
    'quiz unlink',
  ];

  test('admin commands are those, and each is refused to a member, with the right named', async () => {
    expect(quiz.desk.commands.filter((command) => command.admin).map((command) => command.name)).toEqual(ADMIN);
    for (const command of ADMIN)
      expect(words(await person(quiz.desk, 'Ada').command(command))).toBe(
        'You need the keys to the building to do that.',
      );
    expect(quiz.platform.calls).toHaveLength(1);
  });

  test('so is the button of an admin', async () => {
    const [schedule] = await quiz.store.read.schedulesOfWorkspace('local:home');
    expect(words(await person(quiz.desk, 'Ada').press('post', schedule?.id ?? ''))).toContain(
      'the keys to the building',
    );
    expect(quiz.platform.posted).toHaveLength(1);
    quiz.clock.set('2026-11-16T10:00:00Z');
    expect(words(await person(quiz.desk, 'Lead').press('post', schedule?.id ?? ''))).toContain('Posted in #general');
  });

  test('help shows a member no admin commands', async () => {
    const ada = words(await person(quiz.desk, 'Ada').command('quiz help'));
    const lead = words(await person(quiz.desk, 'Lead').command('quiz help'));
    for (const command of quiz.desk.commands) {
      expect(lead).toContain(`/${command.name}`);
      if (command.admin) expect(ada).not.toContain(`/${command.name}`);
      else expect(ada).toContain(`/${command.name}`);
    }
  });
});

describe('which question is meant', () => {
  test('that of the channel, else the only one; of several the places are named', async () => {
    const elsewhere = person(quiz.desk, 'Ada', { channelId: 'random' });
    expect((await elsewhere.command('quiz answer')).kind).toBe('form');
    await quiz.schedule({ channelId: 'other', topics: ['quoting'] });
    await quiz.at('2026-11-17T09:00:00Z');
    expect(words(await elsewhere.command('quiz answer'))).toContain('Questions are open in ');
    const there = await person(quiz.desk, 'Ada', { channelId: 'other' }).command('quiz today');
    expect(words(there)).toContain('What does this print');
  });

  test('a skipped one cannot be answered, and has nothing to read', async () => {
    quiz.platform.setConnected(false);
    await quiz.at('2026-11-17T09:00:00Z');
    const { id } = await quiz.live();
    await quiz.at('2026-11-18T09:00:00Z');
    for (const verb of ['answer', 'grade', 'key'])
      expect(words(await person(quiz.desk, 'Ada').press(verb, id))).toContain('That question was skipped');
    expect(words(await person(quiz.desk, 'Ada').answer(id, RIGHT))).toContain('That question was skipped');
  });

  test('the answer is not told before the round is closed', async () => {
    const ada = person(quiz.desk, 'Ada');
    expect(words(await ada.press('key', roundId))).toContain('revealed when the round closes');
    await quiz.at('2026-11-17T09:00:00Z');
    expect(words(await ada.press('key', roundId))).toContain('Zero means success and takes the branch');
  });
});
