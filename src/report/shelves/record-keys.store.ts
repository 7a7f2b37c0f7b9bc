import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../kernel/calls/fault.ts';
import { KEY_BYTES, newKey, seal, unseal } from '../../platform/postgres/seal.ts';
import type { KeyWrap } from '../ports.ts';

/**
 * Keys held by this process. The first one wraps new keys; all of them unwrap.
 * @param keys 32 bytes each, in base64
 */
export function localKeyWrap([current, ...previous]: readonly [string, ...string[]]): KeyWrap {
  const all = [current, ...previous].map((text) => Buffer.from(text, 'base64'));
  const byId = new Map(all.map((key) => [keyIdOf(key), key]));
  const [first] = all;
  if (first?.length !== KEY_BYTES) throw new Error('a record key is 32 bytes in base64');
  const currentKeyId = keyIdOf(first);
  return {
    currentKeyId,
    wrap: async (key) => ({ keyId: currentKeyId, wrapped: seal(first, `key ${currentKeyId}`, key) }),
    async unwrap(keyId, wrapped) {
      const key = byId.get(keyId);
      if (!key) {
        throw new Fault(
          'forbidden',
          `The record key ${keyId} is not configured. Records sealed with it cannot be read until it is: add it to RECORD_KEY_PREVIOUS.`,
        );
      }
      return unseal(key, `key ${keyId}`, wrapped);
    },
  };
}

/** Names a key without telling anything about it. */
const keyIdOf = (key: Uint8Array): string =>
  createHash('sha256').update('lanyard record key').update(key).digest('hex').slice(0, 16);

/** For a single machine without a key of its own: made on the first start and kept beside the data. Never overwritten. */
function generatedKeyWrap(folder: string): KeyWrap {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'record.key');
  try {
    writeFileSync(file, `${newKey().toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  chmodSync(file, 0o600);
  return localKeyWrap([readFileSync(file, 'utf8').trim()]);
}

/** Where a wrapping key comes from that this process holds itself. */
type KeySource =
  | { readonly kind: 'local'; readonly key: string; readonly previous: readonly string[] }
  | { readonly kind: 'generated'; readonly folder: string };

/** The wrapping key that this process holds. */
export function keyWrapFrom(source: KeySource): KeyWrap {
  switch (source.kind) {
    case 'local':
      return localKeyWrap([source.key, ...source.previous]);
    case 'generated':
      return generatedKeyWrap(source.folder);
    default:
      return source satisfies never;
  }
}
