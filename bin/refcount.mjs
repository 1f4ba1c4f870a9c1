#!/usr/bin/env node
// Plain JavaScript on purpose: it must be able to say what is wrong on a Node that cannot run the rest.
const NEEDED = [22, 18];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(`Refcount needs Node ${NEEDED.join('.')} or newer, and this is ${process.version}.
Run it through npm (npm start), which uses the Node that npm ci installed, or install a newer Node.
`);
  process.exit(2);
}
await import('../src/cli.ts');
