import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderForm } from '../../../src/bots/slack/form.ts';
import { renderMessage } from '../../../src/bots/slack/render.ts';
import { homeView, messageView } from '../../../src/bots/slack/view.ts';
import { englishTexts } from '../../../src/core/language/texts.ts';
import type { Block, Button, Field, Form, Inline, Message } from '../../../src/core/message.ts';
import { messageProblems, viewProblems } from '../../fakes/slack/block-kit.ts';
import { readable } from '../../fakes/slack/json.ts';

// Text of any length and any script, rich in what Slack could misread.
const markup = fc.constantFrom(
  '<!channel>',
  '<@U1>',
  '*b*',
  '_i_',
  '~s~',
  '`c`',
  '&amp;',
  '<',
  '>',
  '\n',
  ':fire:',
  '```',
  '👩‍🚀',
  '\u200b',
);
const piece = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), markup);
const shortText = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
const longText = fc.tuple(shortText, fc.integer({ min: 0, max: 600 })).map(([part, times]) => part.repeat(times));
const anyText = fc.oneof({ weight: 4, arbitrary: shortText }, { weight: 1, arbitrary: longText });

const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('text' as const, 'bold' as const, 'italic' as const, 'code' as const, 'command' as const),
    text: anyText,
  }),
  fc.record({ kind: fc.constant('link' as const), text: anyText, url: fc.oneof(fc.webUrl(), anyText) }),
  fc.record({ kind: fc.constant('member' as const), id: shortText, name: anyText }),
  fc.record({ kind: fc.constant('channel' as const), id: fc.oneof(fc.constant('C0QUIZ'), shortText) }),
  fc.record({
    kind: fc.constant('time' as const),
    at: fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2100-01-01') }),
    style: fc.constantFrom('datetime' as const, 'date' as const, 'relative' as const),
    zone: fc.constantFrom('Europe/Berlin', 'UTC', 'Not/AZone'),
  }),
);
const inlines = fc.array(inline, { maxLength: 8 });
const columns = fc.array(fc.record({ title: shortText, align: fc.constantFrom('left' as const, 'right' as const) }), {
  minLength: 1,
  maxLength: 5,
});
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: anyText }),
  fc.record({ kind: fc.constant('paragraph' as const), inlines }),
  fc.record({ kind: fc.constant('quote' as const), text: anyText }),
  fc.record({ kind: fc.constant('code' as const), language: fc.constant('python'), text: anyText }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(inlines, { maxLength: 12 }) }),
  fc.record({
    kind: fc.constant('table' as const),
    columns,
    rows: fc.array(fc.array(shortText, { maxLength: 6 }), { maxLength: 30 }),
  }),
  fc.record({ kind: fc.constant('divider' as const) }),
  fc.record({ kind: fc.constant('note' as const), inlines }),
);
const verb = fc.stringMatching(/^[a-z]{1,12}$/);
const button: fc.Arbitrary<Button> = fc.record({
  action: fc.record({ verb, args: fc.array(fc.stringMatching(/^[\w.@-]{1,20}$/), { maxLength: 3 }) }),
  label: fc.string({ minLength: 1, maxLength: 120 }),
  style: fc.constantFrom('primary' as const, 'secondary' as const, 'danger' as const),
  opens: fc.constantFrom('form' as const, 'message' as const),
});
const messages: fc.Arbitrary<Message> = fc.record({
  tone: fc.constant('neutral' as const),
  blocks: fc.array(block, { maxLength: 60 }),
  buttons: fc.uniqueArray(button, { maxLength: 5, selector: (each) => JSON.stringify([each.opens, each.action]) }),
  summary: anyText,
});

const labelled = { label: fc.string({ minLength: 1, maxLength: 3000 }), hint: anyText, required: fc.boolean() };
const fieldOfName = (name: string): fc.Arbitrary<Field> =>
  fc.oneof(
    fc.record({
      ...labelled,
      kind: fc.constant('text' as const),
      name: fc.constant(name),
      long: fc.boolean(),
      maxLength: fc.integer({ min: 1, max: 9000 }),
      initial: anyText,
    }),
    fc.record({
      ...labelled,
      kind: fc.constant('choice' as const),
      name: fc.constant(name),
      multiple: fc.boolean(),
      options: fc.uniqueArray(
        fc.record({ value: fc.stringMatching(/^[A-Z]\w{0,9}$/), label: fc.string({ minLength: 1, maxLength: 200 }) }),
        {
          minLength: 2,
          maxLength: 14,
          selector: (option) => option.value,
        },
      ),
      initial: fc.array(fc.stringMatching(/^[A-Z]\w{0,1}$/), { maxLength: 3 }),
    }),
  );
