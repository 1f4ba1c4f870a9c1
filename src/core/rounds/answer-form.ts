/** The form a member answers in, and reading what came back from it. */
import type { Question } from '../bank/question.ts';
import { type Answer, MAX_ANSWER_LENGTH } from '../grading/grade.ts';
import type { TextKey, Texts } from '../language/texts.ts';
import type { Action, Field, Form, FormValues } from '../message.ts';
import { promptBlocks } from './question-message.ts';

/** Longest output a member can type for `predict`. */
const MAX_OUTPUT_LENGTH = 400;

/** `action`: what submitting it stands for. */
export function answerForm(t: Texts, action: Action, question: Question): Form {
  return {
    action,
    title: t.plain('answer.form-title'),
    intro: promptBlocks(labelsFit(question) ? { ...question, choices: undefined } : question),
    fields: fieldsOf(t, question),
    submitLabel: t.plain('answer.form-submit'),
  };
}

/** Whether every option can be read whole beside its button, so that the list above would only repeat it. */
function labelsFit(question: Question): boolean {
  return (question.choices ?? []).every((choice) => [...optionText(choice)].length <= MAX_OPTION_LENGTH);
}

/** Slack's limit for an option's text. */
const MAX_OPTION_LENGTH = 75;

const optionText = (choice: { readonly id: string; readonly text: string }) =>
  `${choice.id}) ${choice.text.replace(/[`*]/g, '')}`;

function fieldsOf(t: Texts, question: Question): Field[] {
  const words = (label: TextKey, hint: TextKey, required: boolean): Field => ({
    kind: 'text',
    name: 'text',
    label: t.plain(label),
    hint: t.plain(hint),
    long: true,
    required,
    maxLength: MAX_ANSWER_LENGTH,
  });
  switch (question.kind) {
    case 'explain':
      return [words('answer.explain-label', 'answer.explain-hint', true)];
    case 'predict':
      return [
        {
          kind: 'text',
          name: 'output',
          label: t.plain('answer.output-label'),
          hint: t.plain('answer.output-hint'),
          long: true,
          required: true,
          maxLength: MAX_OUTPUT_LENGTH,
        },
        words('answer.why-label', 'answer.why-hint', false),
      ];
    case 'choice': {
      const multiple = (question.correct?.length ?? 1) > 1;
      return [
        {
          kind: 'choice',
          name: 'choices',
          label: t.plain(multiple ? 'answer.choose-all-label' : 'answer.choose-one-label'),
          hint: multiple ? t.plain('answer.choose-all-hint') : '',
          multiple,
          required: true,
          options: (question.choices ?? []).map((choice) => ({
            value: choice.id,
            label: shorten(optionText(choice), MAX_OPTION_LENGTH),
          })),
        },
      ];
    }
    default:
      return question.kind satisfies never;
  }
}

export type ReadAnswer =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** Reads the form's values; an error names the field and what to do. */
export function readAnswer(t: Texts, question: Question, values: FormValues): ReadAnswer {
  const one = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : (value?.[0] ?? '');
  };
  if (question.kind === 'choice') {
    const raw = values.choices ?? [];
    const known = new Set(question.choices?.map((choice) => choice.id));
    const choices = [...new Set((typeof raw === 'string' ? [raw] : raw).filter((id) => known.has(id)))].sort();
    if (choices.length === 0) return { ok: false, errors: { choices: t.plain('answer.choose-first') } };
    return { ok: true, answer: { text: '', choices } };
  }
  const errors: Record<string, string> = {};
  const answer = one('text');
  const output = one('output');
  const explains = question.kind === 'explain';
  if (explains && !/[\p{L}\p{N}]/u.test(answer)) errors.text = t.plain('answer.too-empty');
  else if (answer.length > MAX_ANSWER_LENGTH) {
    errors.text = t.plain('answer.too-long', { length: answer.length, most: MAX_ANSWER_LENGTH });
  }
  if (question.kind === 'predict') {
    if (output.trim() === '') errors.output = t.plain('answer.output-empty');
    else if (output.length > MAX_OUTPUT_LENGTH)
      errors.output = t.plain('answer.output-too-long', { most: MAX_OUTPUT_LENGTH });
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, answer: question.kind === 'predict' ? { text: answer, output } : { text: answer } };
}

/** Cuts at `max` characters with an ellipsis, never inside a surrogate pair. */
function shorten(value: string, max: number): string {
  const characters = [...value];
  return characters.length <= max ? value : `${characters.slice(0, max - 1).join('')}…`;
}
