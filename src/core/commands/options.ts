/** Checks a command's options against its declaration, whichever platform they came from. */
import { type Phrase, phrase, type Texts } from '../language/texts.ts';
import type { OptionValue } from '../message.ts';
import { NONE, nearest } from '../nearest.ts';
import { type CommandDeclaration, choiceLabel, type OptionDeclaration, type Options } from './declaration.ts';

export type Checked =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly problem: Phrase };

/** Integers typed as text become numbers; a choice may be given by its value or by what it is called in the person's language. */
export function checkOptions(t: Texts, command: CommandDeclaration, given: Options): Checked {
  const options: Record<string, OptionValue> = {};
  const names = command.options.map((option) => option.name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const near = nearest(name, names) ?? NONE;
    return { ok: false, problem: phrase('problem.unknown-option', { command: command.name, typed: name, near }) };
  }
  for (const option of command.options) {
    const value = given[option.name];
    if (value === undefined || value === '') {
      if (option.required) {
        const values = { command: command.name, option: option.name, example: option.example };
        return { ok: false, problem: phrase('problem.option-missing', values) };
      }
      continue;
    }
    const checked = checkValue(option, value, (choice) => choiceLabel(t, command, option, choice));
    if (typeof checked === 'object') return { ok: false, problem: checked.problem };
    options[option.name] = checked;
  }
  return { ok: true, options };
}

function checkValue(
  option: OptionDeclaration,
  value: OptionValue,
  labelOf: (choice: string) => string,
): OptionValue | { readonly problem: Phrase } {
  switch (option.kind) {
    case 'integer': {
      const number = Number(value);
      if (Number.isInteger(number) && number >= option.min && number <= option.max) return number;
      const values = { option: option.name, min: option.min, max: option.max, typed: String(value) };
      return { problem: phrase('problem.not-whole-number', values) };
    }
    case 'channel': {
      const typed = String(value);
      // What no platform has as an id cannot be carried by a button either.
      return /^[\w-]+$/.test(typed) ? typed : { problem: phrase('problem.not-a-channel', { typed }) };
    }
    case 'string': {
      const typed = String(value).trim().slice(0, 200);
      if (!option.choices) return typed;
      const wanted = typed.toLowerCase();
      const exact = option.choices.find((choice) => choice === wanted || labelOf(choice).toLowerCase() === wanted);
      if (exact) return exact;
      const near = nearest(typed, option.choices) ?? NONE;
      const all = option.choices.join(', ');
      return { problem: phrase('problem.not-a-choice', { typed, option: option.name, near, all }) };
    }
    default:
      return option satisfies never;
  }
}
