import { z } from 'zod/v4';
import { type ConcernId, parseGuid, type UserId } from '../../kernel/ids.ts';
import { type IsoDay, parseDay } from '../../kernel/time.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import { KINDS, RECIPIENTS } from '../concern.ts';
import { type Acts, named } from '../host.handlers.ts';
import { readHappened } from '../record/happened.ts';
import { RELATIONS } from '../same-child/joined.ts';
import type { Act } from './acts.ts';
import { DECISIONS, OUTCOMES } from './decision.ts';

export const concernId = z.guid().transform((id) => id.toLowerCase() as ConcernId);

const words = (most: number) => z.string().max(most).default('').transform(withoutBlank);

export const reasonSent = words(6_000);

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

/** Reads what was sent with an act; `undefined` where it is not what its form asks for. */
export type ReadAct = (sent: unknown, now: Date) => Act | undefined;

/** @param toAct `now`: nothing has happened after it */
export function reading<Fields extends z.ZodRawShape, Wanted extends Act>(
  fields: Fields,
  toAct: (said: z.output<z.ZodObject<Fields>>, now: Date) => Wanted,
) {
  const form = z.object(fields);
  return (sent: unknown, now: Date): Wanted | undefined => {
    const { data } = form.safeParse(sent);
    return data && toAct(data, now);
  };
}

const when = { happenedOn: someDay, happenedAt: words(20) };
const other = z.string().trim().toUpperCase().max(20);

const READ: Readonly<Record<string, ReadAct>> = {
  acknowledge: () => ({ kind: 'acknowledge' }),
  take: () => ({ kind: 'take' }),
  'let-in': () => ({ kind: 'let-in' }),
  note: reading({ reason: reasonSent, ...when }, ({ reason, happenedOn, happenedAt }, now) => ({
    kind: 'note',
    words: { text: reason },
    happened: readHappened(happenedOn, happenedAt, now),
  })),
  categorise: reading(
    {
      categories: z
        .string()
        .max(4_000)
        .default('')
        .transform((names) => names.split(',').filter((name) => name !== '')),
    },
    ({ categories }) => ({ kind: 'categorise', categories }),
  ),
  date: reading(when, ({ happenedOn, happenedAt }, now) => ({
    kind: 'date',
    happened: readHappened(happenedOn, happenedAt, now),
  })),
  ask: reading({ reason: reasonSent }, ({ reason }) => ({ kind: 'ask', words: { text: reason } })),
  decide: reading(
    {
      decision: z.enum(DECISIONS),
      reason: reasonSent,
      agency: words(2_000),
      parents: words(2_000),
      reviewOn: someDay,
    },
    ({ decision, reviewOn, reason, agency, parents }) => ({
      kind: 'decide',
      decision,
      reviewOn,
      words: { reason, agency, parents },
    }),
  ),
  review: reading({ reason: reasonSent, reviewOn: someDay }, ({ reason, reviewOn }) => ({
    kind: 'review',
    reviewOn,
    words: { reason },
  })),
  'hand-over': reading({ reason: reasonSent, to: person }, ({ reason, to }) => ({
    kind: 'hand-over',
    to,
    words: { reason },
  })),
  reroute: reading(
    {
      reason: reasonSent,
      to: z.enum(RECIPIENTS),
      about: z.enum(['same', ...KINDS]).optional(),
      people: z
        .string()
        .max(2_000)
        .default('')
        .transform((text) => text.split(',').flatMap((one) => parseGuid<UserId>(one.trim()) ?? [])),
      name: words(200),
    },
    ({ reason, to, about, people, name }) => ({
      kind: 'reroute',
      to,
      about: about === undefined || about === 'same' ? about : { kind: about, people, name },
      words: { reason, ...(name !== '' && { named: name }) },
    }),
  ),
  link: reading({ reason: reasonSent, reference: other }, ({ reason, reference }) => ({
    kind: 'link',
    reference,
    words: { reason },
  })),
  action: reading({ reason: reasonSent, due: someDay, to: person }, ({ reason, due, to }) => ({
    kind: 'action',
    to,
    due,
    words: { text: reason },
  })),
  'action-done': reading({ number: z.coerce.number().int().min(1).max(1_000_000) }, ({ number }) => ({
    kind: 'action-done',
    number,
  })),
  relate: reading({ reference: other, relation: z.enum(RELATIONS) }, (said) => ({ kind: 'relate', ...said })),
  join: reading({ reference: other }, ({ reference }) => ({ kind: 'join', reference })),
  part: reading({ reference: other }, ({ reference }) => ({ kind: 'part', reference })),
  close: reading({ reason: reasonSent, outcome: z.enum(OUTCOMES) }, ({ reason, outcome }) => ({
    kind: 'close',
    outcome,
    words: { reason },
  })),
  reopen: reading({ reason: reasonSent }, ({ reason }) => ({ kind: 'reopen', words: { reason } })),
};

/** An act as it was sent, on which version of which report. */
export interface SentAct {
  readonly concern: ConcernId;
  readonly seen: number;
  readonly act: string;
  readonly wanted: Act;
}

const acted = z.object({
  concern: concernId,
  seen: z.coerce.number().int().min(0).max(1_000_000),
  act: z.string().max(60),
});

/** @param ofFeatures acts that report does not have by itself */
export function readAct(sent: unknown, ofFeatures: Acts | undefined, now: Date): SentAct | undefined {
  const { data } = acted.safeParse(sent);
  const read = named(READ, data?.act) ?? named(ofFeatures, data?.act)?.read;
  const wanted = read?.(sent, now);
  return data && wanted && { ...data, wanted };
}
