import type { CampaignEvent } from './event.ts';
import { sha256 } from './text-shown.ts';

/** What stands before the first event of a chain. */
export const CHAIN_START = '0'.repeat(64);

/** One event as one line of JSON, always in the same order and spacing; without `hash`, what the hash is over. */
export function eventLine(event: Omit<CampaignEvent, 'hash'>, hash?: string): string {
  return canonical({
    seq: event.seq,
    at: event.at.toISOString(),
    kind: event.kind,
    person: event.person,
    by: event.by,
    facts: event.facts,
    previous: event.previous,
    hash,
  });
}

/** The hash of an event in its place: over its own words and, through `previous`, over everything before it. */
export const seal = (event: Omit<CampaignEvent, 'hash'>): string => sha256(eventLine(event));

/** JSON with sorted keys and no spaces; absent values are left out. Two equal values are always the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
    return `{${pairs.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
