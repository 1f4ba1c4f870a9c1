import { describe, expect, it } from 'vitest';
import { renderEntry, renderForm, renderMessage } from '../../../src/bots/local/render.ts';
import { type Form, type Message, paragraph, text } from '../../../src/core/message.ts';

const message = (change: Partial<Message>): Message => ({
  tone: 'neutral',
  blocks: [],
  buttons: [],
  summary: 'a line',
  ...change,
});

describe('render', () => {
  it('gives moments as ISO strings, wherever they stand', () => {
    const at = new Date('2026-11-18T09:00:00Z');
    const moment = { kind: 'time', at, style: 'datetime', zone: 'Europe/Berlin' } as const;
    const view = renderMessage(
      message({
        blocks: [paragraph(moment), { kind: 'note', inlines: [moment] }, { kind: 'list', items: [[moment]] }],
      }),
    );
    const shown = { ...moment, at: '2026-11-18T09:00:00.000Z' };
    expect(view.blocks).toEqual([
      { kind: 'paragraph', inlines: [shown] },
      { kind: 'note', inlines: [shown] },
      { kind: 'list', items: [[shown]] },
    ]);
  });

  it('names channels and leaves unknown ones with their id', () => {
    const view = renderMessage(
      message({ blocks: [paragraph({ kind: 'channel', id: 'general' }, { kind: 'channel', id: 'x1' })] }),
    );
    expect(view.blocks[0]).toEqual({
      kind: 'paragraph',
      inlines: [
        { kind: 'channel', id: 'general', name: 'general' },
        { kind: 'channel', id: 'x1', name: 'x1' },
      ],
    });
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', ' https://x.example', '//x.example'])(
    'takes the link out of %s',
    (url) => {
      const view = renderMessage(message({ blocks: [paragraph({ kind: 'link', text: 'here', url })] }));
      expect(view.blocks[0]).toEqual({ kind: 'paragraph', inlines: [{ kind: 'text', text: 'here' }] });
    },
  );

  it('keeps a web link', () => {
    const link = { kind: 'link', text: 'docs', url: 'https://docs.python.org/3/' } as const;
    expect(renderMessage(message({ blocks: [paragraph(link)] })).blocks[0]).toEqual({
      kind: 'paragraph',
      inlines: [link],
    });
  });

  it('encodes what a button stands for and whether it opens a form', () => {
    const view = renderMessage(
      message({
        buttons: [
          { action: { verb: 'answer', args: ['r1'] }, label: 'Answer', style: 'primary', opens: 'form' },
          { action: { verb: 'hint', args: ['r1'] }, label: 'Hint', style: 'secondary', opens: 'message' },
        ],
      }),
    );
    expect(view.buttons.map(({ id }) => id)).toEqual(['rc1f:answer:r1', 'rc1:hint:r1']);
  });

  it('passes literal text on untouched, markup and all', () => {
    const typed = '<img src=x onerror=alert(1)> **not bold** @everyone';
    const view = renderMessage(message({ blocks: [{ kind: 'quote', text: typed }] }));
    expect(view.blocks).toEqual([{ kind: 'quote', text: typed }]);
  });

  it('renders a form with its action and intro', () => {
    const form: Form = {
      action: { verb: 'answer', args: ['r1'] },
      title: 'Your answer',
      intro: [paragraph(text('Why?'))],
      fields: [{ kind: 'text', name: 'text', label: 'Why', hint: '', long: true, required: true, maxLength: 100 }],
      submitLabel: 'Submit',
    };
    expect(renderForm(form)).toEqual({
      id: 'rc1:answer:r1',
      title: 'Your answer',
      intro: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'Why?' }] }],
      fields: form.fields,
      submitLabel: 'Submit',
    });
  });

  it('says of an entry who wrote it and whether only one person sees it', () => {
    const entry = { id: 'e1', channelId: 'general', key: null, message: message({}), at: new Date(0) };
    expect(renderEntry({ ...entry, author: 'refcount', audience: null })).toMatchObject({
      author: { id: 'refcount', name: 'Refcount', bot: true },
      private: false,
      channel: 'general',
      at: '1970-01-01T00:00:00.000Z',
    });
    expect(renderEntry({ ...entry, author: 'ada', audience: 'ada' })).toMatchObject({
      author: { id: 'ada', name: 'Ada', bot: false },
      private: true,
    });
  });
});
