import { createHash } from 'node:crypto';
import type { UserId } from '../../kernel/ids.ts';
import { readLetters } from '../../kernel/pages/tickets.ts';

/** Letters of the code to come back with: 95 bits, which nobody guesses, and few enough to copy by hand. */
export const CODE_LENGTH = 20;

const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXZ';
/** Bytes from here on would make some letters more likely than others. */
const EVEN = Math.floor(256 / ALPHABET.length) * ALPHABET.length;

const digest = (purpose: string, text: string): Buffer =>
  createHash('sha512').update(`lanyard ${purpose}\n${text}`, 'utf8').digest();

/** A UUID of a hash, as RFC 9562 has it for what is not drawn at random (version 8). */
function uuidOf(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * What a form's key stands for. The key is drawn when the form is made, so sending the form again gives the same report and the
 * same code: nobody loses theirs because an answer did not arrive.
 * @param key 28 letters, see `SECRET_LENGTH`
 * @param about whom it is about: changed after it was sent, it is a report of its own
 */
export function meantByKey(
  key: string,
  about: string,
): {
  readonly draft: string;
  readonly code: string;
} {
  const letters = [...digest('code', `${key}\n${about}`)]
    .filter((byte) => byte < EVEN)
    .map((byte) => ALPHABET[byte % 27]);
  return { draft: uuidOf(digest('draft', `${key}\n${about}`)), code: letters.slice(0, CODE_LENGTH).join('') };
}

/**
 * Who sent a report, as far as anyone will ever know: the holder of its code. A hash of the code stands where the id of a person
 * would, and the code itself nowhere.
 */
export const holderOf = (code: string): UserId => uuidOf(digest('holder', code)) as UserId;

/** A code as someone typed it, or `undefined` when it cannot be one. */
export const readCode = (typed: string): string | undefined => readLetters(typed, CODE_LENGTH);
