/**
 * Notes for Anki's text import, with file headers (Anki 2.1.54 and later):
 * https://docs.ankiweb.net/importing/text-files.html. One note for each question and each concept.
 */
import type { About, Concept, Question } from '../../core/bank/question.ts';
import { slugOf } from '../authoring/slug.ts';
import { codeHtml, escapeHtml, linkHtml, listHtml, paragraphHtml, proseHtml } from './html-write.ts';
import { outputs, reviewHtml } from './review.ts';

interface Subject {
  readonly about: About;
  /** Titles of topics by id. */
  readonly topics: Readonly<Record<string, string>>;
}

/** The note type is named once and fields go by position, so that it also works where "Basic" has another name. */
const HEADER = `#separator:tab
#html:true
#notetype:Basic
#guid column:1
#deck column:2
#tags column:5
`;

/** The whole file. Each note keeps its GUID from export to export, so that importing again updates it. */
export function writeAnki(questions: readonly Question[], concepts: readonly Concept[], subject: Subject): string {
  const rows = [
    ...questions.map((question) =>
      row(subject, question, 'question', front(question), back(question), [
        `difficulty::${question.difficulty}`,
        `kind::${question.kind}`,
      ]),
    ),
    ...concepts.map((concept) =>
      row(subject, concept, 'concept', proseHtml(concept.title), conceptBack(concept), ['kind::concept']),
    ),
  ];
  return HEADER + rows.map((fields) => `${fields.map(quoted).join('\t')}\n`).join('');
}

/** Always in quotes: a field may hold line feeds, and a line must not begin with #. */
const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

function row(
  { about, topics }: Subject,
  { id, topic }: { readonly id: string; readonly topic: string },
  sort: 'question' | 'concept',
  ...[question, answer, tags]: [string, string, readonly string[]]
): readonly string[] {
  // Two colons part decks.
  const deck = [about.name, topics[topic] ?? topic].map((part) => part.replace(/:{2,}/g, ':')).join('::');
  const guid = `refcount:${slugOf(about.name)}:${sort}:${id}`;
  return [guid, deck, question, answer, [`topic::${topic}`, ...tags].join(' ')];
}

function front({ prompt, code, choices = [] }: Question): string {
  const options = choices.map(({ id, text }) => `<br>${escapeHtml(id)}. ${proseHtml(text)}`).join('');
  return proseHtml(prompt) + (code === undefined ? '' : codeHtml(code)) + (options && `<br>${options}`);
}

function back(question: Question): string {
  const right = question.correct === undefined ? '' : paragraphHtml(`**${question.correct.join(', ')}**`);
  const printed = outputs(question).map(
    ({ version, text }) => (version === undefined ? '' : `<p>${escapeHtml(version)}:</p>`) + codeHtml(text),
  );
  return right + printed.join('') + reviewHtml(question);
}

function conceptBack({ summary, interview, trap, example, versions, sources }: Concept): string {
  return [
    paragraphHtml(summary),
    `<p><b>In an interview:</b> ${proseHtml(interview)}</p>`,
    `<p><b>Trap:</b> ${proseHtml(trap)}</p>`,
    example ? codeHtml(example.code) : '',
    example?.prints === undefined ? '' : `<p>prints</p>${codeHtml(example.prints)}`,
    versions === undefined ? '' : `<p>${proseHtml(versions)}</p>`,
    listHtml('Sources', sources.map(linkHtml)),
  ].join('');
}
