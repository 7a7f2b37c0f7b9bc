import { type Pupil, titleOf } from '../../more/roll/pupil.ts';
import { pupilIn, type Rolls } from '../../more/roll/rolls.ts';
import type { Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
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
  deps: ConcernDeps,
  rolls: Pick<Rolls, 'pupil'>,
  draft: Draft,
  { who, pupil }: ChildSaid,
): Promise<Written> {
  const picked = pupil === '' ? undefined : await pupilIn(deps, rolls, draft.school, { id: pupil });
  if (!picked) return { who, pupil: '' };
  const title = titleOf(picked);
  return { who: who === '' || who === title ? title : `${title}; ${who}`, pupil: picked.id };
}

/** Picked, or the only one who can be meant by what was typed. */
export async function pupilMeantIn(
  deps: Pick<ConcernDeps, 'trust' | 'log'>,
  rolls: Pick<Rolls, 'pupil'>,
  { subject, words, school }: Draft,
): Promise<Pupil | undefined> {
  if (subject?.kind !== 'child' || words.who === undefined) return undefined;
  return pupilIn(deps, rolls, school, { id: words.pupil ?? '', typed: words.who });
}

export async function childMeant(
  deps: ConcernDeps,
  rolls: Pick<Rolls, 'pupil'>,
  draft: Draft,
): Promise<string | undefined> {
  const pupil = await pupilMeantIn(deps, rolls, draft);
  return pupil && titleOf(pupil);
}
