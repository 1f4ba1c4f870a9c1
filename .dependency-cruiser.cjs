/** The rules of the house: who may import whom. `npm run check:house` enforces them. */
const only = (name, comment, from, pathNot) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|migrations|tests|scripts)/', pathNot },
});

module.exports = {
  forbidden: [
    only('core-stands-alone', 'core knows no platform, no store and no process', '^src/core/', '^src/core/'),
    {
      name: 'core-touches-nothing-outside',
      comment: 'core has no I/O of its own: everything comes in through its ports',
      severity: 'error',
      from: { path: '^src/core/' },
      to: {
        path: '^(node:)?(fs|fs/promises|net|http|https|child_process|worker_threads|process|os|timers|timers/promises)$|node_modules/(discord\\.js|@slack|better-sqlite3|kysely|node-cron|hono|@hono|pino)(/|$)',
      },
    },
    only(
      'store-knows-core-only',
      'the store implements ports of core',
      '^src/store/',
      '^src/(core|store)/|^migrations/',
    ),
    only(
      'discord-knows-core-only',
      'a bot imports core and its own folder',
      '^src/bots/discord/',
      '^src/(core|bots/discord)/',
    ),
    only(
      'slack-knows-core-only',
      'a bot imports core and its own folder',
      '^src/bots/slack/',
      '^src/(core|bots/slack)/',
    ),
    only(
      'local-knows-core-only',
      'a bot imports core and its own folder',
      '^src/bots/local/',
      '^src/(core|bots/local)/',
    ),
    {
      name: 'only-the-root-wires',
      comment: 'bots and the store are put together in main.ts and the command line only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts|cli\\.ts|cli/|bots/|store/)' },
      to: { path: '^src/(bots|store)/' },
    },
    {
      name: 'sqlite-in-one-file',
      comment:
        'nothing outside store/sqlite.ts knows the engine; verify/sqlite.ts runs the scripts of banks about SQLite on it',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(store|cli/bank/verify)/sqlite\\.ts$' },
      to: { path: 'node_modules/better-sqlite3' },
    },
    {
      name: 'bots-decide-nothing',
      comment: 'a bot knows core as messages, ports, the desk and its texts',
      severity: 'error',
      from: { path: '^src/bots/' },
      to: {
        path: '^src/core/',
        pathNot: '^src/core/(message|ports|desk)\\.ts$|^src/core/language/|^src/core/commands/declaration\\.ts$',
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '(^src/bots/local/page/|\\.d\\.ts$)' },
      to: {},
    },
    {
      name: 'no-dev-in-src',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The checker's own TypeScript reader does not know TypeScript 7 yet.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
