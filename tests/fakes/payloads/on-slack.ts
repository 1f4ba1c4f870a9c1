/** What was said as Slack gets it, in each way the adapter sends it, against the limits of Block Kit. */
import { renderForm, viewErrors } from '../../../src/bots/slack/form.ts';
import { renderMessage } from '../../../src/bots/slack/render.ts';
import { homeView, messageView } from '../../../src/bots/slack/view.ts';
import { type Texts, textsIn } from '../../../src/core/language/texts.ts';
import type { Form, Message } from '../../../src/core/message.ts';
import { messageProblems, viewProblems } from '../slack/block-kit.ts';
import { list, readable, record } from '../slack/json.ts';
import { count, ellipses, lettersOf, stringsIn, wordsIn } from './neutral.ts';
import type { Said } from './said.ts';

const CHANNEL = 'C0GUESTS1';

export function slackFaults({ content, language }: Said): string[] {
  const t = textsIn(language);
  switch (content.kind) {
    case 'form':
      return viewFaults(renderForm(t, content.form, CHANNEL));
    case 'invalid':
      return content.form ? errorFaults(t, content.form, content.errors) : [];
    case 'completions':
      // Slack completes nothing.
      return [];
    case 'home':
      return [
        ...viewProblems(homeView(content.message), 'home'),
        ...shownFaults(content.message, homeView(content.message).blocks),
      ];
    case 'reply':
      return [...viewFaults(messageView(t, content.message, '')), ...messageFaults(content.message)];
    default:
      return messageFaults(content.message);
  }
}

function viewFaults(view: unknown): string[] {
  const halves = stringsIn(view).filter((text) => !text.isWellFormed());
  return [...viewProblems(view), ...halves.map((text) => `half a character in ${JSON.stringify(text)}`)];
}

function messageFaults(message: Message): string[] {
  const body = renderMessage(message);
  const halves = stringsIn(body).filter((text) => !text.isWellFormed());
  return [
    ...messageProblems({ ...body }),
    ...halves.map((text) => `half a character in ${JSON.stringify(text)}`),
    ...shownFaults(message, body.blocks),
  ];
}

/** Every button is there, and what is left out is marked. */
function shownFaults({ blocks, buttons }: Message, rendered: readonly unknown[]): string[] {
  const isActions = (block: unknown) => record(block).type === 'actions';
  const pressable = rendered.filter(isActions).flatMap((block) => list(record(block).elements)).length;
  const faults = pressable === buttons.length ? [] : [`${pressable} of ${buttons.length} buttons`];
  const shown = readable(rendered.filter((block) => !isActions(block)));
  if (lettersOf(blocks) > count(shown) && ellipses(shown) <= ellipses(wordsIn(blocks))) {
    faults.push(`cut without a mark: ${shown.slice(-80)}`);
  }
  return faults;
}

/** Errors belong to fields the form has, and say something. */
function errorFaults(t: Texts, form: Form, errors: Readonly<Record<string, string>>): string[] {
  const view = renderForm(t, form, CHANNEL);
  const keyed = viewErrors(t, { blocks: view.blocks } as never, errors);
  const names = form.fields.map(({ name }) => name);
  return Object.entries(keyed).flatMap(([name, said]) => [
    ...(names.includes(name) ? [] : [`an error for no field: ${name}`]),
    ...(said.trim() === '' ? [`an error without words: ${name}`] : []),
  ]);
}
