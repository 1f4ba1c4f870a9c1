/** Every payload of one language, driven out of the real core and judged by the rules of the platforms. */
import { beforeAll, describe, expect, test } from 'vitest';
import { commandBodies } from '../../../src/bots/discord/commands.ts';
import { renderForm, reopenedView } from '../../../src/bots/slack/form.ts';
import { loadingView, noticeView } from '../../../src/bots/slack/view.ts';
import { COMMANDS, SHORTCUTS } from '../../../src/core/commands/catalog.ts';
import { PRESSES, SUBMITS } from '../../../src/core/commands/handlers.ts';
import type { Language } from '../../../src/core/language/language.ts';
import { type TextKey, textsIn } from '../../../src/core/language/texts.ts';
import { CATALOGUES } from '../../unit/language/messages.ts';
import { commandFaults } from '../discord/command-rules.ts';
import { viewProblems } from '../slack/block-kit.ts';
import { bareBank, payloadBank } from './bank.ts';
import { change, type Done, lookAround } from './driver.ts';
import { foreignSentences } from './foreign.ts';
import { LINKED_STATES } from './links.ts';
import { promiseFaults } from './neutral.ts';
import { discordFaults } from './on-discord.ts';
import { slackFaults } from './on-slack.ts';
import { sayOwnWords } from './own-words.ts';
import { createHearing, type Hearing, listenTo, type Said } from './said.ts';
import { BARE_STATES, STATES } from './states.ts';
import type { State } from './steps.ts';
import { createEmptyDatabase, createPayloadWorld, type Setting } from './world.ts';

/** Texts that nothing here brings out, and why. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [/^(page|preview)\./, 'a page in a browser: no limits of a platform'],
  [/^local\./, 'the local chat, which is its own page'],
  [/^slack-platform\.install-/, 'pages of the installation, in a browser'],
  [/^(slack-platform\.shortcut-|shortcut\.answer-today$)/, 'the manifest of Slack, which has one language'],
  [/^(case\.a-lead|link\.no-schedule)$/, 'for a row that is gone; nothing removes such rows'],
  [/^practice\.empty$/, 'for a bank without questions, which is not served'],
  [/^grade\.output-line$/, 'for a question to predict without a criterion for the output, which is not served'],
  [/^grade\.opposite$/, 'for the opposite said in no words'],
  [/^grade\.streak$/, 'for a streak without an answer in the season'],
];

interface Faults {
  readonly core: readonly string[];
  readonly discord: readonly string[];
  readonly slack: readonly string[];
}

/** What is wrong with what was said, and with what the platforms are told once. */
function judge(language: Language, said: readonly Said[]): Faults {
  return {
    core: said.flatMap((one) => noted(promiseFaults(one.content), one)),
    discord: [
      ...said.flatMap((one) => noted(discordFaults(one), one)),
      ...commandFaults(commandBodies(COMMANDS, SHORTCUTS)),
    ],
    slack: [...said.flatMap((one) => noted(slackFaults(one), one)), ...slackViewFaults(language, said)],
  };
}

const noted = (faults: readonly string[], { where, content }: Said) =>
  faults.map((fault) => `${where} (${content.kind}): ${fault}`);

