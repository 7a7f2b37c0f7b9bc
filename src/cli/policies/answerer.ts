import { type Answerer, createAnswerer } from '../../policy/ask/answer.ts';
import type { Caution } from '../../policy/ask/cautions.ts';
import { createPassageIndex } from '../../policy/ask/passage-index.ts';
import { NOTHING_KEPT } from '../../policy/ask/vectors.ts';
import type { Policy } from '../../policy/policy.ts';
import type { SentenceChooser } from '../../policy/ports.ts';
import type { Opening } from '../../understanding/open.ts';

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
  const index = await words.learn({ encoder: understanding.encoder, vectors: NOTHING_KEPT });
  return createAnswerer({ ...parts, index, understanding });
}
