/** What is wrong with patterns: a question's own, and the lexicon's synonyms, each told once and where it stands. */
import { checkPatterns } from '../grading/index.ts';
import type { FieldPath, Finding } from './finding.ts';
import type { Lexicon, Question } from './question.ts';
import { remembered } from './remembered.ts';
import type { Source } from './source.ts';

/** Findings about the synonyms of the lexicon. */
export function lexiconFindings(source: Source, lexicon: Lexicon): Finding[] {
  return synonymsOf(lexicon)(source);
}

const synonymsOf = remembered((lexicon: Lexicon) => remembered((source: Source) => synonymFindings(source, lexicon)));

function synonymFindings(source: Source, lexicon: Lexicon): Finding[] {
  return Object.entries(lexicon.concepts).flatMap(([name, synonyms]) =>
    checkPatterns(questionAsking(`@${name}`), lexicon).map(({ message, fix }) => {
      const position = synonyms.findIndex((synonym) => message.includes(`"${synonym}"`));
      const at = position === -1 ? ['concepts', name] : ['concepts', name, position];
      return source.finding(at, { rule: 'pattern', message, fix });
    }),
  );
}

interface Asked {
  readonly source: Source;
  readonly item: Question;
  readonly replaced: (at: FieldPath) => boolean;
}

/** Findings about a question's patterns; those that come from a broken lexicon entry are told at the lexicon. */
export function patternFindings(asked: Asked, lexicon: Lexicon): Finding[] {
  return patternsOf(lexicon)(asked);
}

const patternsOf = remembered((lexicon: Lexicon) => remembered((asked: Asked) => findingsOf(asked, lexicon)));

function findingsOf({ source, item, replaced }: Asked, lexicon: Lexicon): Finding[] {
  return checkPatterns(item, lexicon)
    .filter(({ path, pattern, offset }) => !replaced(path) && !isBroken(/^@([\w-]+)/.exec(pattern.slice(offset))?.[1]))
    .map(({ path, message, offset, fix }) => source.finding(path, { rule: 'pattern', message, fix }, { offset }));

  function isBroken(name: string | undefined): boolean {
    if (name === undefined || !Object.hasOwn(lexicon.concepts, name)) return false;
    return checkPatterns(questionAsking(`@${name}`), lexicon).length > 0;
  }
}

/** A question with one pattern and nothing else. */
function questionAsking(pattern: string): Question {
  const lists = { misconceptions: [], verify: [], examples: [], sources: [], concepts: [], lists: false };
  const criterion = { id: 'x', points: 1, criterion: '', match: [pattern], partial: [], forbid: [] };
  const rubric = [{ ...criterion, essential: true, output: false }];
  return {
    id: 'x',
    kind: 'explain',
    topic: 'x',
    difficulty: 1,
    prompt: '',
    answer: '',
    curve: 'linear',
    rubric,
    ...lists,
  };
}
