import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../../src/bots/discord/layout.ts';
import { renderForm, renderMessage, renderRefusal } from '../../../src/bots/discord/render.ts';
import { englishTexts } from '../../../src/core/language/texts.ts';
import {
  type Block,
  type Button,
  bold,
  type Field,
  type Inline,
  type Message,
  note,
  paragraph,
  text,
} from '../../../src/core/message.ts';
import type { Json } from '../../fakes/discord/ids.ts';
import { readMarkdown } from '../../fakes/discord/markdown.ts';
import { flatten, messageFaults, modalFaults } from '../../fakes/discord/rules.ts';
import { schemaFaults } from '../../fakes/discord/schemas.ts';

const V2 = 1 << 15;

const words = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom('a', ' ', '\n', '*', '`', '_', '<', '💡', 'é', '@', '#', '-'), maxLength });
const inline = fc.oneof(
  fc.record({ kind: fc.constantFrom('text', 'bold', 'italic', 'code', 'command'), text: words(900) }),
  fc.record({ kind: fc.constant('link'), text: words(80), url: fc.webUrl() }),
  fc.record({ kind: fc.constant('member'), id: fc.constant('1'), name: words(80) }),
  fc.record({ kind: fc.constant('channel'), id: fc.constantFrom('12', 'general') }),
  fc.record({
    kind: fc.constant('time'),
    at: fc.date({ noInvalidDate: true }),
    style: fc.constant('date'),
    zone: fc.constant('UTC'),
  }),
) as fc.Arbitrary<Inline>;
const inlines = fc.array(inline, { maxLength: 6 });
const block = fc.oneof(
  fc.record({ kind: fc.constant('heading'), text: words(200) }),
  fc.record({ kind: fc.constantFrom('paragraph', 'note'), inlines }),
  fc.record({ kind: fc.constant('quote'), text: words(4000) }),
  fc.record({ kind: fc.constant('code'), language: fc.constantFrom('python', '', 'a b'), text: words(4000) }),
  fc.record({ kind: fc.constant('list'), items: fc.array(inlines, { maxLength: 30 }) }),
  fc.record({
    kind: fc.constant('table'),
    columns: fc.array(fc.record({ title: words(60), align: fc.constantFrom('left', 'right') }), {
      minLength: 1,
      maxLength: 6,
    }),
    rows: fc.array(fc.array(words(60), { maxLength: 6 }), { maxLength: 60 }),
  }),
  fc.constant({ kind: 'divider' }),
) as fc.Arbitrary<Block>;
const message = fc.record({
  tone: fc.constantFrom('neutral', 'question', 'good', 'mixed', 'bad'),
  blocks: fc.array(block, { maxLength: 60 }),
  buttons: fc.uniqueArray(
    fc.record({
      action: fc.record({
        verb: fc.constantFrom('answer', 'board', 'x'),
        args: fc.array(fc.stringMatching(/^[a-z0-9]{1,12}$/), { maxLength: 2 }),
      }),
      label: fc.string({ minLength: 1, maxLength: 34 }),
      style: fc.constantFrom('primary', 'secondary', 'danger'),
      opens: fc.constantFrom('form', 'message'),
    }),
    { maxLength: 5, selector: (button) => JSON.stringify(button.action) },
  ),
  summary: words(200),
}) as fc.Arbitrary<Message>;

const faultsOf = (each: Message) =>
  messageFaults(
    { components: [renderMessage(each)], flags: V2, allowed_mentions: { parse: [] } },
    { schema: 'MessageCreateRequest' },
  );
const textsOf = (each: Message) =>
  flatten([renderMessage(each) as unknown as Json]).flatMap((part) => (part.type === 10 ? [String(part.content)] : []));
const say = (...blocks: Block[]): Message => ({ tone: 'neutral', blocks, buttons: [], summary: 'Summary' });

