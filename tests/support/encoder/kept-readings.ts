import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Some 20,000 readings; a file that has grown to this is begun again. */
const MOST_BYTES = 80 * 2 ** 20;
/** What another encoder read, and nobody has asked for since. */
const UNUSED_MS = 14 * 86_400_000;

/** Before each record: where the next begins can be found again behind one that was only half written. */
const MARK = Buffer.from('LRD1');
const HASH = 32;
/** The mark, how long the reading is, a checksum of the hash and the reading. */
const HEAD = MARK.length + 4 + 4;

/** Readings from run to run, by the hash of their text. */
export interface KeptReadings {
  find(text: string): Buffer | undefined;
  /** The same reading again changes nothing. */
  keep(text: string, reading: Buffer): void;
  close(): void;
}

/** `LANYARD_TEST_READINGS=off` keeps none from run to run; any other value is the folder that they are kept in. */
export function readingsFolder(env = process.env): string | undefined {
  const wanted = env.LANYARD_TEST_READINGS;
  if (wanted === 'off') return undefined;
  if (wanted !== undefined && wanted !== '') return wanted;
  const caches = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return existsSync(caches) ? join(caches, 'lanyard-tests') : join(tmpdir(), 'lanyard-tests');
}

/**
 * In memory, and in a file that is only ever added to: each reading with one write to its end, so that two runs at once do not mix
 * theirs. What is half written is passed over.
 * @param folder `undefined` keeps them for this run alone
 * @param encoder what is read by: another one's readings are other ones
 */
export function openReadings(folder: string | undefined, encoder: string, mostBytes = MOST_BYTES): KeptReadings {
  const known = new Map<string, Buffer>();
  const file = folder === undefined ? undefined : prepared(folder, encoder, mostBytes);
  const before = file !== undefined && existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  for (const { hash, reading } of recordsIn(before)) known.set(hash, reading);
  let size = before.length;
  const written = file === undefined ? undefined : openSync(file, 'a');
  return {
    find: (text) => known.get(hashOf(text).toString('latin1')),
    keep(text, reading) {
      const hash = hashOf(text);
      if (known.has(hash.toString('latin1'))) return;
      known.set(hash.toString('latin1'), reading);
      if (written === undefined || size >= mostBytes) return;
      const record = recordOf(hash, reading);
      size += record.length;
      try {
        writeSync(written, record);
      } catch {
        // A disk that is full costs time in the next run, and no test.
        size = mostBytes;
      }
    },
    close: () => (written === undefined ? undefined : closeSync(written)),
  };
}

function prepared(folder: string, encoder: string, mostBytes: number): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `readings-${encoder.slice(0, 32)}.bin`);
  for (const old of globSync('readings-*.bin', { cwd: folder }).map((name) => join(folder, name))) {
    const stat = statSync(old, { throwIfNoEntry: false });
    const isTooBig = old === file && (stat?.size ?? 0) >= mostBytes;
    const isUnused = old !== file && Date.now() - (stat?.mtimeMs ?? 0) > UNUSED_MS;
    if (isTooBig || isUnused) rmSync(old, { force: true });
  }
  // In use, even where nothing is added.
  if (existsSync(file)) utimesSync(file, new Date(), new Date());
  return file;
}

/** As JSON has it, so that halves of letters are told apart too. */
const hashOf = (text: string): Buffer => createHash('sha256').update(JSON.stringify(text)).digest();

function recordOf(hash: Buffer, reading: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  MARK.copy(head);
  head.writeUInt32LE(reading.length, MARK.length);
  head.writeUInt32LE(crc32(reading, crc32(hash)), MARK.length + 4);
  return Buffer.concat([head, hash, reading]);
}

function* recordsIn(file: Buffer): Generator<{ readonly hash: string; readonly reading: Buffer }> {
  for (let at = file.indexOf(MARK); at >= 0; at = file.indexOf(MARK, at)) {
    const begin = at + HEAD;
    if (begin > file.length) return;
    const end = begin + HASH + file.readUInt32LE(at + MARK.length);
    const [hash, reading] = [file.subarray(begin, begin + HASH), file.subarray(begin + HASH, end)];
    const isWhole = end <= file.length && crc32(reading, crc32(hash)) === file.readUInt32LE(at + MARK.length + 4);
    if (isWhole) yield { hash: hash.toString('latin1'), reading };
    at = isWhole ? end : at + 1;
  }
}
