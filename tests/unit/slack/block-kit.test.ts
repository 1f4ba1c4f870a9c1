/** The judge judged: what Slack takes passes, one step over each limit does not. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockProblems, elementProblems, messageProblems, viewProblems } from '../../fakes/slack/block-kit.ts';
import { type Json, record, string } from '../../fakes/slack/json.ts';

const folder = new URL('../../fixtures/slack/block-kit/valid/', import.meta.url);
/** A user mention is valid in Slack and forbidden here: it notifies. Highlighted channel names are a client's business. */
const NOT_OURS = ['rich_text_user_basic.json'];

function problems(sample: Json): string[] {
  const type = string(sample.type);
  if (type === 'modal') return viewProblems(sample);
  if (type === 'input') return blockProblems([sample], 'modal');
  if (['button', 'plain_text_input', 'radio_buttons', 'checkboxes'].includes(type)) return elementProblems(sample);
  if (type.startsWith('rich_text_')) return blockProblems([{ type: 'rich_text', elements: [sample] }], 'message');
  if (['text', 'link', 'channel', 'user', 'date'].includes(type)) return blockProblems([section(sample)], 'message');
  return blockProblems([sample], 'message');
}

const section = (...elements: Json[]): Json => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const plain = (length: number): Json => ({ type: 'plain_text', text: 'x'.repeat(length) });
const button = (more: Json = {}): Json => ({ type: 'button', action_id: 'a', text: plain(5), ...more });
const options = (count: number) => Array.from({ length: count }, (_, n) => ({ text: plain(3), value: `v${n}` }));
const input = (element: Json): Json => ({ type: 'input', block_id: 'b', label: plain(3), element });
const modal = (more: Json = {}): Json => ({
  type: 'modal',
  title: plain(3),
  submit: plain(3),
  blocks: [{ type: 'divider' }],
  ...more,
});

describe('the rules of Block Kit', () => {
  it.each(readdirSync(folder).filter((name) => !NOT_OURS.includes(name)))('take the sample %s', (name) => {
    expect(problems(record(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))).toEqual([]);
  });

  it.each<[string, Json]>([
    ['a block nobody knows', { type: 'carousel' }],
    ['an unknown key', { type: 'divider', colour: 'red' }],
    ['a header of 151', { type: 'header', text: plain(151) }],
    ['a header in mrkdwn', { type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
    ['an empty header', { type: 'header', text: plain(0) }],
    ['a section of 3001', { type: 'section', text: plain(3001) }],
    ['eleven context elements', { type: 'context', elements: Array.from({ length: 11 }, () => plain(1)) }],
    ['26 buttons', { type: 'actions', elements: Array.from({ length: 26 }, (_, n) => button({ action_id: `a${n}` })) }],
    ['one action id twice', { type: 'actions', elements: [button(), button()] }],
    ['a button label of 76', button({ text: plain(76) })],
    ['an action id of 256', button({ action_id: 'x'.repeat(256) })],
    ['a button of style secondary', button({ style: 'secondary' })],
    ['eleven radio buttons', { type: 'radio_buttons', action_id: 'a', options: options(11) }],
    ['no checkboxes', { type: 'checkboxes', action_id: 'a', options: [] }],
    ['an option label of 76', { type: 'checkboxes', action_id: 'a', options: [{ text: plain(76), value: 'v' }] }],
    [
      'an option value of 151',
      { type: 'checkboxes', action_id: 'a', options: [{ text: plain(1), value: 'v'.repeat(151) }] },
    ],
    ['an input for 3001', { type: 'plain_text_input', action_id: 'a', max_length: 3001 }],
    ['an empty text', section({ type: 'text', text: '' })],
    ['a mention of a person', section({ type: 'user', user_id: 'U1' })],
    ['a broadcast', section({ type: 'broadcast', range: 'channel' })],
    ['a link to a script', section({ type: 'link', url: 'javascript:alert(1)' })],
    ['a date without a format', section({ type: 'date', timestamp: 1, format: 'today' })],
    ['a ping in small print', { type: 'context', elements: [{ type: 'mrkdwn', text: 'hi <!here>' }] }],
    ['a view title of 25', modal({ title: plain(25) })],
    ['a view of 101 blocks', modal({ blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) })],
    ['3001 characters of metadata', modal({ private_metadata: 'x'.repeat(3001) })],
    [
      'an input without submit',
      modal({ submit: undefined, blocks: [input({ type: 'plain_text_input', action_id: 'a' })] }),
    ],
    [
      'one block id twice',
      modal({ blocks: Array.from({ length: 2 }, () => input({ type: 'plain_text_input', action_id: 'a' })) }),
    ],
  ])('refuse %s', (_, sample) => {
    expect(problems(sample)).not.toEqual([]);
  });

  it.each<[string, Json]>([
    ['a title', { type: 'home', title: plain(3), blocks: [{ type: 'divider' }] }],
    ['101 blocks', { type: 'home', blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }],
    ['another type', { type: 'modal', blocks: [{ type: 'divider' }] }],
    ['too long a memory', { type: 'home', private_metadata: 'x'.repeat(3001), blocks: [{ type: 'divider' }] }],
  ])('refuse a home with %s', (_, view) => {
    expect(viewProblems(view, 'home')).not.toEqual([]);
    expect(viewProblems({ type: 'home', private_metadata: 'x', blocks: [{ type: 'divider' }] }, 'home')).toEqual([]);
  });

  it.each<[string, Json]>([
    [
      'an initial value that is too long',
      { type: 'plain_text_input', action_id: 'a', max_length: 2, initial_value: 'xxx' },
    ],
    [
      'an initial option that is none',
      { type: 'radio_buttons', action_id: 'a', options: options(2), initial_option: { text: plain(3), value: 'v9' } },
    ],
    ['initial options without any', { type: 'checkboxes', action_id: 'a', options: options(2), initial_options: [] }],
  ])('refuse %s', (_, element) => {
    expect(elementProblems(element)).not.toEqual([]);
  });

  it('refuse a message whose blocks weigh too much together', () => {
    const blocks = (count: number) => Array.from({ length: count }, () => ({ type: 'section', text: plain(3000) }));
    expect(messageProblems({ text: 'x', blocks: blocks(4) })).toEqual([]);
    expect(messageProblems({ text: 'x', blocks: blocks(5) })).toEqual(['msg_blocks_too_long']);
  });

  it('refuse a message of 51 blocks, one without a fallback text, and one whose fallback notifies', () => {
    const dividers = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }));
    expect(messageProblems({ text: 'x', blocks: dividers(50) })).toEqual([]);
    expect(messageProblems({ text: 'x', blocks: dividers(51) })).toHaveLength(1);
    expect(messageProblems({ text: '', blocks: dividers(1) })).toHaveLength(1);
    expect(messageProblems({ text: 'hey <!channel>' })).toHaveLength(1);
    expect(blockProblems([input({ type: 'plain_text_input', action_id: 'a' })], 'message')).toHaveLength(1);
  });
});
