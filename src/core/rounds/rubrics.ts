/** The compiled question of a round: as it was asked, with the vocabulary of the bank it came from. */
import { type CompiledQuestion, compileQuestion } from '../grading/index.ts';
import type { Ports, Round, RoundSnapshot, StoreTransaction } from '../ports.ts';

/** Rounds whose compiled rubric is kept; a busy workspace has a handful open. */
const KEPT = 256;

export interface Rubrics {
  /** Throws for a skipped round, which has no question. */
  of(round: Round, tx: StoreTransaction): Promise<CompiledQuestion>;
}

export function createRubrics(ports: Ports): Rubrics {
  const kept = new Map<string, CompiledQuestion>();
  return {
    async of(round, tx) {
      const known = kept.get(round.id);
      if (known) return known;
      const { question, bankVersion } = snapshotOf(round);
      const lexicon = bankVersion === ports.bank.version ? ports.bank.lexicon : await tx.bankLexicon(bankVersion);
      if (!lexicon) throw new Error(`no lexicon is stored for bank version ${bankVersion} of round ${round.id}`);
      const compiled = compileQuestion(question, lexicon);
      const oldest = kept.size >= KEPT ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(round.id, compiled);
      return compiled;
    },
  };
}

export function snapshotOf(round: Round): RoundSnapshot {
  if (!round.snapshot) throw new Error(`round ${round.id} was skipped and has no question`);
  return round.snapshot;
}
