import { describe, expect, test } from 'vitest';
import type { Grade } from '../../../src/core/grading/grade.ts';
import { APPEAL_BELOW } from '../../../src/core/grading/index.ts';
import { englishTexts, phrase, type Texts, textsIn } from '../../../src/core/language/texts.ts';
import type { Appeal } from '../../../src/core/rounds/appeal.ts';
import { gradeMessage } from '../../../src/core/rounds/grade-message.ts';
import { bestOf, pointsOf } from '../../../src/core/rounds/points.ts';
import { appeal, decision, grade, question, submission } from '../../contract/store/samples.ts';
import { messageWords } from '../../fakes/platform/people.ts';

const UNSURE = 'The grader is not sure about this one. If it missed your point, appeal: a lead decides.';

const en = englishTexts();
const de = textsIn('de');

function words(over: Partial<Grade>, appeals: readonly Appeal[] = [], t: Texts = en): string {
  const shown = submission('s1', { grade: { ...grade(0.5), ...over } });
  return messageWords(
    gradeMessage(t, { question: question(), submission: shown, appeals, revealed: false, buttons: [] }),
  );
}

describe('an appeal is offered', () => {
  test('with the reason why below the threshold, and without it from there on', () => {
    expect(words({ confidence: APPEAL_BELOW - 0.01 })).toContain(UNSURE);
    expect(words({ confidence: APPEAL_BELOW - 0.01 })).toContain('[Appeal]');
    expect(words({ confidence: APPEAL_BELOW })).not.toContain('not sure');
    expect(words({ confidence: APPEAL_BELOW })).toContain('[Appeal]');
  });

  test('without the sentence where a guard says plainly what was wrong', () => {
    const guarded = words({ score: 0, confidence: 0.3, guard: 'soup' });
    expect(guarded).not.toContain('not sure');
    expect(guarded).toContain('[Appeal]');
  });

  test('not where nothing can be gained: full marks, also by rounding', () => {
    for (const score of [1, 0.96]) {
      const full = words({ score, confidence: 0.2 });
      expect(full).toContain('10 of 10');
      expect(full).not.toContain('[Appeal]');
      expect(full).not.toContain('not sure');
    }
    expect(words({ score: 0.9499 })).toContain('[Appeal]');
  });

  test('for a submission without one, though another attempt was appealed', () => {
    const other = words({ confidence: 0.2 }, [appeal('a2', { submissionId: 's2' })]);
    expect(other).toContain('You appealed another attempt; a lead has not decided yet.');
    expect(other).toContain('[Appeal]');
    const own = words({ confidence: 0.2 }, [appeal('a1')]);
    expect(own).toContain('You appealed; a lead has not decided yet.');
    expect(own).not.toContain('[Appeal]');
    expect(own).not.toContain('not sure');
  });
});

test('a decided grade shows the points a lead gave, and what the grader had given', () => {
  const shown = words({ score: 0.75, graded: 0.2 }, [appeal('a1', { decision: decision() })]);
  expect(shown).toContain('7.5 of 10 points · strong');
  expect(shown).toContain(
    "You appealed, and a lead set it to 7.5 points. The grader had given 2. The lead's reason: “Said with other words.”",
  );
});

describe('points', () => {
  test.each([
    [{ score: 0.75 }, 8],
    [{ score: 0.7499 }, 7],
    [{ score: 0.75, graded: 0.7 }, 7.5],
    [{ score: 0.7, graded: 0.1 }, 7],
    [{ score: 0.15, graded: 0 }, 1.5],
  ])('of %j are %d', (given, points) => {
    expect(pointsOf(given)).toBe(points);
  });

  test('never fall when a submission joins or is raised: equal scores count by what they are worth', () => {
    const set = submission('s1', { grade: { ...grade(0.75), graded: 0.2 } });
    const graded = submission('s2', { attempt: 2, score: 0.75 });
    expect(bestOf([set, graded])?.id).toBe('s2');
    expect(bestOf([submission('s1', { score: 0.75 }), graded])?.id).toBe('s1');
    expect(bestOf([])).toBeUndefined();
  });
});

test('who says the opposite of a criterion is told so, with the words, and the nudge until the reveal', () => {
  const asked = question();
  const rubric = asked.rubric.map((criterion) => ({ ...criterion, nudge: 'How many are there?' }));
  const opposed = {
    id: 'same',
    met: 0 as const,
    points: 10,
    evidence: [],
    unclear: false,
    contradicted: ['two objects'],
  };
  const shown = submission('s1', { grade: { ...grade(0), criteria: [opposed] } });
  const told = (revealed: boolean) =>
    messageWords(
      gradeMessage(en, { question: { ...asked, rubric }, submission: shown, appeals: [], revealed, buttons: [] }),
    );
  expect(told(false)).toMatch(/You say the opposite:.*two objects.*How many are there\?/s);
  expect(told(true)).toMatch(/You say the opposite:.*two objects.*One object\./s);
});

describe('in German', () => {
  const met = { id: 'same', met: 0.5 as const, points: 2.5, evidence: ['ein Objekt', 'zwei'], unclear: false };

  test('points have a comma, and every line is translated', () => {
    const shown = words(
      { score: 0.75, graded: 0.25, confidence: 0.2, readings: [{ typed: 'objekct', read: 'object' }] },
      [appeal('a1', { decision: decision() })],
      de,
    );
    expect(shown).toContain('7,5 von 10 Punkten · stark');
    expect(shown).toContain('hat 7,5 Punkte daraus gemacht. Vorher waren es 3. Die Begründung der Leitung: „Said');
    expect(shown).toContain('Gelesen wurde „objekct“ als „object“.');
    expect(shown).toContain('Die ganze Antwort kommt mit der Auflösung.');
  });

  test('a criterion met in part shows its points and the words in German quotes', () => {
    const asked = question();
    const rubric = asked.rubric.map((criterion) => ({ ...criterion, points: 2.5 }));
    const shown = submission('s1', { grade: { ...grade(0.5), criteria: [met] } });
    const message = gradeMessage(de, {
      question: { ...asked, rubric },
      submission: shown,
      appeals: [],
      revealed: false,
      practice: true,
      opening: phrase('question.answered-already'),
      closing: phrase('grade.standing-streak', { rank: 12, points: 0.5, streak: 3 }),
      buttons: [],
    });
    const said = messageWords(message);
    expect(said).toContain('◐ 1,25/2,5 Teilweise: Sag es noch vollständiger. — du schreibst „ein Objekt“ und „zwei“');
    expect(said).toContain('Diese Frage hast du schon beantwortet.');
    expect(said).toContain('Du bist in dieser Saison mit 0,5 Punkten auf Platz 12. Serie: 3.');
    expect(said).not.toContain('[Einspruch]');
    expect(message.summary).toBe('Deine Bewertung: 5 von 10');
  });
});

test.each([
  [1, 1, 'You are 1st this season with 1 point.', 'Du bist in dieser Saison mit 1 Punkt auf Platz 1.'],
  [2, 0.5, 'You are 2nd this season with 0.5 points.', 'Du bist in dieser Saison mit 0,5 Punkten auf Platz 2.'],
  [13, 2000, 'You are 13th this season with 2,000 points.', 'Du bist in dieser Saison mit 2.000 Punkten auf Platz 13.'],
])('rank %d with %d points', (rank, points, english, german) => {
  const standing = phrase('grade.standing', { rank, points });
  expect(en.speakPlain(standing)).toBe(english);
  expect(de.speakPlain(standing)).toBe(german);
});
