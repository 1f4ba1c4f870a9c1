/**
 * Questions as Moodle's GIFT: https://docs.moodle.org/en/GIFT_format. Texts are HTML, since that alone shows code and
 * every other character as they are.
 */
import type { About, Question } from '../../core/bank/question.ts';
import { codeHtml, escapeHtml, paragraphHtml, proseHtml } from './html-write.ts';
import { outputs, reviewHtml } from './review.ts';

/** One file for all: grouped by topic under a category of the bank's name, in the order given. */
export function writeGift(questions: readonly Question[], about: About): string {
  const topics = Map.groupBy(questions, ({ topic }) => topic);
  return [...topics]
    .map(([topic, members]) =>
      [`$CATEGORY: ${categoryPart(about.name)}/${topic}\n`, ...members.map(giftQuestion)].join('\n'),
    )
    .join('\n');
}

/** Whether Moodle leaves the marking to a person. */
export function isEssay(question: Question): boolean {
  return question.kind === 'explain' || (question.kind === 'predict' && shortOutput(question) === undefined);
}

/** A slash parts categories; two stand for one. A category has no other escapes. */
const categoryPart = (name: string) => name.replaceAll('/', '//');

function giftQuestion(question: Question): string {
  const { id, topic, difficulty } = question;
  return `// question: ${id} [id:${id}] [tag:${topic}] [tag:difficulty ${difficulty}]\n::${id}::[html]${escapeGift(stem(question))}${answers(question)}\n`;
}

function stem(question: Question): string {
  const asked = proseHtml(question.prompt) + (question.code === undefined ? '' : codeHtml(question.code));
  if (question.kind !== 'predict') return asked;
  const both = 'Write what it prints, and why.';
  return asked + paragraphHtml(isEssay(question) ? both : 'Write what it prints.');
}

function answers(question: Question): string {
  const feedback = `####${giftText(feedbackHtml(question))}`;
  if (question.kind === 'choice') return `{\n${options(question)}\t${feedback}\n}`;
  const output = shortOutput(question);
  // A weight of its own, as Moodle writes it, so that output like "%5%" is not read as one.
  return output === undefined ? `{${feedback}}` : `{\n\t=%100%${literalAnswer(output)}\n\t${feedback}\n}`;
}

/** One right option: pick one. Several: each its share, and a wrong one takes a share away, as when we grade it. */
function options({ choices = [], correct = [] }: Question): string {
  const share = percent(100 / Math.max(1, correct.length));
  return choices
    .map(({ id, text }) => {
      const right = correct.includes(id);
      const sign = correct.length === 1 ? (right ? '=' : '~') : `~%${right ? '' : '-'}${share}%`;
      return `\t${sign}${giftText(proseHtml(text))}\n`;
    })
    .join('');
}

/** As in Moodle's list of grades, which has five decimals: 33.33333. */
const percent = (share: number) => String(Number(share.toFixed(5)));

function feedbackHtml(question: Question): string {
  const printed = outputs(question).map(({ version, text }) => {
    const title = version === undefined ? 'It prints' : `${version} prints`;
    return `<p>${escapeHtml(title)}:</p>${codeHtml(text)}`;
  });
  return lettersHtml(question) + printed.join('') + reviewHtml(question);
}

/** Our answers speak of options by letter, and Moodle shows them without and in any order. */
function lettersHtml({ choices = [] }: Question): string {
  return choices.length === 0
    ? ''
    : `<ul>${choices.map(({ id, text }) => `<li>${proseHtml(`${id}) ${text}`)}</li>`).join('')}</ul>`;
}

/** The output, when it can be typed into one line and is the same everywhere. An arrow would make it a matching question. */
function shortOutput(question: Question): string | undefined {
  const [only, second] = outputs(question);
  const text = only?.text.trim() ?? '';
  const fits = second === undefined && text !== '' && text.length <= 100 && !/[\n\r]|->/.test(text);
  return fits ? text : undefined;
}

/** A short answer is plain text, in which a star stands for anything unless a backslash is before it. */
const literalAnswer = (text: string) =>
  (text.startsWith('[') ? '[plain]' : '') + escapeGift(text.replaceAll('*', '\\*'));

/** HTML like its question's; the format is named where the text would be taken for a format or a weight. */
const giftText = (html: string) => (/^[[%]/.test(html) ? '[html]' : '') + escapeGift(html);

/** Everything GIFT reads as a sign, and line feeds, behind a backslash. */
export function escapeGift(text: string): string {
  return text
    .replace(/[\\~=#{}:]/g, '\\$&')
    .replaceAll('\r', '')
    .replaceAll('\n', '\\n');
}
