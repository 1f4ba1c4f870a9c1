import { expect, test } from 'vitest';
import { faultsMessage } from '../../../src/core/bank/faults-message.ts';
import type { Finding } from '../../../src/core/bank/finding.ts';
import { englishTexts, textsIn } from '../../../src/core/language/texts.ts';
import { messageWords } from '../../fakes/platform/people.ts';

const en = englishTexts();

const fault = (line: number, message = 'unknown key "**x**"'): Finding => ({
  path: 'gil/x.yaml',
  line,
  column: 1,
  field: 'x',
  rule: 'unknown-key',
  message,
  fix: 'remove it',
  severity: 'error',
});

test('names the first faults with their place, literally, and how many more there are', () => {
  const message = faultsMessage(
    en,
    [1, 2, 3, 4, 5, 6, 7].map((line) => fault(line)),
  );
  const words = messageWords(message);
  expect(words).toContain('The changed question bank has 7 faults, so the one before stays in force.');
  expect(words).toContain('gil/x.yaml:5 unknown key "**x**" — remove it');
  expect(words).not.toContain('gil/x.yaml:6');
  expect(words).toContain('refcount bank lint lists everything. 2 more are not shown here.');
  expect(JSON.stringify(message.blocks)).toContain('{"kind":"code","text":"refcount bank lint"}');
  expect(message.tone).toBe('bad');
});

test('one fault is a fault, and none is good news', () => {
  expect(messageWords(faultsMessage(en, [fault(1, 'x'.repeat(900))])).length).toBeLessThan(700);
  expect(messageWords(faultsMessage(en, [fault(1)]))).toContain('has a fault, so the one before');
  expect(faultsMessage(en, [])).toMatchObject({ tone: 'good', summary: 'The question bank is sound again' });
});

test('in German, with what the files are faulted for left as `bank lint` says it', () => {
  const de = textsIn('de');
  const six = messageWords(
    faultsMessage(
      de,
      [1, 2, 3, 4, 5, 6].map((line) => fault(line)),
    ),
  );
  expect(six).toContain('Die geänderte Fragensammlung hat 6 Fehler, darum gilt weiter die vorherige.');
  expect(six).toContain('remove it');
  expect(six).toContain('zeigt alles. 1 weiterer steht hier nicht.');
  expect(faultsMessage(de, [fault(1)]).summary).toBe('Die geänderte Fragensammlung hat einen Fehler');
  expect(faultsMessage(de, []).summary).toBe('Die Fragensammlung ist wieder in Ordnung');
});
