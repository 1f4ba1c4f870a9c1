/**
 * Matching plans against a read answer: joins of sorted lists of places, no backtracking.
 * A span is one number, `from * SPAN + to`, so that lists of spans sort and compare cheaply.
 */
import type { CompiledPattern, Plan } from './compile.ts';
import type { Polarity } from './pattern-parse.ts';
import type { AnswerText } from './reading.ts';

const SPAN = 4096;
const NEAR = 6;
/** Articles and the like that may stand between two words of a phrase. */
const BETWEEN = 3;

export const fromOf = (span: number): number => Math.floor(span / SPAN);
export const toOf = (span: number): number => span % SPAN;

/** Sentences in which a pattern was found, each with the spans that make it up. */
export type Found = ReadonlyMap<number, readonly number[]>;

/** Finds the patterns of one question in one answer. Keeps what patterns share. */
export class Matcher {
  private readonly answer: AnswerText;
  private readonly shared = new Map<number, readonly number[]>();
  /** The spans of each atom that was asked for. */
  private readonly single: (readonly number[] | undefined)[] = [];
  /** Negation words that the pattern being matched says itself, and so do not deny it. */
  private said: ReadonlySet<number> = NO_PLACES;
  /** What joins reach across at most: the sentence of each token, or within `[…]` its clause. */
  private unit: readonly number[];

  constructor(answer: AnswerText) {
    this.answer = answer;
    this.unit = answer.structure.sentence;
  }

  /** Where the pattern is asserted (or denied, where it says `not:`). */
  asserted(pattern: CompiledPattern): Found {
    return this.run(pattern, pattern.denies ? 'any' : undefined);
  }

  /** Where the pattern's words are, asserted or not. */
  mentioned(pattern: CompiledPattern): Found {
    return this.run(pattern, 'any');
  }

  private run(pattern: CompiledPattern, polarity: Polarity | undefined): Found {
    if (!this.possible(pattern.plan)) return NOWHERE;
    this.said = pattern.negates ? this.saidIn(pattern.plan) : NO_PLACES;
    return this.sentences(pattern.plan, polarity);
  }

  /** A quick look whether every needed word occurs at all. */
  private possible(plan: Plan): boolean {
    this.answer.work.steps += 1;
    switch (plan.kind) {
      case 'atom':
        return (this.answer.places[plan.atom]?.length ?? 0) > 0;
      case 'shared':
        return this.spans(plan, 'any').length > 0;
      case 'either':
        return plan.options.some((option) => this.possible(option));
      case 'polar':
      case 'clause':
        return this.possible(plan.part);
      case 'absent':
        return true;
      default:
        return plan.parts.every((part) => this.possible(part));
    }
  }

  private saidIn(plan: Plan): ReadonlySet<number> {
    const said = new Set<number>();
    const visit = (node: Plan) => {
      if (node.kind === 'all' || node.kind === 'chain') node.parts.forEach(visit);
      else if (node.kind === 'clause') visit(node.part);
      else if (node.kind !== 'absent')
        for (const span of this.spans(node, 'any')) for (let i = fromOf(span); i <= toOf(span); i += 1) said.add(i);
    };
    visit(plan);
    return said;
  }

  // ── Sentences ───────────────────────────────────────────────────────────────────────────────────────────────────

  private sentences(plan: Plan, polarity: Polarity | undefined): Found {
    switch (plan.kind) {
      case 'all':
        return this.all(plan.parts, polarity);
      case 'chain':
        return this.chain(plan.parts, plan.links, polarity);
      case 'either': {
        if (isStretch(plan)) break;
        const found = new Map<number, readonly number[]>();
        for (const option of plan.options)
          for (const [sentence, spans] of this.sentences(option, polarity))
            if (!found.has(sentence)) found.set(sentence, spans);
        return found;
      }
      case 'absent':
        return NOWHERE;
      case 'clause':
        return this.withinClause(plan.part, polarity);
    }
    const found = new Map<number, readonly number[]>();
    for (const span of this.spans(plan, polarity)) {
      const sentence = this.unitOf(fromOf(span));
      if (!found.has(sentence)) found.set(sentence, [span]);
    }
    return found;
  }

