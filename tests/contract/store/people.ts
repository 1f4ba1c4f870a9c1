import { expect, it } from 'vitest';
import type { StoreCase } from '../store.ts';
import { bank, furnish, member, workspace } from './samples.ts';

export function peopleCases(given: () => StoreCase): void {
  it('keeps a workspace and renames it', async () => {
    const { store } = given();
    await store.write((tx) => tx.saveWorkspace(workspace()));
    await store.write((tx) => tx.saveWorkspace(workspace({ name: 'New name' })));
    expect(await store.read.workspace('local:home')).toEqual(workspace({ name: 'New name' }));
    expect(await store.read.workspace('local:other')).toBeUndefined();
  });

  it('keeps the language its admins chose, and the last locale that was said', async () => {
    const { store } = given();
    const save = (over: Parameters<typeof workspace>[0]) => store.write((tx) => tx.saveWorkspace(workspace(over)));
    await save({ locale: 'de-AT' });
    await store.write((tx) => tx.setLanguage('local:home', 'en'));
    expect(await store.read.workspace('local:home')).toEqual(workspace({ language: 'en', locale: 'de-AT' }));
    await save({ name: 'Renamed', language: 'de' });
    expect(await store.read.workspace('local:home')).toEqual(
      workspace({ name: 'Renamed', language: 'en', locale: 'de-AT' }),
    );
    await save({ locale: 'en-GB' });
    await store.write((tx) => tx.setLanguage('local:home', undefined));
    expect(await store.read.workspace('local:home')).toEqual(workspace({ language: undefined, locale: 'en-GB' }));
  });

  it('keeps a member, whatever the name, and renames them', async () => {
    const { store } = given();
    await store.write(furnish);
    const name = `Robert'); drop table member;-- \u{1F600} "x" \\ %`;
    await store.write((tx) => tx.saveMember(member('ada', { name })));
    expect(await store.read.member('local:home:ada')).toEqual(member('ada', { name }));
    expect(await store.read.member('local:home:bob')).toEqual(member('bob'));
    expect(await store.read.member('local:home:eve')).toBeUndefined();
  });

  it('keeps the first lexicon of a bank version', async () => {
    const { store } = given();
    const first = bank('v1');
    await store.write((tx) => tx.saveBankVersion(first));
    await store.write((tx) => tx.saveBankVersion({ ...first, lexicon: { ...first.lexicon, concepts: {} } }));
    expect(await store.read.bankLexicon('v1')).toEqual(first.lexicon);
    expect(await store.read.bankLexicon('v2')).toBeUndefined();
  });
}
