import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/core/commands/catalog.ts';
import { checkOptions } from '../../../src/core/commands/options.ts';
import { parseTyped } from '../../../src/core/commands/parse.ts';

const parse = (line: string) => {
  const [first = '', ...rest] = line.split(' ');
  const parsed = parseTyped(COMMANDS, first, rest.join(' '));
  return parsed.ok ? { command: parsed.command.name, options: parsed.options } : parsed.problem;
};

describe('typed commands', () => {
  test.each([
    [
      'quiz setup #general 9:00 Europe/Berlin weekdays',
      { channel: 'general', time: '9:00', zone: 'Europe/Berlin', days: 'weekdays' },
    ],
    [
      'quiz setup <#C0123|general> weekdays 9:00 Europe/Berlin gil,async',
      { channel: 'C0123', days: 'weekdays', time: '9:00', zone: 'Europe/Berlin', topics: 'gil,async' },
    ],
    [
      'quiz setup time:09:00 zone=UTC days:mon,wed attempts:2',
      { time: '09:00', zone: 'UTC', days: 'mon,wed', attempts: '2' },
    ],
    ['quiz setup days:“0 9 * * 1-5” zone:UTC', { days: '0 9 * * 1-5', zone: 'UTC' }],
    ['quiz setup "days:0 9 * * 1"', { days: '0 9 * * 1' }],
    ['quiz setup 3', { attempts: '3' }],
    ['quiz setup America/Argentina/Buenos_Aires', { zone: 'America/Argentina/Buenos_Aires' }],
    ['QUIZ SETUP tue', { days: 'tue' }],
  ])('%s', (line, options) => {
    expect(parse(line)).toEqual({ command: 'quiz setup', options });
  });

  test('a lookup takes all its words, with or without the name', () => {
    expect(parse('lookup why is 257 not 257')).toEqual({
      command: 'lookup',
      options: { concept: 'why is 257 not 257' },
    });
    expect(parse('lookup concept:late binding')).toEqual({ command: 'lookup', options: { concept: 'late binding' } });
    expect(parse('lookup')).toEqual({ command: 'lookup', options: {} });
  });

  test('a bare group word is help', () => {
    expect(parse('quiz')).toEqual({ command: 'quiz help', options: {} });
  });

  test.each([
    ['quiz anser', 'Did you mean /quiz answer?'],
    ['quiz xyzzy', 'There are: today'],
    ['qiuz today', 'Did you mean /quiz?'],
    ['leaderbord', 'Did you mean /leaderboard?'],
    ['quiz pause now', 'does not know what “now” is'],
    ['quiz stats me', 'takes no options'],
    ['quiz setup tme:9:00', 'Did you mean time'],
  ])('%s gets a hint', (line, part) => {
    expect(parse(line)).toContain(part);
  });
});

describe('checking options', () => {
  const command = (name: string) => COMMANDS.find((candidate) => candidate.name === name) ?? expect.fail(name);

  test('numbers typed as text become numbers, and out of range is said', () => {
    expect(checkOptions(command('quiz setup'), { attempts: '2' })).toEqual({ ok: true, options: { attempts: 2 } });
    expect(checkOptions(command('quiz setup'), { attempts: '9' })).toMatchObject({
      ok: false,
      problem: expect.stringContaining('1 to 5'),
    });
    expect(checkOptions(command('quiz setup'), { attempts: 'x' })).toMatchObject({ ok: false });
  });

  test('choices are taken by value or label, and corrected', () => {
    expect(checkOptions(command('leaderboard'), { period: 'All time' })).toEqual({
      ok: true,
      options: { period: 'all' },
    });
    expect(checkOptions(command('leaderboard'), { period: 'seson' })).toMatchObject({
      problem: expect.stringContaining('“season”'),
    });
  });

  test('required and unknown options are named', () => {
    expect(checkOptions(command('lookup'), {})).toMatchObject({
      ok: false,
      problem: expect.stringContaining('/lookup gil'),
    });
    expect(checkOptions(command('quiz setup'), { chanel: 'x' })).toMatchObject({
      problem: expect.stringContaining('“channel”'),
    });
  });
});

describe('the catalogue keeps every platform’s limits', () => {
  test.each(COMMANDS.map((command) => [command.name, command] as const))('%s', (_name, declared) => {
    expect(declared.name).toMatch(/^[a-z]{1,32}( [a-z]{1,32})?$/);
    expect(declared.summary.length).toBeLessThanOrEqual(100);
    expect(declared.options.length).toBeLessThanOrEqual(25);
    for (const option of declared.options) {
      expect(option.name).toMatch(/^[a-z]{1,32}$/);
      expect(option.summary.length).toBeLessThanOrEqual(100);
    }
    const firstOptional = declared.options.findIndex((option) => !option.required);
    expect(declared.options.slice(firstOptional).every((option) => firstOptional < 0 || !option.required)).toBe(true);
  });
});
