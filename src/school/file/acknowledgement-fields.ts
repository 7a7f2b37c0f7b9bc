import { z } from 'zod/v4';
import { text } from './fields.ts';

const days = z.int('write a whole number of days').min(0, 'write 0 or more').max(365, 'write at most 365');

/** Microsoft Teams (TEAMS1), as enabled in every A1, A3 and A5 licence. */
const TEAMS_PLAN = '57ff2da0-773e-42df-b2af-ffb7a2317929';

const training = z.strictObject({
  id: z
    .string({ error: 'write a short name, such as safeguarding' })
    .regex(/^[a-z][a-z0-9-]{1,30}$/, 'write a short name in lower-case letters, such as safeguarding'),
  name: text('what the training is called'),
  everyMonths: z.int('write a whole number of months').min(1, 'write at least 1').max(120, 'write at most 120'),
  soonDays: days.default(30),
  beside: z.array(text('the title of a policy'), { error: 'list titles of policies' }).min(1).optional(),
});

const dayOfYear = z
  .string({ error: 'write month and day in quotes, such as "09-01"' })
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'write month and day in quotes, such as "09-01"');

/** Statutory guidance that comes again each year. */
const guidance = z
  .strictObject({
    name: text('what the guidance is called, without a year'),
    expectedFrom: dayOfYear.default('07-01'),
    inForceOn: dayOfYear.default('09-01'),
  })
  .refine(({ expectedFrom, inForceOn }) => expectedFrom < inForceOn, 'is expected after it is in force; swap the days');

/** How staff are asked and reminded. */
export const acknowledgement = z
  .strictObject({
    remindDaysBefore: z.array(days).default([14, 7, 3, 1, 0]),
    remindEveryDaysAfter: days.min(1, 'write at least 1').default(7),
    joinerDays: days.min(1, 'write at least 1').default(10),
    // Counts for nothing: what an older file has must not keep a school from starting.
    tellManagers: z.boolean().optional(),
    proposeOn: dayOfYear.optional(),
    guidance: guidance.optional(),
    reading: z
      .enum(['opened', 'all'], { error: 'write all (every page has to be shown) or opened (one of them)' })
      .default('all'),
    training: z
      .array(training, { error: 'list kinds of training, each with id, name and everyMonths' })
      .max(6, 'list at most six kinds of training')
      .default([])
      .refine(
        (kinds) => new Set(kinds.map(({ id }) => id)).size === kinds.length,
        'two kinds of training have the same id',
      )
      .refine(
        (kinds) => new Set(kinds.map(({ name }) => name.toLowerCase())).size === kinds.length,
        'two kinds of training have the same name',
      ),
    teamsPlans: z.array(text('a service plan id')).default([TEAMS_PLAN]),
  })
  .prefault({});
