import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createStateStore, STATE_LIFE } from '../../../src/bots/slack/install-state.ts';

const options = { scopes: ['commands'], redirectUri: 'https://quiz.example.org/slack/oauth_redirect' };
const store = (secret = 'a secret') => createStateStore({ secret: Buffer.from(secret), random: randomBytes, options });
const at = (ms: number) => new Date(Date.UTC(2031, 0, 1) + ms);

it('knows its own state, once', async () => {
  const states = store();
  const state = await states.generateStateParam({ scopes: [] }, at(0));
  expect(await states.verifyStateParam(at(1000), state)).toBe(options);
  await expect(states.verifyStateParam(at(2000), state)).rejects.toMatchObject({
    code: 'slack_oauth_invalid_state',
    message: expect.stringContaining('used before'),
  });
});

it('knows it for ten minutes', async () => {
  const states = store();
  const [early, late] = [
    await states.generateStateParam(options, at(0)),
    await states.generateStateParam(options, at(0)),
  ];
  expect(early).not.toBe(late);
  await expect(states.verifyStateParam(at(STATE_LIFE - 1), early)).resolves.toBe(options);
  await expect(states.verifyStateParam(at(STATE_LIFE), late)).rejects.toThrow('older than ten minutes');
});

it('knows no other', async () => {
  const states = store();
  const mine = await states.generateStateParam(options, at(0));
  const [, token = '', signed = ''] = mine.split('.');
  const theirs = await store('another').generateStateParam(options, at(0));
  const forged = [theirs, '', '..', 'x.y.z', `${at(9 * STATE_LIFE).getTime()}.${token}.${signed}`, mine.slice(0, -1)];
  for (const state of forged) {
    await expect(states.verifyStateParam(at(1), state)).rejects.toThrow('not a state of ours');
  }
  await expect(states.verifyStateParam(at(1), mine)).resolves.toBe(options);
});
