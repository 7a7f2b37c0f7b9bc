import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod/v4';

/** 32 MiB and about a quarter of a second for each guess. Kept with each hash, so that it can be raised later. */
export const DEAR = { N: 2 ** 15, r: 8, p: 3 };
export type HashCost = typeof DEAR;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

const kept = z.object({ salt: z.string(), hash: z.string(), cost: z.object({ N: z.int(), r: z.int(), p: z.int() }) });
const scryptOf = promisify<string, Uint8Array, number, object, Buffer>(scrypt);
const hashOf = (pin: string, salt: Uint8Array, cost: HashCost): Promise<Buffer> =>
  scryptOf(pin, salt, HASH_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r });

/** A PIN as it is kept: salted, and dear to guess. */
export async function slowHash(pin: string, cost: HashCost = DEAR): Promise<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await hashOf(pin, salt, cost);
  return Buffer.from(JSON.stringify({ salt: salt.toString('base64'), hash: hash.toString('base64'), cost }));
}

export async function isHashOf(content: Buffer, pin: string): Promise<boolean> {
  const { salt, hash, cost } = kept.parse(JSON.parse(content.toString()));
  return timingSafeEqual(await hashOf(pin, Buffer.from(salt, 'base64'), cost), Buffer.from(hash, 'base64'));
}

/** Compared in the same time whether they differ early or late. */
export const isSameText = (left: Buffer, right: Buffer): boolean =>
  left.length === right.length && timingSafeEqual(left, right);
