import { z } from 'zod/v4';
import { day, matters, text } from './fields.ts';

const years = z.int('write a whole number of years').min(1, 'write at least 1').max(120, 'write at most 120');

/** For how long which records are kept. */
export const retention = z.strictObject({
  checkedOn: day,
  checkedBy: text('who checked these rules'),
  rules: z
    .array(
      z.strictObject({
        id: text('a short name'),
        matters,
        untilAge: years.optional(),
        yearsAfterClosing: years,
        decides: z.enum(['birthday', 'longer'], { error: 'write birthday or longer' }).default('birthday'),
        source: text('where this rule comes from'),
      }),
    )
    .default([])
    .superRefine((rules, context) => {
      const seen = new Set<string>();
      for (const [index, one] of rules.entries())
        for (const kind of one.matters) {
          if (seen.has(kind))
            context.addIssue({
              code: 'custom',
              path: [index, 'matters'],
              message: `"${kind}" is in two rules; each kind of report has one`,
            });
          seen.add(kind);
        }
    }),
  holds: z
    .array(z.strictObject({ name: text('a name'), matters, from: day, source: text('who ordered it, and where') }))
    .default([]),
});
