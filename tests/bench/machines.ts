import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One machine, folder or mishap, and what is to come of `npm start` there. */
interface Case {
  readonly name: string;
  readonly wanted: 'started' | 'one line';
  /** Below the bench's own folder; without it, all share one clone. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** A shell's words before the command, as root in namespaces of its own. */
  readonly within?: (root: string) => string;
  readonly uid?: number;
  /** What is there while it starts; returns how it is taken away. */
  readonly beside?: (root: string) => Promise<() => Promise<void>>;
  /** What it has to say. */
  readonly says?: RegExp;
}

const LONGEST_MS = 240_000;
const NOBODY = 65_534;
const DATA = join(tmpdir(), 'lanyard-machines-data');
/** Where root puts what the database's user may not reach. */
const ELSEWHERE = '/var/lib/lanyard/*';
/** Not those that a person's own `npm start` would use. */
const TAKEN = [41_978, 41_979];

const CASES: readonly Case[] = [
  { name: 'plain', wanted: 'started' },
  { name: 'a space, ü, &, %, # in the path', wanted: 'started', folder: 'Grüne Schule & 100 % #1/Lanyard' },
  {
    name: 'a long path',
    wanted: 'started',
    folder: Array.from({ length: 3 }, (_, at) => `${at}`.repeat(120)).join('/'),
  },
  { name: 'root in a folder of 700', wanted: 'started', folder: 'closed/lanyard', says: /may not enter/ },
  { name: 'not root', wanted: 'started', folder: 'of-nobody', uid: NOBODY },
  { name: 'a second start in the same folder', wanted: 'started', beside: another, says: /Another Lanyard \(process/ },
  { name: 'a second start with a folder of its own', wanted: 'started', beside: another, args: ['.lanyard-2'] },
  {
    name: 'ports taken',
    wanted: 'started',
    beside: takenPorts,
    env: { PORT: `${TAKEN[0]}`, SANDBOX_PORT: `${TAKEN[1]}` },
    says: /is taken/,
  },
  { name: 'no network', wanted: 'started', within: () => 'ip link set lo up' },
  { name: 'a checkout that is read-only', wanted: 'one line', within: readOnly, says: /cannot be made or written/ },
  {
    name: 'the same, with another folder for data',
    wanted: 'started',
    within: readOnly,
    args: ['/tmp/lanyard-machines'],
  },
  { name: 'a full disk', wanted: 'one line', within: (root) => tiny(root, '8m'), says: /No space left|no space left/ },
  ...['tr_TR.UTF-8', 'de_DE.UTF-8', 'nowhere'].map((locale) => ({
    name: `LC_ALL=${locale}`,
    wanted: 'started' as const,
    env: { LANG: locale, LC_ALL: locale },
  })),
  ...['Pacific/Auckland', 'America/St_Johns'].map((zone) => ({
    name: `TZ=${zone}`,
    wanted: 'started' as const,
    env: { TZ: zone },
  })),
];

function readOnly(root: string): string {
  return `mount --bind ${root} ${root} && mount -o remount,ro,bind ${root} && cd ${root}`;
}

function tiny(root: string, size: string): string {
  return `mkdir -p ${root}/.lanyard && mount -t tmpfs -o size=${size},mode=755 tmpfs ${root}/.lanyard`;
}

/**
 * `npm run bench -- machines [words of names…]`: `npm start` from fresh clones in all kinds of folders and on all kinds of machines. It starts, or
 * says in a line why not and what to do. `machines here`: in this folder alone, and on any system. The packages are linked, not installed.
 */
export default async function machines(words: readonly string[]): Promise<void> {
  if (words[0] === 'here') return verdict([await tried({ name: 'here', wanted: 'started' }, process.cwd(), 'here')]);
  const base = mkdtempSync(join(tmpdir(), 'lanyard-machines-'));
  chmodSync(base, 0o755);
  const elsewhere = new Set(globSync(ELSEWHERE));
  try {
    const rows: Row[] = [];
    for (const one of CASES.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))) {
      const root = clone(join(base, one.folder ?? 'shared'));
      if (one.folder?.startsWith('closed')) chmodSync(join(base, 'closed'), 0o700);
      if (one.uid) chownSync(root, one.uid, one.uid);
      const away = await one.beside?.(root);
      rows.push(await tried(one, root, 'npm'));
      await away?.();
      rmSync(join(root, '.lanyard'), { recursive: true, force: true });
    }
    verdict(rows);
  } finally {
    rmSync(base, { recursive: true, force: true });
    for (const place of [DATA, ...globSync(ELSEWHERE).filter((one) => !elsewhere.has(one))])
      rmSync(place, { recursive: true, force: true });
  }
}

