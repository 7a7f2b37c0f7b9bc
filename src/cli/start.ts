import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, fstatSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { watchLineage } from './lineage.ts';

/**
 * `npm start`: the sandbox and the product, each a process of its own. The product is the real one; only addresses and
 * the credential in its environment point at the sandbox. However this process or npm ends, everything ends with it: the parts
 * are connected to it, and stop when the connection breaks.
 */
const children: ChildProcess[] = [];
let isEnding = false;
/** More than the bot gives a slow turn and its database: killed, it would leave the database running. */
const LONGEST_STOP_MS = 40_000;
const say = (words: string) => process.stdout.write(`${words}\n`);

/** `npm start -- FOLDER`: where what is saved lies. */
const DATA = process.argv[2] || process.env.DATA_FOLDER || '.lanyard';

/** Ids of the sample school; the same as in lanyard.yml and the sandbox. */
const SAMPLE = {
  BOT_ID: 'f0000000-0000-4000-8000-000000000001',
  BOT_TENANT_ID: 'a0000000-0000-4000-8000-000000000001',
  TEAMS_APP_ID: 'f0000000-0000-4000-8000-000000000003',
};

/** What the sandbox's first page says about the page to try a policy on. */
const TRIAL = {
  title: 'Try it with a policy of your own',
  text: 'Drop a Word, PDF, Markdown or text file: see within seconds how it is read, and ask it. Nothing leaves this computer.',
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
// A terminal that was closed, or a program that read this and has ended.
for (const output of [process.stdout, process.stderr]) output.on('error', () => void end(0));
watchLineage(
  () => void end(0),
  // Nobody tells whether a pipe is still read, unless something is written into it.
  () => say(`Lanyard: whatever started this has ended, and Lanyard is still running. To stop it: kill ${process.pid}`),
);
const isReady = listenToInput();
await start().catch((error: unknown) => {
  // A part that ended has been named already.
  if (!isEnding) process.stderr.write(`Lanyard: the start failed. ${error instanceof Error ? error.stack : error}\n`);
  return end(1);
});

async function start(): Promise<void> {
  // In a database elsewhere the policies may have been read before.
  const isFirst = !process.env.DATABASE_URL && !existsSync(join(DATA, 'postgres'));
  say('Lanyard: starting the sandbox (a stand-in for Teams and Entra, on this computer only) …');
  const { sandbox } = await launch('src/sandbox/main.ts', {}, 'sandbox');

  say('Lanyard: starting the bot (database, policies, jobs) …');
  const trying = showTrial(sandbox);
  const { lanyard, remarks = [] } = await launch(
    'src/index.ts',
    {
      ...SAMPLE,
      BOT_TYPE: 'UserAssignedMSI',
      // The identity service of Azure App Service, as the sandbox plays it.
      IDENTITY_ENDPOINT: `${sandbox}/identity/token`,
      IDENTITY_HEADER: 'sandbox-identity',
      GRAPH_URL: `${sandbox}/graph/v1.0`,
      CONNECTOR_URL: `${sandbox}/connector/`,
      CONNECTOR_HOSTS: new URL(sandbox).host,
      CONNECTOR_OPENID_URL: `${sandbox}/openid/.well-known/openidconfiguration`,
      CLOCK_URL: `${sandbox}/clock`,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    },
    'lanyard',
  );
  await tell(sandbox, 'bot', { endpoint: `${lanyard}/api/messages` });
  await trying;

  say('');
  say(`  Ready. Open  ${sandbox}`);
  say('');
  say('  Pick who you are: a teacher asks and reports, HR starts a campaign, the DSL triages.');
  say('  Or try a policy of your own: the first page leads there.');
  say('  Open several windows to be several people at once. Nothing leaves this computer.');
  for (const remark of remarks) say(`\n  Please note: ${remark}\n`);
  if (isFirst)
    say('  It reads the policies for the first time now, half a minute: until then answers are found by words alone.');
  say(`  The bot itself listens at ${lanyard}/api/messages. Stop with Ctrl+C.`);
  isReady();
}

/** The page on which a policy of one's own is tried, with the sandbox's first page leading to it. */
async function showTrial(sandbox: string): Promise<void> {
  try {
    const { trial } = await launch('src/cli/trial/main.ts', { TRIAL_HOME: sandbox }, 'trial');
    await tell(sandbox, 'beside', { url: trial, ...TRIAL });
  } catch {
    // What ended has said so; the rest goes on without it.
  }
}

function tell(sandbox: string, what: string, body: object): Promise<unknown> {
  return fetch(`${sandbox}/sandbox/api/${what}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/**
 * A pipe into us that breaks is the end of who holds its other side. One that was at its end before all was ready says
 * nothing: some start programs with an input that is empty.
 * @returns to be called when all is ready
 */
function listenToInput(): () => void {
  const input = fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return () => undefined;
  let hasStarted = false;
  const over = () => {
    if (hasStarted) void end(0);
  };
  process.stdin.on('end', over).on('error', over).resume().unref();
  return () => {
    hasStarted = true;
  };
}

/** A part's address, and what it has to remark about its start. */
type Told<Key extends string> = Readonly<Record<Key, string>> & { readonly remarks?: readonly string[] };

/** Runs a part and waits for its line of JSON that names `key`; its errors are passed on as they are. */
async function launch<Key extends 'sandbox' | 'lanyard' | 'trial'>(
  file: string,
  env: Record<string, string>,
  key: Key,
): Promise<Told<Key>> {
  if (isEnding) throw new Error('asked to stop');
  const child = spawn(process.execPath, [file], {
    // What was compiled is kept, so that the next start is quicker.
    env: { NODE_COMPILE_CACHE: join(DATA, 'compiled'), ...process.env, DATA_FOLDER: DATA, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.push(child);
  const ready = Promise.withResolvers<Told<Key>>();
  let wasReady = false;
  child.once('exit', (code, signal) => {
    if (!isEnding) process.stderr.write(`${epitaph({ part: key, wasReady, code, signal })}\n`);
    ready.reject(new Error(`${file} has ended`));
    if (key !== 'trial') void end(code ?? 1);
  });
  if (child.stdout === null) throw new Error(`${file} says nothing`);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const told = line.startsWith('{') ? (JSON.parse(line) as Partial<Told<Key>>) : {};
    if (key in told) {
      wasReady = true;
      ready.resolve(told as Told<Key>);
    } else say(line);
  });
  return ready.promise;
}

interface Ended {
  readonly part: 'sandbox' | 'lanyard' | 'trial';
  readonly wasReady: boolean;
  readonly code: number | null;
  readonly signal: string | null;
}

/** Which part ended without being asked to, how, and what to do; why, it has said itself if it could. */
function epitaph({ part, wasReady, code, signal }: Ended): string {
  const how = `${wasReady ? 'ended' : 'did not start, and ended'} ${signal === null ? `with code ${code}` : `by ${signal}`}`;
  const why =
    signal === null
      ? 'The reason is above.'
      : 'Something outside stopped it: a person, or the machine running out of memory.';
  if (part === 'trial')
    return `Lanyard: the page to try a policy on ${how}. ${why} The rest goes on; for that page start again with \`npm start\`.`;
  const stopped = `Lanyard: the ${part === 'sandbox' ? 'sandbox' : 'bot'} ${how}, so everything is stopped. ${why}`;
  return wasReady ? `${stopped}\nStart again with \`npm start\`: what was saved is there.` : stopped;
}

/**
 * Asks every part to end, waits, and only then ends; a part that does not is ended. The last to be started is the first to go: the bot
 * may be in the middle of asking the sandbox something, and would wait for an answer for as long as for Microsoft's.
 */
async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const late = setTimeout(() => {
    for (const child of children) child.kill('SIGKILL');
  }, LONGEST_STOP_MS);
  late.unref();
  for (const child of children.toReversed()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await gone;
  }
  process.exit(code);
}
