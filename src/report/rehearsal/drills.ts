import { formatWeekdayTime } from '../../kernel/time.ts';
import { DRILLS, type DrillId } from '../../school/file/drill-names.ts';
import { watchAt } from '../../school/hours.ts';
import { holders, type Role, type School } from '../../school/school.ts';
import type { Kind, Recipient, Written } from '../concern.ts';
import type { Subject } from '../routing/routing.ts';
import { hourUnder } from './conditions.ts';

/** One of the twelve: what is sent, and what must come of it. What must come of it is written here and not asked of the routing. */
export interface RehearsedDrill {
  readonly title: string;
  readonly kind: Kind;
  /** Who must get it. */
  readonly to: Recipient;
  /** Nobody who holds these may be told, or open it. */
  readonly shut?: readonly Role[];
  /** It proves that the DSL's place takes a card. */
  readonly provesPlace?: true;
  /** By the shared address. */
  readonly isByLink?: true;
  /** What the text says beside that it is a drill. */
  readonly says?: (school: School) => string;
  /** Whom the form's list names as too close to it. */
  readonly picks?: Role;
  /** What is put on for this drill, beside that Lanyard fills in the form; everything else is as it is. */
  readonly simulated?: (school: School, at: Date) => string;
}

const dslOf = (school: School): string => holders(school, 'dsl')[0]?.name ?? 'the DSL';

export const REHEARSED: Readonly<Record<DrillId, RehearsedDrill>> = {
  child: { title: 'About a child', kind: 'child', to: 'dsl', provesPlace: true },
  adult: { title: 'About an adult who works here', kind: 'staff', to: 'headteacher' },
  head: {
    title: 'About the headteacher',
    kind: 'headteacher',
    to: 'chair-of-governors',
    shut: ['headteacher'],
  },
  chair: {
    title: 'About the chair of governors',
    kind: 'chair',
    to: 'governance-officer',
    shut: ['chair-of-governors'],
  },
  'dsl-named': {
    title: 'About a child; the text names the DSL',
    kind: 'child',
    to: 'headteacher',
    shut: ['dsl', 'deputy-dsl'],
    says: (school) => `In this drill it is about ${dslOf(school)}.`,
  },
  'deputy-away': {
    title: 'About a child; the deputies are away',
    kind: 'child',
    to: 'dsl',
    simulated: ({ roles }) =>
      roles['deputy-dsl'].length === 0
        ? 'nothing: there is no deputy to be away'
        : 'the rota, in which the deputies are away',
  },
  data: { title: 'A data breach', kind: 'data', to: 'dpo' },
  'online-abuse': { title: 'Abuse of staff online', kind: 'online-abuse', to: 'senior-manager' },
  'no-teams': {
    title: 'About a child, from someone without Teams',
    kind: 'child',
    to: 'dsl',
    isByLink: true,
    simulated: () => 'the page behind the sheet: open its link once by hand',
  },
  saturday: {
    title: 'About a child, on a Saturday at 21:40',
    kind: 'child',
    to: 'dsl',
    simulated: (school, at) => `the hour. ${watchWords(school, hourUnder('saturday', at))}`,
  },
  'graph-blocked': {
    title: 'About a child, while Microsoft Graph is blocked',
    kind: 'child',
    to: 'dsl',
    simulated: () =>
      'that Graph gives no answer about members, accounts and chats. The cards came through Teams itself',
  },
  'own-child': {
    title: 'About the DSL’s own child',
    kind: 'child',
    to: 'headteacher',
    shut: ['dsl', 'deputy-dsl'],
    picks: 'dsl',
    says: (school) => `There is no such child. In this drill it would be a child of ${dslOf(school)}.`,
    simulated: () => 'that the DSL was picked in the form as someone who must not see it',
  },
};

/** What the form says of that hour before anything is written. */
function watchWords({ hours }: School, at: Date): string {
  const watch = watchAt(hours, at);
  if (watch.kind === 'open') return `By your hours ${formatWeekdayTime(at)} is watched`;
  return `The form says: not watched${watch.until === undefined ? '' : ` until ${watch.until}`}`;
}

/** Everything says that it is a drill, and no text is about anyone who exists. */
export function wordsOf({ kind, says }: RehearsedDrill, school: School): Written {
  const more = says?.(school);
  return {
    named: '',
    ...(kind === 'child' && { who: 'DRILL' }),
    seen: ['DRILL. Nothing has happened to anyone. Please open this, then press Acknowledge.', more]
      .filter(Boolean)
      .join(' '),
    safeTonight: 'yes',
  };
}

export const subjectFor = ({ kind, picks }: RehearsedDrill, school: School): Subject => ({
  kind,
  people: picks === undefined ? [] : holders(school, picks).map(({ id }) => id),
  // A matter about an adult is not sent before someone is named.
  ...(kind === 'staff' && { name: 'DRILL' }),
});

/** Its place on the page, as people call it. */
export const numberOf = (drill: DrillId): number => DRILLS.indexOf(drill) + 1;

/** As the page says it; empty where nothing but the form was. */
export const simulatedIn = (drill: DrillId, school: School, at: Date): string =>
  REHEARSED[drill].simulated?.(school, at) ?? '';
