/** Everything readable of a message or form, as one text. */
import type { BlockView, FormView, InlineView, MessageView } from '../../../src/bots/local/render.ts';

export const messageText = (message: MessageView): string => message.blocks.map(blockText).join('\n');

export const formText = (form: FormView): string =>
  [form.title, ...form.intro.map(blockText), ...form.fields.flatMap(fieldText), form.submitLabel].join('\n');

function blockText(block: BlockView): string {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return inlineText(block.inlines);
    case 'list':
      return block.items.map(inlineText).join('\n');
    case 'table':
      return [block.columns.map(({ title }) => title), ...block.rows].map((row) => row.join(' | ')).join('\n');
    case 'divider':
      return '';
    default:
      return block.text;
  }
}

const inlineText = (inlines: readonly InlineView[]): string =>
  inlines
    .map((inline) => {
      switch (inline.kind) {
        case 'member':
          return `@${inline.name}`;
        case 'channel':
          return `#${inline.name}`;
        case 'time':
          return inline.at;
        default:
          return inline.text;
      }
    })
    .join('');

const fieldText = (field: FormView['fields'][number]): string[] => [
  field.label,
  field.hint,
  ...(field.kind === 'choice' ? field.options.map(({ label }) => label) : []),
];
