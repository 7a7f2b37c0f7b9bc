import * as modules from 'node:module';
import { fileURLToPath } from 'node:url';

/** What the type stripping, the driver and the SDKs need. `npm ci --ignore-scripts` leaves the machine's older Node in charge. */
const LEAST_NODE = [22, 13] as const;

function checkNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  process.stderr.write(
    `Lanyard needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node}. Run \`npm ci\` without --ignore-scripts: it brings the right one.\n`,
  );
  process.exit(1);
}

/**
 * Some two thousand files are read before the first report can be taken. What was compiled of them is kept beside the packages, where that
 * can be written and nothing else is said; and ours are where they say, so nobody looks for them in every folder above.
 */
function readSooner(): void {
  modules.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/lanyard', import.meta.url)));
  const ours = new URL('./', import.meta.url).href;
  const format = import.meta.url.endsWith('.ts') ? 'module-typescript' : 'module';
  // The older of the Nodes that we run on have no such hook.
  modules.registerHooks?.({
    resolve: (name, context, next) =>
      name.startsWith('.') && context.parentURL?.startsWith(ours)
        ? { url: new URL(name, context.parentURL).href, format, shortCircuit: true }
        : next(name, context),
  });
}

checkNode();
readSooner();
// Only now, and by itself: what is named at the top of a file is read before its first line runs.
await import('./run.ts');
