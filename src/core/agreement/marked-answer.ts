/** Answers with marks that people gave: what grades are measured against. */
import { z } from 'zod';

const mark = z.number().min(0).max(1);

/** One line of a file of marked answers. Other fields are allowed and ignored. */
export const markedAnswerSchema = z.object({
  id: z.string(),
  question: z.string(),
  answer: z.string(),
  output: z.string().optional().describe('`predict`: what the member typed as the output.'),
  choices: z.array(z.string()).optional().describe('`choice`: the options chosen.'),
  score: mark.describe('The fair mark.'),
  facts_met: z.array(mark).optional().describe('Per criterion, in the order of the rubric: 1, 0.5 or 0.'),
  misconceptions: z
    .array(z.union([z.int().min(0), z.string()]))
    .optional()
    .describe('Those asserted: ids, or positions from 0.'),
  stratum: z.string().optional().describe('What sort of answer it is, such as "partial" or "flipped".'),
});

export type MarkedAnswer = z.infer<typeof markedAnswerSchema>;
