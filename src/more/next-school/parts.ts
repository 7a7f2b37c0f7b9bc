import type { Tickets } from '../../kernel/pages/tickets.ts';
import { DAY_MS, HOUR_MS } from '../../kernel/time.ts';
import type { Concern, Facts, NewEntry, Written } from '../../report/concern.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import { change } from '../../report/record/change.ts';
import { peopleOf } from '../../report/routing/lies-with.ts';
import { openers } from '../../report/routing/openers.ts';
import type { NewTask } from '../../report/task.ts';
import type { LinkStep } from '../../report/wording.ts';
import type { School } from '../../school/school.ts';
import type { ToPrint } from '../children/print.ts';
import type { SchoolLink, SchoolLinkStore } from './link-ports.ts';

/** What a hand-over is made from, beside the records. */
export interface LinkDeps extends ConcernDeps {
  readonly schoolLinks: SchoolLinkStore;
  readonly tickets: Tickets;
  /** The file, made in memory. @param madeFor as it stands at the foot of each page */
  readonly print: (story: Extract<ToPrint, { kind: 'chronology' }>, madeFor: string, at: Date) => Promise<Uint8Array>;
  /** The address of the page behind a secret. */
  readonly address: (secret: string) => string;
}

/** The page for the code, and the one behind it. */
export const ASKING = 'next-school';
export const OPENED = 'next-school-opened';

/** After this many wrong codes someone is guessing, and the school makes a new link. */
export const MOST_WRONG = 5;
/** A broken download may be tried again. */
export const MOST_FETCHES = 3;
/** How long after the code the file may be fetched, and the receipt given. */
export const FETCH_MS = HOUR_MS;
export const RECEIPT_MS = 7 * DAY_MS;

/** What those who made it are told, in a notice without a word of it. */
export type LinkNews = 'school-received' | 'school-blocked' | 'school-expired';

/** Writes a step into the trail of the report from which it was made, and plans who is told. */
export async function noteStep(
  deps: ConcernDeps,
  link: SchoolLink,
  step: LinkStep,
  more: {
    readonly by?: NewEntry['actor'];
    readonly words?: Written;
    readonly news?: LinkNews;
    readonly facts?: Facts;
  } = {},
): Promise<void> {
  const at = deps.clock();
  const { by = 'lanyard', words, news, facts } = more;
  await change(deps.store, link.concern, (concern) => ({
    entries: [
      { at, actor: by, kind: 'sent-to-school', facts: { step, link: link.id, ...facts }, ...(words && { words }) },
    ],
    tasks: news ? tellOf(deps.trust.schools, concern, link, news, at) : [],
  }));
  if (news) await deps.wake();
}

/** The person who made it, and the DSL: as far as they may open it now. */
export function tellOf(
  schools: readonly School[],
  concern: Concern,
  { by }: Pick<SchoolLink, 'by'>,
  why: LinkNews,
  at: Date,
): readonly NewTask[] {
  const school = schools.find(({ id }) => id === concern.school);
  if (!school) return [];
  const all = openers(school, concern);
  const dsl = peopleOf(school, concern, concern.holder)[0]?.id;
  const wanted = all.filter(({ id }) => id === by || id === dsl);
  const { holder } = concern;
  return (wanted.length > 0 ? wanted : all).map(({ id: person }) => ({ kind: 'news', dueAt: at, person, holder, why }));
}
