import { describe, expect, it } from 'vitest';
import { renderForm } from '../../../src/bots/slack/form.ts';
import { textsIn } from '../../../src/core/language/texts.ts';
import type { Field } from '../../../src/core/message.ts';

describe('a form', () => {
  const field = { label: 'l', hint: '', required: true } as const;
  const options = [
    { value: 'A', label: 'One' },
    { value: 'B', label: 'Two' },
  ];
  const rendered = (fields: Field[], language: 'en' | 'de' = 'en') =>
    renderForm(
      textsIn(language),
      { action: { verb: 'setup', args: [] }, title: 't', intro: [], fields, submitLabel: 's' },
      'C0QUIZ',
    );
  const elements = (...fields: Field[]) =>
    rendered(fields).blocks.map((block) => ('element' in block ? block.element : undefined));

  it('opens with what stands in its fields', () => {
    const one = { text: { type: 'plain_text', text: 'One', emoji: false }, value: 'A' };
    const two = { text: { type: 'plain_text', text: 'Two', emoji: false }, value: 'B' };
    const [text, radio, boxes, none] = elements(
      { ...field, kind: 'text', name: 'a', long: false, maxLength: 5, initial: '09:00 and more' },
      { ...field, kind: 'choice', name: 'b', multiple: false, options, initial: ['B'] },
      { ...field, kind: 'choice', name: 'c', multiple: true, options, initial: ['A', 'B', 'gone'] },
      { ...field, kind: 'choice', name: 'd', multiple: true, options, initial: [] },
    );
    expect(text).toMatchObject({ initial_value: '09:0…', max_length: 5 });
    expect(radio).toMatchObject({ initial_option: two });
    expect(boxes).toMatchObject({ initial_options: [one, two] });
    expect(none).not.toHaveProperty('initial_options');
  });

  it('closes in the language of the person', () => {
    const text: Field = { ...field, kind: 'text', name: 'a', long: false, maxLength: 5 };
    expect(rendered([text]).close?.text).toBe('Cancel');
    expect(rendered([text], 'de').close?.text).toBe('Abbrechen');
  });
});
