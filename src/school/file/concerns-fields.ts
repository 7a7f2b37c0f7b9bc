import { z } from 'zod/v4';
import type { GroupId } from '../../kernel/ids.ts';
import { USUAL_CATEGORIES } from '../categories.ts';
import { NATIONS, ROLES } from '../school.ts';
import { DRILLS } from './drill-names.ts';
import { day, guid, matters, nation, text } from './fields.ts';
import { retention } from './retention-fields.ts';

const minutes = z.int('write a whole number of minutes').min(1, 'write at least 1').max(10_080, 'write at most 10080');
const wholeHours = z.int('write a whole number of hours').min(1, 'write at least 1').max(400, 'write at most 400');

const duty = z.strictObject({
  id: text('a short name'),
  title: text('a title'),
  text: z.string({ error: 'write the text' }).trim().min(1).max(2_000),
  inForceFrom: day.optional(),
  matters: matters.default(['child']),
  nations: z
    .array(nation, { error: 'list the nations' })
    .min(1, 'list at least one')
    .default([...NATIONS]),
  words: z.array(text('a word'), { error: 'list the words' }).min(1, 'list at least one').max(60).optional(),
  whose: z.enum(['reporter', 'reader'], { error: 'write reporter or reader' }).default('reporter'),
  numbers: z
    .array(z.strictObject({ name: text('who answers there'), number: text('a number') }), { error: 'list the numbers' })
    .max(6, 'write at most 6')
    .default([]),
  owner: text('who keeps this up to date'),
  reviewBy: day,
});

const SIGN_IN =
  'sign-in is not offered: a fresh sign-in through Entra cannot be asked for from a card in Teams in a way that we could prove. Write pin or none';

/** What is asked for before a record opens, see docs/deploy.md. */
const records = z
  .strictObject({
    secondStep: z
      .enum(['none', 'pin'], {
        error: ({ input }) => (input === 'sign-in' ? SIGN_IN : 'write pin or none'),
      })
      .default('none'),
    closesAfterMinutes: z
      .int('write a whole number of minutes')
      .min(1, 'write at least 1')
      .max(60, 'write at most 60')
      .default(5),
  })
  .prefault({});

/** Several are written in one line with commas between them. */
const category = text('a category')
  .max(60, 'is too long')
  .regex(/^[^,]*$/, 'write a category without a comma');

/** People without Teams: off until a school turns it on, because anyone who has the sheet can write. */
const sharedAddress = z.strictObject({
  use: z.enum(['none', 'report', 'report-and-ask'], { error: 'write none, report or report-and-ask' }).default('none'),
  namesShown: z.array(z.enum(ROLES, { error: 'write roles, such as dsl' })).default([]),
});

/** What a school decided to rely on without having proved it to itself: with its reason and a name, because someone will ask. */
const rehearsal = z.array(
  z.strictObject({
    drill: z.enum([...DRILLS, 'all'], { error: `write one of ${DRILLS.join(', ')}, or all` }),
    why: text('why it was decided so'),
    decidedBy: text('who decided it'),
    on: day,
  }),
  { error: 'list the drills you decided to do without' },
);

/** How reports are answered for, and the duties that one does not discharge. */
export const concerns = z
  .strictObject({
    acknowledgeWithinMinutes: z
      .strictObject({ urgent: minutes, routine: minutes })
      .default({ urgent: 10, routine: 60 }),
    decideWithinHours: z.strictObject({ urgent: wholeHours, routine: wholeHours }).default({ urgent: 4, routine: 24 }),
    allowScreenshots: z.boolean({ error: 'write true or false' }).default(false),
    firstWordsInList: z.boolean({ error: 'write true or false' }).default(false),
    records,
    retention: retention.optional(),
    rollGroup: guid<GroupId>('the id of the group that every pupil is in').optional(),
    duties: z.array(duty).default([]),
    categories: z
      .array(category, { error: 'list the categories' })
      .min(1, 'list at least one')
      .max(40, 'list at most 40')
      .default([...USUAL_CATEGORIES]),

    sharedAddress: sharedAddress.optional(),
    rehearsal: rehearsal.optional(),
  })
  .prefault({});
