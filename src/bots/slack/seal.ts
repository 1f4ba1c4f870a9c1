/**
 * Keeps the tokens of installations unreadable in the database: AES-256-GCM under REFCOUNT_SECRET_KEY. What is sealed
 * names its key, so that keys can be changed one after the other, and is bound to its row: moved to another it does not open.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';

/** Bytes that nobody can guess. */
export type Random = (bytes: number) => Uint8Array;

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const KEY_ID = 4;
/** The length GCM is made for; a fresh one for each sealing. */
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + KEY_ID;

/** Why something sealed does not open. */
export class SealError extends Error {
  override readonly name = 'SealError';
  readonly reason: 'unknown-key' | 'damaged';
  constructor(reason: SealError['reason'], options?: ErrorOptions) {
    super(
      reason === 'unknown-key' ? 'it was sealed under a key that is not given' : 'it was changed or belongs elsewhere',
      options,
    );
    this.reason = reason;
  }
}

export interface Sealer {
  /** `text` as base64, for the row `id` only. */
  seal(id: string, text: string): string;
  /** `stale`: sealed under another key than the first. Throws SealError. */
  open(id: string, sealed: string): { readonly text: string; readonly stale: boolean };
  /** A secret for another purpose, from the first key; nothing about the key follows from it. */
  secretFor(purpose: string): Uint8Array;
}

/** `keys`: base64 of 32 bytes each, at least one. The first seals, all open. */
export function createSealer(keys: readonly string[], random: Random): Sealer {
  const known = keys.map((key) => {
    const bytes = Buffer.from(key, 'base64');
    return { bytes, id: createHash('sha256').update('refcount key id').update(bytes).digest().subarray(0, KEY_ID) };
  });
  const [first] = known;
  if (!first) throw new Error('there is no key to seal with');

  return {
    seal(id, text) {
      const head = Buffer.concat([Buffer.from([VERSION]), first.id]);
      const nonce = random(NONCE);
      const cipher = createCipheriv(CIPHER, first.bytes, nonce).setAAD(boundTo(head, id));
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([head, nonce, hidden, cipher.getAuthTag()]).toString('base64');
    },

    open(id, sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      if (bytes[0] !== VERSION || bytes.length < HEAD + NONCE + TAG) throw new SealError('damaged');
      const head = bytes.subarray(0, HEAD);
      const key = known.find((each) => each.id.equals(head.subarray(1)));
      if (!key) throw new SealError('unknown-key');
      const nonce = bytes.subarray(HEAD, HEAD + NONCE);
      const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG })
        .setAAD(boundTo(head, id))
        .setAuthTag(bytes.subarray(-TAG));
      try {
        const shown = Buffer.concat([decipher.update(bytes.subarray(HEAD + NONCE, -TAG)), decipher.final()]);
        return { text: shown.toString('utf8'), stale: key !== first };
      } catch (error) {
        throw new SealError('damaged', { cause: error });
      }
    },

    secretFor: (purpose) => new Uint8Array(hkdfSync('sha256', first.bytes, '', `refcount ${purpose}`, 32)),
  };
}

const boundTo = (head: Uint8Array, id: string) => Buffer.concat([head, Buffer.from(id, 'utf8')]);
