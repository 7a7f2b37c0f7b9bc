import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod/v4';
import { Fault } from '../../kernel/calls/fault.ts';
import { type BackupEnd, writeBackup } from '../../platform/postgres/backup/backup.ts';
import { restoreBackup } from '../../platform/postgres/backup/restore.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { verifyTrails } from '../../report/trail/verify.store.ts';

const endShape = z.strictObject({
  tables: z.array(z.object({ table: z.string(), rows: z.int(), sha256: z.string() })),
  sha256: z.string(),
});

export interface BackupTally {
  readonly tables: number;
  readonly rows: number;
}

/**
 * Writes a backup, packed with gzip, then reads it again from the disk and checks it. The file appears under its name only
 * when it is whole; only its owner may read it.
 */
export async function backUp(db: Db, file: string, madeAt: Date): Promise<BackupTally> {
  const part = `${file}.part`;
  const gzip = createGzip();
  const written = pipeline(gzip, createWriteStream(part, { mode: 0o600 }));
  try {
    await writeBackup(db, madeAt, async (line) => {
      if (!gzip.write(`${line}\n`)) await new Promise((done) => gzip.once('drain', done));
    });
    gzip.end();
    await written;
    const end = await checkBackup(part);
    await rename(part, file);
    return tally(end);
  } catch (error) {
    gzip.destroy();
    await written.catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}

/**
 * Restores into an empty database and proves it: every table's rows are counted and summed again, and the chains of
 * concerns are gone through from end to end.
 * @throws Fault when the file is damaged, the database is not empty, or what was restored does not prove whole
 */
export async function restore(db: Db, file: string): Promise<BackupTally> {
  const end = await checkBackup(file);
  await restoreBackup(db, allButLast(linesOf(file)), end);
  const broken = (await verifyTrails(db)).flatMap(({ problems }) => problems);
  if (broken.length > 0)
    throw new Fault(
      'malformed',
      `The backup is restored as it was, but the trail of concerns in it is broken: ${broken.join(' ')}`,
    );
  return tally(end);
}

/** Reads a whole file and compares it with the sum in its last line. @throws Fault('malformed') */
export async function checkBackup(file: string): Promise<BackupEnd> {
  const sum = createHash('sha256');
  let last: string | undefined;
  for await (const line of linesOf(file)) {
    if (last !== undefined) sum.update(`${last}\n`);
    last = line;
  }
  const end = endShape.safeParse(parse(last)).data;
  if (!end) throw new Fault('malformed', `${file} is cut short: its last line is missing.`);
  if (end.sha256 !== sum.digest('hex')) throw new Fault('malformed', `${file} was changed after it was made.`);
  return end;
}

/** Split by hand: readline would also split at separators that a name may hold. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unpacked = createGunzip().setEncoding('utf8');
  source.once('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  try {
    let rest = '';
    for await (const chunk of unpacked) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new Fault('malformed', `${file} cannot be read${code}: it is damaged or cut short.`, { cause });
  } finally {
    source.destroy();
  }
}

async function* allButLast(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let held: string | undefined;
  for await (const line of lines) {
    if (held !== undefined) yield held;
    held = line;
  }
}

const tally = ({ tables }: BackupEnd): BackupTally => ({
  tables: tables.length,
  rows: tables.reduce((sum, { rows }) => sum + rows, 0),
});

const parse = (line: string | undefined): unknown => {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
};
