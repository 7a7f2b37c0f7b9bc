import { createHash } from 'node:crypto';
import type { UserId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import { everyHolder, type Role, type School } from '../../school/school.ts';
import type { OpenReading } from './naming.ts';

/** Someone who may be meant, as the page names them. */
export interface Asked {
  readonly id: UserId;
  readonly name: string;
  readonly role: Role;
  /** The words that may mean them. */
  readonly readings: readonly OpenReading[];
}

/** What a reporter said when they were asked whether an adult of the school may be involved. `asked`: nothing yet. */
export const ADULT_SAID = ['asked', 'no', 'yes', 'unsure'] as const;
export type AdultSaid = (typeof ADULT_SAID)[number];

/** "Do you mean …?" People are chosen by their place in these lists. */
export interface Question {
  /** Changes with the people who are asked about: an answer to an older page counts for nothing. */
  readonly key: string;
  /** By a name that was typed where one is asked for. */
  readonly typed: readonly Asked[];
  /** Named in what happened. */
  readonly mentioned: readonly Asked[];
  /** What happened sounds as if an adult of the school may be involved, and nobody was picked: whether one is, and who. */
  readonly asksAdult: boolean;
}

export const NONE = 'none';

/** So long a report that is not urgent waits for the answer; then it goes to someone nothing can mean. */
export const ANSWER_MS = 10 * MINUTE_MS;

/** As the page sends it: places in each list, comma-joined, or `none`; empty while it is not answered. Who the adult is, by pick or name. */
export interface AnswerSent {
  readonly key: string;
  readonly typed: string;
  readonly mentioned: string;
  readonly adult?: '' | Exclude<AdultSaid, 'asked'> | undefined;
  readonly adultPeople?: readonly UserId[] | undefined;
  readonly adultName?: string | undefined;
}

/** @param of the draft or the report that is asked about */
export function questionOf(
  school: School,
  open: readonly OpenReading[],
  of: string,
  asksAdult: boolean,
): Question | undefined {
  if (open.length === 0 && !asksAdult) return undefined;
  const asked = (source: OpenReading['of']): readonly Asked[] => {
    const people = new Map(everyHolder(school).map((holder) => [holder.id, holder]));
    return [...people.values()].flatMap(({ id, name, role }) => {
      const readings = open.filter((one) => one.of === source && one.id === id);
      return readings.length === 0 ? [] : [{ id, name, role, readings }];
    });
  };
  const lists = { typed: asked('typed'), mentioned: asked('text') };
  const ids = [
    of,
    ...lists.typed.map(({ id }) => id),
    '/',
    ...lists.mentioned.map(({ id }) => id),
    ...(asksAdult ? ['adult'] : []),
  ];
  return { key: createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, 16), ...lists, asksAdult };
}

export interface Answered {
  /** Said to be meant by a typed name, and said to be who it is about. */
  readonly typed: readonly UserId[];
  readonly mentioned: readonly UserId[];
  readonly cleared: readonly OpenReading[];
  /** Absent where that was not answered. */
  readonly adult?: Exclude<AdultSaid, 'asked'> | undefined;
  /** Picked as that adult, and typed as their name. */
  readonly people: readonly UserId[];
  readonly name: string;
}

/** What an answer says; `undefined` if it answers another question, or says nothing. */
export function answered(question: Question | undefined, sent: AnswerSent): Answered | undefined {
  if (!question || question.key !== sent.key) return undefined;
  const read = (list: readonly Asked[], text: string) => {
    const marks = text.split(',').map((mark) => mark.trim());
    const meant = list.filter((_one, at) => marks.includes(String(at)));
    const isSaid = meant.length > 0 || marks.includes(NONE);
    return { meant: meant.map(({ id }) => id), cleared: isSaid ? list.filter((one) => !meant.includes(one)) : [] };
  };
  const [typed, mentioned] = [read(question.typed, sent.typed), read(question.mentioned, sent.mentioned)];
  const cleared = [...typed.cleared, ...mentioned.cleared].flatMap(({ readings }) => readings);
  const adult = question.asksAdult ? adultIn(sent) : NOT_SAID;
  if (cleared.length + typed.meant.length + mentioned.meant.length === 0 && adult.adult === undefined) return undefined;
  return { typed: typed.meant, mentioned: mentioned.meant, cleared, ...adult };
}

const NOT_SAID: Pick<Answered, 'adult' | 'people' | 'name'> = { people: [], name: '' };

/** Anyone who says who it is has said yes. */
function adultIn({ adult, adultPeople = [], adultName = '' }: AnswerSent): Pick<Answered, 'adult' | 'people' | 'name'> {
  if (adultPeople.length > 0 || adultName !== '') return { adult: 'yes', people: adultPeople, name: adultName };
  return { ...(adult && { adult }), ...NOT_SAID };
}
