import { inflateRawSync } from 'node:zlib';
import { type Limits, Unreadable } from '../outcome.ts';

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/** One part of an archive by its name, unpacked; `undefined` where there is none. */
type OpenPart = (name: string) => Uint8Array | undefined;

const DAMAGED = 'This file is damaged or cut short. Open the original, save it again, and send the new file.';
const BOMB =
  'This file unpacks to far more than a policy needs, so it was not opened. Save the document again from Word, without pictures, and send that.';

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * Opens an archive without trusting it: entries and claimed sizes are bounded before anything is unpacked, what really
 * comes out is counted while unpacking, and an archive within the archive stays closed. Throws `Unreadable`.
 */
export function openZip(
  bytes: Uint8Array,
  limits: Limits,
): { readonly names: readonly string[]; readonly open: OpenPart } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(view, bytes, limits);
  if (entries.reduce((sum, entry) => sum + entry.unpacked, 0) > limits.unpackedBytes) throw new Unreadable(BOMB);
  const byName = new Map(entries.map((entry) => [keyOf(entry.name), entry]));
  let budget = limits.unpackedBytes;
  const open = (name: string) => {
    const entry = byName.get(keyOf(name));
    if (!entry) return undefined;
    const part = unpack(bytes, view, entry, budget);
    budget -= part.length;
    return part;
  };
  return { names: [...byName.keys()], open };
}

/** Some programs part folders with backslashes, and Word opens what they write. */
const keyOf = (name: string): string => name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();

function readDirectory(view: DataView, bytes: Uint8Array, limits: Limits): readonly Entry[] {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw new Unreadable(BOMB);
  if (count > limits.zipEntries) throw new Unreadable(BOMB);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw new Unreadable(DAMAGED);
    if ((view.getUint16(at + 8, true) & 1) === 1) {
      throw new Unreadable('This file is protected with a password. Take the password off, save it and send it again.');
    }
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The record that ends an archive is in its last 64 KB, behind it at most a comment. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new Unreadable(DAMAGED);
}

function unpack(bytes: Uint8Array, view: DataView, entry: Entry, budget: number): Uint8Array {
  const { offset, packed, method } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) throw new Unreadable(DAMAGED);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw new Unreadable(DAMAGED);
  const data = bytes.subarray(start, start + packed);
  if (method === 0) {
    if (data.length > budget) throw new Unreadable(BOMB);
    return data;
  }
  if (method !== 8) throw new Unreadable(DAMAGED);
  return inflate(data, Math.min(budget, entry.unpacked));
}

/** Never yields more than `most`: an entry that holds more than it claims is a bomb or damaged. */
function inflate(data: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(most, 1) });
  } catch (error) {
    const isTooMuch = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new Unreadable(isTooMuch ? BOMB : DAMAGED);
  }
}
