import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';

/** A report as someone clicks it together, and what the rule says about it: who is told, at once and when nobody was reached. */
export interface Kind {
  readonly name: string;
  /** Of the reports while processes are killed; the others come after, each with its change to the channel. */
  readonly share: number;
  readonly about: string;
  /** Picked as who it is about, or who should not see it; with `conduct`, whether it is about something they did. */
  readonly people: string;
  readonly conduct?: 'yes' | 'no';
  /** A member of the DSL's channel for as long as reports of this kind are made. */
  readonly intruder?: string;
  readonly inChannel: boolean;
  /** Whose chats it may be in: those who hold it, or who are told one by one where the channel cannot be used. */
  readonly readers: readonly string[];
  /** The roles to which the record is open. */
  readonly opened: readonly string[];
  /** Who may be told besides, once nobody has been reached for two minutes. */
  readonly later: readonly string[];
}

const { miriamHale: dsl, tomAshworth: deputy, joannaOkafor: head, colinMarsh: chair, eleanorFrith: officer } = PEOPLE;
const toHead = { inChannel: false, readers: [head], opened: ['headteacher'], later: [chair] };

export const KINDS: readonly Kind[] = [
  {
    name: 'a child',
    share: 0.4,
    about: 'child',
    people: '',
    inChannel: true,
    readers: [dsl, deputy],
    opened: ['dsl'],
    later: [head, chair],
  },
  { name: 'a child, not for the deputy', share: 0.1, about: 'child', people: deputy, conduct: 'no', ...toHead },
  { name: 'a child, what the DSL did', share: 0.1, about: 'child', people: dsl, conduct: 'yes', ...toHead },
  { name: 'a colleague', share: 0.1, about: 'staff', people: PEOPLE.helenWhitcombe, ...toHead },
  { name: 'the DSL', share: 0.1, about: 'dsl', people: '', ...toHead },
  {
    name: 'the headteacher',
    share: 0.1,
    about: 'headteacher',
    people: '',
    inChannel: false,
    readers: [chair],
    opened: ['chair-of-governors'],
    later: [officer],
  },
  {
    name: 'a colleague abused online',
    share: 0.1,
    about: 'online-abuse',
    people: '',
    inChannel: false,
    readers: [PEOPLE.danielPrior],
    opened: ['senior-manager'],
    later: [head, chair, officer],
  },
];

/** The channel has someone in it who must not read along. */
export const INTRUDED: readonly Kind[] = [
  {
    name: 'a child, a guest in the channel',
    share: 0,
    about: 'child',
    people: '',
    intruder: PEOPLE.guestTeacher,
    inChannel: false,
    readers: [dsl, deputy, head],
    opened: ['dsl', 'headteacher'],
    later: [chair],
  },
  {
    name: 'a child, the subject in the channel',
    share: 0,
    about: 'child',
    people: PEOPLE.helenWhitcombe,
    conduct: 'no',
    intruder: PEOPLE.helenWhitcombe,
    ...toHead,
  },
];
