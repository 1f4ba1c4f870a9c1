/** Buttons above the composer for people who do not know the commands yet. */
import type { Desk } from '../../core/desk.ts';
import type { PageKey } from './page-texts.ts';

export interface Shortcut {
  readonly label: PageKey;
  /** Put into the composer; sent at once unless it ends with a space, which waits for more words. */
  readonly line: string;
  readonly admin: boolean;
}

const SHORTCUTS: readonly Shortcut[] = [
  { label: 'page.chip-today', line: '/quiz today', admin: false },
  { label: 'page.chip-board', line: '/leaderboard', admin: false },
  { label: 'page.chip-lookup', line: '/lookup ', admin: false },
  { label: 'page.chip-stats', line: '/quiz stats', admin: false },
  { label: 'page.chip-close', line: '/quiz close', admin: true },
  { label: 'page.chip-post', line: '/quiz post', admin: true },
];

/** The shortcuts whose command the desk knows. */
export function shortcutsFor(desk: Desk): readonly Shortcut[] {
  const known = new Set(desk.commands.map(({ name }) => name));
  return SHORTCUTS.filter(({ line }) => known.has(line.slice(1).trim()));
}
