import { type Element, heading, phones, plain, section, text } from '../../platform/teams/card.ts';
import { supportFirst } from '../../report/form/support.cards.ts';
import type { School } from '../../school/school.ts';
import { type Detection, isOfDanger, mayBeDanger } from '../detection.ts';
import type { Language } from '../words/languages.ts';
import { inTheirLanguage } from './home-languages.ts';
import type { Whom } from './whom.ts';

type Reportable = Exclude<Detection, { kind: 'none' | 'own-distress' }>;

/** Who to phone before anything is read or filled in: where someone may be in danger now, and nowhere else. */
export function dangerFirst(detection: Reportable, school: School | undefined, whom: Whom): readonly Element[] {
  const own = detection.ownDistress;
  return [
    ...(own ? [supportFirst(school, own === 'crisis')] : []),
    ...(detection.kind === 'concern' && isOfDanger(detection) && !detection.isFaint
      ? [danger(school, detection.isOfStaff === true, whom)]
      : mayBeDanger(detection)
        ? [inDanger(detection)]
        : []),
  ];
}

/** Where nothing is known but that the words are not English it stands, and does not shout: most who ask so ask about a policy. */
function inDanger(detection: Reportable): Element {
  const isOnlyForeign = detection.language !== undefined && !isOfDanger(detection);
  return isOnlyForeign
    ? text('Someone in danger now? Phone **999** first.', { subtle: true })
    : section(
        {
          style: 'attention',
        },
        text('Someone in danger now? Phone **999** first.', { bold: true, tone: 'attention' }),
      );
}

/** Who to phone and what to press, in the language that was written; `undefined` for English, and for one that we do not write. */
export function spoken(language: Language | 'other' | undefined, whom: Whom): Element | undefined {
  if (language === undefined) return undefined;
  const someone = whom.first('dsl', 'headteacher');
  const told = inTheirLanguage(language, [someone?.name ?? 'DSL', someone?.phone].filter((part) => part).join(', '));
  return (
    told &&
    section(
      {
        style: 'emphasis',
        rightToLeft: told.isRightToLeft,
      },
      plain(told.words),
      plain(told.danger, { subtle: true }),
    )
  );
}

/** What to do fits who it is about: where no child was heard in it nobody is told to stay with one. */
const danger = (school: School | undefined, isOfStaff: boolean, whom: Whom): Element =>
  section(
    { style: 'attention' },
    heading('In danger now: phone 999', { tone: 'attention' }),
    text(isOfStaff ? OF_STAFF : OF_CHILD),
    phones([EMERGENCY, ...(school ? (isOfStaff ? forStaff(whom) : forChild(school, whom)) : [])]),
  );

const OF_CHILD =
  'Stay with the child if it is safe. Then tell the DSL in person or by phone; if it is about the DSL, the headteacher. Do not wait for an answer here.';
const OF_STAFF =
  'Go where it is safe, with anyone who is with you, and do not go out to them. Then tell the headteacher or a senior manager in person or by phone, so that others are kept safe too. Do not wait for an answer here.';

type Line = readonly [string, string];

/** Beside the heading, where a tap dials it. */
const EMERGENCY: Line = ['In danger', '999'];

const forChild = ({ contacts }: School, whom: Whom): readonly Line[] => [
  ...(holder(whom, 'dsl') ?? holder(whom, 'headteacher') ?? []),
  ['Children’s social care', contacts.childrensSocialCare],
  ['Out of hours', contacts.outOfHours],
];

const forStaff = (whom: Whom): readonly Line[] => [
  ...(holder(whom, 'headteacher') ?? []),
  ...(holder(whom, 'senior-manager') ?? []),
];

const TITLES = { dsl: 'DSL', headteacher: 'Headteacher', 'senior-manager': 'Senior manager' } as const;

/** Nobody of whom the words may be. */
function holder(whom: Whom, role: keyof typeof TITLES): readonly Line[] | undefined {
  const one = whom.first(role);
  return one && [one.phone ? [`${TITLES[role]}, ${one.name}`, one.phone] : [TITLES[role], one.name]];
}
