import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import { type DialogAnswer, message } from '../../platform/teams/turn.ts';
import { type Hosting, notShown } from '../../report/handlers/closed.handlers.ts';
import { aboutReport } from '../../report/handlers/desk.handlers.ts';
import { filledIn } from '../../report/handlers/filled-in.cards.ts';
import { keepingSteps, wordsOnly } from '../../report/handlers/form-recovery.cards.ts';
import { NOT_AVAILABLE } from '../../report/handlers/refusals.cards.ts';
import type { DialogTurn, Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import { NOT_NOW } from '../../report/triage/not-now.ts';
import { NEXT_SCHOOL, NEXT_SCHOOL_END, NEXT_SCHOOL_MAKE, NEXT_SCHOOL_READ } from '../../report/verbs.cards.ts';
import { LINK_DAYS } from './make.ts';
import { handOverCard, MOST_PASSED_ON, madeCard, readCard } from './next-school.cards.ts';
import type { NextSchool } from './next-school.ts';

/** The kind of download, as src/wiring registers its maker. */
export const NEXT_SCHOOL_DOWNLOAD = 'concern-next-school';

interface NextSchoolDeps extends Hosting {
  readonly nextSchool: Pick<NextSchool, 'before' | 'make' | 'withdraw'>;
  readonly downloads: Pick<Downloads, 'offer'>;
  readonly log: Log;
}

const concern = z.guid().transform((id) => id.toLowerCase() as ConcernId);
const inConcern = z.object({ concern });
const ofLink = z.object({ concern, link: z.guid() });
const words = (most: number) => z.string().max(most).default('').transform(withoutBlank);
const making = z.object({
  concern,
  toName: words(120),
  toRole: words(120),
  toSchool: words(160),
  passedOn: words(MOST_PASSED_ON),
  days: z.coerce
    .number()
    .transform((days) => LINK_DAYS.find((one) => one === days))
    .pipe(z.literal([...LINK_DAYS])),
  /** Which names were shown, as a digest of them. */
  list: z.string().max(20),
  leaveOut: z
    .string()
    .max(400)
    .regex(/^[\d,]*$/)
    .default('')
    .transform((places) => places.split(',').flatMap((place) => (place === '' ? [] : [Number(place)]))),
});

/** Handing a child's chronology to one person at the next school. */
export function registerNextSchool(routes: Routes, deps: NextSchoolDeps): void {
  const { nextSchool, downloads, log } = deps;
  routes.submit(NEXT_SCHOOL, (turn) => show(deps, turn));
  keepingSteps(routes, log)(NEXT_SCHOOL_MAKE, (turn) => make(deps, turn), wordsOnly(NEXT_SCHOOL_MAKE));

  routes.submit(NEXT_SCHOOL_END, async (turn) => {
    const { data } = ofLink.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const ended = await nextSchool.withdraw(data.concern, data.link, actorOf(turn));
    switch (ended.kind) {
      case 'done':
        return show(deps, turn, { said: 'Withdrawn. The link no longer works.' });
      case 'not-now':
        return show(deps, turn, { complaint: 'It has already ended.' });
      default:
        return notShown(deps, turn, NEXT_SCHOOL_END, ended);
    }
  });

  routes.submit(NEXT_SCHOOL_READ, async (turn) => {
    const { data } = ofLink.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const found = await nextSchool.before(data.concern, actorOf(turn));
    if (found.kind === 'not-now') return message(NOT_NOW[found.why]);
    if (found.kind !== 'before') return notShown(deps, turn, NEXT_SCHOOL_READ, found);
    // Whether it is one of theirs is looked at again when it is fetched.
    const { url, until } = await downloads.offer(
      NEXT_SCHOOL_DOWNLOAD,
      `${data.concern}/${data.link}`,
      turn.sender.userId,
    );
    return aboutReport(found.concern.reference, readCard(data.concern, url, until));
  });
}

async function show(
  deps: NextSchoolDeps,
  turn: DialogTurn,
  more: { readonly said?: string; readonly complaint?: string } = {},
): Promise<DialogAnswer> {
  const { data } = inConcern.safeParse(turn.data);
  if (!data) return message(NOT_AVAILABLE);
  const found = await deps.nextSchool.before(data.concern, actorOf(turn));
  if (found.kind === 'not-now') return message(NOT_NOW[found.why]);
  if (found.kind !== 'before') return notShown(deps, turn, NEXT_SCHOOL, found);
  const before = handOverCard(found, more);
  // A refused form must not cost anyone what they wrote.
  return aboutReport(found.concern.reference, more.complaint ? filledIn(before, turn.data) : before);
}

async function make(deps: NextSchoolDeps, turn: DialogTurn): Promise<DialogAnswer> {
  const { data } = making.safeParse(turn.data);
  if (!data) return show(deps, turn, { complaint: NO_RECEIVER });
  const { toName: name, toRole: role, toSchool: school, days, list, leaveOut, passedOn } = data;
  const choice = `${list}${leaveOut.join('.')}`;
  const made = await deps.nextSchool.make(data.concern, actorOf(turn), {
    to: { name, role, school },
    ...{ days, choice, passedOn },
  });
  if (made.kind === 'made') return aboutReport(made.concern.reference, madeCard(made));
  if (made.kind !== 'not-now') return notShown(deps, turn, NEXT_SCHOOL_MAKE, made);
  return show(deps, turn, { complaint: WHY_NOT[made.why] });
}

const NO_RECEIVER = 'Please say who it is for: name, role and school.';
const WHY_NOT = {
  status: NOT_NOW.status,
  'no-receiver': NO_RECEIVER,
  'no-why': 'Please write why it is passed on, and what they need to do now.',
  changed: 'Something was added that may name another child. Look through the names once more.',
  'not-whole': 'A report that belongs to it cannot be opened just now. Open each one, then make the link.',
} as const;
