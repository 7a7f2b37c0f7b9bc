import { type Answerer, createAnswerer } from '../../ask/answer/answer.ts';
import { createPassageIndex } from '../../ask/finding/passage-index.ts';
import { keptInMemory } from '../../ask/finding/vectors.ts';
import type { Policy } from '../../ask/policy.ts';
import type { SentenceChooser } from '../../ask/ports.ts';
import type { Caution } from '../../ask/quoting/cautions.ts';
import type { Opening } from '../../platform/encoder/open.ts';

/** Texts; a question looks at some twenty. */
const MOST_KEPT = 4_000;

/** Answers from these policies as the bot would, without its database: passages are read again, some 10 ms each. */
export async function answererFrom(
  policies: readonly Policy[],
  given: {
    readonly cautions: readonly Caution[];
    readonly opening: Opening;
    readonly chooser?: SentenceChooser | undefined;
  },
): Promise<Answerer> {
  const { cautions, opening, chooser } = given;
  const parts = { cautions, ...(chooser && { chooser }) };
  const words = await createPassageIndex(policies);
  if (opening.kind === 'without') return createAnswerer({ ...parts, index: words });
  const { understanding } = opening;
  const vectors = keptInMemory(MOST_KEPT);
  const index = await words.learn({ encoder: understanding.encoder, vectors });
  return createAnswerer({ ...parts, index, understanding, vectors });
}
