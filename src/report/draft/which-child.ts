import { holdsVisible } from '../../kernel/visible.ts';
import type { Written } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import type { ChildFinder, OnRoll } from '../host.ts';
import type { Draft } from './draft.ts';

/** What was said about which child it is. */
export interface ChildSaid {
  /** As typed; empty without. */
  readonly who: string;
  /** The id of someone on the roll, as it was sent; empty where nobody was picked. */
  readonly pupil: string;
}

/** Nothing that was typed is lost: beside whom they picked it stands as they typed it. */
export async function whichChild(
  deps: Pick<ConcernDeps, 'trust'>,
  finder: ChildFinder | undefined,
  draft: Draft,
  { who, pupil }: ChildSaid,
): Promise<Written> {
  const picked = pupil === '' ? undefined : await finder?.child(schoolOf(deps, draft.school), { id: pupil });
  if (!picked) return { who, pupil: '' };
  return { who: namedAs(picked, who), pupil: picked.id };
}

/** Someone on the roll, with what was typed beside. */
export const namedAs = ({ title }: OnRoll, typed: string): string =>
  typed === '' || typed === title ? title : `${title}; ${typed}`;

/** Picked, or the only one who can be meant by what was typed. */
export async function childMeant(
  deps: Pick<ConcernDeps, 'trust'>,
  finder: ChildFinder | undefined,
  { words, school }: Pick<Draft, 'words' | 'school'>,
): Promise<OnRoll | undefined> {
  const { who: typed = '', pupil: id = '' } = words;
  return holdsVisible(typed) ? finder?.child(schoolOf(deps, school), { id, typed }) : undefined;
}
