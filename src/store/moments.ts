/** Moments at the row boundary. `Number` because an engine may hand a 64-bit column over as text. */

export function toMillis(at: Date): number;
export function toMillis(at: Date | undefined): number | null;
export function toMillis(at: Date | undefined): number | null {
  return at === undefined ? null : at.getTime();
}

export function toDate(millis: number): Date;
export function toDate(millis: number | null): Date | undefined;
export function toDate(millis: number | null): Date | undefined {
  return millis === null ? undefined : new Date(Number(millis));
}