const forms: fc.Arbitrary<Form> = fc.record({
  action: fc.record({ verb, args: fc.constant([]) }),
  title: fc.string({ minLength: 1, maxLength: 60 }),
  intro: fc.array(block, { maxLength: 110 }),
  fields: fc
    .integer({ min: 1, max: 4 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => fieldOfName(`field${n}`)))),
  submitLabel: fc.string({ minLength: 1, maxLength: 60 }),
});

const t = englishTexts();

describe('whatever core says', () => {
  it('fits Slack as a message', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(messageProblems({ ...renderMessage(message) })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('fits Slack as a modal and as a home', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(viewProblems(messageView(t, message, 'C0QUIZ'))).toEqual([]);
        expect(viewProblems(homeView(message), 'home')).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('fits Slack as a form', () => {
    fc.assert(
      fc.property(forms, (form) => {
        expect(viewProblems(renderForm(t, form, 'C0QUIZ'))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('reads as it was written, when it fits', () => {
    fc.assert(
      fc.property(
        fc.array(
          shortText.filter((each) => each !== ''),
          { minLength: 1, maxLength: 10 },
        ),
        (texts) => {
          const blocks = texts.flatMap((each): Block[] => [
            {
              kind: 'paragraph',
              inlines: [
                { kind: 'text', text: each },
                { kind: 'bold', text: each },
              ],
            },
            { kind: 'quote', text: each },
            {
              kind: 'note',
              inlines: [
                { kind: 'italic', text: each },
                { kind: 'text', text: each },
              ],
            },
          ]);
          const shown = readable(renderMessage({ tone: 'neutral', blocks, buttons: [], summary: 's' }).blocks);
          for (const each of texts) expect(shown).toContain(each.trim());
        },
      ),
    );
  });
});

describe('a message', () => {
  const render = (...blocks: Block[]) => renderMessage({ tone: 'neutral', blocks, buttons: [], summary: 's' }).blocks;

  it('keeps its buttons however long it is', () => {
    const blocks = Array.from(
      { length: 80 },
      (): Block => ({ kind: 'paragraph', inlines: [{ kind: 'text', text: 'x'.repeat(400) }] }),
    );
    const action = { verb: 'answer', args: ['r1'] };
    const rendered = renderMessage({
      tone: 'question',
      blocks,
      buttons: [{ action, label: 'Answer', style: 'primary', opens: 'form' }],
      summary: 's',
    }).blocks;
    expect(rendered.at(-1)).toMatchObject({
      type: 'actions',
      elements: [{ action_id: 'rc1f:answer:r1', style: 'primary' }],
    });
    expect(readable(rendered)).toContain('…');
  });

  it('puts small print into a context block where Slack cannot misread it, and into rich text where it can', () => {
    const at = new Date('2030-01-02T03:04:00Z');
    const time: Inline = { kind: 'time', at, style: 'datetime', zone: 'Europe/Berlin' };
    expect(render({ kind: 'note', inlines: [{ kind: 'text', text: 'Closes ' }, time] })).toEqual([
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            verbatim: true,
            text: 'Closes <!date^1893553440^{date_short_pretty}, {time}|2030-01-02 04:04 (Europe/Berlin)>',
          },
        ],
      },
    ]);
    expect(render({ kind: 'note', inlines: [{ kind: 'text', text: '*x* ' }, time] })[0]?.type).toBe('rich_text');
    expect(render({ kind: 'note', inlines: [{ kind: 'text', text: '*x* & <y>' }] })).toEqual([
      { type: 'context', elements: [{ type: 'plain_text', text: '*x* & <y>', emoji: false }] },
    ]);
  });

  it('fills Slack to the brim and not further', () => {
    const dividers = (count: number) => Array.from({ length: count }, (): Block => ({ kind: 'divider' }));
    const label = 'x'.repeat(200);
    const button: Button = { action: { verb: 'go', args: [] }, label, style: 'danger', opens: 'message' };
    const full = renderMessage({ tone: 'neutral', blocks: dividers(80), buttons: [button], summary: 's' });
    expect(full.blocks).toHaveLength(50);
    expect(messageProblems({ ...full })).toEqual([]);
    expect(renderMessage({ tone: 'neutral', blocks: dividers(50), buttons: [], summary: 's' }).blocks).toEqual(
      dividers(50).map(() => ({ type: 'divider' })),
    );
    expect(homeView({ tone: 'neutral', blocks: dividers(130), buttons: [button], summary: 's' }).blocks).toHaveLength(
      100,
    );
    const field: Field = { kind: 'text', name: 'text', label: 'l', hint: '', long: true, required: true, maxLength: 9 };
    const action = { verb: 'answer', args: [] };
    const view = renderForm(
      t,
      { action, title: 't', intro: dividers(130), fields: [field], submitLabel: 's' },
      'C0QUIZ',
    );
    expect(view.blocks).toHaveLength(100);
    expect(viewProblems(view)).toEqual([]);
  });

  it('shows a command as it is typed', () => {
    const command: Inline = { kind: 'command', text: '/quiz setup time:09:00' };
    expect(render({ kind: 'paragraph', inlines: [command] })).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [{ type: 'text', text: '/quiz setup time:09:00', style: { code: true } }],
          },
        ],
      },
    ]);
    expect(readable(render({ kind: 'note', inlines: [{ kind: 'text', text: 'Try ' }, command] }))).toBe(
      'Try `/quiz setup time:09:00`',
    );
  });

  it('shows every cut: in a paragraph, a list, code, a table, and at the end', () => {
    const long: Inline = { kind: 'text', text: 'x'.repeat(3000) };
    const after: Inline = { kind: 'bold', text: 'not seen' };
    for (const inlines of [
      [long, after],
      [{ ...long, text: 'x'.repeat(2999) }, after],
      [{ ...long, text: 'x'.repeat(3001) }],
    ]) {
      const said = readable(render({ kind: 'paragraph', inlines }));
      expect(said.endsWith('…')).toBe(true);
      expect(said.length).toBeLessThanOrEqual(3000);
    }
    expect(readable(render({ kind: 'paragraph', inlines: [long] }))).toBe(long.text);

    const items = Array.from({ length: 40 }, (_, at): Inline[] => [{ kind: 'text', text: `${at} ${'y'.repeat(200)}` }]);
    expect(readable(render({ kind: 'list', items })).endsWith('…')).toBe(true);

    const line = `value = "${'z'.repeat(70)}"`;
    const code = render({ kind: 'code', language: 'python', text: Array(60).fill(line).join('\n') });
    const lines = readable(code).split('\n');
    expect(lines.at(-1)).toBe('…');
    expect(new Set(lines.slice(0, -1))).toEqual(new Set([line]));

    const rows = Array.from({ length: 300 }, (_, at) => [`Member ${at}`, '10']);
    const columns = [
      { title: 'Who', align: 'left' as const },
      { title: 'Points', align: 'right' as const },
    ];
    const table = readable(render({ kind: 'table', columns, rows })).split('\n');
    expect(table.at(-1)).toBe('…');
    expect(table.at(-2)).toMatch(/^Member \d+ +10$/);
  });

  it('leaves code whole in its own block however much there is of it, and says that there was more', () => {
    const text = Array.from({ length: 100 }, (_, at) => `line_${at} = ${'"q"'.repeat(9)}`).join('\n');
    const blocks = Array.from({ length: 8 }, (): Block => ({ kind: 'code', language: 'python', text }));
    const rendered = renderMessage({ tone: 'neutral', blocks, buttons: [], summary: 's' });
    expect(messageProblems({ ...rendered })).toEqual([]);
    expect(rendered.blocks.slice(0, -1).every((each) => each.type === 'rich_text')).toBe(true);
    expect(rendered.blocks.at(-1)).toEqual({
      type: 'context',
      elements: [{ type: 'plain_text', text: '…', emoji: false }],
    });
    for (const each of rendered.blocks) expect(readable(each)).toMatch(/(^|\n)…$|"q"$/);
  });

  it('aligns a table', () => {
    const [table] = render({
      kind: 'table',
      columns: [
        { title: 'Who', align: 'left' },
        { title: 'Points', align: 'right' },
      ],
      rows: [
        ['Ada', '120'],
        ['Bob', '7'],
      ],
    });
    expect(readable(table)).toBe('Who  Points\nAda     120\nBob       7');
  });
});
