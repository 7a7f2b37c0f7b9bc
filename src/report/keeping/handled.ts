import { codeWords } from '../../kernel/codes.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Concern, Entry, Facts, Written } from '../concern.ts';
import { DECISION_WORDING, endsReferral, leadsOutside, needsAnswer } from '../deciding/decision.ts';
import { BEFORE_RIGHTED } from '../entry-wording.ts';
import { happenedIn, happenedWords } from '../record/happened.ts';
import { type Person, personWords } from './people.ts';

/** A time twice: for machines, and as it was on the clock in London. */
export interface Moment {
  readonly utc: string;
  readonly london: string;
}

export const momentOf = (at: Date): Moment => ({ utc: at.toISOString(), london: formatInstant(at) });

/** When something was written down, and by whom. */
interface Recorded {
  readonly at: Moment;
  /** `null`: Lanyard itself. */
  readonly by: Person | null;
  /** When it was put right which child it is about, where this was recorded before. */
  readonly rightedAt?: Moment;
}

/** What is recorded of someone who was told, as it was written; `several`: of more than one in one text. */
interface Told extends Recorded {
  readonly whom: 'agency' | 'parents' | 'several';
  readonly text: string;
}

/** What a reader elsewhere asks first of a report: when it happened, when it was taken on, and who was told. */
export interface Handled {
  /** As its reporter wrote it, apart from when it was reported. */
  readonly happened: string | undefined;
  /** Where someone who has it said since when it was. */
  readonly happenedOn: string | undefined;
  readonly taken: readonly Recorded[];
  readonly told: readonly Told[];
}

/** All of it from what is recorded already, in the order in which it was written down. */
export function handledIn(entries: readonly Entry[], person: (id: Entry['actor']) => Person | null): Handled {
  const recorded = ({ at, actor, rightedAt }: Entry): Recorded => ({
    ...{ at: momentOf(at), by: person(actor) },
    ...(rightedAt && { rightedAt: momentOf(rightedAt) }),
  });
  const dated = entries.findLast(({ kind }) => kind === 'dated');
  const happenedOn = dated && happenedIn(dated);
  return {
    happened: entries.findLast(({ kind, words }) => OF_REPORTER.includes(kind) && words?.happened)?.words?.happened,
    happenedOn: happenedOn && happenedWords(happenedOn),
    taken: entries.filter(({ kind }) => kind === 'taken').map(recorded),
    told: entries.flatMap((entry) =>
      toldIn(entry).flatMap(([whom, text]) => (text ? [{ whom, text, ...recorded(entry) }] : [])),
    ),
  };
}

const OF_REPORTER: readonly Entry['kind'][] = ['raised', 'added', 'answered'];

type Said = readonly [Told['whom'], string | undefined];

const labelled = (label: string, text: string | undefined): string | undefined => text && `${label}: ${text}`;

/** Who was told by this event. What was only planned is no part of it. */
function toldIn({ kind, facts = {}, words = {} }: Entry): readonly Said[] {
  switch (kind) {
    case 'raised':
    case 'added':
      return [['several', labelled('By the reporter', words.done)]];
    case 'decided':
      return toldByDeciding(facts, words);
    case 'confirmed':
      return [['agency', labelled('Confirmed in writing', [words.agency, words.ref].filter(Boolean).join(', '))]];
    case 'step':
      return [['agency', facts.step === 'employer' ? labelled('Employer or contractor', words.text) : undefined]];
    case 'case':
      return [['agency', facts.step === 'police' ? labelled('Police', words.who) : undefined]];
    case 'told':
      return [['several', words.text]];
    default:
      return [];
  }
}

/** A referral with nobody written beside it who was told. */
const isUnsaidIn = (facts: Facts, { who, agency }: Written): boolean => needsAnswer(facts.decision) && !who && !agency;

/** The last decision and all that was recorded since, where it asks someone outside to act; nothing where it does not. */
function sinceReferral(entries: readonly Entry[]): readonly Entry[] {
  const at = entries.findLastIndex(({ kind }) => kind === 'decided');
  return needsAnswer(entries[at]?.facts?.decision) ? entries.slice(at) : [];
}

