import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { buildProduct, writeArchive } from '../../src/cli/archive/archive.ts';
import { processorTime } from './cost.ts';
import { createRig } from './rig.ts';

const ROUNDS = 5;

/** What every bot on this stack loads and opens before it can say that it is ready, and nothing of ours. */
const BARE = `
import botbuilder from 'botbuilder';
import teams from '@microsoft/teams-ai';
import restify from 'restify';
import pg from 'pg';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
new botbuilder.CloudAdapter(new botbuilder.ConfigurationBotFrameworkAuthentication({}));
new teams.Application();
const server = restify.createServer();
server.get('/readyz', async (_request, response) => { await pool.query('select 1'); response.send(200, 'ready'); });
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ lanyard: 'http://127.0.0.1:' + server.address().port })));
process.on('SIGTERM', () => process.exit(0));
`;

/**
 * `npm run bench -- archive`: builds and packs, unpacks into an empty folder elsewhere, and starts it there with Node alone.
 * One line of JSON: sizes, and how long until /readyz answers, beside the bare stack from the same modules, in turn; with the
 * processor time that it takes, which other work on the machine changes little, and the load meanwhile.
 */
export default async function archive(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-archive-'));
  const rig = await createRig({ people: 10, limits: false });
  try {
    buildProduct(process.cwd());
    const packing = performance.now();
    const { file, bytes, files } = await writeArchive(process.cwd(), folder);
    const packMs = Math.round(performance.now() - packing);
    const root = join(folder, 'wwwroot');
    let unpacked = 0;
    for (const [name, content] of Object.entries(unzipSync(readFileSync(file)))) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
      unpacked += content.length;
    }
    writeFileSync(join(root, 'bare.mjs'), BARE);
    const times: Record<'whole' | 'bare', number[]> = { whole: [], bare: [] };
    const used: typeof times = { whole: [], bare: [] };
    // The first start makes the schema and reads the policies.
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const [which, entry] of [
        ['whole', 'dist/index.js'],
        ['bare', 'bare.mjs'],
      ] as const) {
        const begun = performance.now();
        const instance = await rig.instance(pathToFileURL(join(root, entry)).href);
        while (!(await fetch(`${instance.url}/readyz`)).ok) await new Promise((done) => setTimeout(done, 10));
        const ms = performance.now() - begun;
        if (round > 0) {
          times[which].push(Math.round(ms));
          used[which].push(processorTime(instance.process.pid ?? 0, 'own'));
        }
        await instance.stop();
      }
    const middle = (all: number[]) => all.sort((left, right) => left - right)[Math.floor(all.length / 2)];
    console.log(
      JSON.stringify({
        bench: 'archive',
        node: process.versions.node,
        zipMb: Math.round(bytes / 1e5) / 10,
        unpackedMb: Math.round(unpacked / 1e5) / 10,
        files,
        packMs,
        readyMs: { whole: middle(times.whole), bare: middle(times.bare) },
        processorMs: { whole: middle(used.whole), bare: middle(used.bare) },
        load: loadavg().map((one) => Math.round(one)),
        rounds: times,
      }),
    );
  } finally {
    await rig.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
