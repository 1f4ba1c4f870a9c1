/** What serves each command, each button and each form. */
import type { Action, FormValues, Reply } from '../message.ts';
import type { PeriodKind } from '../standings/standings.ts';
import * as admin from './admin.ts';
import * as appeals from './appeals.ts';
import { language } from './language.ts';
import { account, LINK_PRESSES, link, unlink } from './link.ts';
import { lookUp, lookUpById } from './lookup.ts';
import { board, help, stats } from './member.ts';
import { PRACTICE_PRESSES, PRACTICE_SUBMITS, practice, review } from './practice.ts';
import * as question from './question.ts';
import { setUp } from './setup.ts';
import { openSetUp, submitSetUp } from './setup-form.ts';
import { SHORTCUT_PRESSES } from './shortcut.ts';
import { pressTopic, topics } from './topics.ts';
import type { Handler, Visit } from './visit.ts';

/** By the command's name. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  'quiz today': question.today,
  'quiz answer': question.answer,
  'quiz stats': stats,
  'quiz topics': (visit, options) => topics(visit, options.topic === undefined ? undefined : String(options.topic)),
  'quiz practice': practice,
  'quiz review': review,
  'quiz account': account,
  'quiz help': help,
  'quiz setup': setUp,
  'quiz post': admin.post,
  'quiz close': admin.close,
  'quiz pause': admin.pause,
  'quiz resume': admin.resume,
  'quiz skip': admin.skip,
  'quiz appeals': appeals.next,
  'quiz language': language,
  'quiz link': link,
  'quiz unlink': unlink,
  lookup: (visit, options) => lookUp(visit, String(options.concept)),
  leaderboard: (visit, options) => board(visit, periodOf(options.period)),
};

/** Commands that ask for their options with a form when they are typed without any. */
export const TYPED_BARE: Readonly<Record<string, Handler>> = { 'quiz setup': openSetUp };

export interface Press {
  readonly admin: boolean;
  readonly run: (visit: Visit, action: Action) => Promise<Reply>;
}

/** By the button's verb. */
export const PRESSES: Readonly<Record<string, Press>> = {
  ...PRACTICE_PRESSES,
  ...SHORTCUT_PRESSES,
  ...LINK_PRESSES,
  answer: { admin: false, run: question.pressAnswer },
  hint: { admin: false, run: question.pressHint },
  grade: { admin: false, run: question.pressGrade },
  key: { admin: false, run: question.pressKey },
  today: { admin: false, run: question.today },
  board: { admin: false, run: (visit, action) => board(visit, periodOf(action.args[0])) },
  lookup: { admin: false, run: (visit, action) => lookUpById(visit, action.args[0] ?? '') },
  topic: { admin: false, run: pressTopic },
  help: { admin: false, run: help },
  post: { admin: true, run: admin.pressPost },
  appeal: { admin: false, run: appeals.pressAppeal },
  appeals: { admin: true, run: appeals.next },
  'appeal-answer': { admin: true, run: appeals.wholeAnswer },
  'appeal-full': { admin: true, run: appeals.giveFull },
  'appeal-points': { admin: true, run: appeals.openPoints },
  'appeal-decline': { admin: true, run: appeals.openDecline },
};

export interface Submit {
  readonly admin: boolean;
  readonly run: (visit: Visit, action: Action, values: FormValues) => Promise<Reply>;
}

/** By the form's verb. */
export const SUBMITS: Readonly<Record<string, Submit>> = {
  ...PRACTICE_SUBMITS,
  answer: { admin: false, run: question.submitAnswer },
  appeal: { admin: false, run: appeals.submitAppeal },
  'appeal-points': { admin: true, run: appeals.submitPoints },
  'appeal-decline': { admin: true, run: appeals.submitDecline },
  setup: { admin: true, run: submitSetUp },
};

function periodOf(value: unknown): PeriodKind {
  return value === 'week' || value === 'all' ? value : 'season';
}
