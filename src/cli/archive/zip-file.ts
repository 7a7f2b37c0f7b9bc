import { type FileHandle, open } from 'node:fs/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { Fault } from '../../kernel/calls/fault.ts';

interface ZipEntry {
  /** With `/` between folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** 1 January 2026, as a zip writes it: the same in every archive, so that the same files are the same bytes. */
const DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const DEFLATED = 8;
/** A regular file that everyone may read, made on Unix. */
const MADE_BY = (3 << 8) | 20;
const MODE = (0o100644 << 16) >>> 0;
const MOST_ENTRIES = 65_535;
const MOST_BYTES = 2 ** 32 - 1;

/**
 * Writes a zip of many files with the system's own compression, one file in memory at a time.
 * @returns its size in bytes
 * @throws Fault('rejected') when it would be larger than the plain format allows
 */
export async function writeZip(file: string, entries: AsyncIterable<ZipEntry>): Promise<number> {
  const out = await open(file, 'w');
  try {
    return await writeAll(out, entries);
  } finally {
    await out.close();
  }
}

async function writeAll(out: FileHandle, entries: AsyncIterable<ZipEntry>): Promise<number> {
  const listed: Buffer[] = [];
  let at = 0;
  const write = async (part: Uint8Array) => {
    await out.write(part);
    at += part.length;
  };
  for await (const { name, bytes } of entries) {
    const packed = deflateRawSync(bytes, { level: 6 });
    const title = Buffer.from(name);
    const facts = Buffer.alloc(26);
    for (const [index, value] of [20, FLAGS, DEFLATED, 0, DATE].entries()) facts.writeUInt16LE(value, index * 2);
    const counts = [crc32(bytes), packed.length, bytes.length];
    for (const [index, value] of counts.entries()) facts.writeUInt32LE(value, 10 + index * 4);
    facts.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(MODE, 6);
    place.writeUInt32LE(at, 10);
    listed.push(Buffer.concat([word(0x02014b50), half(MADE_BY), facts, place, title]));
    await write(Buffer.concat([word(0x04034b50), facts, title]));
    await write(packed);
    if (at > MOST_BYTES || listed.length > MOST_ENTRIES) throw new Fault('rejected', 'The archive is too large.');
  }
  const begins = at;
  await write(Buffer.concat(listed));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(listed.length, 8);
  end.writeUInt16LE(listed.length, 10);
  end.writeUInt32LE(at - begins, 12);
  end.writeUInt32LE(begins, 16);
  await write(end);
  return at;
}

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const half = (value: number): Buffer => word(value).subarray(0, 2);
