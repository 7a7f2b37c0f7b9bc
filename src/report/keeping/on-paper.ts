import { formatDay, type IsoDay } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { Entry, EntryKind } from '../concern.ts';
import type { ChildFinder } from '../host.ts';
import { classIn } from '../same-child/likeness.ts';
import { toldOfRoll, whoIn } from '../same-child/telling.ts';

/** Who what leaves on paper is about, as far as the reports and the roll tell. */
export interface AboutOnPaper {
  /** As reporters typed it, each once. */
  readonly typed: readonly string[];
  /** `undefined` where the roll does not know them, or where the reports are of several children of it. */
  readonly name: string | undefined;
  readonly born: IsoDay | undefined;
  /** Their tutor group or class. */
  readonly group: string | undefined;
  readonly year: string | undefined;
  /** Their unique pupil number. */
  readonly number: string | undefined;
  /** The roll says that they are of more than one child. */
  readonly isSeveral: boolean;
}

/** Over one or more reports: a name and a date of birth come from the roll, and only where it knows of one child alone. */
export async function aboutOnPaper(
  finder: Pick<ChildFinder, 'details'> | undefined,
  school: School,
  reports: readonly (readonly Entry[])[],
): Promise<AboutOnPaper> {
  const typed = new Set(reports.map(whoIn).filter((who) => who !== ''));
  const found = await Promise.all(reports.map((entries) => finder?.details(school, toldOfRoll(entries))));
  const children = new Map(found.flatMap((one) => (one ? [[one.id, one] as const] : [])));
  const [child] = children.size === 1 ? children.values() : [];
  const { name, born, group, year, number } = child ?? {};
  return { typed: [...typed], name, born, group, year, number, isSeveral: children.size > 1 };
}

export interface SchoolOnPaper {
  readonly name: string;
  readonly trust: string;
  /** Of its office. */
  readonly phone: string;
}

/** For a pen: a conference asks for it. */
const TO_WRITE = 'not known to Lanyard: ______________________';

/** Who a child is, at the head of what leaves on paper. */
export function childLines(
  { typed, name, born, group, year, number, isSeveral }: AboutOnPaper,
  school: SchoolOnPaper,
): readonly (readonly [string, string])[] {
  const asReported = typed.join('; ');
  const classes = new Set(typed.map(classIn).filter((one) => one !== ''));
  const [classReported] = classes.size === 1 && name === undefined && !isSeveral ? classes : [];
  return [
    ['Name', name ?? (asReported === '' ? TO_WRITE : `${asReported} (as reported)`)],
    ['Date of birth', born ? formatDay(born) : TO_WRITE],
    ['Tutor group or class', group || (classReported === undefined ? TO_WRITE : `${classReported} (as reported)`)],
    ...(year ? ([['Year', year]] as const) : []),
    ...(number ? ([['UPN', number]] as const) : []),
    ['School', schoolWords(school)],
    ...(name !== undefined && typed.some((who) => who !== name) ? ([['As reported', asReported]] as const) : []),
    ...(isSeveral
      ? ([['Check this', 'by the school’s roll these reports are about more than one child']] as const)
      : []),
  ];
}

export const schoolWords = ({ name, trust, phone }: SchoolOnPaper): string => `${name}, ${trust}, ${phone}`;

/**
 * What happened and what was done about it. Who was told by which card, who read, linked, kept or took away a record is no part of what a
 * conference reads: it is in the trail, and in the file for machines.
 */
export const isOnPaper = (kind: EntryKind | string): boolean => EVENTS.some((one) => one === kind);
const EVENTS: readonly EntryKind[] = [
  'raised',
  'added',
  'asked',
  'answered',
  'noted',
  'pictured',
  'action-set',
  'action-done',
  'case',
  'known',
  'step',
  'decided',
  'confirmed',
  'told',
  'review-set',
  'rerouted',
  'closed',
  'reopened',
  'transferred',
  'reduced',
];
