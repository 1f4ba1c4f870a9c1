/** Buttons above the composer for people who do not know the commands yet. */
import type { Desk } from '../../core/desk.ts';

export interface Shortcut {
  readonly label: string;
  /** Put into the composer; sent at once unless it ends with a space, which waits for more words. */
  readonly line: string;
  readonly admin: boolean;
}

const SHORTCUTS: readonly Shortcut[] = [
  { label: 'Today’s question', line: '/quiz today', admin: false },
  { label: 'Leaderboard', line: '/leaderboard', admin: false },
  { label: 'Look something up', line: '/lookup ', admin: false },
  { label: 'My stats', line: '/quiz stats', admin: false },
  { label: 'Close the round', line: '/quiz close', admin: true },
  { label: 'Post next question', line: '/quiz post', admin: true },
];

/** The shortcuts whose command the desk knows. */
export function shortcutsFor(desk: Desk): readonly Shortcut[] {
  const known = new Set(desk.commands.map(({ name }) => name));
  return SHORTCUTS.filter(({ line }) => known.has(line.slice(1).trim()));
}
