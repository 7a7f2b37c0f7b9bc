import { type Chances, HARMLESS_KINDS, HEARD_AS } from '../../../src/disclosure/hearing/heard-as.ts';

const NOTHING = Object.fromEntries(HEARD_AS.map((is) => [is, 0])) as Record<keyof Chances, number>;

/** So much of each; what is left of one whole is a question. */
export function chancesOf(some: Partial<Chances>): Chances {
  const given = { ...NOTHING, ...some };
  const rest = 1 - HEARD_AS.reduce((sum, is) => sum + given[is], 0);
  return { ...given, question: given.question + rest };
}

export const harmlessIn = (chances: Chances): number => HARMLESS_KINDS.reduce((sum, kind) => sum + chances[kind], 0);
