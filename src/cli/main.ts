#!/usr/bin/env node
// No import that is hoisted: an older Node must get as far as the sentence below.
if (!('Temporal' in globalThis)) {
  process.stderr.write(
    `Lectern needs Node 26 or newer; this is ${process.versions.node}. In its folder \`npm ci\` brings the right one, and npm and npx use it.\n`,
  );
  process.exit(1);
}
const { run } = await import('./run.ts');
process.exitCode = await run(process.argv.slice(2));

export {};