  private withinClause(part: Plan, polarity: Polarity | undefined): Found {
    const outer = this.unit;
    this.unit = this.answer.structure.clause;
    const clauses = this.sentences(part, polarity);
    this.unit = outer;
    const found = new Map<number, readonly number[]>();
    for (const spans of clauses.values()) {
      const unit = this.unitOf(fromOf(spans[0] ?? 0));
      if (!found.has(unit)) found.set(unit, spans);
    }
    return found;
  }

  private all(parts: readonly Plan[], polarity: Polarity | undefined): Found {
    let found: Map<number, readonly number[]> | undefined;
    for (const part of parts) {
      if (part.kind === 'absent') continue;
      const here = this.sentences(part, polarity);
      const joined = new Map<number, readonly number[]>();
      for (const [sentence, spans] of here) {
        const before = found ? found.get(sentence) : [];
        if (before) joined.set(sentence, [...before, ...spans]);
      }
      found = joined;
      if (found.size === 0) return NOWHERE;
    }
    for (const part of parts) {
      if (part.kind !== 'absent' || !found) continue;
      for (const span of this.spans(part.part, 'any')) found.delete(this.unitOf(fromOf(span)));
    }
    return found ?? NOWHERE;
  }

  /** Each sign relates its two neighbours: `a ~ b .. c` is a near some b that stands before c. */
  private chain(parts: readonly Plan[], links: readonly ('near' | 'before')[], polarity: Polarity | undefined): Found {
    const [first, ...rest] = parts;
    if (!first) return NOWHERE;
    let steps: Step[] = this.spans(first, polarity).map((span) => ({ span, last: undefined }));
    for (const [i, part] of rest.entries()) {
      const next = this.spans(part, polarity);
      steps = links[i] === 'near' ? this.near(steps, next) : this.before(steps, next);
      if (steps.length === 0) return NOWHERE;
    }
    const found = new Map<number, readonly number[]>();
    for (const step of steps) {
      const sentence = this.unitOf(fromOf(step.span));
      if (!found.has(sentence)) found.set(sentence, trail(step));
    }
    return found;
  }

  private near(steps: readonly Step[], next: readonly number[]): Step[] {
    const byStart = new Map<number, Step>();
    const byEnd = new Map<number, Step>();
    for (const step of steps) {
      byStart.set(fromOf(step.span), step);
      byEnd.set(toOf(step.span), step);
    }
    const joined: Step[] = [];
    for (const span of next) {
      for (let d = 1; d <= NEAR; d += 1) {
        this.answer.work.steps += 1;
        const last =
          this.inSentence(span, byEnd.get(fromOf(span) - d)) ?? this.inSentence(span, byStart.get(toOf(span) + d));
        if (!last) continue;
        joined.push({ span, last });
        break;
      }
    }
    return joined;
  }

  private inSentence(span: number, step: Step | undefined): Step | undefined {
    return step && this.unitOf(fromOf(step.span)) === this.unitOf(fromOf(span)) ? step : undefined;
  }

  private before(steps: readonly Step[], next: readonly number[]): Step[] {
    const earliest = new Map<number, Step>();
    for (const step of steps) {
      const sentence = this.unitOf(fromOf(step.span));
      const best = earliest.get(sentence);
      if (!best || toOf(step.span) < toOf(best.span)) earliest.set(sentence, step);
    }
    const joined: Step[] = [];
    for (const span of next) {
      this.answer.work.steps += 1;
      const last = earliest.get(this.unitOf(fromOf(span)));
      if (last && toOf(last.span) < fromOf(span)) joined.push({ span, last });
    }
    return joined;
  }

  private unitOf(at: number): number {
    return this.unit[at] ?? -1;
  }

  // ── Stretches of words ──────────────────────────────────────────────────────────────────────────────────────────

