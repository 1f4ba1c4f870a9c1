/**
 * JSON that keeps dates: a Date becomes `{"$date": milliseconds}` and comes back as a Date. An object's own key that
 * begins with `$` gets another `$` in front, so nothing else can be mistaken for a date.
 */

const DATE = '$date';

/** Encodes plain data (objects, arrays, strings, finite numbers, booleans, null, Dates). `undefined` properties are left out. Throws on an invalid Date. */
export function encode(value: unknown): string {
  return JSON.stringify(tagged(value));
}

/**
 * Decodes what `encode` wrote. The type is taken on trust: only this store writes its columns, and old rows must stay
 * readable when a schema becomes stricter.
 */
export function decode<T>(json: string): T {
  // The walk is needed only when a key begins with `$`, which hardly ever happens.
  return (json.includes('"$') ? JSON.parse(json, untagged) : JSON.parse(json)) as T;
}

function tagged(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new Error('cannot store an invalid date');
    return { [DATE]: value.getTime() };
  }
  if (Array.isArray(value)) return value.map(tagged);
  // fromEntries defines properties, so that a key `__proto__` stays an ordinary key.
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.startsWith('$') ? `$${key}` : key, tagged(inner)]),
  );
}

function untagged(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  if (!entries.some(([key]) => key.startsWith('$'))) return value;
  const [first] = entries;
  if (first?.[0] === DATE && typeof first[1] === 'number') return new Date(first[1]);
  return Object.fromEntries(entries.map(([key, inner]) => [key.startsWith('$') ? key.slice(1) : key, inner]));
}
