/** The test server must refuse what Discord refuses, or the tests that use it prove nothing. */
import { describe, expect, it } from 'vitest';
import { commandFaults } from '../../fakes/discord/command-rules.ts';
import type { Json } from '../../fakes/discord/ids.ts';
import { messageFaults, modalFaults } from '../../fakes/discord/rules.ts';
import { schemaFaults } from '../../fakes/discord/schemas.ts';

const V2 = 1 << 15;
const button = (id: string, more: Json = {}): Json => ({ type: 2, style: 1, label: 'x', custom_id: id, ...more });
const row = (...components: Json[]): Json => ({ type: 1, components });
const said = (content: string): Json => ({ type: 10, content });
const faults = (body: Json) => messageFaults(body, { schema: 'MessageCreateRequest' }).join('\n');

describe('messages', () => {
  it.each([
    ['a plain one', { content: 'hi' }],
    ['a V2 one', { flags: V2, components: [{ type: 17, components: [said('x'), row(button('a'))] }] }],
  ])('accepts %s', (_, body) => {
    expect(faults(body)).toBe('');
  });

  it.each([
    ['long content', { content: 'x'.repeat(2001) }, '2000'],
    ['embeds that are too long together', { embeds: [1, 2].map(() => ({ description: 'x'.repeat(3500) })) }, '6000'],
    ['six rows', { content: 'x', components: [1, 2, 3, 4, 5, 6].map((id) => row(button(String(id)))) }, 'action rows'],
    [
      'six buttons in a row',
      { content: 'x', components: [row(...[1, 2, 3, 4, 5, 6].map((id) => button(String(id))))] },
      'more than 5',
    ],
    ['one id twice', { content: 'x', components: [row(button('a'), button('a'))] }, 'twice'],
    ['a button without id', { content: 'x', components: [row({ type: 2, style: 1, label: 'x' })] }, 'custom_id'],
    ['a label that is too long', { content: 'x', components: [row(button('a', { label: 'x'.repeat(81) }))] }, '80'],
    ['V2 parts without the flag', { content: 'x', components: [said('x')] }, 'IS_COMPONENTS_V2'],
    ['V2 with content', { flags: V2, content: 'x', components: [said('x')] }, 'content'],
    ['V2 with nothing', { flags: V2, components: [] }, 'at least one'],
    ['V2 with too much text', { flags: V2, components: [said('x'.repeat(2500)), said('x'.repeat(2500))] }, '4000'],
    ['V2 with too many parts', { flags: V2, components: Array.from({ length: 41 }, () => said('x')) }, '40'],
    ['blank text', { flags: V2, components: [said(' ')] }, 'spaces'],
    ['a misspelt key', { contents: 'x' }, 'contents'],
    [
      'a misspelt key deep inside',
      { flags: V2, components: [{ type: 17, components: [{ ...said('x'), colour: 1 }] }] },
      'colour',
    ],
    ['a long nonce', { content: 'x', nonce: 'x'.repeat(26), enforce_nonce: true }, '25'],
    ['a nonce that prevents nothing', { content: 'x', nonce: 'x' }, 'enforce_nonce'],
    ['an ephemeral channel message', { content: 'x', flags: 64 }, 'ephemeral'],
  ])('refuses %s', (_, body: Json, complaint) => {
    expect(faults(body)).toContain(complaint);
  });

  it('refuses what an edit cannot do', () => {
    const edit = (body: Json, flags: number) =>
      messageFaults(body, { schema: 'IncomingWebhookUpdateRequestPartial', flags }).join();
    expect(edit({ flags: V2, components: [said('x')] }, 64)).toBe('');
    expect(edit({ content: 'x' }, V2)).toContain('content');
    expect(edit({ components: [said('x')] }, 0)).toContain('IS_COMPONENTS_V2');
  });
});

describe('modals', () => {
  const input = (id: string, more: Json = {}): Json => ({
    type: 18,
    label: 'x',
    component: { type: 4, custom_id: id, style: 1, ...more },
  });
  const of = (data: Json) =>
    [...schemaFaults('ModalInteractionCallbackRequest', { type: 9, data }), ...modalFaults(data)].join('\n');
  const modal = (more: Json) => of({ custom_id: 'm', title: 'T', components: [input('a')], ...more });

  it('accepts a good one', () => {
    expect(modal({})).toBe('');
  });

  it.each([
    ['a long title', { title: 'x'.repeat(46) }, '45'],
    ['six parts', { components: ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => input(id)) }, 'at most 5'],
    ['one id twice', { components: [input('a'), input('a')] }, 'twice'],
    ['a label within a label', { components: [input('a', { label: 'x' })] }, 'label'],
    ['a misspelt key', { components: [input('a', { max_lenght: 5 })] }, 'max_lenght'],
    ['lengths that exclude each other', { components: [input('a', { min_length: 5, max_length: 4 })] }, 'min_length'],
    [
      'options of one value',
      {
        components: [
          {
            type: 18,
            label: 'x',
            component: {
              type: 21,
              custom_id: 'r',
              options: [
                { label: 'a', value: 'a' },
                { label: 'b', value: 'a' },
              ],
            },
          },
        ],
      },
      'same value',
    ],
  ])('refuses %s', (_, more: Json, complaint) => {
    expect(modal(more)).toContain(complaint);
  });
});

describe('commands', () => {
  const command = (more: Json): Json => ({ type: 1, name: 'quiz', description: 'd', ...more });
  const option = (more: Json): Json => ({ type: 3, name: 'topic', description: 'd', ...more });

  it('accepts commands and menu entries of one name', () => {
    const shown = command({ default_member_permissions: '32', description_localizations: { de: 'd' } });
    expect(commandFaults([shown, { type: 2, name: 'Quiz stats' }, { type: 3, name: 'Quiz stats' }])).toEqual([]);
  });

  it.each([
    ['capitals', [command({ name: 'Quiz' })], 'not a name'],
    ['a missing description', [{ type: 1, name: 'quiz' }], 'no description'],
    ['one name twice', [command({}), command({})], 'twice'],
    [
      'required after optional',
      [command({ options: [option({}), option({ name: 'b', required: true })] })],
      'required after',
    ],
    [
      'subcommands beside options',
      [command({ options: [option({}), { type: 1, name: 's', description: 'd' }] })],
      'beside',
    ],
    [
      'choices that also complete',
      [command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] })],
      'autocomplete',
    ],
    ['a long description', [command({ description: 'x'.repeat(101) })], '100'],
    ['a misspelt key', [command({ option: [] })], '"option"'],
    ['an unknown locale', [command({ description_localizations: { german: 'd' } })], 'no locale'],
    ['a translation that is too long', [command({ description_localizations: { de: 'x'.repeat(101) } })], '100'],
    [
      'a translation deep inside in an unknown locale',
      [command({ options: [option({ choices: [{ name: 'a', value: 'a', name_localizations: { xx: 'b' } }] })] })],
      'no locale',
    ],
    [
      'permissions that are no number',
      [command({ default_member_permissions: 'admins' })],
      'default_member_permissions',
    ],
    ['a menu entry with a description', [{ type: 3, name: 'Quiz me', description: 'd' }], 'no description'],
    ['a menu entry whose name is too long', [{ type: 2, name: 'x'.repeat(33) }], '32'],
    ['sixteen menu entries', Array.from({ length: 16 }, (_, index) => ({ type: 3, name: `n${index}` })), 'at most 15'],
  ])('refuses %s', (_, body: unknown, complaint) => {
    expect(commandFaults(body).join('\n')).toContain(complaint);
  });
});