  /** Spans of a stretch, ascending. `polarity` undefined: only asserted ones. */
  private spans(plan: Plan, polarity: Polarity | undefined): readonly number[] {
    switch (plan.kind) {
      case 'atom': {
        const places = this.answer.places[plan.atom];
        if (!places) return NO_SPANS;
        this.answer.work.steps += places.length;
        let spans = this.single[plan.atom];
        if (!spans) {
          spans = places.map((at) => at * SPAN + at);
          this.single[plan.atom] = spans;
        }
        return this.keep(spans, polarity);
      }
      case 'shared': {
        let spans = this.shared.get(plan.id);
        if (!spans) {
          spans = this.spans(plan.part, 'any');
          this.shared.set(plan.id, spans);
        }
        return this.keep(spans, polarity);
      }
      case 'either':
        return union(plan.options.map((option) => this.spans(option, polarity)));
      case 'polar':
        return this.spans(plan.part, plan.polarity);
      case 'phrase':
        return hasPolar(plan) ? this.phrase(plan.parts, polarity) : this.keep(this.phrase(plan.parts, 'any'), polarity);
      default:
        return [];
    }
  }

  private phrase(parts: readonly Plan[], polarity: Polarity | undefined): readonly number[] {
    const [first, ...rest] = parts;
    if (!first) return [];
    let spans = this.spans(first, polarity);
    for (const part of rest) {
      if (spans.length === 0) return spans;
      const ends = new Map<number, number[]>();
      for (const span of this.spans(part, polarity)) {
        const list = ends.get(fromOf(span));
        if (list) list.push(toOf(span));
        else ends.set(fromOf(span), [toOf(span)]);
      }
      const joined = new Set<number>();
      for (const span of spans)
        for (const start of this.after(toOf(span)))
          for (const end of ends.get(start) ?? []) joined.add(fromOf(span) * SPAN + end);
      this.answer.work.steps += spans.length + joined.size;
      spans = [...joined].sort((a, b) => a - b);
    }
    return spans;
  }

  /** Places where the next word of a phrase may stand. */
  private after(end: number): number[] {
    const { cut, skippable } = this.answer;
    const starts: number[] = [];
    for (let at = end + 1; at <= end + 1 + BETWEEN; at += 1) {
      if (at >= cut.length || cut[at]) break;
      starts.push(at);
      if (!skippable[at]) break;
    }
    return starts;
  }

  private keep(spans: readonly number[], polarity: Polarity | undefined): readonly number[] {
    if (polarity === 'any') return spans;
    const denied = polarity === 'not';
    return spans.filter((span) => this.isDenied(span) === denied);
  }

  /** Denied an odd number of times, at its first or its last word, by words outside itself and outside the pattern. */
  private isDenied(span: number): boolean {
    const from = fromOf(span);
    const to = toOf(span);
    const odd = (at: number) => {
      let count = 0;
      for (const by of this.answer.denials[at] ?? []) if ((by < from || by > to) && !this.said.has(by)) count += 1;
      return count % 2 === 1;
    };
    return odd(from) || (to > from && odd(to));
  }
}

interface Step {
  readonly span: number;
  readonly last: Step | undefined;
}

function trail(step: Step): number[] {
  const spans: number[] = [];
  for (let s: Step | undefined = step; s; s = s.last) spans.unshift(s.span);
  return spans;
}

function isStretch(plan: Plan): boolean {
  if (plan.kind === 'all' || plan.kind === 'chain' || plan.kind === 'absent' || plan.kind === 'clause') return false;
  return plan.kind !== 'either' || plan.options.every(isStretch);
}

function hasPolar(plan: Plan): boolean {
  if (plan.kind === 'polar') return true;
  if (plan.kind === 'either') return plan.options.some(hasPolar);
  return plan.kind === 'phrase' && plan.parts.some(hasPolar);
}

function union(lists: readonly (readonly number[])[]): readonly number[] {
  const filled = lists.filter((list) => list.length > 0);
  if (filled.length < 2) return filled[0] ?? [];
  return [...new Set(filled.flat())].sort((a, b) => a - b);
}

const NO_SPANS: readonly number[] = [];
const NO_PLACES: ReadonlySet<number> = new Set();
const NOWHERE: ReadonlyMap<number, readonly number[]> = new Map();
