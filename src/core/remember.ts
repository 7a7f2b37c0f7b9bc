/**
 * `work`, with its last `most` results kept; the longest unused is dropped first. For work that always gives the same, and
 * for keys that may be kept: a question of somebody's is no such key.
 */
export function remembering<K, V>(most: number, work: (key: K) => V): (key: K) => V {
  const kept = new Map<K, V>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const value = work(key);
    kept.set(key, value);
    if (kept.size > most) {
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    }
    return value;
  };
}
