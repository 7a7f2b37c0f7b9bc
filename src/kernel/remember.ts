import { LRUCache } from 'lru-cache';

/**
 * `work`, with its last `most` results kept. For work that always gives the same, and for keys that may be kept: a
 * question of someone's is no such key.
 */
export function remembering<K extends string | number | object, V extends NonNullable<unknown>>(
  most: number,
  work: (key: K) => V,
): (key: K) => V {
  const kept = new LRUCache<K, V>({ max: most });
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = work(key);
    kept.set(key, value);
    return value;
  };
}

/**
 * What `read` gave for a key, for `ms` at most; those who ask while it is being read share one reading. `forget` makes
 * everyone read again. A failure is not kept, and a clock that was moved back makes nothing fresh.
 * @param now a time in ms
 */
export function readingBriefly<K, V>(
  ms: number,
  now: () => number,
  read: (key: K) => Promise<V>,
): { read(key: K): Promise<V>; forget(): void } {
  const readings = new Map<K, { readonly at: number; readonly found: Promise<V> }>();
  return {
    read(key) {
      const at = now();
      const known = readings.get(key);
      if (known && at >= known.at && at - known.at < ms) return known.found;
      const reading = { at, found: read(key) };
      readings.set(key, reading);
      reading.found.catch(() => {
        if (readings.get(key) === reading) readings.delete(key);
      });
      return reading.found;
    },
    forget: () => readings.clear(),
  };
}

/**
 * What was found for a key, until the memory is needed for something else: it is held by nobody here. For what is dear to work out
 * and always comes out the same.
 * @param most so many keys
 */
export function rememberingLoosely<V extends object>(
  most: number,
): {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
} {
  const kept = new LRUCache<string, WeakRef<V>>({ max: most });
  return {
    get: (key) => kept.get(key)?.deref(),
    set: (key, value) => void kept.set(key, new WeakRef(value)),
  };
}