/** What someone outside was asked, as long as it stands: the decision, and whether it was confirmed in writing since. */
export interface Standing {
  readonly decided: Entry;
  readonly isConfirmed: boolean;
}

/**
 * The last decision by which someone outside was asked to act; `undefined` where there is none, or a closing since has said what became of it.
 * Another decision after it takes nothing back.
 */
export function standingReferral(entries: readonly Entry[]): Standing | undefined {
  const at = entries.findLastIndex(({ kind, facts }) => kind === 'decided' && leadsOutside(facts?.decision));
  const [decided, ...since] = at < 0 ? [] : entries.slice(at);
  return decided === undefined || since.some(({ kind, facts }) => kind === 'closed' && endsReferral(facts))
    ? undefined
    : { decided, isConfirmed: since.some(({ kind }) => kind === 'confirmed') };
}

/** The last decision is a referral, and nothing written with it or since says that anyone was told. */
export function isToldNobody(entries: readonly Entry[]): boolean {
  const [decided, ...since] = sinceReferral(entries);
  if (decided === undefined || !isUnsaidIn(decided.facts ?? {}, decided.words ?? {})) return false;
  return !since.some(
    ({ kind, facts }) => kind === 'told' || kind === 'confirmed' || (kind === 'closed' && endsReferral(facts)),
  );
}

function toldByDeciding(facts: Facts, words: Written): readonly Said[] {
  const { who, agency, icoWhy, parents, peopleWhy } = words;
  const decision = codeWords(DECISION_WORDING, facts.decision) ?? '';
  const isUnsaid = isUnsaidIn(facts, words);
  return [
    ['agency', labelled(`${decision}${onWords(facts.askedOn, facts.askedAt)}`, who)],
    ['agency', isUnsaid ? `${decision}: who was told is not recorded` : labelled(decision, agency)],
    [
      'agency',
      facts.ico === 'told'
        ? `The ICO${onWords(facts.icoToldOn, facts.icoToldAt)}${icoWhy ? `: ${icoWhy}` : ''}`
        : undefined,
    ],
    ['parents', parents],
    ['several', labelled('The people whose data it is', peopleWhy)],
  ];
}

function onWords(happenedOn: Facts[string] = '', happenedAt: Facts[string] = ''): string {
  const when = happenedIn({ facts: { happenedOn, happenedAt } });
  return when ? ` on ${happenedWords(when)}` : '';
}

const recordedWords = ({ at, by }: Recorded): string => `${at.london}, ${by ? personWords(by) : 'Lanyard'}`;

/** For paper, in the order in which it is asked; what nobody wrote down is said to be missing. */
export function handledLines(
  { happened, happenedOn, taken, told }: Handled,
  { isChild, isStub }: { readonly isChild: boolean; readonly isStub: boolean },
): readonly (readonly [string, string])[] {
  const none = isStub ? 'its text is no longer kept' : 'not recorded';
  const toldWords = (whom: Told['whom']): string =>
    told
      .filter((one) => one.whom === whom)
      .map(
        (one) =>
          `${one.text} (recorded ${recordedWords(one)}${one.rightedAt ? `, ${BEFORE_RIGHTED}: check with them` : ''})`,
      )
      .join('; ');
  const several = toldWords('several');
  const parents = toldWords('parents') || (several ? `${none} by itself: see who else was told` : none);
  return [
    ['When it happened, as its reporter wrote', happened ?? none],
    ...(happenedOn ? ([['When it happened, as recorded since', happenedOn]] as const) : []),
    ['Taken on', taken.map(recordedWords).join('; ') || 'not recorded'],
    ['Agencies told', toldWords('agency') || none],
    ...(isChild ? ([['Parents or carers: told, or why not', parents]] as const) : []),
    ['Who else was told', several || none],
  ];
}

/** Those still to be done of which these entries tell: what is to be done because a report was put right is in its own trail alone. */
export const actionsTold = ({ actions }: Pick<Concern, 'actions'>, entries: readonly Entry[]): Concern['actions'] =>
  actions.filter(
    ({ number, of }) =>
      of !== undefined || entries.some(({ kind, facts }) => kind === 'action-set' && facts?.number === number),
  );
