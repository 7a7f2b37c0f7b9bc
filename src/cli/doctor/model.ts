import type { TokenCredential } from '@azure/identity';
import type { Clock } from '../../kernel/time.ts';
import type { ModelEndpoint } from '../../platform/environment/environment.ts';
import { type Tried, tryModel } from '../../wiring/policy/model.ts';
import { type Finding, fine, look, wrong } from './finding.ts';

/** Asks the school's model one question of ours about a policy of ours, as it is asked in earnest. */
export async function checkModel(endpoint: ModelEndpoint, credential: TokenCredential, clock: Clock): Promise<Finding> {
  return asFinding(await tryModel(endpoint, credential, clock), endpoint);
}

const STANDS = 'Until then our own ranking answers alone.';

function asFinding(tried: Tried, { url, auth }: ModelEndpoint): Finding {
  const { host } = new URL(url);
  switch (tried) {
    case 'right':
      return fine(`The model at ${host} answers, and points at the right sentence`);
    case 'astray':
      return look(
        `The model at ${host} answers in the right form, but points at the wrong sentence of four`,
        'Choose another: measure it with `lanyard eval --prompts` and `--replies` before staff meet it.',
      );
    case 'late':
      return look(
        `The model at ${host} did not answer in time`,
        `Run the doctor again. If that does not help, choose a smaller model, one that answers without thinking aloud, or one nearer to you. ${STANDS}`,
      );
    case 'throttled':
      return look(
        `The model at ${host} is at its limit now`,
        `Give its deployment more tokens a minute, or wait and run the doctor again. ${STANDS}`,
      );
    case 'filtered':
      return look(
        `The content filter of ${host} stops even a harmless question`,
        `Set the deployment's content filter to its least strict level: policies on safeguarding name what it looks for. ${STANDS}`,
      );
    case 'refused':
      return look(`The model at ${host} refuses a harmless question`, `Choose another model. ${STANDS}`);
    case 'forbidden':
      return wrong(
        `The model at ${host} refuses access`,
        auth.kind === 'identity'
          ? 'Give the bot’s identity the role “Cognitive Services OpenAI User” on that resource; it takes effect after a few minutes. There is no identity outside the web app: run the doctor there.'
          : auth.kind === 'key'
            ? 'Check MODEL_KEY.'
            : 'It needs a key: set MODEL_KEY.',
      );
    case 'not-found':
      return wrong(
        `At ${host} there is no such model, or it has moved`,
        'Check MODEL_URL, which ends in /v1 or /openai/deployments/<name>, and MODEL_NAME.',
      );
    case 'unavailable':
      return wrong(
        `No model answers at ${host}`,
        `Check that it runs, the name's DNS entry and, in Azure, its private endpoint. ${STANDS}`,
      );
    case 'too-long':
    case 'rejected':
      return wrong(
        `The model at ${host} does not accept the request`,
        'It must offer the same interface as OpenAI’s chat completions, with response_format. Choose another server or model.',
      );
    case 'malformed':
      return wrong(
        `What answers at ${host} does not answer with numbers`,
        'Check MODEL_URL; or choose a model that follows a JSON schema.',
      );
    default:
      return tried satisfies never;
  }
}
