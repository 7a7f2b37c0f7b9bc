import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import MiniSearch from 'minisearch';
import { answererFrom } from '../../src/cli/policies/answerer.ts';
import { type Detection, detectConcern } from '../../src/disclosure/detect.ts';
import type { Answer, Answerer } from '../../src/policy/ask/answer.ts';
import { encodedText } from '../../src/policy/ask/encoded-text.ts';
import { entriesOf } from '../../src/policy/ask/entries.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { openUnderstanding } from '../../src/understanding/open.ts';
import { holds, type Message, messagesIn, policyFiles, type Question, questionsIn } from '../../training/data.ts';
import { readPolicy } from '../../training/passages.ts';

const BLIND = 'training/data/blind';
const LEDGER = 'training/ledger.json';
/** After that it is training data, and new writers make the next. */
const MOST_SCORINGS = 2;

/** One scoring of the blind part, for good. */
interface Scoring {
  readonly at: string;
  readonly commit: string;
  readonly figures: unknown;
}

/**
 * `npm run bench -- understanding [--data FOLDER]`: the product's own answers and alarms on a folder of policies, questions
 * and messages, beside MiniSearch. `--blind` does so on the part that is never trained on or read, twice at most.
 */
export default async function understanding(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string', default: 'training/data/open' }, blind: { type: 'boolean', default: false } },
  });
  const ledger: readonly Scoring[] = existsSync(LEDGER) ? JSON.parse(readFileSync(LEDGER, 'utf8')) : [];
  if (values.blind && ledger.length >= MOST_SCORINGS)
    throw new Error(
      `${LEDGER} has ${ledger.length} scorings: this part is blind no longer. Move it to the training data.`,
    );
  const folder = resolve(values.blind ? BLIND : values.data);
  const opening = await openUnderstanding();
  if (opening.kind === 'without') console.error(`${opening.what}: by words alone`);
  const policies = [...policyFiles(folder)].map(([name, file]) => [name, readPolicy(file)] as const);
  const questions = questionsIn(folder);
  const asked: Asked[] = [];
  for (const [name, policy] of policies) {
    const answerer = await answererFrom([policy], { cautions: [], opening });
    for (const question of questions.filter((one) => one.policy === name))
      asked.push(await askOne(answerer, policy, question));
  }
  const heard: Heard[] = [];
  for (const message of messagesIn(folder)) heard.push({ message, detection: detectConcern(message.text) });

  const figures = {
    questions: {
      all: answersOf(asked),
      ...Object.fromEntries(
        policies.map(([name]) => [name, answersOf(asked.filter(({ question }) => question.policy === name))]),
      ),
    },
    messages: {
      all: alarmsOf(heard),
      short: alarmsOf(heard.filter(({ message }) => lengthOf(message) <= 6)),
      long: alarmsOf(heard.filter(({ message }) => lengthOf(message) > 60)),
    },
    miniSearch: {
      first: percent(
        asked.filter(({ baseline }) => baseline === 1).length,
        asked.filter(({ question }) => isAnswerable(question)).length,
      ),
    },
  };
  console.log(JSON.stringify(figures, null, 1));
  if (!values.blind) return;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const scoring: Scoring = { at: new Date().toISOString(), commit, figures };
  writeFileSync(LEDGER, `${JSON.stringify([...ledger, scoring], null, 1)}\n`);
}

interface Asked {
  readonly question: Question;
  readonly answer: Answer;
  readonly detection: Detection;
  /** The first of the quotes shown that holds the answer, counted from 1; 0 for none. */
  readonly place: number;
  /** The same for MiniSearch's passages. */
  readonly baseline: number;
}

interface Heard {
  readonly message: Message;
  readonly detection: Detection;
}

const lengthOf = ({ text }: Message): number => text.split(/\s+/).length;
const isAnswerable = ({ evidence }: Question): boolean => evidence.length > 0;

