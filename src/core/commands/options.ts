/** Checks a command's options against its declaration, whichever platform they came from. */
import type { OptionValue } from '../message.ts';
import { nearest } from '../nearest.ts';
import type { CommandDeclaration, OptionDeclaration, Options } from './declaration.ts';

export type Checked =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly problem: string };

/** Every problem is a sentence for the person who asked; integers typed as text become numbers. */
export function checkOptions(command: CommandDeclaration, given: Options): Checked {
  const options: Record<string, OptionValue> = {};
  const names = command.options.map((option) => option.name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    return { ok: false, problem: `/${command.name} has no option “${name}”.${near ? ` Did you mean “${near}”?` : ''}` };
  }
  for (const option of command.options) {
    const value = given[option.name];
    if (value === undefined || value === '') {
      if (option.required) {
        return {
          ok: false,
          problem: `/${command.name} needs ${option.name}, for example /${command.name} ${option.example}`,
        };
      }
      continue;
    }
    const checked = checkValue(option, value);
    if (typeof checked === 'object') return { ok: false, problem: checked.problem };
    options[option.name] = checked;
  }
  return { ok: true, options };
}

function checkValue(option: OptionDeclaration, value: OptionValue): OptionValue | { readonly problem: string } {
  switch (option.kind) {
    case 'integer': {
      const number = Number(value);
      if (Number.isInteger(number) && number >= option.min && number <= option.max) return number;
      return {
        problem: `“${option.name}” must be a whole number from ${option.min} to ${option.max}, not “${value}”.`,
      };
    }
    case 'channel':
      return String(value);
    case 'string': {
      const typed = String(value).trim().slice(0, 200);
      if (!option.choices) return typed;
      const values = option.choices.map((choice) => choice.value);
      const wanted = typed.toLowerCase();
      const exact = option.choices.find((choice) => choice.value === wanted || choice.label.toLowerCase() === wanted);
      if (exact) return exact.value;
      const near = nearest(typed, values);
      return {
        problem: `“${typed}” is not a ${option.name}.${near ? ` Did you mean “${near}”?` : ''} It is one of ${values.join(', ')}.`,
      };
    }
    default:
      return option satisfies never;
  }
}
