import { LRUCache } from 'lru-cache';
import { newKey, seal, unseal } from './seal.ts';

/** What wraps keys: the record key. */
export interface Wrapping {
  wrap(key: Uint8Array): Promise<{ readonly keyId: string; readonly wrapped: Uint8Array }>;
  unwrap(keyId: string, wrapped: Uint8Array): Promise<Uint8Array>;
}

/** Sealed bytes, with the key that they are sealed with, wrapped. */
export interface BrieflySealed {
  readonly keyId: string;
  readonly wrapped: Buffer;
  readonly sealed: Buffer;
}

/** For what is written with many messages and lies for minutes: the wrapping key is asked seldom, and not for every row. */
export interface BriefSeal {
  seal(place: string, text: string): Promise<BrieflySealed>;
  /** @throws Fault when it cannot be opened */
  open(place: string, row: BrieflySealed): Promise<string>;
}

/** Keys of other instances that are kept open: each has one at a time. */
const KEYS_KEPT = 16;

/** @param keyMs how long one key seals before the next is made */
export function createBriefSeal(wrap: Wrapping, nowMs: () => number, keyMs: number): BriefSeal {
  let own:
    | { readonly until: number; readonly made: Promise<{ key: Buffer; keyId: string; wrapped: Buffer }> }
    | undefined;
  const opened = new LRUCache<string, Promise<Uint8Array>>({ max: KEYS_KEPT });
  const make = async () => {
    const key = newKey();
    const { keyId, wrapped } = await wrap.wrap(key);
    return { key, keyId, wrapped: Buffer.from(wrapped) };
  };
  const ownKey = () => {
    const now = nowMs();
    if (!own || now >= own.until || now < own.until - keyMs) own = { until: now + keyMs, made: make() };
    const { made } = own;
    // What failed is tried again.
    made.catch(() => {
      own = undefined;
    });
    return made;
  };
  const unwrapped = (keyId: string, wrapped: Buffer): Promise<Uint8Array> => {
    const id = `${keyId} ${wrapped.toString('base64')}`;
    const known = opened.get(id);
    if (known) return known;
    const key = wrap.unwrap(keyId, wrapped);
    opened.set(id, key);
    key.catch(() => opened.delete(id));
    return key;
  };
  return {
    async seal(place, text) {
      const { key, keyId, wrapped } = await ownKey();
      return { keyId, wrapped, sealed: seal(key, place, Buffer.from(text)) };
    },
    open: async (place, { keyId, wrapped, sealed }) =>
      unseal(await unwrapped(keyId, wrapped), place, sealed).toString('utf8'),
  };
}