async function askOne(answerer: Answerer, policy: Policy, question: Question): Promise<Asked> {
  const answer = await answerer.askLocally(question.text);
  const shown = answer.kind === 'answered' ? [answer.best, ...answer.together, ...answer.others] : answer.nearest;
  const place = isAnswerable(question) ? 1 + shown.findIndex(({ quote }) => holds(quote, question.evidence)) : 0;
  return { question, answer, detection: detectConcern(question.text), place, baseline: searched(policy, question) };
}

const searches = new WeakMap<Policy, MiniSearch>();

function searched(policy: Policy, question: Question): number {
  const entries = entriesOf(policy);
  let search = searches.get(policy);
  if (!search) {
    search = new MiniSearch({ fields: ['text'], searchOptions: { prefix: true, fuzzy: 0.2 } });
    search.addAll(entries.map((entry, id) => ({ id, text: encodedText(entry) })));
    searches.set(policy, search);
  }
  const found = search.search(question.text).map(({ id }) => entries[Number(id)]?.passage.text ?? '');
  return isAnswerable(question) ? 1 + found.slice(0, 3).findIndex((text) => holds(text, question.evidence)) : 0;
}

const percent = (some: number, all: number): number => (all === 0 ? 0 : Math.round((1000 * some) / all) / 10);

function answersOf(asked: readonly Asked[]) {
  const answerable = asked.filter(({ question }) => isAnswerable(question));
  const silent = asked.filter(({ question }) => !isAnswerable(question));
  const sure = asked.filter(({ answer }) => answer.kind === 'answered');
  return {
    questions: asked.length,
    first: percent(answerable.filter(({ place }) => place === 1).length, answerable.length),
    three: percent(answerable.filter(({ place }) => place >= 1 && place <= 3).length, answerable.length),
    sure: percent(answerable.filter(({ answer }) => answer.kind === 'answered').length, answerable.length),
    sureRight: percent(sure.filter(({ place }) => place === 1).length, sure.length),
    silentNotSure: percent(silent.filter(({ answer }) => answer.kind !== 'answered').length, silent.length),
    notCovered: percent(silent.filter(({ answer }) => answer.kind === 'not-covered').length, silent.length),
    deadEnd: percent(answerable.filter(({ answer }) => answer.kind === 'not-covered').length, answerable.length),
    falseAlarms: percent(asked.filter(({ detection }) => detection.kind === 'concern').length, asked.length),
    disturbed: percent(asked.filter(({ detection }) => detection.kind !== 'none').length, asked.length),
  };
}

function alarmsOf(heard: readonly Heard[]) {
  const reports = heard.filter(({ message }) => message.kind === 'concern');
  const others = heard.filter(({ message }) => message.kind === 'question');
  const emergencies = reports.filter(({ message }) => message.route === 'emergency');
  const routed = reports.filter(({ message }) => message.route !== 'emergency');
  const distress = heard.filter(({ message }) => message.kind === 'distress');
  const isFound = ({ detection }: Heard): boolean => detection.kind === 'concern';
  return {
    messages: heard.length,
    found: percent(reports.filter(isFound).length, reports.length),
    foundOrOffered: percent(reports.filter(({ detection }) => detection.kind !== 'none').length, reports.length),
    falseAlarms: percent(others.filter(isFound).length, others.length),
    disturbed: percent(others.filter(({ detection }) => detection.kind !== 'none').length, others.length),
    route: percent(
      routed.filter(({ detection, message }) => 'route' in detection && detection.route === message.route).length,
      routed.length,
    ),
    emergencies: percent(
      emergencies.filter(({ detection }) => detection.kind === 'concern' && detection.emergency).length,
      emergencies.length,
    ),
    distress: percent(distress.filter(({ detection }) => detection.kind === 'own-distress').length, distress.length),
    distressCaught: percent(distress.filter(({ detection }) => detection.kind !== 'none').length, distress.length),
  };
}
