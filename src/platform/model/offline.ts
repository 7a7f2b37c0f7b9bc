import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import type { Pointed, SentenceChooser } from '../../ask/ports.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import type { Mask } from './mask.ts';
import { requestFor } from './model.ts';
import { createPrompts } from './prompt.ts';
import { parsed, readCompletion, readContent } from './reply.ts';

export interface OfflineParts {
  readonly mask: Mask;
  readonly words: number;
  mayLeave(text: string): Promise<boolean>;
  /** Where prompts are written: `<case id>.json`, what a running Lanyard would send, but for the model's name. */
  readonly prompts?: string;
  /** Where replies are read, under the same names: what the model wrote, or the server's whole answer. */
  readonly replies?: string;
}

/** What happened to the replies, for the person who measures. */
export interface OfflineReport {
  readonly written: number;
  readonly used: number;
  /** Questions that would have been asked and have no reply; the local answer stands. */
  readonly missing: number;
  /** Files that a running Lanyard would not use, each with why; the local answer stands. */
  readonly troubles: readonly string[];
}

const MOST_BYTES = 64 * 1024;

/**
 * A model that is asked by files, so that any can be measured: on one run prompts are written, on another replies are read.
 * `about` names the case that is asked next.
 */
export function createOfflineModel(parts: OfflineParts) {
  const { mask, words, mayLeave, prompts, replies } = parts;
  const promptFor = createPrompts(mask);
  const troubles: string[] = [];
  const counts = { written: 0, used: 0, missing: 0 };
  let file = '';
  if (prompts !== undefined) mkdirSync(prompts, { recursive: true });

  const chooser: SentenceChooser = {
    words,
    async choose(question, sentences, names) {
      if (mask.namesSomeone(question.words) || !(await mayLeave(question.words)))
        return { kind: 'not-used', why: 'held-back' };
      const prompt = promptFor(question.words, sentences, names);
      if (prompts !== undefined) {
        writeFileSync(join(prompts, file), `${JSON.stringify(requestFor(prompt), undefined, 1)}\n`);
        counts.written += 1;
      }
      if (replies === undefined) return { kind: 'not-used', why: 'unavailable' };
      const outcome = readReplyFile(join(replies, file), prompt.count);
      if (outcome === 'missing') counts.missing += 1;
      else if ('trouble' in outcome) troubles.push(outcome.trouble);
      else counts.used += 1;
      return outcome === 'missing' || 'trouble' in outcome ? { kind: 'not-used', why: 'unavailable' } : outcome;
    },
  };
  return {
    chooser,
    /** @throws Fault where the id cannot be the name of a file */
    about(id: string): void {
      if (!/^\w[\w.-]{0,99}$/.test(id))
        throw new Fault('malformed', 'a case whose id is not letters, digits, ".", "_" and "-" cannot name a file');
      file = `${id}.json`;
    },
    report: (): OfflineReport => ({ ...counts, troubles }),
  };
}

const answerShape = z.looseObject({ choices: z.array(z.unknown()) });

/** What a reply file points at. No word of it is repeated in the trouble. */
function readReplyFile(path: string, count: number): Pointed | 'missing' | { readonly trouble: string } {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 'missing';
  if (!found.isFile()) return { trouble: `${path} is not a file` };
  if (found.size > MOST_BYTES) return { trouble: `${path} is larger than ${MOST_BYTES} bytes` };
  const text = readFileSync(path, 'utf8');
  const answer = answerShape.safeParse(parsed(text)).data;
  const pointed = answer ? readCompletion(answer, count) : readContent(text, count);
  if (pointed.kind !== 'not-used') return pointed;
  if (pointed.why === 'filtered') return { trouble: `${path} was stopped by a content filter` };
  if (pointed.why === 'refused') return { trouble: `${path} is a refusal` };
  const wanted = `{"sentences":[…]} with numbers from 1 to ${count}, at most eight and none twice`;
  return { trouble: `${path} holds neither ${wanted}, nor a server's answer with that in it` };
}
