/**
 * Does in a world everything that can be done in it: first what changes nothing, by every person, through every button
 * that turns up; then each act that changes something, on a copy of the world.
 */
import { COMMANDS, SHORTCUTS } from '../../../src/core/commands/catalog.ts';
import {
  type Button,
  encodeAction,
  type Form,
  type FormValues,
  type Reply,
  type Request,
} from '../../../src/core/message.ts';
import { CHANGING_PRESSES, COMMAND_ACTS, FORM_ACTS, HALF_TYPED, LINES, SHORTCUT_ACTS, STALE_PRESSES } from './acts.ts';
import type { Person } from './people.ts';
import type { PayloadWorld } from './world.ts';

/** An act that changes something. */
interface Change {
  readonly who: Person;
  readonly request: Request;
  /** The form that is submitted. */
  readonly form?: Form;
}

/** What was done, by the names core has for it: `command quiz today`, `press answer`; and commands by state: `planned: quiz today`. */
export type Done = Set<string>;

export interface Drive {
  readonly people: readonly Person[];
  /** Whether to try all options and typed lines, which are the same in most states. */
  readonly thorough: boolean;
  /** Whether every form is submitted with everything there is to submit. */
  readonly submitsAll: boolean;
  /** Whether admins run the commands that change something. */
  readonly commands: boolean;
  readonly done: Done;
}

/** Buttons of a verb that are pressed, such as those of notes, where not everything is tried. */
const ENOUGH = 3;

/** Looks at everything; gives what there is to change. */
export async function lookAround(world: PayloadWorld, drive: Drive): Promise<Change[]> {
  const changes: Change[] = [];
  // Further posts come of changes only.
  const onScreen = world.onScreen.flatMap(({ buttons }) => buttons);
  for (const who of drive.people) changes.push(...(await lookAs(world, who, drive, onScreen)));
  // What one member can submit, the next of the same workspace can too.
  const firsts = Map.groupBy(changes, ({ who, request }) => JSON.stringify([who.workspace, who.channelId, request]));
  return [...firsts.values()].flatMap(([first]) => first ?? []);
}

async function lookAs(world: PayloadWorld, who: Person, drive: Drive, onScreen: readonly Button[]): Promise<Change[]> {
  const changes: Change[] = [];
  const seen = new Set<string>();
  const waiting: Omit<Change, 'who'>[] = firstLooks(who, drive).map((request) => ({ request }));
  let practised = 0;

  const pressed = new Map<string, number>();
  const press = ({ action, opens }: Button) => {
    const id = encodeAction(action, opens);
    const before = pressed.get(action.verb) ?? 0;
    if (seen.has(id) || (before >= ENOUGH && !drive.thorough)) return;
    seen.add(id);
    pressed.set(action.verb, before + 1);
    const request: Request = { kind: 'press', action };
    if (CHANGING_PRESSES.has(action.verb)) changes.push({ who, request });
    else waiting.push({ request });
  };
  const fillIn = (form: Form) => {
    const { action } = form;
    const id = `form ${encodeAction(action)}`;
    const acts = FORM_ACTS[action.verb];
    if (seen.has(id) || !acts) return;
    seen.add(id);
    const submits = (values: FormValues) => ({ request: { kind: 'submit', action, values }, form }) as const;
    waiting.push(...acts.refused.map(submits));
    const accepted = drive.submitsAll ? acts.accepted : acts.accepted.slice(0, 2);
    // Of practice nothing stays but when a question comes back, so that one try of each is enough.
    const next = acts.accepted[practised % acts.accepted.length];
    if (action.verb !== 'practise') changes.push(...accepted.map((values) => ({ who, ...submits(values) })));
    else if (next) waiting.push(submits(next));
    if (action.verb === 'practise') practised += 1;
  };

  const home = await world.desk.home(world.callerOf(who));
  const language = await world.desk.languageFor(world.callerOf(who));
  world.hearing.hear({ where: `${world.scene}: ${who.id} home`, language, content: { kind: 'home', message: home } });
  await complete(world, who, drive);
  for (const button of [...home.buttons, ...onScreen]) press(button);
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const reply = await act(world, { who, ...next }, drive.done);
    if (reply.kind === 'message') for (const button of reply.message.buttons) press(button);
    if (reply.kind === 'form') fillIn(reply.form);
  }
  const acts = who.admin && drive.commands ? changingCommands(drive) : [];
  return [...acts.map((request) => ({ who, request })), ...changes];
}

/** Does one thing and notes that it was done. */
export async function act(world: PayloadWorld, { who, request, form }: Change, done: Done): Promise<Reply> {
  for (const name of namesOf(request)) done.add(name);
  if (request.kind === 'command') done.add(`${stateOf(world)}: ${request.command}`);
  return await world.ask(who, request, inWords(request), form);
}

