/** Which keys the files of a bank may have, in their order. */
import type { FieldPath } from '../../core/bank/finding.ts';
import { type Room, SCHEMAS } from '../../core/bank/room.ts';
import { knownKeys } from '../../core/bank/schema-shape.ts';

/** The keys of the object at `at`, as its schema lists them; empty where an author chooses the keys. */
export function keysAt(room: Room, at: FieldPath): readonly string[] {
  return knownKeys(SCHEMAS[room], at);
}
