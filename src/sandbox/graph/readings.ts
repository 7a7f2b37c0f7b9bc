import type { Call } from '../http.ts';
import type { Json } from '../json.ts';

/** Lists that someone is paging through: as in Graph, all pages show the list as it was at the first. */
export interface Readings {
  start(call: Call, read: () => Json[]): Json[];
  goOn(call: Call, read: () => Json[]): Json[];
}

const MOST = 8;

export function createReadings(): Readings {
  const lists = new Map<string, Json[]>();
  const keyOf = (call: Call) => `${call.path}?${call.query.get('$filter') ?? ''}`;

  const start: Readings['start'] = (call, read) => {
    const items = read();
    const key = keyOf(call);
    lists.delete(key);
    lists.set(key, items);
    const [oldest] = lists.keys();
    if (lists.size > MOST && oldest !== undefined) lists.delete(oldest);
    return items;
  };
  return { start, goOn: (call, read) => lists.get(keyOf(call)) ?? start(call, read) };
}
