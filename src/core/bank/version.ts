/** A bank's identity: a fingerprint of its content, and the promise that the content stays as it is. */
import { createHash } from 'node:crypto';
import { compareText } from './finding.ts';

/** A short hash that is the same for equal data, whatever the order of keys: 12 hexadecimal digits of SHA-256. */
export function fingerprint(data: unknown): string {
  return createHash('sha256').update(canonical(data)).digest('hex').slice(0, 12);
}

/** JSON with sorted keys and without undefined fields. */
function canonical(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => compareText(a, b)))
      : value,
  );
}

/** Freezes plain data all the way down. */
export function deepFreeze<T>(data: T): T {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data;
  for (const value of Object.values(data)) deepFreeze(value);
  return Object.freeze(data);
}

/** A map that cannot be changed, not even by a cast: its changing methods throw. */
export function frozenMap<K, V>(entries: Iterable<readonly [K, V]>): ReadonlyMap<K, V> {
  const map = new Map(entries);
  const refuse = () => {
    throw new TypeError('a bank cannot be changed; load another one');
  };
  return Object.freeze(Object.assign(map, { set: refuse, delete: refuse, clear: refuse }));
}
