/** The desk: checks a request, finds its handler, and turns a fault of ours into an apology with a reference. */
import { lookupOf } from '../bank/lookup.ts';
import type { Desk } from '../desk.ts';
import { homeMessage } from '../home/home-message.ts';
import { DEFAULT_LANGUAGE, type Language, languageOf } from '../language/language.ts';
import { languageSpoken } from '../language/spoken.ts';
import { phrase, textsIn } from '../language/texts.ts';
import type { Action, Caller, FormValues, Message, Reply, Request } from '../message.ts';
import { COMMANDS, SHORTCUTS } from './catalog.ts';
import { type CompletionSources, completeLine, completeOption } from './completions.ts';
import type { CommandDeclaration, Options } from './declaration.ts';
import { HANDLERS, PRESSES, SUBMITS, TYPED_BARE } from './handlers.ts';
import { checkOptions } from './options.ts';
import { parseTyped } from './parse.ts';
import { serveShortcut } from './shortcut.ts';
import { type Desks, type Handler, outdated, say, tell, type Visit, visitOf, wordMessage } from './visit.ts';

/** Throws when a declared command has no handler or the other way round: a mistake of ours, found at start. */
export function createDesk(desks: Desks): Desk {
  const declared = COMMANDS.map((command) => command.name).sort();
  const handled = Object.keys(HANDLERS).sort();
  if (declared.join() !== handled.join()) throw new Error(`commands declared: ${declared}; handled: ${handled}`);
  const { log, ids } = desks.ports;
  const { read } = desks.ports.store;

  async function languageFor(caller: Caller): Promise<Language> {
    const { platform, externalId, locale } = caller.workspace;
    try {
      const kept = await read.workspace(`${platform}:${externalId}`);
      return languageSpoken({ language: kept?.language, locale: locale ?? kept?.locale }, caller.locale);
    } catch (error) {
      log.error({ workspace: externalId, err: error }, 'a language could not be looked up');
      return languageOf(caller.locale) ?? DEFAULT_LANGUAGE;
    }
  }

  async function sources(caller: Caller): Promise<CompletionSources> {
    const { bank } = desks.ports;
    return { bank, lookup: lookupOf(bank), t: textsIn(await languageFor(caller)) };
  }

  /** Serves a visit; a fault of ours is logged, and answered with an apology that carries the log's reference. */
  async function visited<T>(
    caller: Caller,
    request: string,
    served: (visit: Visit) => Promise<T>,
    sorry: (apology: Message) => T,
  ): Promise<T> {
    let t = textsIn(languageOf(caller.locale) ?? DEFAULT_LANGUAGE);
    try {
      const visit = await visitOf(desks, caller);
      t = visit.t;
      return await served(visit);
    } catch (error) {
      const reference = ids.next();
      log.error({ reference, request, workspace: caller.workspace.externalId, err: error }, 'a request failed');
      return sorry(wordMessage(t, phrase('desk.failed', { reference }), { tone: 'bad' }));
    }
  }

  return {
    commands: COMMANDS,
    shortcuts: SHORTCUTS,
    languageFor,
    handle: (request, caller) => visited(caller, nameOf(request), (visit) => serve(visit, request), say),
    home: (caller) => visited(caller, 'home', homeMessage, (apology) => apology),
    happened: (happening) => desks.rounds.happened(happening),
    async complete(command, option, typed, caller) {
      try {
        const declaration = COMMANDS.find((candidate) => candidate.name === command);
        const found = declaration?.options.find((candidate) => candidate.name === option);
        return declaration && found
          ? completeOption(await sources(caller), declaration, found, typed.slice(0, 100))
          : [];
      } catch (error) {
        log.error({ command, option, workspace: caller.workspace.externalId, err: error }, 'a completion failed');
        return [];
      }
    },
    async completeLine(line, caller) {
      try {
        return completeLine(await sources(caller), COMMANDS, line.slice(0, 200));
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
      if (!parsed.ok) return tell(visit, parsed.problem);
      const bare = Object.keys(parsed.options).length === 0;
      return await run(visit, parsed.command, parsed.options, bare ? TYPED_BARE : {});
    }
    case 'command': {
      const declaration = COMMANDS.find((command) => command.name === request.command);
      if (declaration) return await run(visit, declaration, request.options);
      const [first = '', ...rest] = request.command.split(' ');
      const parsed = parseTyped(COMMANDS, first, rest.join(' '));
      const unknown = phrase('problem.unknown-command', { typed: request.command });
      return tell(visit, parsed.ok ? unknown : parsed.problem);
    }
    case 'press': {
      const { verb } = request.action;
      const press = Object.hasOwn(PRESSES, verb) ? PRESSES[verb] : undefined;
      if (!press) return outdated(visit);
      return press.admin && !(await visit.caller.isAdmin()) ? refuse(visit) : await press.run(visit, request.action);
    }
    case 'submit':
      return await submit(visit, request.action, request.values);
    case 'shortcut':
      return SHORTCUTS.some(({ id }) => id === request.shortcut)
        ? await serveShortcut(visit, request)
        : outdated(visit);
    default:
      return request satisfies never;
  }
}

/** `before` holds what is served before the command's own handler is looked for. */
async function run(
  visit: Visit,
  command: CommandDeclaration,
  given: Options,
  before: Readonly<Record<string, Handler>> = {},
): Promise<Reply> {
  const checked = checkOptions(visit.t, command, given);
  if (!checked.ok) return tell(visit, checked.problem);
  if (command.admin && !(await visit.caller.isAdmin())) return refuse(visit);
  const handler = before[command.name] ?? HANDLERS[command.name];
  if (!handler) throw new Error(`no handler for ${command.name}`);
  return await handler(visit, checked.options);
}

async function submit(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  const submit = Object.hasOwn(SUBMITS, action.verb) ? SUBMITS[action.verb] : undefined;
  if (!submit) return outdated(visit);
  return submit.admin && !(await visit.caller.isAdmin()) ? refuse(visit) : await submit.run(visit, action, values);
}

function refuse(visit: Visit): Reply {
  return tell(visit, phrase('desk.no-right', { right: visit.platform.adminRight }), { tone: 'bad' });
}

/** For the log: what was asked, without anything a member typed. */
function nameOf(request: Request): string {
  switch (request.kind) {
    case 'press':
    case 'submit':
      return `${request.kind} ${request.action.verb}`;
    case 'shortcut':
      return `shortcut ${request.shortcut}`;
    case 'typed':
      return `typed /${request.command}`;
    case 'command':
      return `/${request.command}`;
    default:
      return request satisfies never;
  }
}