/** Does it on a copy, and looks at what the button it leads to says. */
export async function change(world: PayloadWorld, made: Change, done: Done): Promise<void> {
  const copy = await world.copy();
  try {
    const reply = await act(copy, made, done);
    await copy.rounds.tick();
    if (reply.kind !== 'message') return;
    for (const { action } of reply.message.buttons.filter(({ action: { verb } }) => !CHANGING_PRESSES.has(verb))) {
      await act(copy, { who: made.who, request: { kind: 'press', action } }, done);
    }
  } finally {
    world.errors.push(...copy.errors);
    await copy.end();
  }
}

/** The state the world is in, whatever the texts of its bank. */
const stateOf = ({ scene }: PayloadWorld): string => scene.replace(/, \w+$/, '');

function namesOf(request: Request): string[] {
  switch (request.kind) {
    case 'command':
      return [
        `command ${request.command}`,
        ...Object.keys(request.options).map((option) => `option ${request.command} ${option}`),
      ];
    case 'press':
    case 'submit':
      return [`${request.kind} ${request.action.verb}`];
    case 'shortcut':
      return [`shortcut ${request.shortcut}`];
    case 'typed':
      return [];
    default:
      return request satisfies never;
  }
}

function firstLooks(who: Person, { thorough }: Drive): Request[] {
  const commands = COMMANDS.flatMap(({ name, admin }): Request[] => {
    const { looks = [], changes = [] } = COMMAND_ACTS[name] ?? {};
    const all = [...looks, ...(admin && !who.admin ? changes.slice(0, 1) : [])];
    return (thorough ? all : all.slice(0, 1)).map((options) => ({ kind: 'command', command: name, options }));
  });
  const shortcuts = SHORTCUTS.flatMap(({ id }) =>
    (SHORTCUT_ACTS[id] ?? [])
      .slice(thorough ? 0 : -1)
      .map((on): Request => ({ kind: 'shortcut', shortcut: id, ...on })),
  );
  if (!thorough) return [...commands, ...shortcuts];
  return [
    ...commands,
    ...shortcuts,
    ...LINES.map(([command, text]): Request => ({ kind: 'typed', command, text })),
    { kind: 'command', command: 'no such command', options: {} },
    { kind: 'command', command: 'quiz nothing', options: {} },
    { kind: 'command', command: 'quiz', options: {} },
    { kind: 'shortcut', shortcut: 'of-old' },
    { kind: 'press', action: { verb: 'of-old', args: [] } },
    { kind: 'submit', action: { verb: 'of-old', args: [] }, values: {} },
    ...Object.entries(STALE_PRESSES).flatMap(([verb, those]) =>
      those.map((args): Request => ({ kind: 'press', action: { verb, args } })),
    ),
    ...Object.entries(FORM_ACTS).flatMap(([verb, { refused }]) =>
      refused.map((values): Request => ({ kind: 'submit', action: { verb, args: ['gone00000000', '1'] }, values })),
    ),
  ];
}

const changingCommands = ({ thorough }: Drive): Request[] =>
  COMMANDS.flatMap(({ name }) =>
    (COMMAND_ACTS[name]?.changes ?? [])
      .slice(0, thorough ? Number.POSITIVE_INFINITY : 1)
      .map((options): Request => ({ kind: 'command', command: name, options })),
  );

async function complete(world: PayloadWorld, who: Person, { thorough }: Drive): Promise<void> {
  if (!thorough) return;
  const caller = world.callerOf(who);
  const language = await world.desk.languageFor(caller);
  const hear = (where: string, completions: Awaited<ReturnType<typeof world.desk.complete>>) =>
    world.hearing.hear({ where: `${world.scene}: ${where}`, language, content: { kind: 'completions', completions } });
  for (const { name, options } of COMMANDS) {
    for (const option of options) {
      for (const typed of ['', 'e', 'explaining,', '`']) {
        hear(`${name} ${option.name} ${typed}`, await world.desk.complete(name, option.name, typed, caller));
      }
    }
  }
  for (const line of HALF_TYPED) hear(line, await world.desk.completeLine(line, caller));
}

function inWords(request: Request): string {
  switch (request.kind) {
    case 'command':
      return `/${request.command} ${JSON.stringify(request.options)}`;
    case 'typed':
      return `/${request.command} ${request.text}`;
    case 'press':
      return `presses ${request.action.verb} ${request.action.args.join(' ')}`;
    case 'submit':
      return `submits ${request.action.verb} ${JSON.stringify(request.values).slice(0, 60)}`;
    case 'shortcut':
      return `chooses ${request.shortcut} ${request.text?.slice(0, 30) ?? ''}`;
    default:
      return request satisfies never;
  }
}
