import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Form, FormValues, Reply } from '../../../src/core/message.ts';
import { person, words } from '../../fakes/platform/people.ts';
import { createQuiz, type Quiz } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  expect(quiz.complaints).toEqual([]);
  await quiz.close();
});

const lead = (locale = 'en') => person(quiz.desk, 'Lead', { locale });
const schedule = async (channel = 'general') => await quiz.store.read.scheduleOfChannel('local:home', channel);

function formOf(reply: Reply): Form {
  if (reply.kind !== 'form') throw new Error(`not a form: ${words(reply)}`);
  return reply.form;
}

/** What would be sent if nobody changed anything. */
const asOpened = (form: Form): FormValues =>
  Object.fromEntries(form.fields.map((field) => [field.name, field.initial ?? '']));

async function submit(changed: FormValues, locale?: string): Promise<Reply> {
  const form = formOf(await lead(locale).type('quiz', 'setup'));
  return await lead(locale).submit(form.action, { ...asOpened(form), ...changed });
}

describe('setup typed without options', () => {
  test('opens a form with what a new schedule would be, and sent as it is makes that', async () => {
    const form = formOf(await lead().type('quiz', 'setup'));
    expect(asOpened(form)).toEqual({ days: 'weekdays', time: '09:00', zone: 'UTC', topics: 'all', attempts: ['1'] });
    expect(form.intro).toEqual([]);
    const reply = words(await lead().submit(form.action, asOpened(form)));
    expect(reply).toContain('Schedule set');
    expect(reply).toContain('weekdays at 09:00, UTC');
    expect(await schedule()).toMatchObject({
      cron: '0 9 * * 1-5',
      zone: 'UTC',
      topics: [],
      attempts: 1,
      discussion: false,
      setUpBy: 'lead',
    });
  });

  test('opens it with what the channel’s schedule has, and sent as it is changes nothing', async () => {
    const options = { days: 'mon,fri', time: '17:30', zone: 'Asia/Tokyo', topics: 'quoting,pipes', attempts: 3 };
    await lead().command('quiz setup', { ...options, discussion: 'on' });
    const before = await schedule();
    const form = formOf(await lead().type('quiz', 'setup'));
    expect(asOpened(form)).toEqual({ ...options, attempts: ['3'] });
    expect(words(await lead().submit(form.action, asOpened(form)))).toContain('Schedule changed');
    expect(await schedule()).toEqual(before);
    expect(before).toMatchObject({ discussion: true });
  });

  test('of a cron expression leaves the time empty, and keeps the expression', async () => {
    await lead().command('quiz setup', { days: '0 9 1,15 * *' });
    const form = formOf(await lead().type('quiz', 'setup'));
    expect(asOpened(form)).toMatchObject({ days: '0 9 1,15 * *', time: '' });
    await lead().submit(form.action, asOpened(form));
    expect(await schedule()).toMatchObject({ cron: '0 9 1,15 * *' });
  });

  test('of a second channel begins with the zone of the first', async () => {
    await lead().command('quiz setup', { channel: 'other', zone: 'Europe/Berlin' });
    expect(asOpened(formOf(await lead().type('quiz', 'setup')))).toMatchObject({ zone: 'Europe/Berlin' });
  });

  test('is for admins, opened and sent', async () => {
    const ada = person(quiz.desk, 'Ada');
    expect(words(await ada.type('quiz', 'setup'))).toContain('You need the keys to the building');
    const form = formOf(await lead().type('quiz', 'setup'));
    expect(words(await ada.submit(form.action, asOpened(form)))).toContain('You need the keys to the building');
    expect(await schedule()).toBeUndefined();
  });

  test('is not asked of a platform whose menu holds the options: there the defaults are set', async () => {
    expect(words(await lead().command('quiz setup'))).toContain('Schedule set');
  });

  test('with an option does what it says at once', async () => {
    expect(words(await lead().type('quiz', 'setup #other 10:00'))).toContain('Where: #other');
    expect(await schedule('other')).toMatchObject({ cron: '0 10 * * 1-5' });
  });
});

