import { z } from 'zod/v4';
import { type Concern, shelfOf, type Written } from '../concern.ts';
import { act } from '../triage/act.ts';
import { type FormOf, line, pupil, reason } from '../triage/asked.ts';
import { besidePlan } from '../triage/plan-act.ts';
import { correctPlan, partOthers } from './correct.ts';
import { joinedIn, relatedIn, SAID_RELATIONS, type SaidRelation, UNRELATED } from './joined.ts';
import { lockTogether } from './locked.ts';
import { namesInWords } from './names-written.ts';

interface Beside {
  readonly reference: string;
}

const other = z.string().trim().toUpperCase().max(20);
/** Before another child is chosen: whom the words name, which stays in them. */
const namesStay = ({ school, entries = [] }: FormOf): string => {
  const names = namesInWords(school, entries);
  const stay = 'Names in the words stay as they are.';
  return names.length === 0
    ? stay
    : `The words of this report name ${names.join(', ')}: check that they are about the child you choose. ${stay}`;
};

export const isChilds = ({ concern }: { readonly concern: Concern }): boolean => shelfOf(concern.kind) === 'child';

export const CORRECT = act({
  title: 'It is about another child',
  at: { open: 'about', decided: 'about', closed: 'about' },
  isOffered: isChilds,
  reads: true,
  asks: [
    { says: namesStay, as: 'bold' },
    'Say which child it is. From then on it is that child’s, and does not appear with the other child’s reports, in a print, or at a next school. Who changed it and why stands in its trail alone.',
    'Links to other reports end: join it to the right child’s. Every copy that left becomes an action for you. A closed report is opened again, to be decided for this child.',
    {
      pupil: pupil('The right child: type the name, then choose'),
      who: line(
        ({ roll }: FormOf) =>
          roll ? 'Or write name and class, or “not known”' : 'Name and class of the right child (required)',
        200,
      ),
      reason: reason('How do you know?'),
    },
  ],
  wants: ({ pupil: picked, who, reason: why }) => ({ pupil: picked, who, words: { reason: why } }),
  plan: correctPlan,
  follow: (deps, { concern }, after, actor) => partOthers(deps, concern, after, actor),
});

export const LINK = act({
  title: 'Link another report',
  at: { open: 'about', decided: 'about', closed: 'about', stub: 'first' },
  asks: [
    'For another report that belongs with this one. A link only points to it: whether it is about the same person you say under “Reports about this person”, and only then do both stand in one chronology.',
    {
      reference: { ...line('Reference of the other report (required)', 20), read: other },
      reason: reason('How are they connected?'),
    },
  ],
  wants: ({ reference, reason: why }) => ({ reference, words: { reason: why } }),
  isForStubs: true,
  inOther: 'linked',
  plan: (acting, { words }: Beside & { readonly words: Written }) => besidePlan(acting, 'linked', {}, words),
});

/** What is said of another report and this one, by one press each. */
export const OF_OTHERS = {
  // What another child is to this one, or that it is nothing of the kind after all: a link whose reason is one of these.
  relate: act({
    sends: { reference: other, relation: z.enum(SAID_RELATIONS) },
    wants: (said) => said,
    isForStubs: true,
    inOther: 'linked',
    plan: (acting, { relation }: Beside & { readonly relation: SaidRelation }) =>
      besidePlan(acting, 'linked', { relation }),
    isSaid: (entries, { relation }, id) => (relatedIn(entries).get(id) ?? UNRELATED) === relation,
  }),
  // That another report is about the same person, or is not: anyone who may open both says so, and may say the contrary later.
  join: act({
    sends: { reference: other },
    wants: (said) => said,
    isForStubs: true,
    inOther: 'joined',
    plan: (acting, _wanted: Beside) => besidePlan(acting, 'joined'),
    isSaid: (entries, _wanted, id) => joinedIn(entries).get(id) === true,
    follow: (deps, { school }, after, actor) => lockTogether(deps, school, after, actor),
  }),
  part: act({
    sends: { reference: other },
    wants: (said) => said,
    isForStubs: true,
    inOther: 'parted',
    plan: (acting, _wanted: Beside) => besidePlan(acting, 'parted'),
    isSaid: (entries, _wanted, id) => joinedIn(entries).get(id) === false,
  }),
};
