/** Form → modal view, and a submitted view → the values typed. */
import type { types, ViewOutput } from '@slack/bolt';
import type { Texts } from '../../core/language/texts.ts';
import { encodeAction, type Field, type Form, type FormValues } from '../../core/message.ts';
import { plainText, renderBlocks, VIEW } from './render.ts';
import { shorten } from './text.ts';
import { keepChannel, MAX_TITLE } from './view.ts';

const MAX_OPTIONS = 10;
const MAX_OPTION_LABEL = 75;
const MAX_LABEL = 2000;
/** The longest text one input of a modal can take. */
const MAX_INPUT = 3000;

/** Every input's element has this action id; the block id is the field's name. */
const VALUE = 'value';

/** A form as a modal; `channelId` comes back with the submission, so that the answer can go where the form was asked for. */
export function renderForm(t: Texts, form: Form, channelId: string): types.ModalView {
  const fields = form.fields.map(renderField);
  return {
    type: 'modal',
    callback_id: encodeAction(form.action, 'form'),
    private_metadata: keepChannel(channelId),
    title: plainText(shorten(form.title, MAX_TITLE)),
    submit: plainText(shorten(form.submitLabel, MAX_TITLE)),
    close: plainText(t.plain('slack.cancel')),
    blocks: [...renderBlocks(form.intro, { ...VIEW, blocks: VIEW.blocks - fields.length }), ...fields],
  };
}

function renderField(field: Field): types.InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plainText(shorten(field.label, MAX_LABEL)),
    ...(field.hint ? { hint: plainText(shorten(field.hint, MAX_LABEL)) } : {}),
    optional: !field.required,
    element: renderElement(field),
  };
}

function renderElement(field: Field): types.InputBlock['element'] {
  if (field.kind === 'text') {
    const room = Math.min(Math.max(1, field.maxLength), MAX_INPUT);
    return {
      type: 'plain_text_input',
      action_id: VALUE,
      multiline: field.long,
      max_length: room,
      ...(field.initial ? { initial_value: shorten(field.initial, room) } : {}),
    };
  }
  const options = field.options.slice(0, MAX_OPTIONS).map((option) => ({
    value: option.value,
    text: plainText(shorten(option.label, MAX_OPTION_LABEL)),
  }));
  const chosen = options.filter((option) => field.initial?.includes(option.value));
  const [first] = chosen;
  return field.multiple
    ? { type: 'checkboxes', action_id: VALUE, options, ...(first ? { initial_options: chosen } : {}) }
    : { type: 'radio_buttons', action_id: VALUE, options, ...(first ? { initial_option: first } : {}) };
}

/** What was typed and chosen, by field name. A field left empty is '' or []. */
export function formValues(view: ViewOutput): FormValues {
  const values: Record<string, string | readonly string[]> = {};
  for (const [name, elements] of Object.entries(view.state.values)) {
    const state = elements[VALUE];
    if (!state) continue;
    if (state.type === 'checkboxes') values[name] = (state.selected_options ?? []).map((option) => option.value);
    else if (state.type === 'radio_buttons') values[name] = state.selected_option ? [state.selected_option.value] : [];
    else values[name] = state.value ?? '';
  }
  return values;
}

/** Sentences keyed as Slack wants them: by the id of an input block of this view. */
export function viewErrors(
  t: Texts,
  view: ViewOutput,
  errors: Readonly<Record<string, string>>,
): Record<string, string> {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id ?? '');
  const [first] = inputs;
  const keyed: Record<string, string> = {};
  for (const [name, sentence] of Object.entries(errors)) {
    const block = inputs.includes(name) ? name : first;
    if (block) keyed[block] = keyed[block] ? `${keyed[block]} ${sentence}` : sentence;
  }
  if (first && Object.keys(keyed).length === 0) keyed[first] = t.plain('slack.not-accepted');
  return keyed;
}

/** The same form again with what was typed still in it, and the problems on top: for when Slack no longer takes errors. */
export function reopenedView(t: Texts, view: ViewOutput, errors: Readonly<Record<string, string>>): types.ModalView {
  const problems = Object.values(errors).map((sentence) => [{ kind: 'text' as const, text: sentence }]);
  const blocks = (view.blocks as types.KnownBlock[]).map((block) => refill(block, view));
  return {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    title: plainText(view.title.text),
    ...(view.submit ? { submit: plainText(view.submit.text) } : {}),
    close: plainText(t.plain('slack.cancel')),
    blocks: [...renderBlocks([{ kind: 'list', items: problems }], VIEW), ...blocks].slice(0, VIEW.blocks),
  };
}

function refill(block: types.KnownBlock, view: ViewOutput): types.KnownBlock {
  if (block.type !== 'input' || !block.block_id) return block;
  const state = view.state.values[block.block_id]?.[VALUE];
  if (!state) return block;
  const { element } = block;
  if (element.type === 'plain_text_input' && state.value) {
    return { ...block, element: { ...element, initial_value: state.value } };
  }
  if (element.type === 'radio_buttons') {
    const chosen = element.options.find((option) => option.value === state.selected_option?.value);
    return chosen ? { ...block, element: { ...element, initial_option: chosen } } : block;
  }
  if (element.type === 'checkboxes') {
    const values = (state.selected_options ?? []).map((option) => option.value);
    const chosen = element.options.filter((option) => option.value !== undefined && values.includes(option.value));
    return chosen.length > 0 ? { ...block, element: { ...element, initial_options: chosen } } : block;
  }
  return block;
}
