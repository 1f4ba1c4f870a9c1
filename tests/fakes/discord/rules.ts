/** Rules of Discord that its OpenAPI document does not hold: sums, counts over nested parts, what excludes what. */
import { isObject, type Json, objects } from './ids.ts';
import { type SchemaName, schemaFaults } from './schemas.ts';

const V2 = 1 << 15;
const EPHEMERAL = 1 << 6;
const TYPE = {
  row: 1,
  button: 2,
  textInput: 4,
  text: 10,
  container: 17,
  label: 18,
  radio: 21,
  checkboxes: 22,
} as const;

export interface MessageContext {
  readonly schema: SchemaName;
  /** Flags the message has already. */
  readonly flags?: number;
  /** Whether this body may make the message private: only the one that creates it. */
  readonly mayHide?: boolean;
}

/** Faults of a message body: created, edited, or as an interaction's answer. */
export function messageFaults(body: unknown, context: MessageContext): string[] {
  const faults = schemaFaults(context.schema, body);
  if (!isObject(body)) return faults;
  const sent = typeof body.flags === 'number' ? body.flags : 0;
  const flags = sent | (context.flags ?? 0);
  if (sent & EPHEMERAL && !context.mayHide) faults.push('flags: only the message that is created can be ephemeral');
  if (context.flags !== undefined && context.flags & V2 && body.flags === 0) faults.push('flags: V2 cannot be removed');
  const content = typeof body.content === 'string' ? body.content : '';
  if (content.length > 2000) faults.push(`content: ${content.length} characters, a bot has 2000`);
  const top = objects(body.components);
  const all = flatten(top);
  if (flags & V2) faults.push(...v2Faults(body, top, all));
  else faults.push(...classicFaults(body, top, content));
  faults.push(...duplicateIds(all), ...all.flatMap(componentFaults), ...embedFaults(body));
  if ('nonce' in body && body.enforce_nonce !== true) faults.push('nonce: without enforce_nonce it prevents nothing');
  return faults;
}

function v2Faults(body: Json, top: readonly Json[], all: readonly Json[]): string[] {
  const faults: string[] = [];
  for (const key of ['content', 'poll']) if (body[key]) faults.push(`${key}: not allowed with IS_COMPONENTS_V2`);
  for (const key of ['embeds', 'sticker_ids']) {
    if (Array.isArray(body[key]) && body[key].length > 0) faults.push(`${key}: not allowed with IS_COMPONENTS_V2`);
  }
  if (top.length === 0) faults.push('components: a V2 message needs at least one');
  if (all.length > 40) faults.push(`components: ${all.length} in all, at most 40`);
  const texts = all.filter((component) => component.type === TYPE.text).map((component) => String(component.content));
  const sum = texts.reduce((length, text) => length + text.length, 0);
  if (sum > 4000) faults.push(`components: ${sum} characters of text in all, at most 4000`);
  if (texts.some((text) => text.trim() === '')) faults.push('components: a text of spaces only');
  return faults;
}

function classicFaults(body: Json, top: readonly Json[], content: string): string[] {
  const faults: string[] = [];
  if (top.some((component) => component.type !== TYPE.row)) {
    faults.push('components: only action rows without IS_COMPONENTS_V2');
  }
  if (top.length > 5) faults.push(`components: ${top.length} action rows, at most 5`);
  const empty = content.trim() === '' && objects(body.embeds).length === 0 && !body.poll;
  if (empty && 'components' in body) faults.push('content: a message must not be empty');
  return faults;
}

function embedFaults(body: Json): string[] {
  let sum = 0;
  const faults: string[] = [];
  for (const embed of objects(body.embeds)) {
    const footer = isObject(embed.footer) ? embed.footer.text : undefined;
    const author = isObject(embed.author) ? embed.author.name : undefined;
    const fields = objects(embed.fields).flatMap((field) => [field.name, field.value]);
    if (fields.some((part) => typeof part !== 'string' || part.trim() === '')) faults.push('embeds: an empty field');
    for (const part of [embed.title, embed.description, footer, author, ...fields]) {
      sum += typeof part === 'string' ? part.length : 0;
    }
  }
  if (sum > 6000) faults.push(`embeds: ${sum} characters in all, at most 6000`);
  return faults;
}

/** Faults of a modal's data. */
export function modalFaults(data: Json): string[] {
  const top = objects(data.components);
  const all = flatten(top);
  const faults = [...duplicateIds(all), ...all.flatMap(componentFaults)];
  if (top.length > 5) faults.push(`components: ${top.length} parts in a modal, at most 5`);
  if (typeof data.title === 'string' && data.title.trim() === '') faults.push('title: spaces only');
  const texts = all.filter((component) => component.type === TYPE.text).map((component) => String(component.content));
  if (texts.some((text) => text.trim() === '')) faults.push('components: a text of spaces only');
  if (texts.join('').length > 4000) faults.push('components: more than 4000 characters of text');
  return faults;
}

function componentFaults(component: Json): string[] {
  switch (component.type) {
    case TYPE.row: {
      const kinds = new Set(
        objects(component.components).map((each) => (each.type === TYPE.button ? 'button' : 'menu')),
      );
      const count = objects(component.components).length;
      if (kinds.size > 1) return ['components: buttons and a menu in one row'];
      return kinds.has('menu') && count > 1 ? ['components: two menus in one row'] : [];
    }
    case TYPE.button:
      return buttonFaults(component);
    case TYPE.label:
      return isObject(component.component) && component.component.type === TYPE.textInput && component.component.label
        ? ['components: a text input inside a label has no label of its own']
        : [];
    case TYPE.textInput: {
      const min = Number(component.min_length ?? 0);
      const max = Number(component.max_length ?? 4000);
      return min > max ? ['components: min_length is more than max_length'] : [];
    }
    case TYPE.radio:
    case TYPE.checkboxes: {
      const values = objects(component.options).map((option) => option.value);
      const faults = new Set(values).size < values.length ? ['components: two options of the same value'] : [];
      const min = Number(component.min_values ?? 0);
      const max = Number(component.max_values ?? values.length);
      if (min > max || max > values.length) faults.push('components: min_values and max_values do not fit the options');
      return faults;
    }
    default:
      return [];
  }
}

function buttonFaults(button: Json): string[] {
  const isLink = button.style === 5;
  const faults: string[] = [];
  if (isLink && (!button.url || button.custom_id)) faults.push('button: a link has a url and no custom_id');
  if (!isLink && (!button.custom_id || button.url)) faults.push('button: custom_id needed, url not allowed');
  if (!button.label && !button.emoji) faults.push('button: neither label nor emoji');
  return faults;
}

function duplicateIds(all: readonly Json[]): string[] {
  const ids = all.flatMap((component) => (typeof component.custom_id === 'string' ? [component.custom_id] : []));
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return twice.map((id) => `components: custom_id "${id}" twice`);
}

/** Every component, however deep. */
export function flatten(components: readonly Json[]): Json[] {
  return components.flatMap((component) => [
    component,
    ...flatten(objects(component.components)),
    ...(isObject(component.component) ? flatten([component.component]) : []),
    ...(isObject(component.accessory) ? flatten([component.accessory]) : []),
  ]);
}
