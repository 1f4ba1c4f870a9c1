/** A member's dispute of a grade and what a lead decided: as it is stored, and what core asks of the store about it. */
import type { Answer } from '../grading/grade.ts';

/** accepted: full marks. adjusted: more points, but not all. declined: the grade stands. */
export type Ruling = 'accepted' | 'adjusted' | 'declined';

export interface Decision {
  readonly ruling: Ruling;
  /** 0..1: the score that stands now; of a declined appeal, the grade's. */
  readonly score: number;
  /** The lead's words; empty when none were given. */
  readonly reason: string;
  /** The lead's member id. */
  readonly by: string;
  readonly at: Date;
}

/** At most one per submission. */
export interface Appeal {
  readonly id: string;
  readonly workspaceId: string;
  readonly submissionId: string;
  /** What the grader missed, in the member's words. */
  readonly reason: string;
  readonly at: Date;
  /** Undefined while it is open. */
  readonly decision: Decision | undefined;
}

/** An answer and the mark a lead gave it. */
export interface DecidedAppeal {
  readonly id: string;
  readonly questionId: string;
  readonly answer: Answer;
  /** 0..1. */
  readonly score: number;
  readonly decidedAt: Date;
}

export interface AppealQueries {
  /** Inserts; false when its submission has an appeal already. */
  insertAppeal(appeal: Appeal): Promise<boolean>;
  appeal(id: string): Promise<Appeal | undefined>;
  /** A member's appeals in a round, by attempt. */
  appealsOf(roundId: string, memberId: string): Promise<Appeal[]>;
  oldestOpenAppeal(workspaceId: string): Promise<Appeal | undefined>;
  countOpenAppeals(workspaceId: string): Promise<number>;
  /** Closes an open appeal; false, and nothing is changed, when it is not open. */
  decideAppeal(id: string, decision: Decision): Promise<boolean>;
  /** Decided appeals of all workspaces in the order of decision, at most `limit`, those after `after`. */
  decidedAppeals(after: Pick<DecidedAppeal, 'id' | 'decidedAt'> | undefined, limit: number): Promise<DecidedAppeal[]>;
}
