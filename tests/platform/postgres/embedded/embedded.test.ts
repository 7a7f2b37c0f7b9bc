import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { startLocalServer } from '../../../../src/platform/postgres/embedded/embedded.ts';
import { accountIn, lodge, mayUse, openPlaces } from '../../../../src/platform/postgres/embedded/lodging.ts';
import { roomy } from '../../../support/roomy.ts';

const folder = mkdtempSync(join(roomy(), 'lanyard-embedded-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? test : test.skip;
const HASTY = ['-c', 'fsync=off'];

/** A folder that only its owner may enter. */
function closed(name: string): string {
  const place = join(folder, name);
  mkdirSync(place, { mode: 0o700 });
  return place;
}

asRoot(
  'root in a folder of its own: the data lies where the server may go, the person is told, and it is there again',
  async () => {
    const places = { ...(await openPlaces()), elsewhere: join(folder, 'elsewhere') };
    const home = join(closed('data'), '.lanyard');
    const write = async (statement: string) => {
      const server = await startLocalServer(home, HASTY, places);
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(statement);
      await client.end();
      await server.close();
      return server.remarks;
    };
    const remarks = await write('create table kept as select 1 as one');
    expect(remarks).toEqual([expect.stringContaining(`may not enter ${home}`)]);
    await write('select one from kept');
    // What is thrown away is thrown away: nothing of it comes back in a new folder of the same name.
    rmSync(home, { recursive: true });
    await write('create table kept as select 2 as two');
  },
);

asRoot('programs that the server may not read are copied, whole, to where it may', async () => {
  const { programs } = await openPlaces();
  const native = dirname(dirname(programs.postgres));
  const npm = closed('npm');
  symlinkSync(native, join(npm, 'native'));
  symlinkSync(join(native, '../package.json'), join(npm, 'package.json'));
  const within = (program: string) => join(npm, 'native', 'bin', program);
  const elsewhere = join(folder, 'programs');
  const places = { elsewhere, programs: { initdb: within('initdb'), postgres: within('postgres') } };
  const { programs: reached, account } = lodge(folder, places);
  expect(reached.postgres.startsWith(elsewhere)).toBe(true);
  expect(account && mayUse(reached.postgres, account, 0b101)).toBe(true);
  const home = join(folder, 'by-copies');
  mkdirSync(home);
  await (await startLocalServer(home, HASTY, places)).close();
  const { ino } = statSync(reached.postgres);
  lodge(folder, places);
  expect(statSync(reached.postgres).ino).toBe(ino);
});

test('programs that do not run are the reason that is told, in a line', async () => {
  const bin = join(folder, 'broken');
  mkdirSync(bin);
  for (const name of ['initdb', 'postgres']) writeFileSync(join(bin, name), '', { mode: 0o755 });
  writeFileSync(join(bin, 'initdb'), '#!/nowhere/at-all\n');
  const programs = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  await expect(startLocalServer(join(folder, 'never'), [], { programs, elsewhere: folder })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/^PostgreSQL could not make \S+never\S+: .*ENOENT/),
  });
});

test('of all that a program says when it fails, the trouble is told', async () => {
  const bin = join(folder, 'full');
  mkdirSync(bin);
  const said = ['FATAL:  could not write: No space left on device', 'child process ended', 'removing contents'];
  const script = `#!/bin/sh\n${said.map((line) => `echo '${line}' >&2`).join('\n')}\nexit 1\n`;
  for (const name of ['initdb', 'postgres']) writeFileSync(join(bin, name), script, { mode: 0o755 });
  const programs = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  await expect(startLocalServer(join(folder, 'no-room'), [], { programs, elsewhere: folder })).rejects.toThrow(
    /could not make \S+: FATAL: {2}could not write: No space left on device$/,
  );
});

test('a folder that cannot be made is the reason that is told, with what to do', async () => {
  writeFileSync(join(folder, 'a-file'), '');
  await expect(startLocalServer(join(folder, 'a-file', 'data'))).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(
      /a-file\S* cannot be made or written: (?:not a directory|file already exists).*npm start -- FOLDER/,
    ),
  });
});

test('as whom it runs: its own user, or nobody; where there is neither, a person is told', () => {
  const nobody = 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/usr/sbin/nologin\n';
  expect(accountIn(nobody)).toEqual({ uid: 65534, gid: 65533 });
  expect(accountIn(`${nobody}postgres:x:70:71::/:/bin/sh\n`)).toEqual({ uid: 70, gid: 71 });
  expect(() => accountIn('root:x:0:0::/root:/bin/sh\n')).toThrow('as another user than root');
});

test('who may walk to a place, by each folder above it', () => {
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const other = { uid: owner.uid + 1, gid: owner.gid + 1 };
  const inside = join(closed('walk'), 'inside');
  mkdirSync(inside);
  expect([mayUse(inside, owner, 1), mayUse(inside, other, 1)]).toEqual([true, false]);
  chmodSync(dirname(inside), 0o711);
  expect([mayUse(inside, other, 1), mayUse(dirname(inside), other, 5)]).toEqual([true, false]);
});
