/** The desk: checks a request, finds its handler, and turns a fault of ours into an apology with a reference. */
import { lookupOf } from '../bank/lookup.ts';
import type { Desk } from '../desk.ts';
import type { Action, FormValues, Reply, Request } from '../message.ts';
import type { PeriodKind } from '../standings/standings.ts';
import * as admin from './admin.ts';
import * as appeals from './appeals.ts';
import { COMMANDS } from './catalog.ts';
import { completeLine, completeOption } from './completions.ts';
import type { CommandDeclaration, Options } from './declaration.ts';
import { lookUp, lookUpById } from './lookup.ts';
import { board, help, stats } from './member.ts';
import { checkOptions } from './options.ts';
import { parseTyped } from './parse.ts';
import * as question from './question.ts';
import { pressTopic, topics } from './topics.ts';
import { type Desks, type Handler, outdated, tell, tellLiteral, type Visit, visitOf } from './visit.ts';

const HANDLERS: Readonly<Record<string, Handler>> = {
  'quiz today': question.today,
  'quiz answer': question.answer,
  'quiz stats': stats,
  'quiz topics': (visit, options) => topics(visit, options.topic === undefined ? undefined : String(options.topic)),
  'quiz help': help,
  'quiz setup': admin.setUp,
  'quiz post': admin.post,
  'quiz close': admin.close,
  'quiz pause': admin.pause,
  'quiz resume': admin.resume,
  'quiz skip': admin.skip,
  'quiz appeals': appeals.next,
  lookup: (visit, options) => lookUp(visit, String(options.concept)),
  leaderboard: (visit, options) => board(visit, periodOf(options.period)),
};

interface Press {
  readonly admin: boolean;
  readonly run: (visit: Visit, action: Action) => Promise<Reply>;
}

const PRESSES: Readonly<Record<string, Press>> = {
  answer: { admin: false, run: question.pressAnswer },
  hint: { admin: false, run: question.pressHint },
  grade: { admin: false, run: question.pressGrade },
  key: { admin: false, run: question.pressKey },
  today: { admin: false, run: question.today },
  board: { admin: false, run: (visit, action) => board(visit, periodOf(action.args[0])) },
  lookup: { admin: false, run: (visit, action) => lookUpById(visit, action.args[0] ?? '') },
  topic: { admin: false, run: pressTopic },
  post: { admin: true, run: (visit, action) => admin.postById(visit, action.args[0] ?? '') },
  appeal: { admin: false, run: appeals.pressAppeal },
  appeals: { admin: true, run: appeals.next },
  'appeal-answer': { admin: true, run: appeals.wholeAnswer },
  'appeal-full': { admin: true, run: appeals.giveFull },
  'appeal-points': { admin: true, run: appeals.openPoints },
  'appeal-decline': { admin: true, run: appeals.openDecline },
};

interface Submit {
  readonly admin: boolean;
  readonly run: (visit: Visit, action: Action, values: FormValues) => Promise<Reply>;
}

const SUBMITS: Readonly<Record<string, Submit>> = {
  answer: { admin: false, run: question.submitAnswer },
  appeal: { admin: false, run: appeals.submitAppeal },
  'appeal-points': { admin: true, run: appeals.submitPoints },
  'appeal-decline': { admin: true, run: appeals.submitDecline },
};

/** Throws when a declared command has no handler or the other way round: a mistake of ours, found at start. */
export function createDesk(desks: Desks): Desk {
  const declared = COMMANDS.map((command) => command.name).sort();
  const handled = Object.keys(HANDLERS).sort();
  if (declared.join() !== handled.join()) throw new Error(`commands declared: ${declared}; handled: ${handled}`);
  const { log, ids } = desks.ports;
  const sources = () => {
    const { bank } = desks.ports;
    return { bank, lookup: lookupOf(bank) };
  };

  return {
    commands: COMMANDS,
    async handle(request, caller) {
      try {
        return await serve(visitOf(desks, caller), request);
      } catch (error) {
        const reference = ids.next();
        log.error(
          { reference, request: nameOf(request), workspace: caller.workspace.externalId, err: error },
          'a request failed',
        );
        return tell(
          `Something went wrong on our side; nothing you did is lost. If it happens again, tell your admin this reference: \`${reference}\`.`,
          {
            tone: 'bad',
          },
        );
      }
    },
    async complete(command, option, typed, caller) {
      try {
        const declaration = COMMANDS.find((candidate) => candidate.name === command);
        const found = declaration?.options.find((candidate) => candidate.name === option);
        return found ? completeOption(sources(), found, typed.slice(0, 100)) : [];
      } catch (error) {
        log.error({ command, option, workspace: caller.workspace.externalId, err: error }, 'a completion failed');
        return [];
      }
    },
    async completeLine(line, caller) {
      try {
        return completeLine(sources(), COMMANDS, line.slice(0, 200));
      } catch (error) {
        log.error({ workspace: caller.workspace.externalId, err: error }, 'a completion failed');
        return [];
      }
    },
  };
}

async function serve(visit: Visit, request: Request): Promise<Reply> {
  switch (request.kind) {
    case 'typed': {
      const parsed = parseTyped(COMMANDS, request.command, request.text.slice(0, 4000));
      return parsed.ok ? await run(visit, parsed.command, parsed.options) : tellLiteral(parsed.problem);
    }
    case 'command': {
      const declaration = COMMANDS.find((command) => command.name === request.command);
      if (declaration) return await run(visit, declaration, request.options);
      const [first = '', ...rest] = request.command.split(' ');
      const parsed = parseTyped(COMMANDS, first, rest.join(' '));
      return tellLiteral(parsed.ok ? `There is no /${request.command}.` : parsed.problem);
    }
    case 'press': {
      const { verb } = request.action;
      const press = Object.hasOwn(PRESSES, verb) ? PRESSES[verb] : undefined;
      if (!press) return outdated();
      return press.admin && !(await visit.caller.isAdmin()) ? refuse(visit) : await press.run(visit, request.action);
    }
    case 'submit':
      return await submit(visit, request.action, request.values);
    default:
      return request satisfies never;
  }
}

async function run(visit: Visit, command: CommandDeclaration, given: Options): Promise<Reply> {
  const checked = checkOptions(command, given);
  if (!checked.ok) return tellLiteral(checked.problem);
  if (command.admin && !(await visit.caller.isAdmin())) return refuse(visit);
  const handler = HANDLERS[command.name];
  if (!handler) throw new Error(`no handler for ${command.name}`);
  return await handler(visit, checked.options);
}

async function submit(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  const submit = Object.hasOwn(SUBMITS, action.verb) ? SUBMITS[action.verb] : undefined;
  if (!submit) return outdated();
  return submit.admin && !(await visit.caller.isAdmin()) ? refuse(visit) : await submit.run(visit, action, values);
}

function refuse(visit: Visit): Reply {
  return tell(`You need ${visit.platform.adminRight} to do that.`, { tone: 'bad' });
}

function periodOf(value: unknown): PeriodKind {
  return value === 'week' || value === 'all' ? value : 'season';
}

/** For the log: what was asked, without anything a member typed. */
function nameOf(request: Request): string {
  if (request.kind === 'press' || request.kind === 'submit') return `${request.kind} ${request.action.verb}`;
  return request.kind === 'typed' ? `typed /${request.command}` : `/${request.command}`;
}
