/** Measures of agreement between two lists of numbers. */

/** Pearson's product-moment correlation, -1..1; NaN when one of the lists does not vary. */
export function pearson(a: readonly number[], b: readonly number[]): number {
  const meanA = mean(a);
  const meanB = mean(b);
  let both = 0;
  let varianceA = 0;
  let varianceB = 0;
  for (const [i, value] of a.entries()) {
    const da = value - meanA;
    const db = (b[i] ?? 0) - meanB;
    both += da * db;
    varianceA += da * da;
    varianceB += db * db;
  }
  return both / Math.sqrt(varianceA * varianceB);
}

/** Mean of the absolute differences; NaN of empty lists. */
export function meanError(a: readonly number[], b: readonly number[]): number {
  return mean(a.map((value, i) => Math.abs(value - (b[i] ?? 0))));
}

/**
 * Cohen's kappa with quadratic weights (Cohen, 1968) over `categories` classes numbered from 0: 1 for perfect
 * agreement, 0 for what chance would give. NaN when each list has one and the same class throughout.
 */
export function quadraticKappa(a: readonly number[], b: readonly number[], categories: number): number {
  const inA = new Array<number>(categories).fill(0);
  const inB = new Array<number>(categories).fill(0);
  let observed = 0;
  for (const [i, classA] of a.entries()) {
    const classB = b[i] ?? 0;
    inA[classA] = (inA[classA] ?? 0) + 1;
    inB[classB] = (inB[classB] ?? 0) + 1;
    observed += (classA - classB) ** 2;
  }
  let expected = 0;
  for (const [i, nA] of inA.entries())
    for (const [j, nB] of inB.entries()) expected += ((i - j) ** 2 * nA * nB) / a.length;
  return 1 - observed / expected;
}

/** The band of a score: `bands` of equal width, numbered from 0; 1 belongs to the last. */
export function bandOf(score: number, bands: number): number {
  // A score of 0.6 must not fall below its border because 0.6 * 5 is rounded down.
  return Math.min(bands - 1, Math.max(0, Math.floor(score * bands + 1e-9)));
}

/** Arithmetic mean; NaN of nothing. */
export function mean(values: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    sum += value;
    count += 1;
  }
  return sum / count;
}
