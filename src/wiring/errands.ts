import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod/v4';
import { nameOf } from '../kernel/calls/fault.ts';
import type { Log } from '../kernel/log.ts';
import type { Clock } from '../kernel/time.ts';

/**
 * Commands that have to run where the bot's identity and its private network are. An administrator may write into a folder
 * of the web app with their own sign-in, and needs no shell there: `<id>.ask.json` is run as `lanyard <args>`, and
 * what it said is found in `<id>.answer.json`. Who may write there may replace the whole program: this opens no new door.
 */
const ask = z.strictObject({ args: z.array(z.string().max(500)).min(1).max(10) });

export interface ErrandAnswer {
  /** The command's exit code; -1 where it had to be ended. */
  readonly code: number;
  readonly output: string;
}

type Carrier = (args: readonly string[]) => Promise<ErrandAnswer>;

const ASK = /^([0-9a-f-]{36})\.ask\.json$/;
const LOOK_EVERY_MS = 3_000;
/** What was asked longer ago is not carried out: the person who asked has gone. */
const LASTS_MS = 10 * 60_000;
/** An answer names people; it is fetched within seconds. */
const KEPT_MS = 60 * 60_000;
const LONGEST_MS = 15 * 60_000;
const MOST_OUTPUT = 4 * 1024 * 1024;

interface ErrandDeps {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly carry?: Carrier;
}

/** Looks every few seconds until `stop`. Of several instances on one folder, one carries out each errand. */
export function startErrands(deps: ErrandDeps): { stop(): void } {
  const end = new AbortController();
  const carry = deps.carry ?? carrierOf(end.signal);
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    runErrands({ ...deps, carry })
      .catch((error: unknown) => deps.log.warn('errand.failed', { reason: nameOf(error) }))
      .finally(() => {
        isBusy = false;
      });
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      end.abort();
    },
  };
}

/** One look: carries out what is asked, and clears away what is old. @returns how many errands were carried out */
export async function runErrands({ folder, clock, log, carry }: ErrandDeps & { readonly carry: Carrier }) {
  await mkdir(folder, { recursive: true });
  let done = 0;
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const age =
      clock().getTime() -
      (await stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => clock().getTime(),
      ));
    const id = ASK.exec(name)?.[1];
    if (id === undefined) {
      if (age > KEPT_MS) await rm(file, { force: true });
      continue;
    }
    // The instance that renames it has it; another instance finds nothing.
    const taken = join(folder, `${id}.taken`);
    if (
      !(await rename(file, taken).then(
        () => true,
        () => false,
      ))
    )
      continue;
    const asked = ask.safeParse(
      await readFile(taken, 'utf8')
        .then(JSON.parse)
        .catch(() => undefined),
    ).data;
    await rm(taken, { force: true });
    if (!asked || age > LASTS_MS) continue;
    log.info('errand.begun', { command: asked.args[0] ?? '' });
    const answer = await carry(asked.args);
    log.info('errand.done', { command: asked.args[0] ?? '', code: answer.code });
    const writing = join(folder, `${id}.writing`);
    await writeFile(writing, JSON.stringify(answer));
    await rename(writing, join(folder, `${id}.answer.json`));
    done += 1;
  }
  return done;
}

const CLI = fileURLToPath(new URL(`../cli/lanyard.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));

const carrierOf =
  (signal: AbortSignal): Carrier =>
  (args) =>
    new Promise((done) => {
      execFile(
        process.execPath,
        [CLI, ...args],
        { signal, timeout: LONGEST_MS, maxBuffer: MOST_OUTPUT },
        (error, said, complained) =>
          done({
            code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1,
            output: said + complained,
          }),
      );
    });
