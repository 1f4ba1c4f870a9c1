import { describe, expect, test } from 'vitest';
import { COMMANDS, SHORTCUTS } from '../../../src/core/commands/catalog.ts';
import {
  choiceLabel,
  commandSummary,
  type Options,
  optionSummary,
  shortcutLabel,
} from '../../../src/core/commands/declaration.ts';
import { checkOptions } from '../../../src/core/commands/options.ts';
import { parseTyped } from '../../../src/core/commands/parse.ts';
import { isLanguage, LANGUAGES } from '../../../src/core/language/language.ts';
import { englishTexts, textsIn } from '../../../src/core/language/texts.ts';

const t = englishTexts();

const parse = (line: string) => {
  const [first = '', ...rest] = line.split(' ');
  const parsed = parseTyped(COMMANDS, first, rest.join(' '));
  return parsed.ok ? { command: parsed.command.name, options: parsed.options } : t.speakPlain(parsed.problem);
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
    ['quiz setup discussion:on weekdays', { discussion: 'on', days: 'weekdays' }],
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
    ['xyzzyxyzzy', 'There is no /xyzzyxyzzy. Try /quiz help.'],
    ['qiuz today', 'Did you mean /quiz?'],
    ['leaderbord', 'Did you mean /leaderboard?'],
    ['quiz pause now', 'does not know what “now” is'],
    ['quiz stats me', 'takes no options'],
    ['quiz setup tme:9:00', 'Did you mean time:…? It takes [channel:#general] [time:09:00]'],
  ])('%s gets a hint', (line, part) => {
    expect(parse(line)).toContain(part);
  });
});

describe('checking options', () => {
  const command = (name: string) => COMMANDS.find((candidate) => candidate.name === name) ?? expect.fail(name);
  const check = (name: string, given: Options, texts = t) => {
    const checked = checkOptions(texts, command(name), given);
    return checked.ok ? checked.options : texts.speakPlain(checked.problem);
  };

  test('numbers typed as text become numbers, and out of range is said', () => {
    expect(check('quiz setup', { attempts: '2' })).toEqual({ attempts: 2 });
    expect(check('quiz setup', { attempts: '9' })).toContain('from 1 to 5, not “9”');
    expect(check('quiz setup', { attempts: 'x' })).toContain('a whole number');
  });

  test('choices are taken by value or label, in the language of whoever asks, and corrected', () => {
    expect(check('leaderboard', { period: 'All time' })).toEqual({ period: 'all' });
    expect(check('leaderboard', { period: 'diese woche' }, textsIn('de'))).toEqual({ period: 'week' });
    expect(check('leaderboard', { period: 'diese woche' })).toContain('is not a period');
    expect(check('leaderboard', { period: 'seson' })).toContain('Did you mean “season”?');
  });

  test('required and unknown options are named', () => {
    expect(check('lookup', {})).toBe('/lookup needs concept, for example /lookup gil.');
    expect(check('quiz setup', { chanel: 'x' })).toContain('Did you mean “channel”?');
    expect(check('quiz setup', { xyzzyxyzzy: 'x' })).toBe('/quiz setup has no option “xyzzyxyzzy”.');
  });
});

describe('the catalogue keeps every platform’s limits', () => {
  describe.each(Object.keys(LANGUAGES).filter(isLanguage))('in %s', (language) => {
    const spoken = textsIn(language);

    test.each(COMMANDS.map((command) => [command.name, command] as const))('%s', (_name, declared) => {
      expect(declared.name).toMatch(/^[a-z]{1,32}( [a-z]{1,32})?$/);
      expect(commandSummary(spoken, declared).length).toBeLessThanOrEqual(100);
      expect(declared.options.length).toBeLessThanOrEqual(25);
      for (const option of declared.options) {
        expect(option.name).toMatch(/^[a-z]{1,32}$/);
        expect(optionSummary(spoken, declared, option).length).toBeLessThanOrEqual(100);
        const choices = option.kind === 'string' ? (option.choices ?? []) : [];
        expect(choices.length).toBeLessThanOrEqual(25);
        for (const choice of choices) {
          expect(choiceLabel(spoken, declared, option, choice).length).toBeLessThanOrEqual(75);
        }
      }
      const firstOptional = declared.options.findIndex((option) => !option.required);
      expect(declared.options.slice(firstOptional).every((option) => firstOptional < 0 || !option.required)).toBe(true);
    });

    test.each(SHORTCUTS.map((shortcut) => [shortcut.id, shortcut] as const))('%s', (_id, shortcut) => {
      expect(shortcutLabel(spoken, shortcut).length).toBeLessThanOrEqual(24);
    });

    test('a language is called by its own name', () => {
      for (const [tag, name] of Object.entries(LANGUAGES)) {
        expect(choiceLabel(spoken, { name: 'quiz language' }, { name: 'language' }, tag)).toBe(name);
      }
    });
  });
});
