import type { TokenCredential } from '@azure/identity';
import type { ModelEndpoint } from '../../config/environment.ts';
import { Fault, nameOf } from '../../core/calls/fault.ts';
import type { Log } from '../../core/log.ts';
import { everyHolder, type School } from '../../core/school/school.ts';
import type { Telemetry } from '../../core/telemetry.ts';
import type { Clock } from '../../core/time.ts';
import type { Hear } from '../../disclosure/listen.ts';
import { keptToken } from '../../graph/kept-token.ts';
import { createMask, type Mask, ordinaryWords } from '../../model/mask.ts';
import { createModel, type Model } from '../../model/model.ts';
import { createSentenceChooser } from '../../model/sentence-chooser.ts';
import type { Pointed, SentenceChooser } from '../../policy/ports.ts';

/** Source: Microsoft Learn, keyless connections to Azure OpenAI. */
const SCOPE = 'https://cognitiveservices.azure.com/.default';

/** The school's model by itself; it knows nothing of what may be sent to it. */
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

/** Leaves out of a question whatever may name a person; the names that `lanyard.yml` knows everywhere. */
export const openMask = (schools: readonly School[]): Mask =>
  createMask(
    ordinaryWords(),
    schools.flatMap(everyHolder).map(({ name }) => name),
  );

interface ChooserWiring {
  readonly schools: readonly School[];
  readonly hear: Hear;
  readonly telemetry: Telemetry;
  readonly log: Pick<Log, 'warn'>;
}

/** The model as the policies use it: behind the gate and the mask, and counted by what came of it. */
export function openChooser(model: Model, { schools, hear, telemetry, log }: ChooserWiring): SentenceChooser {
  return createSentenceChooser({
    mask: openMask(schools),
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
