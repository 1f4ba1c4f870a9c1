/** Grading: a question compiled once, then any number of answers graded by pure functions. */

export { APPEAL_BELOW } from './confidence.ts';
export type * from './grade.ts';
export { PatternError } from './pattern-parse.ts';
export { compareOutput } from './predict.ts';
export { type CompiledQuestion, checkPatterns, compileQuestion, type PatternFinding } from './question.ts';
export { grade, gradeCounting } from './rubric.ts';
export { type Trace, type TracedList, type TracedPattern, type TracedWord, traceAnswer } from './trace.ts';
export { type Usage, usageOf } from './usage.ts';
