export const ENGLISH: readonly string[] = [];
