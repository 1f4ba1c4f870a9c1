/** Grading an answer against a compiled rubric. */
import { gradeChoice } from './choice.ts';
import { confidenceOf, type Doubts } from './confidence.ts';
import type { Answer, CriterionResult, Grade, Met, MisconceptionResult, Reading } from './grade.ts';
import { guardOf, isContent } from './guards.ts';
import { type Found, fromOf, Matcher, toOf } from './match.ts';
import { compareOutput, type OutputVerdict, statedOutput } from './predict.ts';
import type { CompiledCriterion, CompiledList, CompiledMisconception, CompiledQuestion } from './question.ts';
import { type AnswerText, readAnswer } from './reading.ts';
import { scoreOf } from './score.ts';

/** Grades one answer. Pure: the same question and answer give the same grade. Never throws, whatever was typed. */
export function grade(compiled: CompiledQuestion, answer: Answer): Grade {
  return gradeCounting(compiled, answer).grade;
}

/** As `grade`, with the steps it took (the bound on work is tested, not hoped for) and what its confidence is made of. */
export function gradeCounting(compiled: CompiledQuestion, answer: Answer): Counted {
  if (compiled.question.kind === 'choice')
    return { grade: gradeChoice(compiled.question, answer), steps: 0, doubts: undefined };
  const text = readAnswer(answer.text, compiled.atoms, compiled.speller);
  const grader = new Grader(compiled, text, outputOf(compiled, answer));
  return { grade: grader.grade(), steps: text.work.steps, doubts: grader.doubts };
}

export interface Counted {
  readonly grade: Grade;
  readonly steps: number;
  /** None where no text is graded. */
  readonly doubts: Doubts | undefined;
}

function outputOf({ question }: CompiledQuestion, answer: Answer): OutputVerdict | undefined {
  if (question.kind !== 'predict' || question.output === undefined) return undefined;
  if (answer.output !== undefined && answer.output.trim() !== '') return compareOutput(answer.output, question.output);
  return statedOutput(answer.text, question.output);
}

class Grader {
  private readonly compiled: CompiledQuestion;
  private readonly text: AnswerText;
  private readonly output: OutputVerdict | undefined;
  private readonly matcher: Matcher;
  /** Tokens that some pattern used. */
  private readonly used = new Set<number>();
  doubts: Doubts | undefined;

  constructor(compiled: CompiledQuestion, text: AnswerText, output: OutputVerdict | undefined) {
    this.compiled = compiled;
    this.text = text;
    this.output = output;
    this.matcher = new Matcher(text);
  }

  grade(): Grade {
    const { compiled, text } = this;
    const guard = guardOf(text, compiled.prompt, compiled.question.lists);
    // A guarded text claims nothing, right or wrong; a predicted output counts all the same.
    const criteria = compiled.criteria.map((criterion) =>
      criterion.output || !guard ? this.criterion(criterion) : missed(criterion),
    );
    const misconceptions = guard ? [] : compiled.misconceptions.flatMap((m) => this.misconception(m) ?? []);
    const score = scoreOf(compiled.question, criteria, misconceptions);
    const readings = this.readings();
    const content = text.tokens.map((token, at) => (isContent(token) ? at : -1)).filter((at) => at >= 0);
    const unread = content.filter((at) => !this.used.has(at)).length / Math.max(1, content.length);
    this.doubts = { score, guard, unread, unclear: criteria.some((c) => c.unclear) };
    const confidence = confidenceOf(this.doubts);
    // For `predict` an empty explanation is not an empty answer.
    const shown = guard === 'empty' && this.output?.right ? undefined : guard;
    return {
      score,
      criteria,
      misconceptions,
      confidence,
      readings,
      ...(shown ? { guard: shown } : {}),
      ...(this.output ? { output: this.output } : {}),
    };
  }

