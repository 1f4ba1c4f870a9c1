/** The question, the reveal, the word of a skipped slot and the answer form, in both languages. */
import { describe, expect, test } from 'vitest';
import type { Question } from '../../../src/core/bank/question.ts';
import { englishTexts, literal, textsIn } from '../../../src/core/language/texts.ts';
import type { Form } from '../../../src/core/message.ts';
import type { Round, RoundAnswers } from '../../../src/core/ports.ts';
import { answerForm, readAnswer } from '../../../src/core/rounds/answer-form.ts';
import {
  closedQuestionMessage,
  questionMessage,
  skippedQuestionMessage,
} from '../../../src/core/rounds/question-message.ts';
import { revealMessage } from '../../../src/core/rounds/reveal-message.ts';
import { skipMessage } from '../../../src/core/rounds/skip-message.ts';
import { grade, question, round, submission } from '../../contract/store/samples.ts';
import { messageWords } from '../../fakes/platform/people.ts';

const en = englishTexts();
const de = textsIn('de');

const asked = (over: Partial<Question> = {}): Question => ({ ...question(), hint: 'Count them.', ...over });
const view = (answered: number, attempts: number, over: Partial<Question> = {}) => ({
  round: round('r1', 9),
  question: asked(over),
  topicTitle: 'Processes',
  attempts,
  zone: 'UTC',
  answered,
});

describe('the question', () => {
  test.each([
    [1, 1, '1 member has answered', 'One graded attempt ·', '1 Mitglied hat geantwortet', 'Ein bewerteter Versuch ·'],
    [
      2,
      3,
      '2 members have answered',
      '3 graded attempts, the best counts ·',
      '2 Mitglieder haben geantwortet',
      '3 bewertete Versuche, der beste zählt ·',
    ],
  ])('with %d answered and %d attempts', (answered, attempts, ...said) => {
    const english = messageWords(questionMessage(en, view(answered, attempts)));
    const german = messageWords(questionMessage(de, view(answered, attempts)));
    expect(english).toContain(said[0]);
    expect(english).toContain(said[1]);
    expect(german).toContain(said[2]);
    expect(german).toContain(said[3]);
  });

  test('says nothing of nobody', () => {
    expect(messageWords(questionMessage(de, view(0, 1)))).not.toContain('geantwortet');
  });

  test('in German: heading, facts and buttons, while the bank keeps its language', () => {
    const about = { name: 'CPython internals', runtime: 'CPython', versions: ['3.13'], language: 'python' };
    const message = questionMessage(de, view(0, 1, { difficulty: 5, since: '3.12', until: '3.14', about }));
    const said = messageWords(message);
    expect(said).toContain('Frage des Tages · Processes');
    expect(said).toContain('Erkläre es in eigenen Worten · für Profis · CPython 3.12 bis 3.14');
    expect(said).toContain(question().prompt.trim());
    expect(message.buttons.map(({ label }) => label)).toEqual(['Antworten', 'Tipp', 'Rangliste']);
    expect(message.summary).toBe('Frage des Tages: Processes');
  });

  test('versions stand there as far as they are known', () => {
    const said = (over: Partial<Question>) => messageWords(questionMessage(en, view(0, 1, over)));
    expect(said({ since: '3.12' })).toContain('· version 3.12 and later');
    expect(said({ until: '3.12' })).toContain('· version up to 3.12');
    expect(said({})).not.toContain('version');
  });

  test('closed and skipped', () => {
    expect(messageWords(closedQuestionMessage(de, view(1, 1)))).toContain(
      'Beendet. Die Antwort steht in der Auflösung.',
    );
    expect(closedQuestionMessage(en, view(1, 1)).summary).toBe('Closed question: Processes');
    expect(messageWords(skippedQuestionMessage(de, view(0, 1)))).toContain('Alle Serien bleiben erhalten.');
  });
});

