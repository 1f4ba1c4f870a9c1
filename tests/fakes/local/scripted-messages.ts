/** Messages that look like what the real desk says, for looking at the page and testing its widgets. */
import { bold, type Form, type Inline, type Message, note, paragraph, rich, text } from '../../../src/core/message.ts';

const code = `def make_counters():
    counters = []
    for i in range(3):
        def counter():
            return i  # looked up when called
        counters.append(counter)
    return counters

print([c() for c in make_counters()])`;

export const questionCard = (closesAt: Date, answered = 0): Message => ({
  tone: 'question',
  summary: 'Question 12: closures and default arguments, difficulty 2 of 5.',
  blocks: [
    { kind: 'heading', text: 'Question 12 · Closures and default arguments' },
    paragraph(
      ...rich(
        'Three functions are made in a loop, and each returns `i`. **What does this print, and why?** Name the object that the inner functions share.',
      ),
    ),
    { kind: 'code', language: 'python', text: code },
    note(
      text('Difficulty ●●○○○ · closes '),
      { kind: 'time', at: closesAt, style: 'datetime', zone: 'Europe/Berlin' },
      text(answered ? ` · ${answered} answered` : ' · nobody answered yet'),
    ),
  ],
  buttons: [
    { action: { verb: 'answer', args: ['r12'] }, label: 'Answer', style: 'primary', opens: 'form' },
    { action: { verb: 'hint', args: ['r12'] }, label: 'Hint', style: 'secondary', opens: 'message' },
  ],
});

export const answerForm: Form = {
  action: { verb: 'answer', args: ['r12'] },
  title: 'Your answer',
  intro: [
    paragraph(...rich('Three functions are made in a loop, and each returns `i`. **What does this print, and why?**')),
    { kind: 'code', language: 'python', text: code },
  ],
  fields: [
    {
      kind: 'text',
      name: 'output',
      label: 'What it prints',
      hint: 'One line, as Python prints it',
      long: false,
      required: true,
      maxLength: 200,
    },
    {
      kind: 'text',
      name: 'text',
      label: 'Why',
      hint: 'Say what happens and why; full sentences are graded best',
      long: true,
      required: true,
      maxLength: 600,
    },
    {
      kind: 'choice',
      name: 'sure',
      label: 'How sure are you?',
      hint: '',
      multiple: false,
      required: false,
      options: [
        { value: 'guess', label: 'A guess' },
        { value: 'sure', label: 'Quite sure' },
      ],
    },
  ],
  submitLabel: 'Submit',
};

const quoted = (words: string): Inline => ({ kind: 'italic', text: words });

export const gradeCard: Message = {
  tone: 'mixed',
  summary: 'Your grade: 7 of 10',
  blocks: [
    { kind: 'heading', text: '7 of 10 points · strong' },
    paragraph(bold('✓ 3/3 The output is right.')),
    {
      kind: 'list',
      items: [
        [
          bold('✓ 3/3 '),
          text('Each function looks i up when it is called'),
          quoted(' — you wrote “reads i when it runs”'),
        ],
        [bold('◐ 1/2 '), text('Partly. What is it that all three share?'), quoted(' — you wrote “the same i”')],
        [bold('✗ 0/2 '), text('Missing. Which object does a closure keep?')],
      ],
    },
    paragraph(
      bold('Misconception: '),
      text('“the loop copies i into each function”. A closure keeps a reference to the variable, never its value.'),
    ),
    { kind: 'quote', text: 'It prints [2, 2, 2] because it reads i when the function runs,\nnot when it is defined.' },
    { kind: 'divider' },
    note(text('Attempt 1 of 1 · streak 4 days · +14 points')),
  ],
  buttons: [
    { action: { verb: 'stats', args: [] }, label: 'My stats', style: 'secondary', opens: 'message' },
    { action: { verb: 'appeal', args: ['s1'] }, label: 'Appeal', style: 'danger', opens: 'message' },
  ],
};

export const leaderboard: Message = {
  tone: 'neutral',
  summary: 'Leaderboard of November: Bob leads.',
  blocks: [
    { kind: 'heading', text: 'Season 2026-11' },
    {
      kind: 'table',
      columns: [
        { title: '#', align: 'right' },
        { title: 'Member', align: 'left' },
        { title: 'Points', align: 'right' },
        { title: 'Rounds', align: 'right' },
        { title: 'Streak', align: 'right' },
      ],
      rows: [
        ['1', 'Bob', '182', '11', '9'],
        ['2', 'Ada', '167', '12', '4'],
        ['3', 'Lead', '40', '3', '0'],
      ],
    },
    note(text('You are 2nd, 15 points behind Bob.')),
  ],
  buttons: [],
};

export const lookup = (title: string): Message => ({
  tone: 'neutral',
  summary: `${title}: what it is.`,
  blocks: [
    { kind: 'heading', text: title },
    paragraph(
      ...rich('One lock per interpreter that a thread must hold to run **bytecode**. It protects `ob_refcnt`.'),
    ),
    paragraph(bold('In an interview: '), text('“It serialises bytecode, not I/O.”')),
    paragraph(
      bold('The trap: '),
      ...rich('`x += 1` is still not atomic: a thread can lose the lock *between* two instructions.'),
    ),
    { kind: 'code', language: 'python', text: 'import sys\nprint(sys.getswitchinterval())\n# 0.005' },
    note(text('Since 3.13 there is a build without it · '), {
      kind: 'link',
      text: 'docs.python.org',
      url: 'https://docs.python.org/3/glossary.html#term-GIL',
    }),
  ],
  buttons: [
    { action: { verb: 'related', args: ['gil'] }, label: 'Related questions', style: 'secondary', opens: 'message' },
  ],
});

export const says = (line: string, tone: Message['tone'] = 'neutral'): Message => ({
  tone,
  summary: line,
  blocks: [paragraph(...rich(line))],
  buttons: [],
});
