import { closeSync, openSync, writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { Zip, ZipPassThrough } from 'fflate';
import { Fault } from '../../kernel/calls/fault.ts';

interface ZipEntry {
  /** With `/` between folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The same in every archive, so that the same files are the same bytes. */
const MADE_AT = new Date(2026, 0, 1);
const MOST_ENTRIES = 65_535;
const MOST_BYTES = 2 ** 32 - 1;

/** A regular file that everyone may read, made on Unix, packed by the system's own compression. */
class Packed extends ZipPassThrough {
  override compression = 8;
  override os = 3;
  override attrs = 0o100644 << 16;
  override mtime = MADE_AT;

  protected override process(chunk: Uint8Array, isLast: boolean): void {
    this.ondata(null, deflateRawSync(chunk), isLast);
  }
}

/**
 * Writes a zip of many files, one file in memory at a time.
 * @returns its size in bytes
 * @throws Fault('rejected') when it would be larger than the plain format allows
 */
export async function writeZip(file: string, entries: AsyncIterable<ZipEntry>): Promise<number> {
  const out = openSync(file, 'w');
  let size = 0;
  let count = 0;
  try {
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      writeFileSync(out, chunk);
      size += chunk.length;
    });
    for await (const { name, bytes } of entries) {
      const packed = new Packed(name);
      zip.add(packed);
      packed.push(bytes, true);
      count += 1;
      if (size > MOST_BYTES || count > MOST_ENTRIES) throw new Fault('rejected', 'The archive is too large.');
    }
    zip.end();
    return size;
  } finally {
    closeSync(out);
  }
}
