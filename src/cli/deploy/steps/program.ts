import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { megabytes, type Release, release } from '../../archive/archive.ts';
import type { makePackage } from '../../package/package.ts';
import { Failure } from '../azure/failure.ts';
import { type WebApp, webAppOf } from '../azure/web-app.ts';
import { needed, type Run, type Step, version } from '../run.ts';

/** Beside the program in the web app: what changes more often than it does. */
const HOME = 'lanyard';
const RECORD = `${HOME}/release.json`;

const hasWebApp = (run: Run): boolean => run.env.get('BOT_DOMAIN') !== undefined;
const webApp = (run: Run): WebApp => webAppOf(run.kudu(), run.pause);

/** lanyard.yml and every file that it names, by the path it has beside lanyard.yml. */
export function settingsFiles({ root, trust }: Pick<Run, 'root' | 'trust'>): string[] {
  const named = [...trust.cautions, ...trust.schools.flatMap(({ policies }) => policies.files)];
  const files = ['lanyard.yml', ...new Set(named.map((file) => file.replaceAll('\\', '/')))];
  const outside = files.filter(
    (file) => file.startsWith('/') || file.split('/').includes('..') || /^[a-z]:/i.test(file),
  );
  if (outside.length > 0)
    throw new Failure(`Not beside lanyard.yml: ${outside.join(', ')}`, [
      'Put policy files into policies/, with names like these',
    ]);
  const missing = files.filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0)
    throw new Failure(`lanyard.yml names files that do not exist: ${missing.join(', ')}`, [
      'Put the file there, or take the name out',
    ]);
  return files;
}

/** A changed phone number is a file and a restart: no build, no archive. */
export const settings: Step = {
  name: 'settings',
  title: 'lanyard.yml and the policies are as here',
  async look(run) {
    if (!hasWebApp(run)) return 'later';
    const app = webApp(run);
    const changed: string[] = [];
    for (const file of settingsFiles(run)) {
      const there = await app.read(`${HOME}/${file}`);
      if (!there?.equals(readFileSync(join(run.root, file)))) changed.push(file);
    }
    if (changed.length === 0) return undefined;
    const isRunning = (await app.read(RECORD)) !== undefined;
    return {
      what: [...changed.map((file) => `send ${file}`), ...(isRunning ? [`restart the web app${meanwhile(run)}`] : [])],
      async make() {
        for (const file of changed) await app.write(`${HOME}/${file}`, readFileSync(join(run.root, file)));
        if (!isRunning) return;
        await run.arm.send(
          'POST',
          `${needed(run, 'AZURE_APP_SERVICE_RESOURCE_ID')}/restart${version('web')}&synchronous=true`,
        );
        await untilReady(run, app);
      },
    };
  },
};

/** What makes and describes the archive: minutes of work, which a test replaces. */
export interface Archivist {
  /** Builds, and says what the archive would be, without writing it. */
  describe(): Promise<Release>;
  write(): Promise<{ readonly file: string; readonly bytes: number; readonly files: number }>;
  /** Makes the package for Teams. */
  pack: typeof makePackage;
}

export const programOf = (archivist: Archivist): Step => ({
  name: 'program',
  title: 'the web app runs this version',
  async look(run) {
    if (!hasWebApp(run)) return 'later';
    const app = webApp(run);
    const there = release.safeParse(JSON.parse((await app.read(RECORD))?.toString() || 'null')).data;
    const here = await archivist.describe();
    if (there?.hash === here.hash) return undefined;
    return {
      what: [`pack version ${here.version}, send it and start it${there ? meanwhile(run) : ''}`],
      async make() {
        const { file, bytes, files } = await archivist.write();
        run.say(`    ${files} files, ${megabytes(bytes)}`);
        await app.publish(file);
        await untilReady(run, app);
        // Only now: one that does not start is sent again.
        await app.write(RECORD, Buffer.from(JSON.stringify(here)));
      },
    };
  },
});

/** One instance has nobody to take over. */
const meanwhile = (run: Run): string =>
  run.env.get('SIZE') === 'small' ? '; it is offline for about a minute, so choose a quiet moment' : '';

const LOOK_EVERY_MS = 5_000;
const MOST_LOOKS = 120;
/** Two in a row: the one before may still answer while the new one starts. */
const IN_A_ROW = 2;

async function untilReady(run: Run, app: WebApp): Promise<void> {
  const address = `https://${needed(run, 'BOT_DOMAIN')}/readyz`;
  let good = 0;
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    good = (await run.look(address))?.status === 200 ? good + 1 : 0;
    if (good === IN_A_ROW) return;
    await run.pause(LOOK_EVERY_MS);
  }
  const said = await app.said();
  const begins = said.findLastIndex((line) => line.includes('Lanyard cannot start'));
  const last = begins < 0 ? said.slice(-8) : said.slice(begins, begins + 12);
  throw new Failure(`Lanyard does not answer at ${address}`, [
    ...(last.length > 0 ? ['It said:', ...last.map((line) => `  ${line}`)] : []),
    ...(begins < 0 ? [] : ['Correct what it names and run the same command again']),
    // Not only where it said nothing: what it names may be no fault of the settings, and the log may be of the start before.
    'Everything it says is at https://portal.azure.com → the web app → Log stream',
  ]);
}

/** The package for Teams; whether it is in the catalogue is asked by the doctor. */
export const packageOf = ({ pack }: Archivist): Step => ({
  name: 'package',
  title: 'the package for Teams is made',
  async look(run) {
    if (!run.env.get('BOT_ID') || !run.env.get('GRAPH_APP_ID')) return 'later';
    const file = packageFile(run);
    const before = existsSync(file) ? readFileSync(file) : undefined;
    const outcome = await pack({ env: run.name, root: run.root, already: run.env.all() as NodeJS.ProcessEnv });
    if (outcome.kind === 'refused') throw new Failure('The package for Teams was not made', outcome.complaints);
    // It is made from a few small files in an instant; whether it changed is all that is of interest.
    if (before?.equals(readFileSync(file))) return undefined;
    return { what: [`make ${file}`], make: async () => undefined };
  },
});

export const packageFile = (run: Run): string => join(run.root, 'appPackage', 'build', `appPackage.${run.name}.zip`);

const answerShape = z.object({ code: z.number(), output: z.string() });
const ANSWER_EVERY_MS = 3_000;
const MOST_ANSWER_LOOKS = 320;

/** Has a command run inside the web app, where the bot's identity and its private network are. */
export async function inside(run: Run, args: readonly string[]): Promise<z.infer<typeof answerShape>> {
  const app = webApp(run);
  const place = `${HOME}/errands/${run.uuid()}`;
  await app.write(`${place}.ask.json`, Buffer.from(JSON.stringify({ args })));
  for (let looks = 0; looks < MOST_ANSWER_LOOKS; looks += 1) {
    const answer = await app.read(`${place}.answer.json`);
    if (answer) {
      await app.remove(`${place}.answer.json`);
      return answerShape.parse(JSON.parse(answer.toString()));
    }
    await run.pause(ANSWER_EVERY_MS);
  }
  await app.remove(`${place}.ask.json`);
  throw new Failure('The web app did not carry out the command', [
    `Check whether it is running: npm run deploy -- --env ${run.name}`,
    `Or open its own shell, signed in as yourself: https://${needed(run, 'BOT_DOMAIN').replace('.', '.scm.')}/webssh/host, and there: cd /home/site/wwwroot && node dist/cli/lanyard.js ${args.join(' ')}`,
  ]);
}
