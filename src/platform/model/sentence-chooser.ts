import type { SentenceChooser } from '../../ask/ports.ts';
import type { Mask } from './mask.ts';
import type { Model } from './model.ts';
import { createPrompts } from './prompt.ts';

export interface ChooserParts {
  readonly model: Model;
  readonly mask: Mask;
  /** How many words of policy it is given at once. */
  readonly words: number;
  /** False for what must not leave, however it got here: the listener's last word. */
  mayLeave(text: string): Promise<boolean>;
}

/** A language model as the policies know it: it sees numbered sentences and may return numbers. */
export function createSentenceChooser({ model, mask, words, mayLeave }: ChooserParts): SentenceChooser {
  const promptFor = createPrompts(mask);
  return {
    words,
    async choose(question, sentences, names) {
      // Before anything that counts or measures: what is held back leaves no trace.
      if (mask.namesSomeone(question.words) || !(await mayLeave(question.words)))
        return { kind: 'not-used', why: 'held-back' };
      return model(promptFor(question.words, sentences, names));
    },
  };
}
