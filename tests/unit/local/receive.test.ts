import { describe, expect, it } from 'vitest';
import { actSchema, callerOf, clockSchema, requestOf } from '../../../src/bots/local/receive.ts';

const requestId = '3b241101-e2bb-4255-8caf-4136c566a962';
const said = (line: string) => ({ person: 'ada', channel: 'general', requestId, act: { kind: 'say', line } });

describe('what was done', () => {
  it.each([
    ['/quiz setup #general 9:00', 'quiz', 'setup #general 9:00'],
    ['  /leaderboard  ', 'leaderboard', ''],
    ['/lookup   late binding', 'lookup', 'late binding'],
  ])('reads %j as a typed command', (line, command, text) => {
    expect(requestOf(actSchema.parse(said(line)).act)).toEqual({ kind: 'typed', command, text });
  });

  it.each(['hello', 'what is /quiz', '/', '/ quiz'])('reads no command in %j', (line) => {
    expect(requestOf(actSchema.parse(said(line)).act)).toBeUndefined();
  });

  it('decodes the action of a press and of a form', () => {
    expect(requestOf({ kind: 'press', id: 'rc1f:answer:r1' })).toEqual({
      kind: 'press',
      action: { verb: 'answer', args: ['r1'] },
    });
    expect(requestOf({ kind: 'submit', id: 'rc1:answer:r1', values: { text: 'because' } })).toEqual({
      kind: 'submit',
      action: { verb: 'answer', args: ['r1'] },
      values: { text: 'because' },
    });
    expect(requestOf({ kind: 'press', id: 'something else' })).toMatchObject({ action: { verb: 'outdated' } });
  });

  it.each([
    ['an unknown person', { ...said('/x'), person: 'eve' }],
    ['an unknown channel', { ...said('/x'), channel: 'secrets' }],
    ['a request id that is no uuid', { ...said('/x'), requestId: '1' }],
    ['an empty line', said('   ')],
    ['a line too long', said(`/${'x'.repeat(2000)}`)],
    ['an unknown act', { ...said('/x'), act: { kind: 'delete' } }],
    ['an extra key', { ...said('/x'), admin: true }],
    ['values that are no text', { ...said('/x'), act: { kind: 'submit', id: 'rc1:a', values: { text: 1 } } }],
  ])('refuses %s', (_, body) => {
    expect(actSchema.safeParse(body).success).toBe(false);
  });

  it.each([0, -1, 1.5, 32 * 86_400_000, '60000'])('refuses to move the clock by %j', (advanceMs) => {
    expect(clockSchema.safeParse({ advanceMs }).success).toBe(false);
  });
});

describe('who did it', () => {
  it('knows the Lead as the only admin', async () => {
    const who = (person: 'ada' | 'bob' | 'lead') =>
      callerOf({ person, channel: 'general', requestId }, 'Home').isAdmin();
    expect([await who('ada'), await who('bob'), await who('lead')]).toEqual([false, false, true]);
  });

  it('names workspace, member and place, and gives everyone their own request ids', () => {
    const caller = callerOf({ person: 'bob', channel: 'random', requestId }, 'Home');
    expect(caller).toMatchObject({
      workspace: { platform: 'local', externalId: 'home', name: 'Home' },
      member: { externalId: 'bob', name: 'Bob' },
      channelId: 'random',
      requestId: `bob:${requestId}`,
    });
  });
});
