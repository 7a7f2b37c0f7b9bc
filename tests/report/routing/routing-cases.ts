import { expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import { KINDS, type Kind } from '../../../src/report/concern.ts';
import type { Receipt } from '../../../src/report/notice.ts';
import type { DestinationMembers } from '../../../src/school/people.ts';
import {
  ANIL,
  COLIN,
  DANIEL,
  ELEANOR,
  GUEST,
  given,
  JOANNA,
  LEWIS,
  MIRIAM,
  membersOf,
  PRIYA,
  TOM,
} from '../support.ts';

/**
 * The routing table as a person would write it down and sign it: for each kind, the person it is about, who is told when the
 * DSL's channel is as it should be. `place` is the DSL's channel; an empty list means that the reporter is given outside
 * numbers before a word is typed.
 */
const SUBJECTS = {
  nobody: [],
  teacher: [LEWIS],
  dsl: [MIRIAM],
  deputy: [TOM],
  head: [JOANNA],
  manager: [DANIEL],
  chair: [COLIN],
  dpo: [ANIL],
  headAndChair: [JOANNA, COLIN],
} as const;
type Subject = keyof typeof SUBJECTS;
type Told = readonly ('place' | UserId)[];

const TABLE: Readonly<Record<Kind, Readonly<Record<Subject, Told>>>> = {
  child: {
    nobody: ['place'],
    teacher: ['place'],
    dsl: [JOANNA],
    deputy: [JOANNA],
    head: ['place'],
    manager: ['place'],
    chair: ['place'],
    dpo: ['place'],
    headAndChair: ['place'],
  },
  staff: {
    nobody: [JOANNA],
    teacher: [JOANNA],
    dsl: [JOANNA],
    deputy: [JOANNA],
    head: [COLIN],
    manager: [JOANNA],
    chair: [ELEANOR],
    dpo: [JOANNA],
    headAndChair: [ELEANOR],
  },
  headteacher: {
    nobody: [COLIN],
    teacher: [COLIN],
    dsl: [COLIN],
    deputy: [COLIN],
    head: [COLIN],
    manager: [COLIN],
    chair: [ELEANOR],
    dpo: [COLIN],
    headAndChair: [ELEANOR],
  },
  dsl: {
    nobody: [JOANNA],
    teacher: [JOANNA],
    dsl: [JOANNA],
    deputy: [JOANNA],
    head: [COLIN],
    manager: [JOANNA],
    chair: [JOANNA],
    dpo: [JOANNA],
    headAndChair: [ELEANOR],
  },
  chair: {
    nobody: [ELEANOR],
    teacher: [ELEANOR],
    dsl: [ELEANOR],
    deputy: [ELEANOR],
    head: [ELEANOR],
    manager: [ELEANOR],
    chair: [ELEANOR],
    dpo: [ELEANOR],
    headAndChair: [ELEANOR],
  },
  'online-abuse': {
    nobody: [DANIEL],
    teacher: [DANIEL],
    dsl: [DANIEL],
    deputy: [DANIEL],
    head: [COLIN],
    manager: [JOANNA],
    chair: [DANIEL],
    dpo: [DANIEL],
    headAndChair: [ELEANOR],
  },
  data: {
    nobody: [ANIL],
    teacher: [ANIL],
    dsl: [ANIL],
    deputy: [ANIL],
    head: [ANIL],
    manager: [ANIL],
    chair: [ANIL],
    dpo: [JOANNA],
    headAndChair: [ANIL],
  },
};

/** What the DSL's channel is like, and whether a concern for it still goes there. */
type State = 'safe' | 'subject-inside' | 'guest' | 'stranger' | 'public' | 'nobody' | 'directory-down' | 'bot-removed';
const STATES: readonly State[] = [
  'safe',
  'subject-inside',
  'guest',
  'stranger',
  'public',
  'nobody',
  'directory-down',
  'bot-removed',
];

export const membersIn = (state: State, about: readonly UserId[]): DestinationMembers => {
  switch (state) {
    case 'subject-inside':
      return membersOf(MIRIAM, TOM, ...about);
    case 'guest':
      return membersOf(MIRIAM, TOM, GUEST);
    case 'stranger':
      return membersOf(MIRIAM, TOM, PRIYA);
    case 'public':
      return { ...membersOf(MIRIAM, TOM), openness: 'public' };
    case 'nobody':
      return membersOf();
    case 'safe':
    case 'directory-down':
    case 'bot-removed':
      return membersOf(MIRIAM, TOM);
    default:
      return state satisfies never;
  }
};

/** Only a concern that would be in the channel is touched by what the channel is like. */
function expected(kind: Kind, subject: Subject, state: State): Told {
  const usual = TABLE[kind][subject];
  if (usual[0] !== 'place' || state === 'safe') return usual;
  const about: readonly UserId[] = SUBJECTS[subject];
  // Next in the chain, past the person it is about: headteacher, then chair.
  const next = [JOANNA, COLIN].filter((one) => !about.includes(one)).slice(0, 1);
  switch (state) {
    case 'subject-inside':
      // Nobody is left in its chain: beyond it.
      return about.length === 0 ? usual : next.length === 0 ? [ELEANOR] : next;
    case 'guest':
    case 'stranger':
    case 'public':
      return [MIRIAM, TOM, ...next];
    default:
      return [MIRIAM, TOM];
  }
}

export const HOURS = {
  'Monday morning': { at: '2026-11-23T10:31:00Z', due: '2026-11-23T11:31:00.000Z' },
  'Saturday night': { at: '2026-11-21T21:40:00Z', due: '2026-11-23T09:00:00.000Z' },
  'half-term': { at: '2026-10-27T12:00:00Z', due: '2026-11-02T09:00:00.000Z' },
} as const;

type Case = { readonly kind: Kind; readonly subject: Subject; readonly state: State };

const EVERY_CASE: readonly Case[] = STATES.flatMap((state) =>
  (Object.keys(SUBJECTS) as Subject[]).flatMap((subject) =>
    (Object.keys(TABLE) as Kind[]).map((kind) => ({ kind, subject, state })),
  ),
);

/** Cases that the same channel serves: one in which the subject is differs from subject to subject, any other does not. */
const sameChannel = ({ state, subject }: Case): string => (state === 'subject-inside' ? `${state} ${subject}` : state);

/** Cases in which it matters who is in the channel, and the others. */
export const BY_MEMBERS = EVERY_CASE.filter(({ state }) => STATES.indexOf(state) < STATES.indexOf('public'));
export const BY_CHANNEL = EVERY_CASE.filter((one) => !BY_MEMBERS.includes(one));

/** What a closed school could change: every route once, and each that ends in the channel in each of its states. */
export const WHEN_CLOSED = EVERY_CASE.filter(
  ({ kind, subject, state }) => state === 'safe' || TABLE[kind][subject].includes('place'),
);

/** The whole table at one hour, each group of cases in one go. */
export const tellsWhomTheTableSays = (name: keyof typeof HOURS, every: readonly Case[], which = name as string): void =>
  test(`${which}: every kind, subject and state of the channel tells exactly whom the table says`, async () => {
    const hour = HOURS[name];
    const world = await given({ at: hour.at });
    const wrong: string[] = [];
    let combinations = 0;
    try {
      for (const cases of Map.groupBy(every, sameChannel).values()) {
        arrange(world, cases[0]);
        const raised = await Promise.all(cases.map((one) => raise(world, one)));
        await settled(world);
        for (const { problem, receipt, ...one } of raised) {
          const which = `${one.kind}, ${one.subject}, ${one.state}`;
          combinations += 1;
          if (problem !== undefined) wrong.push(`${which}: ${problem}`);
          if (receipt === undefined) continue;
          const wanted = expected(one.kind, one.subject, one.state);
          const told = world.teams.told
            .filter(({ notice }) => notice.kind === 'alert' && notice.outline.id === receipt.id)
            .map(({ to }) => to);
          if ([...told].sort().join() !== [...wanted].sort().join())
            wrong.push(`${which}: told ${told.join(' ')} instead of ${wanted.join(' ')}`);
          const about: readonly UserId[] = SUBJECTS[one.subject];
          const leaked = world.teams.told.filter(
            ({ to, notice }) =>
              to !== 'place' &&
              about.includes(to) &&
              [receipt.id, receipt.reference].some((name) => JSON.stringify(notice).includes(name)),
          );
          if (leaked.length > 0) wrong.push(`${which}: reached its subject`);
          if (receipt.expectBy !== hour.due) wrong.push(`${which}: due ${receipt.expectBy}`);
        }
      }
    } finally {
      await world.close();
    }
    expect(wrong).toEqual([]);
    expect(combinations).toBe(every.length);
    expect(EVERY_CASE).toHaveLength(KINDS.length * Object.keys(SUBJECTS).length * STATES.length);
  }, 240_000);

type World = Awaited<ReturnType<typeof given>>;

/** The channel as these cases have it, and nobody told yet. */
function arrange(world: World, one: Case | undefined): void {
  if (one === undefined) throw new Error('a group has a case');
  world.directory.place = membersIn(one.state, [...SUBJECTS[one.subject]]);
  world.directory.trouble = one.state === 'directory-down' ? new Fault('unavailable', 'down') : undefined;
  if (one.state === 'bot-removed') world.teams.cannotReach('place', 'gone');
  else world.teams.canReach('place');
  world.teams.told.length = 0;
}

async function raise(world: World, one: Case): Promise<Case & { problem?: string; receipt?: Receipt }> {
  const raised = await world.tryReport(one.kind, { about: [...SUBJECTS[one.subject]] });
  if (raised.kind !== 'raised') throw new Error(raised.kind);
  return { ...one, receipt: raised.receipt };
}

/** A move makes new rows, which the same sweep or the next carries out. */
async function settled(world: World): Promise<void> {
  for (let idle = 0, before = 0; idle < 2; idle += 1) {
    before = world.teams.told.length;
    await world.after(0);
    if (world.teams.told.length > before) idle = -1;
  }
}
