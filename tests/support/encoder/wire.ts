import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import type { MessageReading } from '../../../src/kernel/understanding.ts';
import { HEARING_SUMS } from '../../../src/platform/encoder/hearing-head.ts';

/**
 * What the encoder's process and the workers say to each other: frames of a length, the number of the request, and what is asked
 * (a list of texts) or answered (a mark, then readings one after the other or what went wrong).
 */
const VECTOR = 768;
const NUMBERS = 4 * (VECTOR + HEARING_SUMS);
/** Before what a frame says: its length and its number. */
const HEAD = 8;
/** How long the words of a reading are. */
const LENGTH = 4;

export const ANSWERED = 0;
export const FAILED = 1;

/** One reading in bytes, as it is sent and kept: its numbers, how many bytes of words it has, and those. */
export function toBytes({ vector, sums, words }: MessageReading): Buffer {
  if (vector.length !== VECTOR || sums.length !== HEARING_SUMS)
    throw new RangeError('this is no reading of the encoder');
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32LE(words.length);
  return Buffer.concat([bytesOf(vector), bytesOf(sums), length, bytesOf(words)]);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Int8Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** @throws RangeError when it ends too early */
export function* readingsIn(bytes: Buffer): Generator<MessageReading> {
  for (let at = 0; at < bytes.length; ) {
    const end = at + NUMBERS + LENGTH + bytes.readUInt32LE(at + NUMBERS);
    if (end > bytes.length) throw new RangeError('the readings end in the middle of one');
    // A copy: bytes from a socket need not begin where four of them make a number, and a reading must not hold all of them.
    const { buffer } = new Uint8Array(bytes.subarray(at, end));
    yield {
      vector: new Float32Array(buffer, 0, VECTOR),
      sums: new Float32Array(buffer, 4 * VECTOR, HEARING_SUMS),
      words: new Int8Array(buffer, NUMBERS + LENGTH),
    };
    at = end;
  }
}

export function send(socket: Socket, number: number, parts: readonly Uint8Array[]): void {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(parts.reduce((sum, { length }) => sum + length, 0));
  head.writeUInt32LE(number, 4);
  socket.write(Buffer.concat([head, ...parts]));
}

/** Every frame that comes, whole. */
export function onFrame(socket: Socket, take: (number: number, said: Buffer) => void): void {
  let pieces: Buffer[] = [];
  let have = 0;
  let wanted = HEAD;
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece);
    have += piece.length;
    while (have >= wanted) {
      const all = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
      pieces = [all];
      wanted = HEAD + all.readUInt32LE();
      if (have < wanted) return;
      take(all.readUInt32LE(4), all.subarray(HEAD, wanted));
      pieces = have > wanted ? [all.subarray(wanted)] : [];
      have -= wanted;
      wanted = HEAD;
    }
  });
}
