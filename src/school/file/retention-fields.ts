import { z } from 'zod/v4';
import { day, matters, text } from './fields.ts';

const WHOLE = 'write a whole number of years';
const NO_MORE = 'write at most 120';
const years = z.int(WHOLE).min(1, 'write at least 1').max(120, NO_MORE);
const source = text('where this rule comes from');

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
        source,
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
  lowLevel: z
    .strictObject({ yearsAfterLeaving: z.int(WHOLE).min(0, 'write 0 or more').max(120, NO_MORE), source })
    .optional(),
  holds: z
    .array(z.strictObject({ name: text('a name'), matters, from: day, source: text('who ordered it, and where') }))
    .default([]),
});
