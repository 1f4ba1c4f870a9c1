/** A round as a member and a lead live it who use their platform in German. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { person, words } from '../../fakes/platform/people.ts';
import { createQuiz, HALF, type Quiz, RIGHT } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
let roundId: string;
beforeEach(async () => {
  quiz = await createQuiz();
  await quiz.schedule({ attempts: 2 });
  await quiz.at('2026-11-16T09:00:00Z');
  roundId = (await quiz.live()).id;
});
afterEach(async () => {
  expect(quiz.complaints).toEqual([]);
  await quiz.close();
});

const ada = () => person(quiz.desk, 'Ada', { locale: 'de' });
const lead = () => person(quiz.desk, 'Lead', { locale: 'de-AT' });
const oldest = async () =>
  (await quiz.store.read.oldestOpenAppeal('local:home'))?.id ?? expect.fail('no appeal is open');

describe('a member', () => {
  test('answers, sees the grade with rank and streak, and may try once more', async () => {
    expect(words(await ada().press('grade', roundId))).toBe('Diese Frage hast du noch nicht beantwortet.\n[Antworten]');
    expect(words(await ada().press('key', roundId))).toContain('Die Antwort wird aufgelöst, wenn die Runde endet.');
    const graded = words(await ada().answer(roundId, HALF));
    expect(graded).toContain('6 von 10 Punkten · teilweise getroffen');
    expect(graded).toContain('du schreibst „exit status“');
    expect(graded).toContain('Du bist in dieser Saison mit 6 Punkten auf Platz 1. Serie: 1.');
    expect(graded).toContain('[Noch ein Versuch (1 übrig)]');
    await ada().answer(roundId, RIGHT);
    expect(words(await ada().command('quiz answer'))).toContain('Diese Frage hast du schon beantwortet.');
    expect(words(await ada().answer(roundId, RIGHT))).toContain('die erste Bewertung gilt');
  });

  test('who uses English sees English in the same round', async () => {
    await ada().answer(roundId, HALF);
    const bob = person(quiz.desk, 'Bob', { locale: 'en-US' });
    expect(words(await bob.answer(roundId, HALF))).toContain('6 of 10 points · partly there');
  });

  test('reads the answer when the round is over, and when the next one comes', async () => {
    await ada().answer(roundId, HALF);
    await person(quiz.desk, 'Lead').command('quiz close');
    const none = words(await ada().command('quiz today'));
    expect(none).toContain('Gerade ist keine Frage offen. Die nächste: 2026-11-17T09:00:00.000Z.');
    expect(none).toContain('[Antwort lesen]');
    const bob = person(quiz.desk, 'Bob', { locale: 'de' });
    expect(words(await bob.answer(roundId, RIGHT))).toContain('nimmt keine Antworten mehr an');
    expect(words(await ada().press('key', roundId))).toMatch(/^Die Antwort\n/);
    expect(words(await ada().press('grade', roundId))).not.toContain('Auflösung');
  });

  test('with several questions open is told where', async () => {
    await quiz.schedule({ channelId: 'other' });
    await quiz.at('2026-11-17T09:00:00Z');
    const elsewhere = person(quiz.desk, 'Ada', { locale: 'de', channelId: 'third' });
    expect(words(await elsewhere.command('quiz today'))).toMatch(
      /^Offene Fragen gibt es in #\w+, #\w+\. Frag in einem dieser Kanäle\.$/,
    );
  });

  test('what cannot be read is refused in a sentence', async () => {
    const reply = await ada().answer(roundId, '…');
    expect(words(reply)).toContain('Schreib wenigstens ein paar Wörter');
    expect(words(await ada().press('hint', 'id9999999999'))).not.toMatch(/\b(the|this|version of)\b/i);
  });
});

describe('an appeal', () => {
  const reason = 'Ich meinte den „Status“.';
  const appealed = () => ada().submit({ verb: 'appeal', args: [roundId, '1'] }, { reason });

  test('goes to the leads, who read and decide it', async () => {
    await ada().answer(roundId, HALF);
    const form = await ada().press('appeal', roundId, '1');
    expect(form).toMatchObject({ form: { title: 'Einspruch einlegen', submitLabel: 'An die Leitung senden' } });
    expect(words(await ada().submit({ verb: 'appeal', args: [roundId, '1'] }, { reason: '' }))).toContain(
      'Ein Satz genügt',
    );
    expect(words(await appealed())).toBe('Dein Einspruch liegt bei der Leitung.\n[Meine Bewertung]');
    expect(words(await appealed())).toContain('liegt schon bei der Leitung');

    const shown = words(await lead().command('quiz appeals'));
    expect(shown).toContain('Einspruch · 6 von 10 Punkten');
    expect(shown).toContain('Antwort von Ada');
    expect(shown).toMatch(/Ergebnis 0,6, Sicherheit 0,\d+\. Kein weiterer Einspruch ist offen\./);
    expect(shown).toContain('wegen „exit status“');
    expect(shown).toContain('[Volle Punkte]\n[Punkte festlegen …]\n[Ablehnen …]');

    const action = { verb: 'appeal-points', args: [await oldest()] };
    expect(words(await lead().submit(action, { points: 'viele', reason: '' }))).toContain('etwa 7 oder 7,5');
    expect(words(await lead().submit(action, { points: '5', reason: '' }))).toContain('Die Bewertung gibt schon 6');
    expect(words(await lead().submit(action, { points: '7,5', reason: 'Knapp.' }))).toBe(
      'Die Antwort von Ada hat jetzt 7,5 von 10 Punkten. Die Gesamtzahl steigt um 1,5. Kein weiterer Einspruch ist offen.',
    );
    expect(words(await lead().submit(action, { points: '8', reason: '' }))).toContain(
      'Lead hat über diesen Einspruch schon entschieden: 7,5 von 10 Punkten. Die Begründung: „Knapp.“',
    );
    expect(words(await ada().press('grade', roundId))).toContain(
      'die Leitung hat 7,5 Punkte daraus gemacht. Vorher waren es 6. Die Begründung der Leitung: „Knapp.“',
    );
  });

  test('that is declined says why', async () => {
    await ada().answer(roundId, HALF);
    await appealed();
    const action = { verb: 'appeal-decline', args: [await oldest()] };
    expect(await lead().press('appeal-decline', await oldest())).toMatchObject({
      form: { title: 'Einspruch ablehnen', submitLabel: 'Ablehnen' },
    });
    expect(words(await lead().submit(action, { reason: ' ' }))).toContain('Sag, warum die Bewertung bleibt');
    expect(words(await lead().submit(action, { reason: 'Nein.' }))).toContain(
      'Abgelehnt: Die Antwort von Ada bleibt bei 6 von 10 Punkten.',
    );
    expect(words(await lead().command('quiz appeals'))).toBe('Es ist kein Einspruch offen.');
  });
});