describe('renderMessage', () => {
  it('fits whatever core says', () => {
    fc.assert(
      fc.property(message, (each) => {
        expect(faultsOf(each)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('fits very many blocks', () => {
    expect(faultsOf(say(...Array.from({ length: 5000 }, () => paragraph(text('a')))))).toEqual([]);
    const divided = Array.from({ length: 60 }, (): Block[] => [paragraph(text('a')), { kind: 'divider' }]).flat();
    expect(faultsOf(say(...divided))).toEqual([]);
  });

  it('shortens the longest text only, and says so', () => {
    const [shown = ''] = textsOf(
      say(
        { kind: 'heading', text: 'Question' },
        { kind: 'quote', text: 'long '.repeat(2000) },
        paragraph(bold('kept whole')),
      ),
    );
    expect(shown.length).toBeLessThanOrEqual(4000);
    expect(shown.length).toBeGreaterThan(3500);
    expect(shown).toContain('## Question');
    expect(shown).toContain('**kept whole**');
    expect(shown).toContain('…');
  });

  it('changes nothing that fits', () => {
    const prompt = 'x'.repeat(1200);
    expect(textsOf(say(paragraph(text(prompt)), { kind: 'code', language: 'python', text: 'y'.repeat(1500) }))).toEqual(
      [`${prompt}\n\`\`\`python\n${'y'.repeat(1500)}\n\`\`\``],
    );
  });

  it('never cuts a character in half', () => {
    for (const start of ['', 'a', 'ab', 'abc']) {
      const [shown = ''] = textsOf(say({ kind: 'quote', text: start + '💡'.repeat(4000) }));
      expect(shown.isWellFormed()).toBe(true);
    }
  });

  it('aligns tables in monospace', () => {
    const [shown = ''] = textsOf(
      say({
        kind: 'table',
        columns: [
          { title: 'Who', align: 'left' },
          { title: 'Points', align: 'right' },
        ],
        rows: [
          ['Ada', '12.5'],
          ['Bartholomew', '7'],
        ],
      }),
    );
    expect(readMarkdown(shown).plain.split('\n')).toEqual([
      'Who          Points',
      '───────────────────',
      'Ada            12.5',
      'Bartholomew       7',
    ]);
  });

  it('separates at dividers, and puts the tone into the accent', () => {
    const good = renderMessage({ ...say(paragraph(text('a')), { kind: 'divider' }, note(text('b'))), tone: 'good' });
    expect(good.components.map((part) => part.type)).toEqual([10, 14, 10]);
    expect(good.accent_color).not.toBe(renderMessage(say(paragraph(text('a')))).accent_color);
  });

  it('shows commands as it is told to, wherever they stand, and cut ones as well', () => {
    const command = { kind: 'command', text: '/quiz setup' } as const;
    const blocks: Block[] = [paragraph(command), note(command), { kind: 'list', items: [[command]] }];
    const shown = flatten([renderMessage(say(...blocks), () => '</quiz-admin setup:1>') as unknown as Json]);
    expect(
      String(shown.find((part) => part.type === 10)?.content)
        .split('\n')
        .filter(Boolean),
    ).toEqual(['</quiz-admin setup:1>', '-# </quiz-admin setup:1>', '- </quiz-admin setup:1>']);
    expect(textsOf(say(paragraph(command)))).toEqual(['`/quiz setup`']);
  });

  it('says the summary when there is nothing else', () => {
    expect(textsOf(say())).toEqual(['Summary']);
  });

  it('carries what a button opens in its id', () => {
    const button: Button = {
      action: { verb: 'answer', args: ['r1'] },
      label: 'Answer',
      style: 'primary',
      opens: 'form',
    };
    const [row] = flatten([renderMessage({ ...say(), buttons: [button] }) as unknown as Json]).filter(
      (part) => part.type === 2,
    );
    expect(row).toEqual({ type: 2, custom_id: 'rc1f:answer:r1', label: 'Answer', style: 1 });
  });
});

describe('layOut', () => {
  it('gives groups that together stay within the limit', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 20 }), fc.integer({ min: 40, max: 4000 }), (blocks, limit) => {
        expect(layOut(blocks, limit, 3).join('').length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 200 },
    );
  });
});

const field = fc.oneof(
  fc.record({
    kind: fc.constant('text'),
    name: fc.constant('text'),
    label: fc.string({ minLength: 1, maxLength: 45 }),
    hint: fc.string({ maxLength: 100 }),
    long: fc.boolean(),
    required: fc.boolean(),
    maxLength: fc.integer({ min: 1, max: 4000 }),
    initial: fc.option(words(5000), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('choice'),
    name: fc.constant('choices'),
    label: fc.string({ minLength: 1, maxLength: 45 }),
    hint: fc.string({ maxLength: 100 }),
    multiple: fc.boolean(),
    required: fc.boolean(),
    options: fc.uniqueArray(
      fc.record({ value: fc.stringMatching(/^[A-Z]$/), label: fc.string({ minLength: 1, maxLength: 75 }) }),
      {
        minLength: 2,
        maxLength: 10,
        selector: (option) => option.value,
      },
    ),
    initial: fc.option(fc.array(fc.stringMatching(/^[A-Z]$/), { maxLength: 3 }), { nil: undefined }),
  }),
) as fc.Arbitrary<Field>;

const five = Array.from({ length: 5 }, (_, index) => `f${index}`);
const formOf = (intro: readonly Block[], fields: readonly Field[]) =>
  renderForm({
    action: { verb: 'answer', args: ['r1'] },
    title: 'Your answer',
    intro,
    fields,
    submitLabel: 'Submit',
  });
const formFaults = (data: ReturnType<typeof renderForm>) => [
  ...schemaFaults('ModalInteractionCallbackRequest', { type: 9, data }),
  ...modalFaults(data as unknown as Json),
];

describe('renderForm', () => {
  it('is a modal Discord accepts, whatever the question and however many fields', () => {
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 12 }),
        fc.array(field, { minLength: 1, maxLength: 5 }),
        (intro, fields) => {
          const named = fields.map((each, index) => ({ ...each, name: five[index] ?? '' }));
          expect(formFaults(formOf(intro, named))).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keeps all five fields, and for them gives up the introduction', () => {
    const fields = five.map(
      (name): Field => ({ kind: 'text', name, label: name, hint: '', long: false, required: true, maxLength: 10 }),
    );
    const parts = (form: ReturnType<typeof renderForm>) => form.components.map((part) => part.type);
    expect(parts(formOf([paragraph(text('Why?'))], fields))).toEqual([18, 18, 18, 18, 18]);
    expect(parts(formOf([paragraph(text('Why?'))], fields.slice(1)))).toEqual([10, 18, 18, 18, 18]);
  });

  it('opens with what is known already', () => {
    const options = ['A', 'B', 'C'].map((value) => ({ value, label: value }));
    const choice = { kind: 'choice', label: 'x', hint: '', required: true, options } as const;
    const form = formOf(
      [],
      [
        {
          kind: 'text',
          name: 't',
          label: 'x',
          hint: '',
          long: false,
          required: true,
          maxLength: 5,
          initial: '09:00 daily',
        },
        { ...choice, name: 'one', multiple: false, initial: ['B', 'C'] },
        { ...choice, name: 'many', multiple: true, initial: ['A', 'C', 'Z'] },
      ],
    );
    const [typed, one, many] = form.components.map((part) => ('component' in part ? part.component : undefined));
    expect(typed).toMatchObject({ value: '09:00' });
    const chosen = (each: unknown) =>
      (each as { options: { value: string; default?: boolean }[] }).options.filter((option) => option.default);
    expect(chosen(one)).toMatchObject([{ value: 'B' }]);
    expect(chosen(many)).toMatchObject([{ value: 'A' }, { value: 'C' }]);
    expect(formFaults(form)).toEqual([]);
  });
});

describe('renderRefusal', () => {
  it('gives back every typed character, within the limits', () => {
    fc.assert(
      fc.property(words(4000), fc.array(words(300), { maxLength: 4 }), (typed, sentences) => {
        const messages = renderRefusal(englishTexts(), 'Not accepted yet', sentences, { text: typed });
        for (const each of messages) expect(faultsOf(each)).toEqual([]);
        const shown = messages
          .flatMap(textsOf)
          .map((each) => readMarkdown(each).plain)
          .join('');
        const squeezed = typed.replace(/\s+/g, '');
        expect(shown.replace(/\s+|-#?continued|continued/g, '')).toContain(squeezed);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the longest answer of the worst characters', () => {
    for (const typed of ['`'.repeat(4000), '*'.repeat(4000), `${'if x:\n    y()\n'.repeat(285)}`]) {
      const messages = renderRefusal(englishTexts(), 'Not accepted yet', ['a'.repeat(500), '*'.repeat(500)], {
        text: typed,
      });
      const shown = messages
        .flatMap(textsOf)
        .map((each) => readMarkdown(each).plain)
        .join('');
      const count = (where: string) => [...where].filter((character) => character === typed.charAt(0)).length;
      expect(count(shown)).toBeGreaterThanOrEqual(count(typed));
      expect(messages.flatMap(faultsOf)).toEqual([]);
    }
  });
});
