/**
 * Discord's own OpenAPI document as validators for what a bot sends. The document leaves unknown keys open; here every
 * request object is closed, so that a misspelt key is found.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isObject, type Json } from './ids.ts';

const DOCUMENT = new URL('../../fixtures/discord/discord-openapi.json', import.meta.url);

export type SchemaName =
  | 'MessageCreateRequest'
  | 'MessageEditRequestPartial'
  | 'IncomingWebhookUpdateRequestPartial'
  | 'IncomingWebhookInteractionRequest'
  | 'CreateMessageInteractionCallbackRequest'
  | 'UpdateMessageInteractionCallbackRequest'
  | 'ModalInteractionCallbackRequest'
  | 'ApplicationCommandAutocompleteCallbackRequest'
  | 'ApplicationCommandUpdateRequest'
  | 'CreateTextThreadWithMessageRequest'
  | 'CreatePrivateChannelRequest';

const validators = new Map<SchemaName, ValidateFunction>();
let ajv: Ajv2020 | undefined;

/** What Discord's document says against this body; empty when nothing. */
export function schemaFaults(name: SchemaName, body: unknown): string[] {
  const validate = validatorOf(name);
  if (validate(withoutNoise(body))) return [];
  // A union reports every branch; the deepest complaints are about the branch that was meant.
  const errors = validate.errors ?? [];
  const depth = (path: string) => path.split('/').length;
  const deepest = Math.max(...errors.map((error) => depth(error.instancePath)));
  const faults = errors
    .filter((error) => depth(error.instancePath) === deepest)
    .map((error) => `${error.instancePath || '(body)'} ${error.message} ${JSON.stringify(error.params)}`);
  return [...new Set(faults)].slice(0, 5).map((fault) => `${name}: ${fault}`);
}

/** discord.js sends these with every message, true or not; Discord ignores them where they mean nothing. */
function withoutNoise(body: unknown): unknown {
  if (!isObject(body)) return body;
  const kept = Object.entries(body).filter(([key, value]) => !(/^(tts|enforce_nonce)$/.test(key) && value === false));
  return Object.fromEntries(kept.map(([key, value]) => [key, key === 'data' ? withoutNoise(value) : value]));
}

function validatorOf(name: SchemaName): ValidateFunction {
  const known = validators.get(name);
  if (known) return known;
  ajv ??= loadDocument();
  const validate = ajv.compile({ $ref: `discord#/components/schemas/${name}` });
  validators.set(name, validate);
  return validate;
}

function loadDocument(): Ajv2020 {
  const document: unknown = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
  if (!isObject(document) || !isObject(document.components) || !isObject(document.components.schemas)) {
    throw new Error('discord-openapi.json holds no schemas');
  }
  const schemas = Object.fromEntries(
    Object.entries(document.components.schemas).map(([name, schema]) => [
      name,
      isRequest(name) ? closed(schema) : schema,
    ]),
  );
  const loaded = new Ajv2020({ strict: false, allErrors: false });
  for (const format of ['int32', 'int64', 'double', 'snowflake', 'nonce', 'date-time']) loaded.addFormat(format, true);
  loaded.addFormat('uri', (value: string) => URL.canParse(value));
  loaded.addSchema({ $id: 'discord', components: { schemas } });
  return loaded;
}

function isRequest(name: string): boolean {
  return /Request(Partial|Data)?$|ForModalRequest|ForMessageRequest|ForRequest|^ApplicationCommand.*Option(Choice)?$|^RichEmbed/.test(
    name,
  );
}

function closed(schema: unknown): unknown {
  if (!isObject(schema) || !isObject(schema.properties) || schema.type !== 'object') return schema;
  const properties: Json = schema.properties;
  return { ...schema, properties, additionalProperties: false };
}