describe('the reveal', () => {
  const reveal = (t: typeof en, scores: readonly number[], next: Date | 'now' | undefined = undefined) => {
    const best = scores.map((score, index) => ({
      memberId: `m${index}`,
      name: `Member ${index}`,
      submission: submission(`s${index}`, { grade: { ...grade(score), graded: score } }),
    }));
    const answers: RoundAnswers = { submissions: best.length, members: best.length, best };
    const streaks = [{ memberId: 'm9', name: 'Ada', current: 12 }];
    const { round: asking, question: which, topicTitle, zone } = view(0, 1);
    return messageWords(revealMessage(t, { round: asking, question: which, topicTitle, zone, answers, streaks, next }));
  };

  test('counts members and averages points as the language writes them', () => {
    expect(reveal(en, [0.75])).toContain('1 member answered, 7.5 points on average.');
    expect(reveal(en, [1, 0.5])).toContain('2 members answered, 7.5 points on average.');
    expect(reveal(de, [0.75])).toContain('1 Mitglied hat geantwortet, im Schnitt 7,5 Punkte.');
    expect(reveal(de, [1, 1])).toContain('2 Mitglieder haben geantwortet, im Schnitt 10,0 Punkte.');
  });

  test('names the best answers, the streaks and what comes next', () => {
    expect(reveal(en, [0.75, 1])).toContain('Top answers: Member 1 10, Member 0 7.5');
    expect(reveal(en, [0.75, 1])).toContain('Streaks: Ada 12');
    expect(reveal(de, [0.75, 1])).toContain('Beste Antworten: Member 1 (10), Member 0 (7,5)');
    expect(reveal(de, [0.75, 1])).toContain('Serien: Ada (12)');
    expect(reveal(de, [], 'now')).toMatch(/Diese Frage hat niemand beantwortet\..*Die nächste Frage folgt\./s);
    expect(reveal(de, [])).toContain('Es ist keine weitere Frage geplant.');
    expect(reveal(de, [], new Date('2026-11-17T09:00:00Z'))).toContain('Nächste Frage: 2026-11-17T09:00:00.000Z');
  });
});

test('the reveal tells members of two platforms with one name apart', () => {
  const best = ['discord:1:1', 'slack:2:2'].map((memberId, index) => ({
    memberId,
    name: 'Ada',
    submission: submission(`s${index}`, { memberId, grade: grade(1) }),
  }));
  const answers: RoundAnswers = { submissions: 2, members: 2, best };
  const streaks = [{ memberId: 'slack:2:2', name: 'Ada', current: 3 }];
  const { round: asking, question: which, topicTitle, zone } = view(0, 1);
  const said = messageWords(
    revealMessage(en, { round: asking, question: which, topicTitle, zone, answers, streaks, next: undefined }),
  );
  expect(said).toContain('Top answers: Ada (Discord) 10, Ada (Slack) 10');
  expect(said).toContain('Streaks: Ada (Slack) 3');
});

test('a skipped slot gives its reason, whoever made it', () => {
  const skipped: Round = { ...round('r1', 9), skipReason: literal('the *moon* was full') };
  const next = new Date('2026-11-17T09:00:00Z');
  expect(messageWords(skipMessage(en, skipped, 'UTC', next))).toMatch(
    /^No question for .+: the \*moon\* was full\. Streaks are safe\. Next question 2026-11-17T09:00:00\.000Z\n/,
  );
  expect(messageWords(skipMessage(de, { ...skipped, skipReason: undefined }, 'UTC', undefined))).toMatch(
    /^Keine Frage für .+: sie wurde übersprungen\. Alle Serien bleiben erhalten\.\n\[Heutige Frage\]$/,
  );
});

describe('the answer form', () => {
  const submits = { verb: 'answer', args: ['r1'] };
  const labels = (form: Form) => form.fields.map(({ label }) => label);

  test('is in the language of who opens it', () => {
    const choices = [
      { id: 'A', text: 'is' },
      { id: 'B', text: '==' },
    ];
    const form = answerForm(de, submits, asked({ kind: 'choice', choices, correct: ['A', 'B'] }));
    expect(form).toMatchObject({ action: submits, title: 'Deine Antwort', submitLabel: 'Absenden' });
    expect(form.fields[0]).toMatchObject({
      label: 'Wähle alle richtigen Antworten',
      hint: 'Eine falsche hebt eine richtige auf.',
    });
    expect(labels(answerForm(de, submits, asked({ kind: 'predict' })))).toEqual(['Was gibt es aus?', 'Warum?']);
    expect(labels(answerForm(en, submits, asked()))).toEqual(['Explain it']);
  });

  test('what is refused is said in plain words', () => {
    expect(readAnswer(de, asked(), { text: '…' })).toEqual({
      ok: false,
      errors: { text: 'Schreib wenigstens ein paar Wörter: Hier gibt es noch nichts zu bewerten.' },
    });
    expect(readAnswer(de, asked({ kind: 'predict' }), { output: 'x'.repeat(401), text: 'x'.repeat(4001) })).toEqual({
      ok: false,
      errors: {
        output: 'Bitte bleib bei der Ausgabe unter 400 Zeichen.',
        text: 'Das sind 4.001 Zeichen; höchstens 4.000 werden gelesen. Bitte kürze es.',
      },
    });
    expect(readAnswer(en, asked({ kind: 'choice' }), {})).toEqual({
      ok: false,
      errors: { choices: 'Choose an option first.' },
    });
  });
});
