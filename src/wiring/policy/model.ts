import type { TokenCredential } from '@azure/identity';
import type { NumberedSentence, Pointed, SentenceChooser, WhyNotUsed } from '../../ask/ports.ts';
import type { Hear } from '../../hear/listen.ts';
import { Fault, nameOf } from '../../kernel/calls/fault.ts';
import type { Log } from '../../kernel/log.ts';
import type { Telemetry } from '../../kernel/telemetry.ts';
import type { Clock } from '../../kernel/time.ts';
import { MODEL_WORDS, type ModelEndpoint } from '../../platform/environment/environment.ts';
import { keptToken } from '../../platform/graph/kept-token.ts';
import { createMask, type Mask, ordinaryWords } from '../../platform/model/mask.ts';
import { createModel, type Model } from '../../platform/model/model.ts';
import { createOfflineModel, type OfflineReport } from '../../platform/model/offline.ts';
import { createPrompts } from '../../platform/model/prompt.ts';
import { createSentenceChooser } from '../../platform/model/sentence-chooser.ts';
import { everyHolder, type School } from '../../school/school.ts';

export type { OfflineReport };

/** Source: Microsoft Learn, keyless connections to Azure OpenAI. */
const SCOPE = 'https://cognitiveservices.azure.com/.default';

/** The school's model by itself; it knows nothing about what may be sent to it. */
export function openModel(endpoint: ModelEndpoint, credential: TokenCredential, clock: Clock): Model {
  const tokenNow = keptToken(credential, SCOPE, 'the model');
  const token = async (): Promise<string> => {
    try {
      return await tokenNow();
    } catch (error) {
      throw error instanceof Fault ? error : new Fault('forbidden', `no token for the model (${nameOf(error)})`);
    }
  };
  return createModel({ endpoint, clock, ...(endpoint.auth.kind === 'identity' && { token }) });
}

/** Leaves out of a question whatever may name a person; the names of those who hold a role, or held one, everywhere. */
export function openMask(schools: readonly School[]): Mask {
  let roles: readonly School['roles'][] = [];
  let names: readonly string[] = [];
  return createMask(ordinaryWords(), () => {
    if (schools.some((school, at) => school.roles !== roles[at])) {
      roles = schools.map((school) => school.roles);
      const now = new Set([...names, ...schools.flatMap(everyHolder).map(({ name }) => name)]);
      // A corrected number makes other roles, and no other names.
      if (now.size > names.length) names = [...now];
    }
    return names;
  });
}

interface ChooserWiring {
  readonly words: number;
  readonly schools: readonly School[];
  readonly hear: Hear;
  readonly telemetry: Telemetry;
  readonly log: Pick<Log, 'warn'>;
}

/** The model as the policies use it: behind the gate and the mask, and counted by its result. */
export function openChooser(model: Model, { words, schools, hear, telemetry, log }: ChooserWiring): SentenceChooser {
  return createSentenceChooser({
    mask: openMask(schools),
    words,
    mayLeave: async (text) => (await hear(text, undefined)).mayLeave,
    // Counted here, behind the gate: what is held back is not counted either, because a time alone can point at a report.
    async model(prompt) {
      const pointed = await telemetry.during('model', {}, () => model(prompt), outcomeOf);
      if (pointed.kind === 'not-used' && pointed.why !== 'paused') log.warn('model.not-used', { why: pointed.why });
      return pointed;
    },
  });
}

const outcomeOf = (pointed: Pointed): string => (pointed.kind === 'not-used' ? pointed.why : pointed.kind);

/** Folders of a model that is asked by files: prompts are written to the one, replies read from the other. */
export interface ModelFolders {
  readonly prompts?: string;
  readonly replies?: string;
}

/** A model that is asked by files, behind the same gate and mask. */
export const openOfflineModel = ({ prompts, replies }: ModelFolders, hear: Hear) =>
  createOfflineModel({
    mask: openMask([]),
    words: MODEL_WORDS,
    mayLeave: async (text) => (await hear(text, undefined)).mayLeave,
    ...(prompts !== undefined && { prompts }),
    ...(replies !== undefined && { replies }),
  });

/** What came of a first question; `astray`: it pointed, but not at the sentence that answers. */
export type Tried = 'right' | 'astray' | Exclude<WhyNotUsed, 'held-back' | 'paused'>;

/** Of nobody's policy, and harmless to any filter. */
const TRIAL: readonly NumberedSentence[] = [
  'The library is open from eight in the morning.',
  'Books are borrowed for two weeks.',
  'A lost book costs five pounds.',
  'The reading club meets on Tuesdays after lunch.',
].map((text, at) => ({ number: at + 1, text, heading: 'Library › Books' }));
const TRIAL_QUESTION = 'how long can a pupil keep a book';
const TRIAL_ANSWER = 2;

/** Asks the model one question of ours, as it is asked in earnest. Nothing of a school is in it. */
export async function tryModel(endpoint: ModelEndpoint, credential: TokenCredential, clock: Clock): Promise<Tried> {
  const promptFor = createPrompts(openMask([]));
  const pointed = await openModel(endpoint, credential, clock)(promptFor(TRIAL_QUESTION, TRIAL));
  if (pointed.kind === 'none') return 'astray';
  if (pointed.kind === 'sentences') return pointed.numbers[0] === TRIAL_ANSWER ? 'right' : 'astray';
  // Nothing is held back or left alone at a first question.
  return pointed.why === 'held-back' || pointed.why === 'paused' ? 'unavailable' : pointed.why;
}
