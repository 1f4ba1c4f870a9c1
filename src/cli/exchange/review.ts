/** What an expert wants to hear, as HTML: the part of a question that is shown after answering. */
import type { Question } from '../../core/bank/question.ts';
import { linkHtml, listHtml, paragraphHtml, proseHtml } from './html-write.ts';

/** The model answer, the criteria, the misconceptions with their corrections, and the sources. */
export function reviewHtml(question: Question): string {
  const { answer, rubric, misconceptions, sources } = question;
  return [
    paragraphHtml(answer),
    listHtml(
      'What an expert wants to hear',
      rubric.map(({ criterion, essential }) => proseHtml(criterion) + (essential ? '' : ' (an extra)')),
    ),
    listHtml(
      'Misconceptions',
      misconceptions.map(({ claim, correction }) => `“${proseHtml(claim)}”<br>${proseHtml(correction)}`),
    ),
    listHtml('Sources', sources.map(linkHtml)),
  ].join('');
}

/** What the code of a `predict` question prints: one text, or one per version where they differ. */
export function outputs({
  output,
}: Question): readonly { readonly version: string | undefined; readonly text: string }[] {
  if (output === undefined) return [];
  if (typeof output === 'string') return [{ version: undefined, text: output }];
  const entries = Object.entries(output);
  const texts = new Set(entries.map(([, text]) => text.trimEnd()));
  const [only] = texts;
  if (texts.size === 1 && only !== undefined) return [{ version: undefined, text: only }];
  return entries.map(([version, text]) => ({ version, text }));
}
