import type { UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import { candidatesAt } from './reading/people.ts';
import { type Mention, readInitials, readMention } from './reading/read-mention.ts';
import { readings } from './reading/readings.ts';

/** A person these words do not mean, as the reporter said, or someone who had read them. */
export interface Cleared {
  readonly said: string;
  readonly not: UserId;
  /** Only the reporter knows whom they meant: they may still say otherwise. */
  readonly isByReader?: true | undefined;
}

/** What a reporter wrote that may name someone, kept with the record so that it can be read again. Sealed where it is stored. */
export interface Naming {
  /** Typed where a name is asked for. */
  readonly names: readonly string[];
  /** What those who were picked are called, where the account has no role: another account of theirs may have one. */
  readonly picked?: readonly string[] | undefined;
  /** Places in the report that may name an adult. */
  readonly mentions: readonly Mention[];
  readonly cleared: readonly Cleared[];
  /** Shut out whatever the names mean: picked, or said to be meant. Nobody is asked about them. */
  readonly settled: readonly UserId[];
  /** Those of the settled whom the reporter said that the words mean. Absent where that was not kept. */
  readonly meant?: readonly UserId[] | undefined;
  /** Those of the settled whom it is about, as it was said when it was passed on. */
  readonly about?: readonly UserId[] | undefined;
  /** It may be about an adult of the school whom nothing points at: its reporter was asked and has not answered, or is not sure. */
  readonly adult?: 'asked' | 'unsure' | undefined;
}

export const NOTHING_NAMED: Naming = { names: [], mentions: [], cleared: [], settled: [] };

/** Someone who may be meant, and by which words; only the reporter knows. */
export interface OpenReading {
  readonly of: 'typed' | 'text';
  readonly said: string;
  readonly id: UserId;
  /** The sentence itself says that they were only told, or there, or gives no more than initials: they are asked about, and not shut out meanwhile. */
  readonly isTold: boolean;
}

export interface Meant {
  readonly certain: readonly UserId[];
  readonly open: readonly OpenReading[];
}

/**
 * Who these words may mean among those who have a role at the school now.
 * @param reporter their own name in what happened means nobody else
 */
export function meantBy(school: School, naming: Naming, reporter?: UserId): Meant {
  const candidates = candidatesAt(school);
  const certain = new Set<UserId>();
  const open: OpenReading[] = [];
  const isCleared = (said: string, id: UserId): boolean =>
    naming.cleared.some((one) => one.said === said && one.not === id);
  for (const said of naming.names) {
    const read = readings(said, candidates);
    for (const id of read.certain) certain.add(id);
    for (const id of read.possible) if (!isCleared(said, id)) open.push({ of: 'typed', said, id, isTold: false });
  }
  // However exactly it is the same name: an account was picked, and whether it is the same person only the reporter knows.
  for (const said of naming.picked ?? []) {
    const read = readings(said, candidates);
    for (const id of [...read.certain, ...read.possible])
      if (!isCleared(said, id)) open.push({ of: 'typed', said, id, isTold: false });
  }
  for (const { said, isTold } of naming.mentions) {
    const found = (ids: readonly UserId[], isAskedOnly: boolean): void => {
      for (const id of ids)
        if (id !== reporter && !isCleared(said, id)) open.push({ of: 'text', said, id, isTold: isAskedOnly });
    };
    found(readMention(said, candidates), isTold);
    found(readInitials(said, candidates), true);
  }
  return {
    certain: [...certain],
    open: open.filter(({ id }) => !certain.has(id) && !naming.settled.includes(id)),
  };
}

/** Everyone no answer has cleared: until the reporter says so, none of them gets it. */
export const shutOutBy = ({ certain, open }: Meant): readonly UserId[] => [
  ...new Set([...certain, ...open.filter(({ isTold }) => !isTold).map(({ id }) => id)]),
];

/** The same words once it is said that none of these readings is meant. The reporter's word stands in a reader's place. */
export const clearedOf = (naming: Naming, readings: readonly OpenReading[], isByReader = false): Naming => ({
  ...naming,
  cleared: [
    ...naming.cleared.filter(({ said, not }) => !readings.some((one) => one.said === said && one.id === not)),
    ...readings.map(({ said, id }) => ({ said, not: id, ...(isByReader && { isByReader }) })),
  ],
});

/** The same words with nobody cleared but by the reporter. */
export const asReporterSaid = (naming: Naming): Naming => ({
  ...naming,
  cleared: naming.cleared.filter(({ isByReader }) => isByReader !== true),
});
