import { parse } from 'yaml';
import { z } from 'zod/v4';
import { ROLES, type Role } from '../../school/school.ts';
import { type Line, readLine } from './lines.ts';
import { asTitle, plainWords } from './plain.ts';

/** What may be asked of Lanyard itself, and the hearing's layers have learnt, in the order of their numbers. `holder.…`: who holds a role. */
export const LEARNT_WISHES = [
  ...ROLES.map((role) => `holder.${role}` as const),
  'number.office',
  'number.outside',
  'dates.break-up',
  'dates.back',
  'dates.all',
  'dates.inset',
  'dates.hours',
  'policy.review',
  'policy.changed',
  'policy.list',
  'own.signed',
  'own.to-read',
  'own.waiting',
  'own.reports',
  'own.add',
  'own.declare',
  'declarations',
  'lanyard.privacy',
  'lanyard.working',
  'lanyard.report',
  'reports.open',
  'reports.search',
  'records.due',
  'pin',
  'rota',
  'campaigns',
  'campaigns.missing',
  'campaigns.person',
  'policies.desk',
  'policies.questions',
  'accounts.list',
  'accounts.apply',
  'posts.before',
  'posts.press',
  'posts.settings',
  'people.leaving',
  'people.joining',
] as const;
/** What was added since the layers learnt: told by the meaning of the whole (platform/encoder/wish-head.ts). */
const LATER_WISHES = [
  'campaigns.away',
  'campaigns.due',
  'campaigns.remind',
  'campaigns.change',
  'campaigns.files',
  'campaigns.outstanding',
  'governors.page',
  'lanyard.answers',
  'lanyard.place',
  'lanyard.kept',
  'lanyard.held',
  'lanyard.recipients',
  'lanyard.roles',
  'lanyard.running',
  'lanyard.name',
  'own.wrong-name',
  'own.talk-first',
  'own.read-yet',
  'campaigns.managers',
] as const;
export const WISHES = [...LEARNT_WISHES, ...LATER_WISHES] as const;
export type WishId = (typeof WISHES)[number];

export interface Wish {
  readonly id: WishId;
  /** Who it is for; absent: for everyone. */
  readonly for: readonly Role[] | undefined;
  /** How it is said, each line whole. */
  readonly lines: readonly Line[];
  /** How those say it in short who may have it; from anyone else, and after an answer, it means something else. */
  readonly short: readonly Line[];
  /** The same in plain words, to learn from. */
  readonly examples: readonly string[];
}

export interface Wishes {
  readonly wishes: readonly Wish[];
  /** What sounds alike, and is for the policies. */
  readonly not: readonly string[];
  /** How questions to the policies begin; compared with the beginning of a message. */
  readonly never: readonly Line[];
  /** The titles of buttons, as `asTitle` reads them. */
  readonly buttons: ReadonlySet<string>;
}

const words = z.array(z.string().min(1)).min(1);
const shape = z.strictObject({
  classes: z.record(z.string(), words),
  shapes: z.record(z.string(), words),
  wishes: z.array(
    z.strictObject({
      wish: z.enum(WISHES),
      it: words.optional(),
      job: words.optional(),
      for: z.array(z.enum(ROLES)).optional(),
      shapes: z.array(z.string()).default([]),
      said: words.optional(),
      short: words.default([]),
    }),
  ),
  never: words,
  not: words,
  buttons: words,
});

/** @throws Error for a file that is not as `wishes.yml` explains, or names a class or shape that is not in it: a bug of ours */
export function readWishes(text: string): Wishes {
  const { classes, shapes, wishes, not, never, buttons } = shape.parse(parse(text));
  return {
    wishes: wishes.map(({ wish: id, it, job, for: whom, shapes: shared, said = [], short }) => {
      const known = { ...classes, ...(it && { it }), ...(job && { job: job.flatMap((one) => [one, `my ${one}`]) }) };
      const shapely = shared.flatMap((name) => {
        const lines = shapes[name];
        if (!lines) throw new Error(`wishes.yml names a shape that is not in it: ${name}`);
        return lines.filter((line) => (it || !line.includes('<it>')) && (job || !line.includes('<job>')));
      });
      const lines = [...shapely, ...said].map((line) => readLine(line, known));
      const examples = [...new Set(lines.map(({ example }) => example))].filter((line) => line.includes(' '));
      return { id, for: whom, lines, short: short.map((line) => readLine(line, known)), examples };
    }),
    not: not.map(plainWords),
    never: never.map((line) => readLine(line, classes, 'beginning')),
    buttons: new Set(buttons.map(asTitle)),
  };
}
