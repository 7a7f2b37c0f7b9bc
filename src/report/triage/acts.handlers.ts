import { z } from 'zod/v4';
import { type ConcernId, parseGuid, type UserId } from '../../kernel/ids.ts';
import { type IsoDay, parseDay } from '../../kernel/time.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import { KINDS, RECIPIENTS } from '../concern.ts';
import { readHappened } from '../record/happened.ts';
import { RELATIONS } from '../same-child/joined.ts';
import type { Act } from './acts.ts';
import { DECISIONS, OUTCOMES } from './decision.ts';

export const concernId = z.guid().transform((id) => id.toLowerCase() as ConcernId);

const words = (most: number) => z.string().max(most).default('').transform(withoutBlank);

const reason = words(6_000);

const someDay = z
  .string()
  .default('')
  .transform((text): IsoDay | undefined => parseDay(text));

const person = z.string().transform((text, context) => {
  const id = parseGuid<UserId>(text);
  if (id) return id;
  context.addIssue({ code: 'custom', message: 'not a person' });
  return z.NEVER;
});

/** None where nobody was chosen. */
const chosenPerson = z
  .string()
  .max(100)
  .default('')
  .transform((text) => parseGuid<UserId>(text));

const base = { concern: concernId, seen: z.coerce.number().int().min(0).max(1_000_000) };

export const acting = z.discriminatedUnion('act', [
  z.object({ ...base, act: z.literal('acknowledge') }),
  z.object({ ...base, act: z.literal('take') }),
  z.object({ ...base, act: z.literal('let-in') }),
  z.object({ ...base, act: z.literal('note'), reason, happenedOn: someDay, happenedAt: words(20) }),
  z.object({
    ...base,
    act: z.literal('categorise'),
    categories: z
      .string()
      .max(4_000)
      .default('')
      .transform((names) => names.split(',').filter((name) => name !== '')),
  }),
  z.object({ ...base, act: z.literal('date'), happenedOn: someDay, happenedAt: words(20) }),
  z.object({ ...base, act: z.literal('ask'), reason }),
  z.object({
    ...base,
    act: z.literal('decide'),
    decision: z.enum(DECISIONS),
    reason,
    agency: words(2_000),
    parents: words(2_000),
    reviewOn: someDay,
  }),
  z.object({ ...base, act: z.literal('review'), reason, reviewOn: someDay }),
  z.object({
    ...base,
    act: z.literal('hand-over'),
    reason,
    to: person,
  }),
  z.object({
    ...base,
    act: z.literal('reroute'),
    reason,
    to: z.enum(RECIPIENTS),
    about: z.enum(['same', ...KINDS]).optional(),
    people: z
      .string()
      .max(2_000)
      .default('')
      .transform((text) => text.split(',').flatMap((one) => parseGuid<UserId>(one.trim()) ?? [])),
    name: words(200),
  }),
  z.object({ ...base, act: z.literal('link'), reason, reference: z.string().trim().toUpperCase().max(20) }),
  z.object({ ...base, act: z.literal('action'), reason, due: someDay, to: person }),
  z.object({ ...base, act: z.literal('action-done'), number: z.coerce.number().int().min(1).max(1_000_000) }),
  z.object({
    ...base,
    act: z.literal('relate'),
    reference: z.string().trim().toUpperCase().max(20),
    relation: z.enum(RELATIONS),
  }),
  z.object({ ...base, act: z.literal('join'), reference: z.string().trim().toUpperCase().max(20) }),
  z.object({ ...base, act: z.literal('part'), reference: z.string().trim().toUpperCase().max(20) }),
  z.object({ ...base, act: z.literal('close'), reason, outcome: z.enum(OUTCOMES) }),
  z.object({ ...base, act: z.literal('reopen'), reason }),
  z.object({ ...base, act: z.literal('lock'), reason, first: chosenPerson, second: chosenPerson }),
  z.object({ ...base, act: z.literal('unlock'), reason }),
  z.object({
    ...base,
    act: z.enum(['trust-open', 'trust-shut']),
    reason,
    all: z.enum(['true', 'false']).default('false'),
  }),
]);

type Acting = z.output<typeof acting>;

/** @param now nothing has happened after it */
export function toAct(data: Acting, now: Date): Act {
  switch (data.act) {
    case 'acknowledge':
    case 'take':
    case 'let-in':
      return { kind: data.act };
    case 'note':
      return {
        kind: 'note',
        words: { text: data.reason },
        happened: readHappened(data.happenedOn, data.happenedAt, now),
      };
    case 'ask':
      return { kind: 'ask', words: { text: data.reason } };
    case 'categorise':
      return { kind: 'categorise', categories: data.categories };
    case 'date':
      return { kind: 'date', happened: readHappened(data.happenedOn, data.happenedAt, now) };
    case 'decide':
      return {
        kind: 'decide',
        decision: data.decision,
        reviewOn: data.reviewOn,
        words: { reason: data.reason, agency: data.agency, parents: data.parents },
      };
    case 'review':
      return { kind: 'review', reviewOn: data.reviewOn, words: { reason: data.reason } };
    case 'hand-over':
      return { kind: 'hand-over', to: data.to, words: { reason: data.reason } };
    case 'reroute':
      return {
        kind: 'reroute',
        to: data.to,
        about:
          data.about === undefined || data.about === 'same'
            ? data.about
            : { kind: data.about, people: data.people, name: data.name },
        words: { reason: data.reason, ...(data.name !== '' && { named: data.name }) },
      };
    case 'link':
      return { kind: 'link', reference: data.reference, words: { reason: data.reason } };
    case 'action':
      return { kind: 'action', to: data.to, due: data.due, words: { text: data.reason } };
    case 'action-done':
      return { kind: 'action-done', number: data.number };
    case 'relate':
      return { kind: 'relate', reference: data.reference, relation: data.relation };
    case 'join':
    case 'part':
      return { kind: data.act, reference: data.reference };
    case 'close':
      return { kind: 'close', outcome: data.outcome, words: { reason: data.reason } };
    case 'reopen':
    case 'unlock':
      return { kind: data.act, words: { reason: data.reason } };
    case 'lock':
      return {
        kind: 'lock',
        people: [data.first, data.second].filter((one) => one !== undefined),
        words: { reason: data.reason },
      };
    case 'trust-open':
    case 'trust-shut':
      return { kind: data.act, isAll: data.all === 'true', words: { reason: data.reason } };
    default:
      return data satisfies never;
  }
}
