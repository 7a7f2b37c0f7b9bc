import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalServer } from '../../src/platform/postgres/embedded/embedded.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { judge, type Line, type Seen, tell } from './judge.ts';
import { shownSince, withProduct } from './product.ts';

/** After so long nothing is remembered of what was said before. */
const FORGOTTEN_MS = 31 * 60_000;
const CAUGHT_UP_MS = 200;
const WHO: Readonly<Record<string, string>> = {
  teacher: PEOPLE.lewisGrant,
  hr: PEOPLE.sunitaRao,
  dsl: PEOPLE.miriamHale,
  headteacher: PEOPLE.joannaOkafor,
  'policy-owner': PEOPLE.ruthEllery,
  'it-lead': PEOPLE.garethBevan,
};

/**
 * `npm run gate`: types every line of the gate's set at the product as it ships, over HTTP, and says what came of it. Fails below what is
 * wanted. On one core: `taskset -c 0 npm run gate`. `--set FILE`: another set; `--misses FILE`: what was missed is written there, for
 * readers who do not tune; `--show`: what came of each line, of a set of one's own.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      set: { type: 'string', default: 'tests/gate/gate.jsonl' },
      misses: { type: 'string' },
      show: { type: 'boolean', default: false },
    },
  });
  const lines = readFileSync(values.set, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Line => JSON.parse(line));
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-gate-'));
  chmodSync(folder, 0o711);
  const server = await startLocalServer(folder);
  try {
    const seen = await withProduct(server.url, folder, (sandbox) => typeAll(sandbox, lines));
    const judged = seen.map(judge);
    const { text, isBelow } = tell(judged);
    console.log(`${text}\nmachine: ${availableParallelism()} of ${cpus().length} cores, ${cpus()[0]?.model}`);
    if (values.misses)
      writeFileSync(
        values.misses,
        judged
          .flatMap((one) =>
            one.isMissed ? [`${JSON.stringify({ ...one.line, did: one.did, shown: one.shown.slice(0, 600) })}\n`] : [],
          )
          .join(''),
      );
    const failed = judged.filter(({ isMissed }) => isMissed).length;
    console.log(
      `${isBelow ? 'Below what it must not fall below' : 'Passed'}: ${judged.length - failed} of ${judged.length} lines as their writer meant them.`,
    );
    if (isBelow) process.exitCode = 1;
    if (values.show)
      for (const one of judged)
        console.log(
          one.line.text,
          '=>',
          one.did,
          '|',
          [...one.shown.matchAll(/"text":"([^"]{3,80})/g)]
            .slice(0, 3)
            .map((m) => m[1])
            .join(' / '),
        );
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each role types its lines one after the other, half an hour apart unless a line goes on with the one before. */
async function typeAll(sandbox: Sandbox, lines: readonly Line[]): Promise<readonly Seen[]> {
  const byRole = [...Map.groupBy(lines, ({ role }) => role ?? 'teacher').values()];
  const seen: Seen[] = [];
  for (let at = 0; at < Math.max(...byRole.map(({ length }) => length)); at += 1) {
    for (const line of byRole.flatMap((all) => all[at] ?? [])) seen.push(await typeOne(sandbox, line));
    sandbox.clock.set(new Date(sandbox.clock.now().getTime() + FORGOTTEN_MS));
    // All that falls due in half an hour falls due now; no message meets that at once.
    await new Promise((resolve) => setTimeout(resolve, CAUGHT_UP_MS));
  }
  return seen;
}

async function typeOne(sandbox: Sandbox, line: Line): Promise<Seen> {
  const who = WHO[line.role ?? 'teacher'];
  if (!who) throw new Error(`${line.id}: nobody is ${line.role}`);
  if (line.before) await sandbox.say(who, line.before);
  const had = sandbox.messages(who).length;
  const content = contentOf(line);
  const uploads = line.file
    ? [{ name: line.file.name, type: typeOf(line.file.name), ...(content !== undefined && { content }) }]
    : undefined;
  const began = performance.now();
  const { status } = await sandbox.say(who, line.text, undefined, uploads);
  return { line, status, shown: shownSince(sandbox, who, had), tookMs: performance.now() - began };
}

const typeOf = (name: string): string => {
  if (/\.(?:png|jpe?g|gif|heic|webp)$/i.test(name)) return 'image/png';
  return /\.(?:mp4|mov)$/i.test(name) ? 'video/mp4' : 'application/octet-stream';
};

/** What is in a file that someone awaits. */
function contentOf({ of }: Line): string | undefined {
  if (of === 'roll') return 'Name,Class,Date of birth\nKai Turner,7B,2014-10-02\nMaya Obi,9A,2012-03-04\n';
  if (of === 'training') return 'Email,Training,Date\nlewis.grant@oakfield.example,Safeguarding,2026-09-02\n';
  return of === 'policy'
    ? '# Lone Working Policy\n\nVersion 1, adopted 1 September 2026\n\n## Rules\n\nStaff must sign in at the office.\n'
    : undefined;
}

await main();
