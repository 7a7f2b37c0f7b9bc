import { z } from 'zod/v4';
import { ROLES } from '../school.ts';
import { text } from './fields.ts';

/** How accounts in the school's name are approved and looked after. */
export const accounts = z
  .strictObject({
    approvedBy: z
      .array(z.enum(ROLES, { error: `write one of ${ROLES.join(', ')}` }), { error: 'list roles' })
      .min(1, 'list at least one role, such as headteacher')
      .default(['headteacher']),
    checkEveryDays: z
      .int('write a whole number of days')
      .min(1, 'write at least 1')
      .max(365, 'write at most 365')
      .default(14),
    holidays: z
      .enum(['next-school-day', 'run-on'], {
        error: 'write next-school-day (comments wait for school to open) or run-on (hours count in holidays too)',
      })
      .default('next-school-day'),
    training: text('the id of a kind of training, such as online-safety').optional(),
  })
  .prefault({});
