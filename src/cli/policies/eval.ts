import { readFileSync } from 'node:fs';
import { z } from 'zod/v4';
import type { Answer, Answerer, Explanation } from '../../ask/answer/answer.ts';
import { CautionError } from '../../ask/quoting/cautions.ts';
import type { Quoted } from '../../ask/quoting/quotes.ts';
import { createGate } from '../../hear/gate.ts';
import { readAboutReports } from '../../hear/report-requests.ts';
import { decide } from '../../hear/weighing/costs.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import { Typed } from '../../kernel/typed.ts';
import { type Opening, openUnderstanding } from '../../platform/encoder/open.ts';
import { createLog } from '../../platform/process/process-log.ts';
import { createEar, type Ear } from '../../wiring/ear.ts';
import { readCautions } from '../../wiring/policy/cautions.ts';
import { type ModelFolders, type OfflineReport, openOfflineModel } from '../../wiring/policy/model.ts';
import { answererFrom } from './answerer.ts';
import { loadPolicyByName } from './policy-files.ts';

const caseShape = z.object({ id: z.string(), policy: z.string(), question: z.string() });

/** One line of answers.jsonl, as the README of the question sets defines it. */
export interface EvalAnswer {
  readonly id: string;
  readonly outcome: Answer['kind'] | 'concern' | 'support' | 'help';
  readonly route: string | null;
  /** The route of a report that is offered beside an answer. */
  readonly offer: string | null;
  readonly citations: readonly { policy: string; section: string; heading: string; quote: string }[];
}

export interface EvalOptions extends ModelFolders {
  /** The folder of the policies that cases name. */
  readonly policies: string;
  /** The question set, a JSON object a line. */
  readonly cases: string;
  /** Files of cautions beside those that come with Lanyard. */
  readonly cautions?: readonly string[];
  readonly explain?: boolean;
  /** The encoder that Lanyard ships when absent. */
  readonly opening?: Opening;
}

/**
 * Answers every case of a question set from the policy it names and no other; one JSON object a line. No database, no
 * network; `undefined` where no model is asked by files.
 * @throws Fault when a case or its policy cannot be read
 */
export async function answerCases(
  options: EvalOptions,
  print: (line: string) => void,
): Promise<OfflineReport | undefined> {
  const { policies, cases } = options;
  const cautions = cautionsOf(options);
  const opening = options.opening ?? (await openUnderstanding());
  const ear = createEar({ schools: [], opening, log: createLog('warn') });
  const isAsked = options.prompts !== undefined || options.replies !== undefined;
  const model = isAsked ? openOfflineModel(options, ear.hear) : undefined;
  const answerers = new Map<string, Answerer>();
  const answererFor = async (name: string): Promise<Answerer> => {
    const known =
      answerers.get(name) ??
      (await answererFrom([await loadPolicyByName(policies, name)], { cautions, opening, chooser: model?.chooser }));
    answerers.set(name, known);
    return known;
  };
  for (const [at, line] of readFileSync(cases, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = caseShape.safeParse(parsed(line));
    if (!read.success) throw new Fault('malformed', `${cases}, line ${at + 1}: a case needs id, policy and question.`);
    const { id, policy } = read.data;
    model?.about(id);
    const { explain, ...answer } = await answerCase(read.data, { ear, answerer: await answererFor(policy) });
    print(JSON.stringify(options.explain ? { ...answer, explain } : answer));
  }
  return model?.report();
}

function cautionsOf({ cautions }: EvalOptions) {
  try {
    return readCautions(cautions);
  } catch (error) {
    if (error instanceof CautionError) throw new Fault('malformed', error.problems.join('\n'), { cause: error });
    throw error;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** As the bot decides: a message that is itself a concern is never answered, and small talk is no question. */
export async function answerCase(
  { id, question }: Pick<z.infer<typeof caseShape>, 'id' | 'question'>,
  { ear, answerer }: { readonly ear: Ear; readonly answerer: Answerer },
): Promise<EvalAnswer & { explain?: Explanation }> {
  const none = { route: null, offer: null, citations: [] };
  if (isNoQuestion(ear.readExact(question)?.kind)) return { id, ...none, outcome: 'help' };
  const { detection, readings, weighed, mayLeave } = await createGate(ear.hear).hear(new Typed(question), undefined);
  if (detection.kind === 'concern') return { id, ...none, outcome: 'concern', route: detection.route };
  if (detection.kind === 'own-distress')
    return { id, ...none, outcome: 'support', route: detection.isCrisis ? 'emergency' : null };
  if (detection.kind === 'none' && readAboutReports(question)) return { id, ...none, outcome: 'not-covered' };
  if (detection.kind === 'none' && weighed && isNoQuestion(decide(weighed.chances, weighed.danger).answered))
    return { id, ...none, outcome: 'help' };
  const reading = readings?.length === 1 ? readings[0] : undefined;
  const answer = await (mayLeave ? answerer.ask(mayLeave, { reading }) : answerer.askLocally(question, { reading }));
  const isEnglish = detection.kind !== 'unclear' || detection.language === undefined;
  const citations = isEnglish ? shownOf(answer).map(asCited) : [];
  const shown = { id, ...none, citations, explain: answer.explain };
  // The report comes first, the answer is below it.
  if (detection.kind === 'unclear' && detection.likelier === 'report')
    return { ...shown, outcome: 'concern', route: detection.route };
  const offer = detection.kind === 'unclear' ? detection.route : null;
  return { ...shown, offer, outcome: answer.kind };
}

/** A wish is not measured here: what sounds like one is asked of the policies. */
const isNoQuestion = (answered: string | undefined): boolean =>
  answered === 'word' || answered === 'help' || answered === 'signing';

/** What the card shows without a press: nothing where the policies are silent. */
function shownOf(answer: Answer): readonly Quoted[] {
  switch (answer.kind) {
    case 'answered':
      return [answer.best, ...answer.together, ...answer.others];
    case 'nearest':
      return answer.nearest;
    case 'not-covered':
      return [];
    default:
      return answer satisfies never;
  }
}

const asCited = ({ policyId, section, heading, quote }: Quoted) => ({ policy: policyId, section, heading, quote });
