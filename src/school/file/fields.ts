import { z } from 'zod/v4';
import { type GroupId, parseGuid, type TenantId, type UserId } from '../../kernel/ids.ts';
import { parseDay } from '../../kernel/time.ts';
import { NATIONS } from '../school.ts';

/** One line of words. */
export const text = (what: string) =>
  z
    .string({ error: `write ${what}` })
    .trim()
    .min(1, `write ${what}`)
    .max(400, 'is too long');

/** An id of Entra. */
export const guid = <Id extends UserId | GroupId | TenantId>(what: string) =>
  z.string({ error: `write ${what}` }).transform((value, context): Id => {
    const id = parseGuid<Id>(value);
    if (id === undefined) {
      context.addIssue({ code: 'custom', message: `"${clip(value)}" is not a GUID; write ${what}` });
      return z.NEVER;
    }
    return id;
  });

/** Written with or without quotes. */
export const day = z
  .union([z.string(), z.date().transform((date) => date.toISOString().slice(0, 10))], {
    error: 'write a date such as 2026-09-01',
  })
  .transform((value, context) => {
    const parsed = parseDay(value);
    if (parsed === undefined) {
      context.addIssue({ code: 'custom', message: `"${clip(value)}" is not a date; write one such as 2026-09-01` });
      return z.NEVER;
    }
    return parsed;
  });

/** The kinds of report of the concern slice, which this file may not know; a test holds the two together. */
const MATTERS = ['child', 'staff', 'headteacher', 'dsl', 'chair', 'online-abuse', 'data'] as const;
const matter = z.enum(MATTERS, { error: `write one of ${MATTERS.join(', ')}` });
export const matters = z
  .array(matter, { error: 'list the kinds of report' })
  .min(1, 'list at least one kind of report');

export const nation = z.enum(NATIONS, { error: `write one of ${NATIONS.join(', ')}` });

const clip = (value: string): string => (value.length > 40 ? `${value.slice(0, 40)}…` : value);