  private criterion(criterion: CompiledCriterion): CriterionResult {
    const { id, points } = criterion;
    if (criterion.output) return { id, points, met: this.output?.right ? 1 : 0, evidence: [], unclear: false };
    const full = this.first(criterion.match);
    const hit = full ?? this.first(criterion.partial);
    if (!hit) return missed(criterion);
    // The idea's own words, and the wrong relation between them.
    const opposite = this.first(criterion.forbid);
    if (opposite) return { ...missed(criterion), contradicted: this.quote(opposite.spans) };
    const met: Met = full ? 1 : 0.5;
    const unclear = this.takenBack(hit);
    return { id, points, met: unclear ? 0 : met, evidence: this.quote(hit.spans), unclear };
  }

  private misconception(misconception: CompiledMisconception): MisconceptionResult | undefined {
    const hit = this.first(misconception.match);
    if (!hit || this.first(misconception.forbid)) return undefined;
    return { id: misconception.id, penalty: misconception.penalty, evidence: this.quote(hit.spans) };
  }

  /** The first alternative that is found: each of its patterns somewhere in the answer. */
  private first(list: CompiledList): Hit | undefined {
    for (const patterns of list) {
      if (patterns.length === 0) continue;
      const found: Found[] = [];
      for (const pattern of patterns) {
        const here = this.matcher.asserted(pattern);
        if (here.size === 0) break;
        found.push(here);
      }
      if (found.length < patterns.length) continue;
      return { patterns, found, spans: found.flatMap((f) => [...f.values()][0] ?? []) };
    }
    return undefined;
  }

  /** Whether the same words are plainly denied in another sentence that says nothing else: "It is cached. It is not cached." */
  private takenBack(hit: Hit): boolean {
    const [pattern] = hit.patterns;
    const [found] = hit.found;
    if (!pattern || !found || hit.patterns.length > 1 || pattern.denies) return false;
    for (const [sentence, spans] of this.matcher.mentioned(pattern)) {
      if (found.has(sentence)) continue;
      const matched = new Set<number>();
      for (const span of spans) for (let i = fromOf(span); i <= toOf(span); i += 1) matched.add(i);
      const { tokens, structure } = this.text;
      let words = 0;
      let within = 0;
      let at = fromOf(spans[0] ?? 0);
      while (structure.sentence[at - 1] === sentence) at -= 1;
      for (; structure.sentence[at] === sentence; at += 1) {
        this.text.work.steps += 1;
        const token = tokens[at];
        if (!token || !isContent(token)) continue;
        words += 1;
        if (matched.has(at)) within += 1;
      }
      if (words > 0 && within / words >= 0.75) return true;
    }
    return false;
  }

  /** The answer's own words; stretches close to one another are quoted together. */
  private quote(spans: readonly number[]): string[] {
    const sorted = [...new Set(spans)].sort((a, b) => a - b);
    const quotes: string[] = [];
    let from = -1;
    let to = -1;
    const { tokens, source, structure } = this.text;
    const flush = () => {
      const first = tokens[from];
      const last = tokens[to];
      if (first && last) quotes.push(source.slice(first.start, last.end));
    };
    for (const span of sorted) {
      for (let i = fromOf(span); i <= toOf(span); i += 1) this.used.add(i);
      const joins = to >= 0 && fromOf(span) - to <= 8 && structure.sentence[fromOf(span)] === structure.sentence[to];
      if (!joins) {
        flush();
        from = fromOf(span);
        to = toOf(span);
      } else to = Math.max(to, toOf(span));
    }
    flush();
    return [...new Set(quotes)];
  }

  private readings(): Reading[] {
    const seen = new Map<string, Reading>();
    for (const [at, reading] of this.text.corrections) if (this.used.has(at)) seen.set(reading.typed, reading);
    return [...seen.values()];
  }
}

interface Hit {
  readonly patterns: CompiledList[number];
  readonly found: readonly Found[];
  readonly spans: readonly number[];
}

function missed({ id, points }: CompiledCriterion): CriterionResult {
  return { id, points, met: 0, evidence: [], unclear: false };
}
