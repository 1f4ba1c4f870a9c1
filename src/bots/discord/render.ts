/**
 * Core's messages and forms as Discord payloads (Components V2). Pure, and whatever core says, the payload is within
 * Discord's limits: 4,000 characters of text and 40 components in a message, 5 parts in a modal.
 */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Texts } from '../../core/language/texts.ts';
import {
  type Block,
  type Button,
  bold,
  encodeAction,
  type Field,
  type Form,
  type FormValues,
  type Message,
  note,
  paragraph,
  type Tone,
  text,
} from '../../core/message.ts';
import { cut, layOut } from './layout.ts';
import { escapeLine, type ShowCommand } from './markdown.ts';

/** Characters of all texts of a message together. */
const TEXT_LIMIT = 4000;
/** Of 40 components: 1 container, 12 texts, 11 separators, 1 row, 5 buttons. */
const MAX_GROUPS = 12;
const MAX_BUTTONS = 5;
/** Of a modal; an introduction is one, and gives way to a fifth field. */
const MAX_PARTS = 5;

const ACCENT: Readonly<Record<Tone, number>> = {
  neutral: 0x80848e,
  question: 0x3776ab,
  good: 0x2e9e5b,
  mixed: 0xe0a030,
  bad: 0xd64545,
};

const BUTTON_STYLE = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;

/** One container: the texts, separators for dividers, and a row of buttons. Commands are code where nothing shows them better. */
export function renderMessage(message: Message, showCommand?: ShowCommand): APIContainerComponent {
  const components: APIComponentInContainer[] = [];
  for (const content of layOut(message.blocks, TEXT_LIMIT, MAX_GROUPS, showCommand)) {
    if (components.length > 0) components.push({ type: ComponentType.Separator });
    components.push({ type: ComponentType.TextDisplay, content });
  }
  if (components.length === 0) {
    const line = escapeLine(cut(message.summary, 1000));
    components.push({ type: ComponentType.TextDisplay, content: line === '' ? '…' : line });
  }
  const buttons = message.buttons.slice(0, MAX_BUTTONS).map(renderButton);
  const row: APIActionRowComponent<APIButtonComponentWithCustomId> = {
    type: ComponentType.ActionRow,
    components: buttons,
  };
  if (buttons.length > 0) components.push(row);
  return { type: ComponentType.Container, accent_color: ACCENT[message.tone], components };
}

function renderButton(button: Button): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    custom_id: encodeAction(button.action, button.opens),
    label: cut(button.label, 80),
    style: BUTTON_STYLE[button.style],
  };
}

/** A modal: the introduction as one text, then each field under its label. Discord names the submit button itself. */
export function renderForm(form: Form, showCommand?: ShowCommand): APIModalInteractionResponseCallbackData {
  const [intro] = layOut(
    form.intro.filter((block) => block.kind !== 'divider'),
    TEXT_LIMIT,
    1,
    showCommand,
  );
  const fields = form.fields.slice(0, MAX_PARTS).map(renderField);
  const said = intro === undefined || fields.length === MAX_PARTS ? [] : [intro];
  return {
    custom_id: encodeAction(form.action),
    title: cut(form.title, 45),
    components: [...said.map((content) => ({ type: ComponentType.TextDisplay as const, content })), ...fields],
  };
}

function renderField(field: Field): APILabelComponent {
  const label = { type: ComponentType.Label as const, label: cut(field.label, 45) };
  const hint = field.hint.trim() === '' ? {} : { description: cut(field.hint, 100) };
  if (field.kind === 'text') {
    const maxLength = Math.min(field.maxLength, 4000);
    return {
      ...label,
      ...hint,
      component: {
        type: ComponentType.TextInput,
        custom_id: field.name,
        style: field.long ? TextInputStyle.Paragraph : TextInputStyle.Short,
        required: field.required,
        max_length: maxLength,
        ...(field.initial === undefined ? {} : { value: cut(field.initial, maxLength) }),
      },
    };
  }
  const chosen = field.multiple ? field.initial : field.initial?.slice(0, 1);
  const options = field.options.slice(0, 10).map((option) => ({
    value: option.value,
    label: cut(option.label, 100),
    ...(chosen?.includes(option.value) ? { default: true } : {}),
  }));
  if (!field.multiple) {
    return {
      ...label,
      ...hint,
      component: { type: ComponentType.RadioGroup, custom_id: field.name, required: field.required, options },
    };
  }
  return {
    ...label,
    ...hint,
    component: {
      type: ComponentType.CheckboxGroup,
      custom_id: field.name,
      required: field.required,
      min_values: field.required ? 1 : 0,
      max_values: options.length,
      options,
    },
  };
}

/** Typed characters one message carries beside the sentences about it; half of it where backticks must be parted. */
const KEPT_PER_MESSAGE = 2200;
const MAX_SENTENCE = 200;

/**
 * Discord closes a form before it can be refused. So a refusal is a private message with what is wrong, and every text
 * the member typed comes back whole, over several messages when it is long.
 */
export function renderRefusal(t: Texts, title: string, sentences: readonly string[], typed: FormValues): Message[] {
  const kept = Object.values(typed).flatMap((value) =>
    typeof value === 'string' && value.trim() !== ''
      ? split(value, value.includes('``') ? KEPT_PER_MESSAGE / 2 : KEPT_PER_MESSAGE)
      : [],
  );
  const first: Block[] = [
    paragraph(bold(title)),
    ...(sentences.length === 0
      ? []
      : [{ kind: 'list' as const, items: sentences.map((sentence) => [text(cut(sentence, MAX_SENTENCE))]) }]),
    ...(kept.length > 0 ? [paragraph(...t.rich('discord.paste-again'))] : []),
  ];
  const [own, ...rest] = kept.map((part): Block => ({ kind: 'code', language: '', text: part }));
  const following = rest.map((block) => [note(...t.rich('discord.continued')), block]);
  return [own ? [...first, own] : first, ...following].map((blocks) => ({
    tone: 'bad',
    blocks,
    buttons: [],
    summary: title,
  }));
}

/** Pieces of at most `size` characters: cut at a line break or else a space, where there is one in the second half. */
function split(value: string, size: number): string[] {
  const parts: string[] = [];
  let left = value;
  while (left.length > size) {
    const line = left.lastIndexOf('\n', size);
    const space = left.lastIndexOf(' ', size - 1);
    const end = line > size / 2 ? line : space > size / 2 ? space + 1 : cut(left, size).length;
    parts.push(left.slice(0, end));
    left = left.slice(end).replace(/^\n/, '');
  }
  return [...parts, left];
}
