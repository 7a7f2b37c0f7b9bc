import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCloud } from '../support/azure/cloud.ts';
import { serveRoutes } from '../support/azure/http.ts';
import { TENANT } from '../support/azure/state.ts';
import { subscriptionRoutes, tenantRoutes } from '../support/azure/tenant.ts';

/** What an administrator answers, by how the question begins; Enter for the rest. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/^All staff\?/, 'staff oakfield'],
  [/^All pupils/, 'pupils oakfield'],
  [/^Designated/, 'Bethan Lloyd'],
  [/^ *Number to phone Bethan/, '01632 960 302'],
  [/^Deputy/, 'Tom Ashworth'],
  [/^Senior manager/, 'Daniel Prior'],
  [/^Headteacher/, 'Joanna Okafor'],
  [/^Chair/, 'Colin Marsh'],
  [/^Governance/, 'Eleanor Frith'],
  [/^HR \(/, 'Sunita Rao'],
  [/^Policy owner/, 'Ruth Ellery'],
  [/^Data protection/, 'Anil Kapoor'],
  [/^Where do concerns go/, 'Oakfield Safeguarding'],
  [/^School office/, '01632 960 200'],
  [/^Children/, '01632 960 501'],
  [/^Emergency duty/, '01632 960 502'],
  [/^LADO/, '01632 960 503'],
  [/^ *Which number/, '1'],
];

/** What is typed before the right answer with `--wrong`, by how the question begins: each is to be asked again, with why. */
const WRONG: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^How many/, ['two or three', '0', '-1']],
  [/^All staff\?/, ['Visitors', 'everybody who works here']],
  [/^All pupils/, ['Visitors', 'staff oakfield']],
  [/^Designated/, ['the one with the keys']],
  [/^ *Number to phone Bethan/, ['ask reception', '12', 'bethan@oakmill.example']],
  [/^Deputy/, ['Bethan Lloyd', 'Tom Ashworth, A N Other']],
  [/^Chair/, ['Joanna Okafor', 'Bethan Lloyd']],
  [/^Governance/, ['Colin Marsh', 'Joanna Okafor']],
  [/^Data protection/, ['Joanna Okafor', 'Sunita Rao']],
  [/^Where do concerns go/, ['Oakfield Staff Room', 'https://school.example/dsl', 'the locked cupboard']],
  [/^School office/, ['no idea', 'reception@oakmill.example']],
  [/^Children/, ['ask the council']],
  [/^Emergency duty/, ['n/a']],
  [/^LADO/, ['???', 'see the website']],
  [/^Child protection file/, ['on the shelf']],
  [/^ *Then press Enter/, ['not yet']],
  [/^Name of the resource group/, ['our things!']],
  [/^A short name/, ['St Anne’s', 'x']],
  [/^Size/, ['huge']],
  [/^Who gets an email/, ['nobody', 'it@school']],
  [/^Which organisation/, ['The Federation of All the Schools of Oakmill and Beyond']],
  [/^Their web page/, ['http://oakmill.example']],
  [/^Their privacy/, ['being written']],
  [/^Their terms/, ['https://intranet']],
];

/** A school's own policy, put in the place of the sample's when setup waits for that. */
function putOwnPolicies(root: string): void {
  for (const name of readdirSync(join(root, 'policies')))
    rmSync(join(root, 'policies', name), { recursive: true, force: true });
  writeFileSync(
    join(root, 'policies/staff-handbook.md'),
    '# Staff Handbook\n\nVersion 1.0\nAdopted: 1 September 2026\n\n## Phones\n\nPhones stay in the staff room during lessons.\n',
  );
}

/** Microsoft's addresses lead to the stand-ins; nothing else is different. What one of them does not publish, the next may. */
const hook = (at: Readonly<Record<'arm' | 'graph' | 'kudu' | 'people' | 'site', string>>, token: string) => `
const real = globalThis.fetch;
async function first(servers, rest, options) {
  for (const server of servers) {
    const answer = await real(server + rest, options);
    if (answer.status !== 404 || server === servers.at(-1)) return answer;
  }
}
globalThis.fetch = (input, options) => {
  const url = new URL(typeof input === 'string' || input instanceof URL ? input : input.url);
  const rest = url.pathname + url.search;
  if (url.host === 'management.azure.com') return first(['${at.people}', '${at.arm}'], rest, options);
  if (url.host === 'graph.microsoft.com') return first(['${at.people}', '${at.graph}'], rest, options);
  if (url.host.endsWith('.scm.azurewebsites.net')) return real('${at.kudu}' + rest, options);
  // Anyone may look whether it is ready; this server lets nobody in without a token.
  if (url.host.endsWith('.azurewebsites.net')) return real('${at.site}' + rest, { headers: { authorization: 'Bearer ${token}' } });
  return Promise.reject(new Error('nothing outside is asked: ' + url.host));
};
`;

/**
 * `npm run bench -- first-try`: a clone of what is committed, an Azure CLI that is signed in, and the commands of docs/deploy.md as
 * they stand there, one after the other, against the stand-ins. Prints what an administrator sees, and one line of JSON: minutes
 * and questions of each step. With `--wrong` some forty wrong answers come first, and none of them may reach deploy. The packages are
 * linked, not installed.
 */
