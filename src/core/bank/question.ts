/** The shape of the files of a bank. Everything that reads a bank gets its types from these schemas. */
import { z } from 'zod';

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens, such as "is-vs-eq-257"')
  .max(48);
const version = z.string().regex(/^\d+\.\d+$/, 'write a version as a quoted "3.12"');
const line = (max: number) => z.string().trim().min(1, 'must not be empty').max(max);
const prose = (max: number) => z.string().trim().min(1, 'must not be empty').max(max);

/** One alternative of a `match` list: a pattern, or several that must all be found somewhere in the answer. */
const patternSchema = z.union([line(300), z.strictObject({ all: z.array(line(300)).min(2).max(8) })]);

const criterionSchema = z.strictObject({
  id: slug.describe('Unique within the question.'),
  points: z.number().positive().max(10).describe('Relative weight; the points of a rubric usually add up to 10.'),
  criterion: prose(400).describe('The idea an expert requires, as a sentence. Shown at the reveal.'),
  match: z.array(patternSchema).max(60).default([]).describe('Any one of these patterns meets the criterion.'),
  partial: z.array(patternSchema).max(40).default([]).describe('Any one of these meets it by half.'),
  forbid: z
    .array(patternSchema)
    .max(40)
    .default([])
    .describe('Any one of these, asserted, means the criterion is not met.'),
  essential: z
    .boolean()
    .default(true)
    .describe('false: an extra. It earns points, but full marks are possible without it.'),
  output: z.boolean().default(false).describe('`predict` only: met when the predicted output is right.'),
  nudge: line(200).optional().describe('Shown before the reveal when the criterion is missing; must not give it away.'),
});

const misconceptionSchema = z.strictObject({
  id: slug,
  claim: prose(300).describe('The wrong claim, as people state it.'),
  match: z.array(patternSchema).min(1).max(60),
  forbid: z.array(patternSchema).max(40).default([]).describe('Any one of these means the claim was not made.'),
  correction: prose(600),
  penalty: z.number().min(0).max(10).default(2).describe('Points it costs, on the scale of the rubric.'),
});

const exampleSchema = z.strictObject({
  output: z.string().optional().describe('`predict`: what the sample member typed as the output.'),
  choices: z.array(z.string()).optional().describe('`choice`: the option ids the sample member chose.'),
  answer: z.string().max(4000),
  score: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]).describe('The band an expert accepts, 0..1.'),
  misconceptions: z.array(slug).optional().describe('Misconceptions this sample must be found to hold.'),
});

const native = line(120)
  .optional()
  .describe('Why only an installation on this machine can run it, such as "starts a process": no sandboxed build.');

const verifySchema = z.strictObject({
  versions: z.array(version).min(1).describe("Versions of the bank's runtime on which it prints this."),
  run: z.string().min(1),
  prints: z.string(),
  native,
});

const outputSchema = z.union([
  z.string(),
  z.record(z.string(), z.string()).describe('Per version, where they differ: {"3.12": "…", "3.13": "…"}.'),
]);

export const questionSchema = z.strictObject({
  id: slug,
  kind: z.enum(['explain', 'predict', 'choice']),
  topic: slug,
  difficulty: z.int().min(1).max(5),
  prompt: prose(1200),
  code: z.string().max(1500).optional(),
  output: outputSchema.optional().describe('`predict`: what the code prints.'),
  choices: z
    .array(z.strictObject({ id: z.string().regex(/^[A-Z]$/, 'use one capital letter'), text: prose(300) }))
    .min(2)
    .max(8)
    .optional(),
  correct: z.array(z.string()).min(1).optional().describe('`choice`: the ids of the right options.'),
  rubric: z.array(criterionSchema).min(1).max(8),
  curve: z
    .enum(['linear', 'generous'])
    .default('linear')
    .describe(
      'How a share of the points becomes a score: as it is, or its square root, which pays the first idea most.',
    ),
  lists: z
    .boolean()
    .default(false)
    .describe('A bare list of terms is a fair answer to this prompt: it is not taken for soup.'),
  misconceptions: z.array(misconceptionSchema).max(8).default([]),
  answer: prose(2400).describe('The model answer, shown at the reveal.'),
  hint: line(300).optional(),
  verify: z.array(verifySchema).default([]).describe('Code that proves the claims, run on each listed version.'),
  unverified: line(300)
    .optional()
    .describe(
      'Why code cannot prove the claims here, and what does instead: "needs two cores; PEP 703 gives the figures".',
    ),
  examples: z.array(exampleSchema).min(2),
  sources: z.array(z.url()).min(1),
  concepts: z.array(slug).default([]).describe('Concepts this question teaches; held back while it is open.'),
  since: version.optional(),
  until: version.optional(),
});