describe('a form sent back', () => {
  test('with several mistakes has a sentence at each field, and changes nothing', async () => {
    const reply = await submit({ days: 'weekday', time: '25:00', zone: 'Tokio', topics: 'proceses', attempts: ['9'] });
    if (reply.kind !== 'invalid') throw new Error('accepted');
    expect(Object.keys(reply.errors).sort()).toEqual(['attempts', 'days', 'time', 'topics', 'zone']);
    expect(reply.errors.days).toContain('Did you mean weekdays?');
    expect(reply.errors.time).toContain('“25:00” is not a time of day.');
    expect(reply.errors.zone).toContain('Did you mean Asia/Tokyo?');
    expect(reply.errors.topics).toContain('Did you mean processes?');
    expect(reply.errors.attempts).toContain('from 1 to 5');
    expect(await schedule()).toBeUndefined();
    expect(quiz.platform.calls).toEqual([]);
  });

  test('with one mistake names that field alone, in the language of whoever sent it', async () => {
    expect(await submit({ zone: 'Nirgendwo' }, 'de')).toEqual({
      kind: 'invalid',
      errors: { zone: expect.stringContaining('„Nirgendwo“ ist keine Zeitzone.') },
    });
  });

  test.each<[string, FormValues, string, string]>([
    ['an expression with a time beside it', { days: '0 9 * * 1' }, 'time', 'already holds the time'],
    ['an expression that is none', { days: '0 9 * *', time: '' }, 'days', 'five fields'],
    ['an expression too often', { days: '*/5 * * * *', time: '' }, 'days', 'more than once an hour'],
    ['an expression that never comes', { days: '0 9 31 2 *', time: '' }, 'days', 'never comes round'],
    ['no attempts', { attempts: [] }, 'attempts', 'from 1 to 5'],
    ['no zone', { zone: ' ' }, 'zone', 'is not a time zone'],
  ])('%s', async (_, values, field, problem) => {
    expect(await submit(values)).toEqual({ kind: 'invalid', errors: { [field]: expect.stringContaining(problem) } });
  });

  test.each<[string, FormValues, object]>([
    ['no time is nine', { time: '' }, { cron: '0 9 * * 1-5' }],
    ['no days are weekdays', { days: ' ' }, { cron: '0 9 * * 1-5' }],
    ['no topics are all', { topics: '' }, { topics: [] }],
    ['topics with spaces', { topics: 'Quoting, pipes,' }, { topics: ['quoting', 'pipes'] }],
    ['an expression alone', { days: '0 */6 * * *', time: '' }, { cron: '0 */6 * * *' }],
    ['attempts as a plain word', { attempts: '4' }, { attempts: 4 }],
  ])('%s', async (_, values, expected) => {
    expect(words(await submit(values))).toContain('Schedule set');
    expect(await schedule()).toMatchObject(expected);
  });

  test('without its channel is from another version', async () => {
    expect(words(await lead().submit({ verb: 'setup', args: [] }, {}))).toContain('an older version of Refcount');
  });
});

test.each(['en', 'de'])('the form keeps every platform’s limits in %s', async (locale) => {
  const form = formOf(await lead(locale).type('quiz', 'setup'));
  expect(form.title.length).toBeLessThanOrEqual(24);
  expect(form.submitLabel.length).toBeLessThanOrEqual(24);
  expect(form.fields).toHaveLength(5);
  for (const field of form.fields) {
    expect(field.label.length).toBeLessThanOrEqual(45);
    expect(field.hint.length).toBeLessThanOrEqual(100);
    if (field.kind === 'text') expect(field.initial?.length ?? 0).toBeLessThanOrEqual(field.maxLength);
    else for (const option of field.options) expect(option.label.length).toBeLessThanOrEqual(75);
  }
});
