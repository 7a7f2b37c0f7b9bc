import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Opening, openUnderstanding } from '../../platform/encoder/open.ts';
import { readCautions } from '../../wiring/policy/cautions.ts';
import { answerText } from '../policies/answer-text.ts';
import { howReadText } from './how-read.ts';
import { HAPPENED, TRIED_WORDS, type Tried, tryPolicy } from './trial.ts';

export interface TrialOptions {
  /** Show every section as it was read. */
  readonly whole?: boolean;
  /** The encoder that Lanyard ships when absent. */
  readonly opening?: Opening;
}

/**
 * One file tried in a terminal: how it was read, then the answers to `questions` as they come, after the encoder has read it.
 * @returns whether the file could be read
 * @throws what Node says about a file that cannot be opened
 */
export async function tryInTerminal(
  file: string,
  questions: Iterable<string> | AsyncIterable<string>,
  say: (words: string) => void,
  { whole = false, opening }: TrialOptions = {},
): Promise<boolean> {
  const bytes = await readFile(file);
  const tries = await tryPolicy(bytes, basename(file), {
    opening: opening ?? (await openUnderstanding()),
    cautions: readCautions(),
  });
  if (tries.kind === 'unreadable') {
    say(`✗ ${basename(file)}: ${tries.why}`);
    return false;
  }
  const { trial } = tries;
  for (const line of howReadText(trial.read, whole)) say(line);
  for await (const question of questions) {
    if (question.trim() === '') continue;
    await trial.learnt;
    say(`\n${triedText(await trial.ask(question))}`);
  }
  return true;
}

function triedText(tried: Tried): string {
  const whose = { policies: 'The rules of this policy', owner: 'the person who looks after it' };
  if (tried.kind === 'several')
    return tried.each.map(({ question, answer }) => `> ${question}\n\n${answerText(answer, whose)}`).join('\n\n');
  if (tried.kind !== 'answer') return TRIED_WORDS[tried.kind];
  return [answerText(tried.answer, whose), ...(tried.isOffered ? [HAPPENED] : [])].join('\n\n');
}
