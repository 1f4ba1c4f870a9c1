/** Which language is spoken to whom. */
import type { Workspace } from '../ports.ts';
import { DEFAULT_LANGUAGE, type Language, languageOf } from './language.ts';

/**
 * What the workspace's admins chose; else what the person uses the platform in (`locale`, left out for what is said to
 * everyone); else what the workspace uses; else English.
 */
export function languageSpoken(
  workspace: Pick<Workspace, 'language' | 'locale'> | undefined,
  locale?: string | undefined,
): Language {
  return workspace?.language ?? languageOf(locale) ?? languageOf(workspace?.locale) ?? DEFAULT_LANGUAGE;
}
