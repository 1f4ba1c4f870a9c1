/** Form → modal view, and a submitted view → the values typed. */
import type { types, ViewOutput } from '@slack/bolt';
import { encodeAction, type Field, type Form, type FormValues } from '../../core/message.ts';
import { plainText, renderBlocks } from './render.ts';
import { shorten } from './text.ts';

const MAX_VIEW_BLOCKS = 100;
const MAX_TITLE = 24;
const MAX_OPTIONS = 10;
const MAX_OPTION_LABEL = 75;
const MAX_LABEL = 2000;
/** The longest text one input of a modal can take. */
const MAX_INPUT = 3000;
const MAX_METADATA = 3000;

/** Every input's element has this action id; the block id is the field's name. */
const VALUE = 'value';

/** A form as a modal; `channelId` comes back with the submission, so that the answer can go where the form was asked for. */
export function renderForm(form: Form, channelId: string): types.ModalView {
  const fields = form.fields.map(renderField);
  return {
    type: 'modal',
    callback_id: encodeAction(form.action, 'form'),
    private_metadata: shorten(JSON.stringify({ channel: channelId }), MAX_METADATA),
    title: plainText(shorten(form.title, MAX_TITLE)),
    submit: plainText(shorten(form.submitLabel, MAX_TITLE)),
    close: plainText('Cancel'),
    blocks: [...renderBlocks(form.intro, MAX_VIEW_BLOCKS - fields.length), ...fields],
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
    return {
      type: 'plain_text_input',
      action_id: VALUE,
      multiline: field.long,
      max_length: Math.min(Math.max(1, field.maxLength), MAX_INPUT),
    };
  }
  const options = field.options.slice(0, MAX_OPTIONS).map((option) => ({
    value: option.value,
    text: plainText(shorten(option.label, MAX_OPTION_LABEL)),
  }));
  return { type: field.multiple ? 'checkboxes' : 'radio_buttons', action_id: VALUE, options };
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

/** The channel the form was opened from; undefined for a view that is not ours. */
export function formChannel(view: ViewOutput): string | undefined {
  try {
    const kept: unknown = JSON.parse(view.private_metadata);
    if (typeof kept !== 'object' || kept === null || !('channel' in kept)) return undefined;
    return typeof kept.channel === 'string' ? kept.channel : undefined;
  } catch {
    // Not JSON: a view this version did not make.
    return undefined;
  }
}

/** Sentences keyed as Slack wants them: by the id of an input block of this view. */
export function viewErrors(view: ViewOutput, errors: Readonly<Record<string, string>>): Record<string, string> {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id ?? '');
  const keyed: Record<string, string> = {};
  for (const [name, sentence] of Object.entries(errors)) {
    const block = inputs.includes(name) ? name : inputs[0];
    if (block) keyed[block] = keyed[block] ? `${keyed[block]} ${sentence}` : sentence;
  }
  const first = inputs[0];
  if (first && Object.keys(keyed).length === 0)
    keyed[first] = 'This was not accepted. Please check it and send it again.';
  return keyed;
}

/** A view without fields, to replace a form while or after its answer is worked on. */
export function noticeView(title: string, sentence: string): types.ModalView {
  return {
    type: 'modal',
    title: plainText(shorten(title, MAX_TITLE)),
    close: plainText('Close'),
    blocks: renderBlocks([{ kind: 'paragraph', inlines: [{ kind: 'text', text: sentence }] }], 1),
  };
}

/** The same form again with what was typed still in it, and the problems on top: for when Slack no longer takes errors. */
export function reopenedView(view: ViewOutput, errors: Readonly<Record<string, string>>): types.ModalView {
  const problems = Object.values(errors).map((sentence) => [{ kind: 'text' as const, text: sentence }]);
  const blocks = (view.blocks as types.KnownBlock[]).map((block) => refill(block, view));
  return {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    title: plainText(view.title.text),
    ...(view.submit ? { submit: plainText(view.submit.text) } : {}),
    close: plainText('Cancel'),
    blocks: [...renderBlocks([{ kind: 'list', items: problems }], 1), ...blocks].slice(0, MAX_VIEW_BLOCKS),
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
