/** `/quiz language`: what Refcount speaks in the workspace the admin is in. Rights are checked before this runs. */
import { isLanguage, type Language } from '../language/language.ts';
import { languageSpoken } from '../language/spoken.ts';
import { type Phrase, phrase, type Texts, textsIn } from '../language/texts.ts';
import type { Reply } from '../message.ts';
import type { Workspace } from '../ports.ts';
import type { Options } from './declaration.ts';
import { tell, type Visit } from './visit.ts';

/** Sets the language, or each member's own (`auto`), and says so in what is spoken from now on; without one, says what it is. */
export async function language(visit: Visit, options: Options): Promise<Reply> {
  const { here, caller } = visit;
  if (options.language === undefined) return tell(visit, spokenIn(visit.t, here, 'language.one', 'language.each-own'));
  const chosen = chosenBy(String(options.language));
  await visit.ports.store.write(async (tx) => {
    await tx.saveWorkspace(here);
    await tx.setLanguage(here.id, chosen);
  });
  const now: Workspace = { ...here, language: chosen };
  const t = textsIn(languageSpoken(now, caller.locale));
  return tell({ t }, spokenIn(t, now, 'language.now-one', 'language.now-each-own'), { tone: 'good' });
}

const chosenBy = (option: string): Language | undefined => (isLanguage(option) ? option : undefined);

function spokenIn(
  t: Texts,
  workspace: Workspace,
  one: 'language.one' | 'language.now-one',
  eachOwn: 'language.each-own' | 'language.now-each-own',
): Phrase {
  const spoken = languageSpoken(workspace);
  const language = new Intl.DisplayNames(t.language, { type: 'language' }).of(spoken) ?? spoken;
  return phrase(workspace.language ? one : eachOwn, { language });
}
