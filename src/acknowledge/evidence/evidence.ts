import { wantedWords } from '../audience/wanted.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { sha256 } from '../text/text-shown.ts';
import type { CampaignEvent } from './event.ts';

/** The hash before the first event of a chain. */
const CHAIN_START = '0'.repeat(64);

/** One event as one line of JSON, always in the same order and spacing; without `hash`, what the hash is over. */
function eventLine(event: Omit<CampaignEvent, 'hash'>, hash?: string): string {
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

const FORMAT = 'lanyard-evidence-1';

/** Facts about the campaign that the pack opens with. */
interface PackHead {
  readonly campaign: string;
  readonly school: string;
  readonly title: string;
  readonly due: string;
  readonly status: string;
  readonly policies: readonly {
    readonly title: string;
    readonly version: string;
    readonly document: string;
    readonly text: string;
    /** Who it is for, in a few words; absent where it is for everyone asked. */
    readonly for?: string;
  }[];
  readonly madeAt: string;
}

/**
 * The whole course of a campaign as a file that can be checked without the database: a first line with the facts, one line
 * for each event, and a last line that closes it with their number and the hash of everything before.
 */
function evidencePack(head: PackHead, events: readonly CampaignEvent[]): string {
  const lines = [
    canonical({ format: FORMAT, ...head, events: events.length, end: events.at(-1)?.hash ?? CHAIN_START }),
    ...events.map((event) => eventLine(event, event.hash)),
  ];
  const closing = closingLine(events.length, sha256(lines.join('\n')));
  return `${[...lines, closing].join('\n')}\n`;
}

const closingLine = (events: number, seal: string): string => canonical({ closed: true, events, seal });

/** The pack of a campaign as it stands. */
export const campaignPack = (campaign: Campaign, events: readonly CampaignEvent[], madeAt: Date): string =>
  evidencePack(
    {
      campaign: campaign.id,
      school: campaign.school,
      title: campaign.title,
      due: campaign.dueDay,
      status: campaign.status,
      policies: campaign.policies.map(({ policyId, title, version, versionId, contentHash, textHash }) => {
        const audience = campaign.wanted.policies?.[policyId];
        return {
          title,
          version: version ?? versionId,
          document: contentHash,
          text: textHash,
          ...(audience && { for: wantedWords(audience, (day) => day) }),
        };
      }),
      madeAt: madeAt.toISOString(),
    },
    events,
  );

/** What is wrong with a pack, and on which line (from 1). */
interface Flaw {
  readonly line: number;
  readonly what: string;
}

type Verdict =
  | { readonly kind: 'unaltered'; readonly title: string; readonly events: number; readonly seal: string }
  | { readonly kind: 'altered'; readonly flaws: readonly Flaw[] };

interface Line {
  readonly number: number;
  readonly value: Record<string, unknown> | undefined;
  /** Every event line carries the hash of its own words; false when the two do not fit. */
  readonly isWhole: boolean;
}

/**
 * Checks a pack from its text alone. Proves that nothing was changed, dropped, swapped, added or cut since it was made;
 * someone who makes a whole new pack is caught by comparing the seal with the one that Lanyard shows for the campaign.
 */
export function verifyEvidence(text: string): Verdict {
  const raw = text.split('\n');
  if (raw.at(-1) === '') raw.pop();
  const lines = raw.map(readLine);
  const head = lines[0];
  if (head?.value?.format !== FORMAT)
    return altered([
      { line: 1, what: 'This is not a Lanyard evidence pack, or its first line was changed or removed.' },
    ]);

  const last = lines.at(-1);
  const isClosed = lines.length > 1 && last?.value?.closed === true;
  const events = lines.slice(1, isClosed ? -1 : undefined);
  const promised = Number(head.value.events);
  const flaws = [...eventFlaws(events, promised), ...endFlaws(lines, isClosed, events, promised)];

  if (isClosed && flaws.length === 0) {
    // Nothing wrong with any event: what is left is the first line, the last line, or white space between.
    if (last.value.seal !== sha256(raw.slice(0, -1).join('\n')))
      flaws.push({ line: 1, what: 'The facts in the first line, or the seal in the last, were changed.' });
    // As we would have written it, key by key: a renamed key would otherwise pass for one more fact.
    else if (raw.at(-1) !== closingLine(promised, String(last.value.seal)))
      flaws.push({ line: lines.length, what: 'The last line was changed.' });
    else if (raw.some((line, at) => line !== canonical(lines[at]?.value)))
      flaws.push({ line: 1, what: 'White space was changed.' });
    else if (`${raw.join('\n')}\n` !== text) flaws.push({ line: lines.length, what: 'Text was added after the end.' });
  }
  if (flaws.length > 0) return altered(flaws);
  return { kind: 'unaltered', title: String(head.value.title), events: promised, seal: String(last?.value?.seal) };
}

const altered = (flaws: readonly Flaw[]): Verdict => ({ kind: 'altered', flaws });

function readLine(raw: string, at: number): Line {
  const number = at + 1;
  try {
    const parsed: unknown = JSON.parse(raw);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      return { number, value: undefined, isWhole: false };
    const value: Record<string, unknown> = Object.fromEntries(Object.entries(parsed));
    const { hash, ...rest } = value;
    return { number, value, isWhole: hash === sha256(canonical(rest)) && raw === canonical(value) };
  } catch {
    return { number, value: undefined, isWhole: false };
  }
}

/** Each event line against itself, then the order of those that are whole. */
function eventFlaws(events: readonly Line[], promised: number): Flaw[] {
  const flaws: Flaw[] = events
    .filter(({ isWhole }) => !isWhole)
    .map(({ number }) => ({ line: number, what: 'This line was changed after it was written.' }));

  const seen = new Map<number, number>();
  for (const [at, { number, value, isWhole }] of events.entries()) {
    if (!isWhole) continue;
    const seq = Number(value?.seq);
    const first = seen.get(seq);
    if (first !== undefined)
      flaws.push({ line: number, what: `Event ${seq} stands here again; it is already on line ${first}.` });
    seen.set(seq, number);
    const before = events[at - 1];
    const isNext = before === undefined ? seq === 1 : seq === Number(before.value?.seq) + 1;
    if (before?.isWhole === false || first !== undefined) continue;
    if (isNext && before !== undefined && value?.previous !== before.value?.hash)
      flaws.push({
        line: number,
        what: `Event ${seq} does not follow from the line before: one of them comes from another pack.`,
      });
    else if (!isNext && seq !== at + 1)
      flaws.push({ line: number, what: `Event ${seq} stands where event ${at + 1} belongs.` });
  }
  if (events.every(({ isWhole }) => isWhole)) {
    const last = Math.max(0, ...seen.keys());
    for (let seq = 1; seq <= Math.max(last, 0); seq += 1) {
      if (!seen.has(seq)) flaws.push({ line: seq + 1, what: `Event ${seq} of ${promised} is missing.` });
    }
  }
  return flaws;
}

function endFlaws(lines: readonly Line[], isClosed: boolean, events: readonly Line[], promised: number): Flaw[] {
  if (!isClosed)
    return [
      {
        line: lines.length,
        what: `The end is cut off: ${events.length} of ${promised} events are there, and the closing line is missing.`,
      },
    ];
  if (events.length < promised) {
    const last = Number(events.at(-1)?.value?.seq ?? 0);
    if (last < promised)
      return [{ line: lines.length, what: `The events from ${last + 1} to ${promised} are missing at the end.` }];
  }
  if (events.length > promised)
    return [{ line: lines.length, what: `There are ${events.length} events instead of ${promised}.` }];
  return [];
}