export default async function firstTry(args: readonly string[]): Promise<void> {
  const wrong = args.includes('--wrong')
    ? WRONG.map(([about, answers]): [RegExp, string[]] => [about, [...answers]])
    : [];
  const mistakes = wrong.flatMap(([, answers]) => answers);
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-first-'));
  const cloud = await createCloud();
  const { token, state } = cloud;
  const site = await serveRoutes(
    [{ method: 'GET', path: /^\/readyz$/, answer: () => ({ status: state.isReady ? 200 : 503 }) }],
    token,
  );
  const people = await serveRoutes([...tenantRoutes(), ...subscriptionRoutes], token);
  try {
    const root = join(folder, 'lanyard');
    execFileSync('git', ['clone', '--quiet', process.cwd(), root]);
    execFileSync('cp', ['-al', join(process.cwd(), 'node_modules'), join(root, 'node_modules')]);
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const said = JSON.stringify({ accessToken: token, expires_on: 4_000_000_000, tenant: TENANT });
    writeFileSync(join(bin, 'az'), `#!/bin/sh\n[ "$1" = login ] || echo '${said}'\n`, { mode: 0o755 });
    const { arm, graph, kudu } = cloud;
    const at = { arm: arm.url, graph: graph.url, kudu: kudu.url, people: people.url, site: site.url };
    writeFileSync(join(folder, 'hook.mjs'), hook(at, token));
    const env = {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      NODE_OPTIONS: `--import ${pathToFileURL(join(folder, 'hook.mjs')).href}`,
    };

    const steps: { command: string; minutes: number; questions: number; enters: number; code: number | null }[] = [];
    for (const command of commandsOf(readFileSync(join(root, 'docs/deploy.md'), 'utf8'))) {
      console.log(`\n$ ${command}`);
      steps.push({ command, ...(await typed(command, root, env, wrong)) });
      if (steps.at(-1)?.code !== 0) break;
    }
    const complaints = [...cloud.complaints(), ...people.complaints].filter(
      (one) => !one.endsWith('nothing published'),
    );
    const neverAsked = wrong.flatMap(([, rest]) => rest);
    const inDeploy = reachedDeploy(root, mistakes);
    if (neverAsked.length + inDeploy.length > 0 || steps.some(({ code }) => code !== 0)) process.exitCode = 1;
    console.log(
      JSON.stringify({
        bench: 'first-try',
        wrong: { typed: mistakes.length - neverAsked.length, neverAsked, inDeploy },
        steps,
        complaints,
        published: state.published,
        errands: state.errands,
      }),
    );
  } finally {
    await Promise.all([cloud.close(), site.close(), people.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Which of these stand in what deploy sends, and neither came with Lanyard nor are right elsewhere. */
function reachedDeploy(root: string, answers: readonly string[]): readonly string[] {
  const valuesIn = (folder: string) =>
    ['lanyard.yml', 'env/.env.prod'].flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split(/[\n,{}]/)
        .map((part) => part.replace(/^[\s-]*[\w-]+\s*[:=]\s*/, '').replace(/^["']|["']\s*$/g, '')),
    );
  const fine = new Set([...valuesIn('.'), ...ANSWERS.map(([, answer]) => answer)]);
  const sent = new Set(valuesIn(root));
  return answers.filter((answer) => sent.has(answer) && !fine.has(answer));
}

/** What is in the numbered steps of the Azure way to be typed, in order; a person's address is someone's. */
function commandsOf(guide: string): string[] {
  const section = guide.split('## Step by step (Azure)')[1]?.split('\nFor a test tenant')[0] ?? '';
  return [...section.matchAll(/`((?:npm run|az) [^`]+)`/g)].map(([, command = '']) =>
    command.replace(/<address of one person>/, 'priya.nair@oakmill.example'),
  );
}

/** Types it and answers what it asks. */
async function typed(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  wrong: readonly (readonly [RegExp, string[]])[],
) {
  const begun = performance.now();
  const child = spawn(command, { cwd, env, shell: true, stdio: ['pipe', 'pipe', 'inherit'] });
  let line = '';
  let questions = 0;
  let enters = 0;
  child.stdout.on('data', (part: Buffer) => {
    process.stdout.write(part);
    line = (line + part.toString()).split('\n').at(-1) ?? '';
    // A question ends without a new line.
    if (!/[?)\].] $/.test(line)) return;
    const mistake = wrong.find(([about]) => about.test(line))?.[1].shift();
    const answer = mistake ?? ANSWERS.find(([about]) => about.test(line))?.[1] ?? '';
    if (mistake === undefined && /^ *Then press Enter/.test(line)) putOwnPolicies(cwd);
    questions += 1;
    if (answer === '') enters += 1;
    process.stdout.write(`${answer}\n`);
    child.stdin.write(`${answer}\n`);
    line = '';
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { minutes: Math.round((performance.now() - begun) / 600) / 100, questions, enters, code };
}
