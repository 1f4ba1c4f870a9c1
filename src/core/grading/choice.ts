/** Grading a `choice` question: partial credit, no text. */
import type { Question } from '../bank/question.ts';
import type { Answer, Grade } from './grade.ts';

/** (right chosen − wrong chosen) / right, never below 0. The criteria are shown as explanation: all met, or none. */
export function gradeChoice(question: Question, answer: Answer): Grade {
  const offered = new Set(question.choices?.map((choice) => choice.id));
  const correct = [...new Set(question.correct ?? [])];
  const chosen = [...new Set((answer.choices ?? []).map((id) => id.trim().toUpperCase()))]
    .filter((id) => offered.has(id))
    .sort();
  const right = chosen.filter((id) => correct.includes(id)).length;
  const wrong = chosen.length - right;
  const score = correct.length === 0 ? 0 : Math.max(0, (right - wrong) / correct.length);
  const full = score === 1;
  return {
    score: Math.round(score * 10_000) / 10_000,
    criteria: question.rubric.map(({ id, points }) => ({
      id,
      points,
      met: full ? 1 : 0,
      evidence: [],
      unclear: false,
    })),
    misconceptions: [],
    confidence: 1,
    readings: [],
    ...(chosen.length === 0 ? { guard: 'empty' as const } : {}),
    choices: { chosen, correct },
  };
}
