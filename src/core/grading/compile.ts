/** Patterns to matching plans: words become stems, concepts become their synonyms, everything gets a small number. */
import type { Lexicon } from '../bank/question.ts';
import { isCompound } from './compounds.ts';
import { saysNo } from './denying-words.ts';
import { GLUE } from './operators.ts';
import { type Fault, isFault, type PatternNode, type Polarity, parsePattern } from './pattern-parse.ts';
import { checkShape, onlyAbsent, some } from './pattern-shape.ts';
import { type Token, tokenise } from './tokens.ts';
import { nearest } from './typos.ts';
import { ARTICLES } from './words.ts';

/** A pattern ready to be matched. `span` plans find stretches of words; `all`, `chain` and `absent` join them within a sentence. */
export type Plan =
  | { readonly kind: 'atom'; readonly atom: number }
  | { readonly kind: 'phrase'; readonly parts: readonly Plan[] }
  | { readonly kind: 'either'; readonly options: readonly Plan[] }
  /** A concept: its spans are found once per answer. */
  | { readonly kind: 'shared'; readonly id: number; readonly part: Plan }
  | { readonly kind: 'polar'; readonly polarity: Polarity; readonly part: Plan }
  | { readonly kind: 'chain'; readonly parts: readonly Plan[]; readonly links: readonly ('near' | 'before')[] }
  | { readonly kind: 'all'; readonly parts: readonly Plan[] }
  | { readonly kind: 'absent'; readonly part: Plan }
  | { readonly kind: 'clause'; readonly part: Plan };

export interface CompiledPattern {
  readonly source: string;
  readonly plan: Plan;
  /** The pattern has `not:`, so its other parts are not asked whether they are asserted. */
  readonly denies: boolean;
  /** The pattern says "not", "no longer", "without" … itself. */
  readonly negates: boolean;
}

/** The atoms of a question's patterns, numbered, and how a token finds them. */
export interface Atoms {
  readonly size: number;
  readonly stems: ReadonlyMap<string, number>;
  readonly codes: ReadonlyMap<string, number>;
  /** Beginnings, by their first `PREFIX_KEY` letters. */
  readonly prefixes: ReadonlyMap<string, readonly { readonly prefix: string; readonly atom: number }[]>;
}

/** The shortest beginning that a pattern may give, in letters. */
export const PREFIX_KEY = 3;

