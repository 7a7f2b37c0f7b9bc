import { z } from 'zod/v4';
import { day, text } from './fields.ts';

const time = z
  .string({ error: 'write a time in quotes, such as "08:00"' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day; write it in quotes, such as "08:00"');

const range = z
  .strictObject({ name: text('a name, such as Autumn term'), from: day, to: day })
  .refine(({ from, to }) => from <= to, { message: 'ends before it begins; swap "from" and "to"' });

const A_WEEKDAY = 'write weekdays as numbers, 1 for Monday to 7 for Sunday';

/** When someone is watching. */
export const hours = z
  .strictObject({
    opens: time,
    closes: time,
    weekdays: z
      .array(z.int(A_WEEKDAY).min(1, A_WEEKDAY).max(7, A_WEEKDAY), { error: `list weekdays; ${A_WEEKDAY}` })
      .min(1, `list at least one weekday; ${A_WEEKDAY}`)
      .default([1, 2, 3, 4, 5]),
    terms: z.array(range, { error: 'list the terms, each with name, from and to' }).min(1, 'list at least one term'),
    closures: z.array(range).default([]),
    inset: z.array(range).default([]),
  })
  .refine(({ opens, closes }) => opens < closes, {
    message: 'closes before it opens; swap the times',
    path: ['closes'],
  });