interface Row {
  readonly name: string;
  readonly came: 'started' | 'one line' | 'more than a line' | 'nothing in time';
  readonly isRight: boolean;
  readonly seconds: number;
  readonly said: string;
}

function clone(root: string): string {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  execFileSync('git', ['clone', '--quiet', process.cwd(), root]);
  execFileSync('cp', ['-al', join(process.cwd(), 'node_modules'), join(root, 'node_modules')]);
  return root;
}

async function tried(one: Case, root: string, by: 'npm' | 'here'): Promise<Row> {
  const begun = performance.now();
  const { child, until } = begin(one, root, by);
  const came = await until;
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  await end(child);
  const said = came.said.filter((line) => one.says?.test(line)).join(' ') || (came.said.at(-1) ?? '');
  const isRight = came.kind === one.wanted && (one.says === undefined || one.says.test(said));
  console.log(`${isRight ? '✓' : '✗'} ${one.name}: ${came.kind}, ${seconds} s. ${said.trim()}`);
  return { name: one.name, came: came.kind, isRight, seconds, said: said.trim() };
}

function begin({ env, args = [], within, uid }: Case, root: string, by: 'npm' | 'here') {
  const options = {
    cwd: root,
    env: { ...process.env, PORT: '0', SANDBOX_PORT: '0', HOME: tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    ...(uid !== undefined && { uid, gid: uid }),
  };
  const start = ['start', ...(args.length > 0 ? ['--', ...args] : [])];
  const child =
    by === 'here'
      ? spawn(process.execPath, ['src/cli/start.ts'], options)
      : within === undefined
        ? spawn('npm', start, options)
        : spawn(
            'unshare',
            ['-m', '-n', 'sh', '-c', `ip link set lo up; ${within(root)} && exec npm ${start.join(' ')}`],
            options,
          );
  const said: string[] = [];
  const ready = Promise.withResolvers<void>();
  for (const output of [child.stdout, child.stderr])
    output.on('data', (part: Buffer) => {
      said.push(
        ...part
          .toString()
          .split('\n')
          .filter((line) => !/^>|^\s*$|^Lanyard: starting/.test(line)),
      );
      if (said.some((line) => line.includes('listens at'))) ready.resolve();
    });
  const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  const until = Promise.race([
    ready.promise.then(() => 'started' as const),
    once(child, 'close').then(() =>
      child.signalCode === 'SIGKILL'
        ? ('nothing in time' as const)
        : said.some((line) => /^\s+at /.test(line)) || said.length > 3
          ? ('more than a line' as const)
          : ('one line' as const),
    ),
  ]).then((kind) => {
    clearTimeout(late);
    // What is said while it stops is no part of this.
    return { kind, said: [...said] };
  });
  return { child, until };
}

/** As Ctrl+C in a terminal. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  if (process.platform === 'win32') child.kill();
  else process.kill(-child.pid, 'SIGINT');
  await gone;
}

async function another(root: string): Promise<() => Promise<void>> {
  const { child, until } = begin({ name: 'first', wanted: 'started' }, root, 'npm');
  await until;
  return () => end(child);
}

async function takenPorts(): Promise<() => Promise<void>> {
  const servers = TAKEN.map((port) => createServer().listen(port));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  return async () => {
    for (const server of servers) server.close();
  };
}

function verdict(rows: readonly Row[]): void {
  console.log(
    JSON.stringify({
      bench: 'machines',
      cases: rows.length,
      wrong: rows.filter(({ isRight }) => !isRight).map(({ name }) => name),
    }),
  );
  if (rows.some(({ isRight }) => !isRight)) process.exitCode = 1;
}
