import { basename, extname } from 'node:path';
import { type Answer, type Answerer, createAnswerer } from '../../ask/answer/answer.ts';
import { createPassageIndex } from '../../ask/finding/passage-index.ts';
import { keptInMemory } from '../../ask/finding/vectors.ts';
import { withMissed } from '../../ask/library/intake.ts';
import { toSections } from '../../ask/parsing/sections.ts';
import { severalQuestions } from '../../ask/question/several.ts';
import type { Caution } from '../../ask/quoting/cautions.ts';
import { type Answered, decide } from '../../hear/weighing/costs.ts';
import type { PolicyId } from '../../kernel/ids.ts';
import { readDocument } from '../../platform/documents/read-document.ts';
import type { Opening } from '../../platform/encoder/open.ts';
import { createLog } from '../../platform/process/process-log.ts';
import { supportSentence } from '../../school/support-lines.ts';
import { createEar, type Ear } from '../../wiring/ear.ts';
import { type HowRead, howRead } from './how-read.ts';

/** One policy that someone tries: read, and ready to be asked. None of it is kept anywhere. */
export interface Trial {
  readonly read: HowRead;
  ask(question: string): Promise<Tried>;
  /** `learning`: the encoder reads the passages still, and answers come by words. Without an encoder it stays at words. */
  finds(): 'words' | 'learning' | 'meaning';
  /** Resolves when the passages are read, or cannot be. */
  readonly learnt: Promise<void>;
}

/** `report`, `distress`: Lanyard would offer people before anything is looked up; nothing was. */
export type Tried =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly isOffered: boolean }
  | { readonly kind: 'several'; readonly each: readonly { readonly question: string; readonly answer: Answer }[] }
  | { readonly kind: 'report' | 'distress' | 'help' };

export type Tries =
  | { readonly kind: 'read'; readonly trial: Trial }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Sentences of one policy; a long one has some two thousand. */
const MOST_KEPT = 4_000;

/**
 * Reads one policy file of any kind within the limits of an upload, and prepares to answer from it alone: by words at once, by
 * meaning as soon as the encoder has read it.
 * @param name with its ending; the policy is called after it where it states no title
 */
export async function tryPolicy(
  bytes: Uint8Array,
  name: string,
  { opening, cautions }: { readonly opening: Opening; readonly cautions: readonly Caution[] },
): Promise<Tries> {
  const outcome = await readDocument(bytes, name);
  if (outcome.kind === 'unreadable') return outcome;
  const title = basename(name, extname(name));
  const policy = toSections(outcome.document, { id: 'tried' as PolicyId, fallbackTitle: title });
  const words = await createPassageIndex([policy]);
  const ear = createEar({ schools: [], opening, log: createLog('warn') });
  let answerer = createAnswerer({ index: words, cautions });
  let finds: 'words' | 'learning' | 'meaning' = opening.kind === 'open' ? 'learning' : 'words';
  const learn = async (): Promise<void> => {
    if (opening.kind !== 'open') return;
    const { understanding } = opening;
    try {
      const vectors = keptInMemory(MOST_KEPT);
      const index = await words.learn({ encoder: understanding.encoder, vectors });
      answerer = createAnswerer({ index, cautions, understanding, vectors });
      finds = 'meaning';
    } catch {
      finds = 'words';
    }
  };
  return {
    kind: 'read',
    trial: {
      read: howRead(policy, withMissed(outcome.document, outcome.missed)),
      ask: (question) => askTried(question, ear, answerer),
      finds: () => finds,
      learnt: learn(),
    },
  };
}

/** In the order of the bot: what may be a report comes before any policy. */
async function askTried(question: string, { readExact, hear }: Ear, answerer: Answerer): Promise<Tried> {
  if (readExact(question)) return { kind: 'help' };
  const { detection, weighed } = await hear(question, undefined);
  if (detection.kind === 'own-distress') return { kind: 'distress' };
  if (detection.kind === 'concern') return { kind: 'report' };
  if (detection.kind === 'none' && weighed && isNoQuestion(decide(weighed.chances, weighed.danger).answered))
    return { kind: 'help' };
  const several = detection.kind === 'none' ? severalQuestions(question) : [];
  if (several.length > 1) {
    const each = several.map(async (one) => ({ question: one, answer: await answerer.askLocally(one) }));
    return { kind: 'several', each: await Promise.all(each) };
  }
  return { kind: 'answer', answer: await answerer.askLocally(question), isOffered: detection.kind === 'unclear' };
}

/** What is said to Lanyard itself, which a policy by itself does not answer. */
const isNoQuestion = (answered: Answered): boolean =>
  answered === 'word' || answered === 'help' || answered === 'signing';

/** What is said where nothing is looked up. */
export const TRIED_WORDS: Readonly<Record<Exclude<Tried['kind'], 'answer' | 'several'>, string>> = {
  report:
    'This may be something to report. In Teams, Lanyard would offer a report to the right person first; none of it is kept here. If it has happened, tell your DSL now. In danger: phone 999.',
  distress: `Please talk to someone now. ${supportSentence(undefined)}`,
  help: 'Ask what the policy says, in your own words.',
};

export const HAPPENED = 'Has this happened? In Teams, a report is offered beside the answer.';
