/** A home with a schedule in `local:home` #general, and people of a guest, `slack:guests` #quiz. */
import type { Desk } from '../../../src/core/desk.ts';
import type { Button, Reply } from '../../../src/core/message.ts';
import type { Schedule } from '../../../src/core/ports.ts';
import { person, type Whereabouts, words } from '../../fakes/platform/people.ts';
import { createQuiz, type Quiz } from '../../fakes/platform/quiz.ts';

export const GUEST = 'slack:guests';

export const inGuest = (over: Whereabouts = {}): Whereabouts => ({
  platform: 'slack',
  workspace: 'guests',
  workspaceName: 'Guests',
  channelId: 'quiz',
  ...over,
});

export interface Pair {
  readonly quiz: Quiz;
  readonly schedule: Schedule;
  /** An admin of the home and one of the guest; members of either. */
  readonly lead: Person;
  readonly gil: Person;
  readonly ada: Person;
  readonly una: Person;
}

export type Person = ReturnType<typeof person>;

/** Both workspaces, not linked yet; the schedule asks at 09:00 UTC, and it is 08:00. */
export async function createPair(over: Parameters<Quiz['schedule']>[0] = {}): Promise<Pair> {
  const quiz = await createQuiz();
  const schedule = await quiz.schedule(over);
  return { quiz, schedule, ...people(quiz.desk) };
}

function people(desk: Desk): Pick<Pair, 'lead' | 'gil' | 'ada' | 'una'> {
  return {
    lead: person(desk, 'Lead'),
    gil: person(desk, 'Gil', inGuest({ admin: true })),
    ada: person(desk, 'Ada'),
    una: person(desk, 'Una', inGuest()),
  };
}

/** Links the guest's channel, as the two admins do it. */
export async function linkPair({ lead, gil }: Pick<Pair, 'lead' | 'gil'>): Promise<Reply> {
  return await pressIn(gil, await gil.command('quiz link', { code: codeIn(await lead.command('quiz link')) }), 'link');
}

/** Joins the accounts of two people, the first of whom gets the code. */
export async function joinPair(first: Person, second: Person): Promise<Reply> {
  return await pressIn(second, await offerJoin(first, second), 'account-join');
}

/** What the second is asked, or told, when they use a code of the first. */
async function offerJoin(first: Person, second: Person): Promise<Reply> {
  const shown = await first.command('quiz account');
  const isJoined = buttonsOf(shown).some(({ action }) => action.verb === 'account-code');
  const code = codeIn(isJoined ? await first.press('account-code') : shown);
  return await second.command('quiz account', { code });
}

/** The code in a reply; throws when there is none. */
export function codeIn(reply: Reply): string {
  const [code] = words(reply).match(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}/) ?? [];
  if (code === undefined) throw new Error(`no code in: ${words(reply)}`);
  return code;
}

export const buttonsOf = (reply: Reply): readonly Button[] => (reply.kind === 'message' ? reply.message.buttons : []);

/** Presses the button with this verb (and label, where several have it); throws when there is none. */
export async function pressIn(who: Person, reply: Reply, verb: string, label?: string): Promise<Reply> {
  const button = buttonsOf(reply).find(
    (one) => one.action.verb === verb && (label === undefined || one.label === label),
  );
  if (!button) throw new Error(`no button ${verb} in: ${words(reply)}`);
  return await who.press(verb, ...button.action.args);
}

/** Links the guest's #second too, to the schedule of #random when there is one. */
export async function linkSecond({ quiz, lead }: Pair): Promise<Person> {
  const second = person(quiz.desk, 'Gil', inGuest({ channelId: 'second', admin: true }));
  const random = await quiz.store.read.scheduleOfChannel('local:home', 'random');
  await linkPair({ lead: random ? person(quiz.desk, 'Lead', { channelId: 'random' }) : lead, gil: second });
  return second;
}
