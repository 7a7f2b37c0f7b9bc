import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod/v4';
import { detectConcern } from '../concern/detect.ts';
import { type Answerer, createAnswerer } from '../policy/answer.ts';
import type { Citation } from '../policy/policy.ts';
import { classifySmallTalk } from '../policy/small-talk.ts';
import { loadCautions, loadVocabulary } from '../wiring/wording.ts';
import { loadPolicyByName } from './policy-files.ts';

const caseShape = z.object({ id: z.string(), policy: z.string(), question: z.string() });

/** One line of answers.jsonl, as the README of the question sets defines it. */
interface EvalAnswer {
  readonly id: string;
  readonly outcome: 'answered' | 'not-covered' | 'concern' | 'help';
  readonly route: string | null;
  readonly citations: readonly { policy: string; section: string; heading: string; quote: string }[];
}

const USAGE = 'usage: lanyard eval --policies DIR --cases FILE [--words FILE]... [--cautions FILE]... > answers.jsonl';

/**
 * Answers every case of a question set from the policy it names and no other; one JSON object a line. No database, no
 * network. Returns the exit code.
 */
export async function evalCommand(
  args: readonly string[],
  print: (line: string) => void = console.log,
): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      policies: { type: 'string' },
      cases: { type: 'string' },
      words: { type: 'string', multiple: true },
      cautions: { type: 'string', multiple: true },
      explain: { type: 'boolean' },
    },
  });
  const { policies, cases } = values;
  if (policies === undefined || cases === undefined) {
    console.error(USAGE);
    return 2;
  }
  const vocabulary = loadVocabulary(values.words);
  const cautions = loadCautions(values.cautions);
  const answerers = new Map<string, Answerer>();
  const answererFor = async (name: string): Promise<Answerer> => {
    const known =
      answerers.get(name) ??
      createAnswerer({ policies: [await loadPolicyByName(policies, name)], vocabulary, cautions });
    answerers.set(name, known);
    return known;
  };
  for (const [at, line] of readFileSync(cases, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = caseShape.safeParse(JSON.parse(line));
    if (!read.success) throw new Error(`${cases}:${at + 1}: a case needs id, policy and question`);
    const { id, policy, question } = read.data;
    const { explain, ...answer } = answerCase(id, await answererFor(policy), question);
    print(JSON.stringify(values.explain ? { ...answer, explain } : answer));
  }
  return 0;
}

/** The order of the bot: a message that is itself a concern is never answered, and small talk is no question. */
function answerCase(id: string, answerer: Answerer, question: string): EvalAnswer & { explain?: unknown } {
  const none = { route: null, citations: [] };
  const detection = detectConcern(question);
  if (detection.kind === 'concern') return { id, ...none, outcome: 'concern', route: detection.route };
  if (classifySmallTalk(question) === 'help') return { id, ...none, outcome: 'help' };
  const { explain, ...answer } = answerer.askLocally(question);
  if (answer.kind === 'not-covered') return { id, ...none, outcome: 'not-covered', explain };
  return { id, outcome: 'answered', route: null, citations: [answer.best, ...answer.others].map(asCited), explain };
}

const asCited = ({ policyId, section, heading, quote }: Citation) => ({ policy: policyId, section, heading, quote });

if (import.meta.main) process.exitCode = await evalCommand(process.argv.slice(2));
