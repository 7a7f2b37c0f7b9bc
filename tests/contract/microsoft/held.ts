import type { Asked } from '../every-call.ts';
import type { GraphFacts, PermissionFacts } from './facts.ts';
import { inTable } from './from/calls.ts';
import { complaints, complaintsAboutBody, complaintsAboutQuery, type Found, follow } from './graph.ts';

interface Row {
  readonly name: string;
  readonly calls: readonly string[];
  readonly notTheLeast?: string;
}

function found(facts: GraphFacts, { method, address }: Asked): Found | string {
  try {
    return follow(facts, method, address);
  } catch (error) {
    return (error as Error).message;
  }
}

/** What of a call Graph would refuse. */
export function complaintsAboutAsked(facts: GraphFacts, asked: Asked): string[] {
  const there = found(facts, asked);
  if (typeof there === 'string') return [there];
  const said = [
    ...complaintsAboutQuery(facts, there, new URLSearchParams(asked.address.split('?')[1] ?? '')),
    ...(asked.body === undefined ? [] : complaintsAboutBody(facts, there, asked.body)),
  ];
  return said.map((one) => `${asked.method} ${asked.address}: ${one}`);
}

/** What of an answer Graph would not give. */
export function complaintsAboutAnswer(facts: GraphFacts, asked: Asked): string[] {
  const there = found(facts, asked);
  if (asked.answer === undefined || typeof there === 'string' || asked.status >= 300) return [];
  const isList = there.kind.startsWith('[');
  const { value } = asked.answer as { value?: unknown };
  return complaints(facts, there.kind, isList ? value : asked.answer, `${asked.method} ${asked.address.split('?')[0]}`);
}

/** The least of each call, or a word on why another; and no permission that Microsoft does not have. */
export function complaintsAboutPermission(facts: PermissionFacts, { name, calls, notTheLeast }: Row): string[] {
  const unknown = facts.ids[name] ? [] : [`${name} is no permission of an application`];
  const rows = calls.flatMap((call) => facts.calls[inTable(call)] ?? []);
  const isBasic = (one: string): boolean => one.includes('Basic');
  const smaller = Object.entries(facts.opens).filter(
    ([other, opens]) =>
      // What reads the basics alone gives less, whatever number of calls it is for.
      (isBasic(other) || !isBasic(name)) &&
      opens < (facts.opens[name] ?? 0) &&
      rows.every(({ least, more }) => [...least, ...more].includes(other)),
  );
  return [
    ...unknown,
    ...smaller.map(([other]) => `${other} is enough for all that ${name} is asked for, and opens less`),
    ...calls.flatMap((call) => {
      const row = facts.calls[inTable(call)];
      if (!row) return [`${call} is not in the tables`];
      if (row.least.includes(name)) return [];
      if (![...row.more, ...BY_SITE].includes(name)) return [`${name} does not open ${call}`];
      return notTheLeast
        ? []
        : [`${name} is not the least for ${call}: ${[...row.least, ...row.leastOfOne].join(', ')}`];
    }),
  ];
}

/** Opens a call only where a site was opened for it, and so is in no table of calls. Source: Microsoft Graph, overview of selected permissions. */
const BY_SITE = ['Sites.Selected'];
