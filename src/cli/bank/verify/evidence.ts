/** docs/evidence.md: what of a bank is run, on which versions, and what cannot be. */
import { byAge } from '../../../core/bank/proof.ts';
import type { Bank } from '../../../core/bank/question.ts';
import { type Claim, claimsOf } from './claims.ts';

/** `sandboxed`: versions that are run wherever the project is checked; all others need an interpreter of that machine. */
export function evidenceTable(bank: Bank, sandboxed: readonly string[]): string {
  const claims = claimsOf(bank);
  const versions = [...new Set([...claims.map(({ version }) => version), ...sandboxed])].sort(byAge);
  const files = Map.groupBy(claims, ({ name }) => name.split(' ')[0] ?? '');
  const row = (name: string, own: readonly Claim[], why: string) => {
    const cells = versions.map((version) => {
      const those = own.filter((claim) => claim.version === version);
      if (those.length === 0) return '';
      return sandboxed.includes(version) && those.some(({ native }) => native === undefined) ? '●' : '○';
    });
    const reasons = [...new Set(own.flatMap(({ native }) => native ?? []))];
    return `| ${name} | ${cells.join(' | ')} | ${[...reasons, why].filter(Boolean).join('; ').replaceAll('|', '\\|')} |`;
  };
  const table = (title: string, rows: readonly string[]) =>
    `| ${title} | ${versions.join(' | ')} | |\n| --- |${' --- |'.repeat(versions.length + 1)}\n${rows.join('\n')}`;

  const questions = [...bank.questions.values()].toSorted((a, b) =>
    `${a.topic}/${a.id}` < `${b.topic}/${b.id}` ? -1 : 1,
  );
  const concepts = [...bank.concepts.keys()].map((id) => `concepts/${id}`);
  return `${table(
    'question',
    questions.map(({ topic, id, unverified = '' }) =>
      row(`${topic}/${id}`, files.get(`${topic}/${id}`) ?? [], unverified),
    ),
  )}

${table(
  'concept',
  concepts.map((name) =>
    row(name.replace('concepts/', ''), files.get(name) ?? [], files.has(name) ? '' : 'no example'),
  ),
)}
`;
}