/** Compiles patterns against one table of atoms. */
export class Compiler {
  readonly stems = new Map<string, number>();
  readonly codes = new Map<string, number>();
  readonly prefixes = new Map<string, number>();
  /** Words as written in patterns: what a misspelling may be read as. */
  readonly vocabulary = new Set<string>();
  private readonly lexicon: Lexicon;
  private readonly concepts = new Map<string, Plan>();
  private readonly compiling = new Set<string>();
  private atoms = 0;

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
  }

  /** The compiled pattern, or everything wrong with it. */
  pattern(source: string): CompiledPattern | Fault[] {
    const tree = parsePattern(source);
    if (isFault(tree)) return [tree];
    const faults: Fault[] = [];
    checkShape(tree, 'sentence', faults);
    if (tree.kind === 'absent') faults.push(onlyAbsent(tree.at));
    const plan = this.node(tree, faults);
    if (faults.length > 0 || plan === undefined) return faults;
    return {
      source,
      plan,
      denies: some(tree, (n) => n.kind === 'polar' && n.polarity === 'not'),
      negates: this.saysNo(tree),
    };
  }

  table(): Atoms {
    const prefixes = new Map<string, { prefix: string; atom: number }[]>();
    for (const [prefix, atom] of this.prefixes) {
      const key = prefix.slice(0, PREFIX_KEY);
      const alike = prefixes.get(key);
      if (alike) alike.push({ prefix, atom });
      else prefixes.set(key, [{ prefix, atom }]);
    }
    return { size: this.atoms, stems: this.stems, codes: this.codes, prefixes };
  }

  private saysNo(tree: PatternNode): boolean {
    return some(tree, (n) => {
      if (n.kind === 'word') return saysNoIn(n.text);
      if (n.kind === 'concept')
        return (this.lexicon.concepts[n.name] ?? []).some((s) => !s.includes('`') && saysNoIn(s));
      return false;
    });
  }

  private node(node: PatternNode, faults: Fault[]): Plan | undefined {
    switch (node.kind) {
      case 'word':
        return this.words([node], faults);
      case 'code':
        return this.code(node.text, node.at, faults);
      case 'concept':
        return this.concept(node.name, node.at, faults);
      case 'phrase':
        return this.phrase(node.parts, faults);
      case 'either': {
        const options = present(node.options.map((option) => this.node(option, faults)));
        return { kind: 'either', options };
      }
      case 'all':
        return { kind: 'all', parts: present(node.parts.map((part) => this.node(part, faults))) };
      case 'chain':
        return { kind: 'chain', links: node.links, parts: present(node.parts.map((part) => this.node(part, faults))) };
      case 'polar': {
        const part = this.node(node.part, faults);
        return part && { kind: 'polar', polarity: node.polarity, part };
      }
      case 'absent': {
        const part = this.node(node.part, faults);
        return part && { kind: 'absent', part };
      }
      case 'clause': {
        const part = this.node(node.part, faults);
        return part && { kind: 'clause', part };
      }
    }
  }

  /** Runs of plain words are tokenised together, so that `byte code` and `5 ms` read as they do in an answer. */
  private phrase(parts: readonly PatternNode[], faults: Fault[]): Plan | undefined {
    const plans: Plan[] = [];
    let run: (PatternNode & { kind: 'word' })[] = [];
    const flush = () => {
      const plan = run.length > 0 ? this.words(run, faults, parts.length > run.length) : undefined;
      if (plan) plans.push(...(plan.kind === 'phrase' ? plan.parts : [plan]));
      run = [];
    };
    for (const part of parts) {
      if (part.kind === 'word') run.push(part);
      else {
        flush();
        const plan = this.node(part, faults);
        if (plan) plans.push(plan);
      }
    }
    flush();
    const joined = this.compoundsOf(parts, faults);
    const phrase: Plan | undefined = plans.length === 1 ? plans[0] : { kind: 'phrase', parts: plans };
    if (joined.length === 0 || !phrase) return phrase;
    return { kind: 'either', options: [phrase, ...joined] };
  }

  /** `ref|reference count` must also find "refcount": the spellings as one word of neighbouring alternatives. */
  private compoundsOf(parts: readonly PatternNode[], faults: Fault[]): Plan[] {
    for (let i = 0; i + 1 < parts.length; i += 1) {
      const firsts = plainWords(parts[i]);
      const seconds = plainWords(parts[i + 1]);
      if (firsts.length + seconds.length <= 2) continue;
      const pairs = firsts.flatMap((first) =>
        seconds.filter((second) => isCompound(first, second.replace('*', ''))).map((second) => `${first} ${second}`),
      );
      if (pairs.length === 0) continue;
      return pairs.flatMap((pair) => {
        const at = parts[i]?.at ?? 0;
        const merged: PatternNode = { kind: 'word', text: pair, at };
        const rest = [...parts.slice(0, i), merged, ...parts.slice(i + 2)];
        const plan = rest.length === 1 ? this.node(merged, faults) : this.phrase(rest, faults);
        return plan ? [plan] : [];
      });
    }
    return [];
  }

  private words(
    run: readonly (PatternNode & { kind: 'word' })[],
    faults: Fault[],
    partOfMore = false,
  ): Plan | undefined {
    const text = run.map((word) => word.text).join(' ');
    const at = run[0]?.at ?? 0;
    const star = text.indexOf('*');
    if (star >= 0 && (star === 0 || /\S/.test(text.slice(star + 1, star + 2)) || /\s/.test(text[star - 1] ?? ' '))) {
      faults.push({
        message: 'a star stands elsewhere than at the end of a word',
        offset: at + star,
        fix: 'write the beginning of the word, then *',
      });
      return undefined;
    }
    // A star ends its word: mark it with a private letter so that the tokeniser keeps it.
    const tokens = tokenise(text.replaceAll('*', STAR));
    const kept = tokens.filter((token) => !ARTICLES.has(token.text));
    const used = kept.length > 0 ? kept : partOfMore ? [] : tokens;
    if (used.length === 0) {
      if (tokens.length === 0)
        faults.push({
          message: `there is no word in "${text}"`,
          offset: at,
          fix: 'write a word, or put code between backticks',
        });
      return undefined;
    }
    const plans = used.map((token) => this.token(token, at, faults));
    return plans.length === 1 ? plans[0] : { kind: 'phrase', parts: plans };
  }

  private token(token: Token, at: number, faults: Fault[]): Plan {
    if (token.text.endsWith(STAR)) {
      const prefix = token.text.slice(0, -STAR.length);
      if (prefix.length < PREFIX_KEY)
        faults.push({
          message: `"${prefix}*" begins too many words`,
          offset: at,
          fix: 'write at least three letters before the star',
        });
      this.vocabulary.add(`${prefix}*`);
      return this.atom(this.prefixes, prefix);
    }
    if (token.kind === 'word') this.vocabulary.add(token.text);
    return token.kind === 'code' || token.kind === 'operator'
      ? this.atom(this.codes, token.text)
      : this.atom(this.stems, token.stem);
  }

  private code(text: string, at: number, faults: Fault[]): Plan | undefined {
    const tokens = tokenise(text, true);
    if (tokens.length === 0) {
      faults.push({
        message: `\`${text}\` holds nothing that can be found`,
        offset: at,
        fix: 'write a name, a number or an operator between the backticks',
      });
      return undefined;
    }
    const plans = tokens.map((token) => {
      if (token.kind === 'number') return this.atom(this.stems, token.stem);
      if (/^\w{5,}$/.test(token.text)) this.vocabulary.add(`\`${token.text}`);
      // Alone, "is" must be the operator; within longer code its neighbours say so.
      return this.atom(this.codes, tokens.length === 1 && GLUE.has(token.text) ? `named ${token.text}` : token.text);
    });
    return plans.length === 1 ? plans[0] : { kind: 'phrase', parts: plans };
  }

  private concept(name: string, at: number, faults: Fault[]): Plan | undefined {
    const known = this.concepts.get(name);
    if (known) return known;
    const synonyms = Object.hasOwn(this.lexicon.concepts, name) ? this.lexicon.concepts[name] : undefined;
    if (!synonyms) {
      const near = nearest(name, Object.keys(this.lexicon.concepts));
      faults.push({
        message: `the lexicon has no concept "${name}"`,
        offset: at,
        fix: near ? `did you mean @${near}?` : 'add it to lexicon.yaml, or write the words',
      });
      return undefined;
    }
    if (this.compiling.has(name)) {
      faults.push({
        message: `the concept "${name}" refers to itself`,
        offset: at,
        fix: 'take the reference out of lexicon.yaml',
      });
      return undefined;
    }
    this.compiling.add(name);
    const options: Plan[] = [];
    for (const synonym of synonyms) {
      const tree = parsePattern(synonym);
      const inner: Fault[] = [];
      if (isFault(tree)) inner.push(tree);
      else {
        checkShape(tree, 'phrase', inner);
        const plan = this.node(tree, inner);
        if (plan) options.push(plan);
      }
      for (const fault of inner)
        faults.push({ message: `synonym "${synonym}" of @${name}: ${fault.message}`, offset: at, fix: fault.fix });
    }
    this.compiling.delete(name);
    const plan: Plan = { kind: 'shared', id: this.concepts.size, part: { kind: 'either', options } };
    this.concepts.set(name, plan);
    return plan;
  }

  private atom(table: Map<string, number>, key: string): Plan {
    let atom = table.get(key);
    if (atom === undefined) {
      atom = this.atoms;
      this.atoms += 1;
      table.set(key, atom);
    }
    return { kind: 'atom', atom };
  }
}

/** Stands for `*` while a pattern is tokenised. */
const STAR = 'ꙮ';

function saysNoIn(text: string): boolean {
  return tokenise(text.replaceAll('*', STAR)).some((token) =>
    token.text.endsWith(STAR) ? saysNo(token.text.slice(0, -STAR.length), true) : saysNo(token.text, false),
  );
}

const present = (plans: readonly (Plan | undefined)[]): Plan[] => plans.filter((plan) => plan !== undefined);

function plainWords(node: PatternNode | undefined): string[] {
  if (node?.kind === 'word') return [node.text];
  if (node?.kind === 'either') return node.options.flatMap(plainWords);
  return [];
}