export function describePayloads(language: Language): void {
  const hearing = createHearing();
  const done: Done = new Set();
  const errors: string[] = [];
  const listening = listenTo(language);
  let faults: Faults = { core: [], discord: [], slack: [] };

  beforeAll(async () => {
    errors.push(...(await driveAll(language, hearing, done)));
    sayOwnWords(language, hearing);
    faults = judge(language, hearing.said);
    listening.stop();
  }, 240_000);

  describe(`in ${language}`, () => {
    test('nothing failed', () => {
      expect(errors).toEqual([]);
      expect(hearing.said.length).toBeGreaterThan(1000);
    });

    test('every command in every state, every option, button, form and menu entry was tried', () => {
      expect(wanted().filter((one) => !done.has(one))).toEqual([]);
    });

    test('core keeps what it promises', () => {
      expect(faults.core).toEqual([]);
    });

    test('Discord takes it, whole or with a mark where it was cut', () => {
      expect(faults.discord).toEqual([]);
    });

    test('Slack takes it, whole or with a mark where it was cut', () => {
      expect(faults.slack).toEqual([]);
    });

    test('no sentence is of another language', () => {
      expect(foreignSentences(hearing.said, language)).toEqual([]);
    });

    test('every text was said', () => {
      const silent = Object.keys(CATALOGUES[language]).filter((key) => !listening.spoken.has(key as TextKey));
      expect(silent.filter((key) => !ELSEWHERE.some(([pattern]) => pattern.test(key)))).toEqual([]);
      for (const [pattern] of ELSEWHERE)
        expect(
          silent.filter((key) => pattern.test(key)),
          String(pattern),
        ).not.toEqual([]);
    });
  });
}

/** Everything core declares and serves, and every command in every state that people look around in. */
function wanted(): string[] {
  const looked = [...STATES, ...LINKED_STATES].filter(({ people }) => people.length > 0);
  return [
    ...COMMANDS.flatMap(({ name, options }) => [
      `command ${name}`,
      ...options.map((option) => `option ${name} ${option.name}`),
    ]),
    ...Object.keys(PRESSES).map((verb) => `press ${verb}`),
    ...Object.keys(SUBMITS).map((verb) => `submit ${verb}`),
    ...SHORTCUTS.map(({ id }) => `shortcut ${id}`),
    ...looked.flatMap((state) => COMMANDS.map(({ name }) => `${state.name}: ${name}`)),
  ];
}

/** All states with ordinary and with the longest texts; gives what was logged as an error. */
async function driveAll(language: Language, hearing: Hearing, done: Done): Promise<string[]> {
  const errors: string[] = [];
  const { file: empty, remove } = await createEmptyDatabase();
  const setting = { empty, language, hearing };
  const ordinary = payloadBank('ordinary');
  for (const state of [...STATES, ...LINKED_STATES]) {
    errors.push(...(await driveState({ ...setting, bank: ordinary }, state, 'ordinary', done)));
  }
  const longest = payloadBank('longest');
  for (const state of [...STATES, ...LINKED_STATES].filter(({ dry }) => !dry)) {
    errors.push(...(await driveState({ ...setting, bank: longest }, state, 'longest', done)));
  }
  const bare = bareBank();
  for (const state of BARE_STATES) errors.push(...(await driveState({ ...setting, bank: bare }, state, 'bare', done)));
  await remove();
  return errors;
}

async function driveState(setting: Setting, state: State, texts: string, done: Done): Promise<string[]> {
  const world = await createPayloadWorld(setting);
  world.scene = `${state.name}, ${texts}`;
  try {
    await state.make(world);
    const changes = await lookAround(world, {
      people: state.people,
      thorough: state.thorough === true,
      commands: !state.alike,
      submitsAll: state.submitsAll === true || state.thorough === true,
      done,
    });
    await world.settle();
    // What comes of an act differs by the state, hardly by the length of the texts.
    if (texts === 'ordinary') for (const one of changes) await change(world, one, done);
    return world.errors;
  } finally {
    await world.end();
  }
}

/** The views that are no message and no form. */
function slackViewFaults(language: Language, said: readonly Said[]): string[] {
  const t = textsIn(language);
  const [form] = said.flatMap(({ content }) => (content.kind === 'form' ? [content.form] : []));
  if (!form) throw new Error('no form was said');
  const view = { ...renderForm(t, form, 'C0GUESTS1'), state: { values: {} } } as never;
  const views = [
    loadingView(t),
    noticeView(t, form.title, 'slack.done'),
    noticeView(t, form.title, 'slack.still-working'),
    reopenedView(t, view, { text: t.plain('slack.not-accepted') }),
  ];
  return views.flatMap((one) => viewProblems(one));
}