export const conceptSchema = z.strictObject({
  id: slug,
  title: line(80),
  aliases: z.array(line(60)).default([]),
  topic: slug,
  summary: prose(600).describe('What it is, in two or three sentences.'),
  interview: line(300).describe('The one-liner for an interview.'),
  trap: prose(400).describe('What people get wrong about it.'),
  example: z
    .strictObject({
      code: z.string().max(800),
      prints: z.string().max(400).optional(),
      versions: z.array(version).min(1).optional().describe("Where it prints this; without it, all of the bank's."),
      native,
    })
    .optional(),
  versions: line(200).optional(),
  related: z.array(slug).default([]),
  sources: z.array(z.url()).min(1),
});

/** lexicon.yaml: named sets of synonyms, used in patterns as `@name`; plus words known for typo reading and opposites. */
export const lexiconSchema = z.strictObject({
  concepts: z.record(slug, z.array(line(80)).min(1)).describe('name → its synonyms, each a word, a phrase or `code`.'),
  opposites: z
    .array(z.array(line(40)).min(2))
    .default([])
    .describe('Words never to be read as one another: [increment, decrement].'),
  words: z.array(line(40)).default([]).describe('Other words of the subject, so that they are never "corrected".'),
  topics: z.record(slug, line(60)).describe('topic id → title.'),
});

/** bank.yaml: what the bank is about. Without the file, a bank has no versions and its code no language. */
export const aboutSchema = z.strictObject({
  name: line(60).describe('What the questions are about, as a title: "CPython internals".'),
  runtime: line(40).optional().describe('What runs the code and what versions count: "CPython".'),
  versions: z
    .array(version)
    .default([])
    .describe(
      'Versions the bank speaks of, oldest first: the outputs of predict questions and the examples hold on all.',
    ),
  language: z
    .string()
    .regex(/^[a-z0-9+#-]{1,20}$/, 'a short lower-case name, such as python or sql')
    .optional()
    .describe('Language of code blocks, for colouring: python, sql.'),
});

/** topics/<topic>.yaml: what to know of a topic, and in what order. */
export const topicSchema = z.strictObject({
  id: slug,
  summary: prose(700).describe('What the topic is about, and what an interviewer wants to find out with it.'),
  after: z.array(slug).default([]).describe('Topics to know first.'),
  know: z
    .array(z.strictObject({ point: line(200), concepts: z.array(slug).min(1).max(4) }))
    .min(2)
    .max(10)
    .describe('What to know, in this order; each point with the concepts to read about it.'),
});

/** outline.yaml: what the bank sets out to cover, to be checked by `bank coverage`. */
export const outlineSchema = z.strictObject({
  sections: z
    .array(
      z.strictObject({
        id: line(40),
        title: line(160),
        questions: z.array(slug).describe('Questions that cover it.'),
        concepts: z.array(slug).describe('Concepts that cover it.'),
      }),
    )
    .default([])
    .describe('Headings of the text, course or book that the bank covers.'),
  myths: z
    .array(
      z.strictObject({
        id: slug,
        claim: line(300),
        questions: z
          .array(slug)
          .default([])
          .describe('Questions that answer it, in a misconception or in what they teach.'),
        concepts: z.array(slug).default([]).describe('Concepts that answer it.'),
      }),
    )
    .default([])
    .describe('Wrong or outdated claims that people bring along, each of which something must answer.'),
});

export type About = z.infer<typeof aboutSchema>;
export type Topic = z.infer<typeof topicSchema>;
export type Outline = z.infer<typeof outlineSchema>;
/** `about` is the bank's, given by the loader, so that a stored question can be shown without its bank. */
export type Question = z.infer<typeof questionSchema> & { readonly about?: About | undefined };
export type Criterion = z.infer<typeof criterionSchema>;
export type Misconception = z.infer<typeof misconceptionSchema>;
export type Pattern = z.infer<typeof patternSchema>;
export type Example = z.infer<typeof exampleSchema>;
export type Concept = z.infer<typeof conceptSchema>;
export type Lexicon = z.infer<typeof lexiconSchema>;

/** A validated, immutable bank. `version` is a hash of everything in it that can change a grade. */
export interface Bank {
  readonly version: string;
  readonly about: About;
  readonly questions: ReadonlyMap<string, Question>;
  readonly concepts: ReadonlyMap<string, Concept>;
  readonly lexicon: Lexicon;
  /** Pages of topics, as far as there are; `lexicon.topics` has all titles, in the order to learn them. */
  readonly topics: ReadonlyMap<string, Topic>;
  readonly outline: Outline | undefined;
}
