import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import MiniSearch from 'minisearch';
import { answererFrom, headOf } from '../../src/cli/policies/answerer.ts';
import { answerCase } from '../../src/cli/policies/eval.ts';
import { createListener } from '../../src/disclosure/listen.ts';
import { encodedText, entriesOf } from '../../src/policy/ask/entries.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { hashesIn, openEncoder } from '../../src/understanding/encoder.ts';
import { type Opening, openUnderstanding } from '../../src/understanding/open.ts';
import { holds, leftOutIn, messagesIn, policyFiles, type Question, questionsIn } from '../../training/data.ts';
import { readPolicy } from '../../training/passages.ts';
import { drawCalibration } from './understanding/calibration.ts';
import * as figures from './understanding/figures.ts';
import { FOLDS, throwing } from './understanding/left-out.ts';

const BLIND = 'training/data/blind';
const LEDGER = 'training/ledger.json';
/** After that it is training data, and new writers make the next. */
const MOST_SCORINGS = 2;

/** One scoring of the blind part, for good. */
interface Scoring {
  readonly at: string;
  /** The lots that were blind then: after two scorings they are training data, and others are blind. */
  readonly lots: string;
  readonly commit: string;
  readonly figures: unknown;
}

/**
 * `npm run bench -- understanding`: what the product makes of the policies and writers that each fold's encoder never met,
 * beside MiniSearch. `--data FOLDER`: of a folder that none was trained on, by the product's own encoder. `--blind`: of the
 * part that is never trained on or read, twice at most. `--before COMMIT`: an earlier commit beside it. `--picture FILE`: how
 * far its chances are true, as SVG.
 */
export default async function understanding(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      folds: { type: 'string', default: FOLDS },
      data: { type: 'string' },
      blind: { type: 'boolean', default: false },
      before: { type: 'string' },
      picture: { type: 'string' },
    },
  });
  const ledger: readonly Scoring[] = existsSync(LEDGER) ? JSON.parse(readFileSync(LEDGER, 'utf8')) : [];
  const lots = existsSync(BLIND) ? readdirSync(BLIND).sort().join(' ') : '';
  const scored = ledger.filter((scoring) => scoring.lots === lots).length;
  if (values.blind && scored >= MOST_SCORINGS)
    throw new Error(
      `${LEDGER} has ${scored} scorings of ${lots}: they are blind no longer. Move them to the training data.`,
    );
  const opening = await openUnderstanding();
  if (opening.kind === 'without') throw new Error(`${opening.what}: nothing to measure.`);
  const tries =
    values.blind || values.data
      ? [await tryOn(partOf(values.blind ? BLIND : (values.data ?? '')), opening)]
      : await onLeftOut(values.folds, opening);
  const asked = tries.flatMap((one) => one.asked);
  const heard = tries.flatMap((one) => one.heard);
  const typos = figures.createTypos([
    ...asked.map(({ question }) => question.text),
    ...heard.map(({ message }) => message.text),
  ]);
  const result = {
    questions: {
      all: figures.figuresOfQuestions(asked),
      byPolicy: figures.by(asked, ({ question }) => question.policy, figures.figuresOfQuestions),
      byLength: figures.by(asked, ({ question }) => figures.lengthOf(question.text), figures.figuresOfQuestions),
      byTyping: figures.by(asked, ({ question }) => typos(question.text), figures.figuresOfQuestions),
    },
    messages: {
      all: figures.figuresOfMessages(heard),
      byWriter: figures.by(heard, ({ message }) => message.writer, figures.figuresOfMessages),
      byLength: figures.by(heard, ({ message }) => figures.lengthOf(message.text), figures.figuresOfMessages),
      byTyping: figures.by(heard, ({ message }) => typos(message.text), figures.figuresOfMessages),
    },
    ...(values.before &&
      !values.blind && {
        before: before(
          values.before,
          tries.map(({ part }) => part),
        ),
      }),
  };
  console.log(JSON.stringify(result, null, 1));
  if (values.picture) writeFileSync(values.picture, pictureOf(asked, opening));
  if (!values.blind) return;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  // Nothing by writer or policy: those names, too, are not read while building.
  const scoring: Scoring = {
    at: new Date().toISOString(),
    lots,
    commit,
    figures: { questions: result.questions.all, bySubject: result.questions.byPolicy, messages: result.messages.all },
  };
  writeFileSync(LEDGER, `${JSON.stringify([...ledger, scoring], null, 2)}\n`);
}

/** What is measured together: a folder's policies, questions and messages, or those of them that one fold left out. */
interface Part {
  readonly folder: string;
  readonly policies: ReadonlySet<string> | undefined;
  readonly writers: ReadonlySet<string> | undefined;
}

const partOf = (folder: string): Part => ({ folder: resolve(folder), policies: undefined, writers: undefined });

type Open = Extract<Opening, { readonly kind: 'open' }>;

async function onLeftOut(folds: string, product: Open) {
  const folder = resolve('training/data/open');
  const tries = [];
  for (const [fold, left] of leftOutIn(folds).entries()) {
    const place = pathToFileURL(`${resolve(folds, `fold-${fold}`)}/`);
    const weights = new URL('encoder.onnx', place);
    if (!existsSync(weights)) continue;
    const encoder = await openEncoder(place, await hashesIn(place));
    const part = { folder, policies: new Set(left.policies), writers: new Set(left.writers) };
    tries.push(await tryOn(part, { ...product, understanding: { ...product.understanding, encoder } }));
  }
  if (tries.length === 0) throw new Error(`No fold's encoder in ${folds}: run \`npm run train\` first.`);
  return tries;
}

async function tryOn(part: Part, opening: Open) {
  const hear = createListener({ schools: [], ...headOf(opening), log: { warn: throwing, error: throwing } });
  const questions = questionsIn(part.folder);
  const asked: figures.Asked[] = [];
  for (const [name, file] of policyFiles(part.folder)) {
    if (part.policies && !part.policies.has(name)) continue;
    const policy = readPolicy(file);
    const answerer = await answererFrom([policy], { cautions: [], opening });
    for (const question of questions.filter((one) => one.policy === name)) {
      const { explain, ...answer } = await answerCase({ id: question.id, question: question.text }, { hear, answerer });
      asked.push({ question, answer, chance: explain?.chance, baseline: searched(policy, question) });
    }
  }
  const nowhere = await answererFrom([], { cautions: [], opening });
  const heard: figures.Heard[] = [];
  for (const message of messagesIn(part.folder)) {
    if (part.writers && !part.writers.has(message.writer)) continue;
    heard.push({
      message,
      answer: await answerCase({ id: message.id, question: message.text }, { hear, answerer: nowhere }),
    });
  }
  return { part, asked, heard };
}

const searches = new WeakMap<Policy, MiniSearch>();

function searched(policy: Policy, question: Question): number {
  if (question.evidence.length === 0) return 0;
  const entries = entriesOf(policy);
  let search = searches.get(policy);
  if (!search) {
    search = new MiniSearch({ fields: ['text'], searchOptions: { prefix: true, fuzzy: 0.2 } });
    search.addAll(entries.map((entry, id) => ({ id, text: encodedText(entry) })));
    searches.set(policy, search);
  }
  const found = search.search(question.text).map(({ id }) => entries[Number(id)]?.passage.text ?? '');
  return 1 + found.slice(0, 3).findIndex((text) => holds(text, question.evidence));
}

/** What the bench of an earlier commit, which knows no folds, says about the same policies, questions and messages. */
function before(commit: string, parts: readonly Part[]): unknown {
  const place = mkdtempSync(join(tmpdir(), 'lanyard-before-'));
  const tree = join(place, 'tree');
  const data = join(place, 'data');
  try {
    for (const part of parts) copyPart(part, data);
    execFileSync('git', ['worktree', 'add', '--detach', tree, commit], { stdio: 'ignore' });
    symlinkSync(resolve('node_modules'), join(tree, 'node_modules'));
    const run = ['tests/bench/run.ts', 'understanding', '--data', data];
    const out = execFileSync(process.execPath, run, { cwd: tree, encoding: 'utf8', maxBuffer: 2 ** 26 });
    return JSON.parse(out);
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', tree], { stdio: 'ignore' });
    rmSync(place, { recursive: true, force: true });
  }
}

function copyPart({ folder, policies, writers }: Part, to: string): void {
  for (const [name, file] of policyFiles(folder)) {
    if (policies && !policies.has(name)) continue;
    const lot = join(to, basename(dirname(dirname(file))));
    mkdirSync(join(lot, 'policies'), { recursive: true });
    cpSync(file, join(lot, 'policies', basename(file)));
  }
  const lines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const cases = questionsIn(folder)
    .filter(({ policy }) => !policies || policies.has(policy))
    .map(({ text, evidence, ...rest }) => ({
      ...rest,
      question: text,
      evidence,
      kind: evidence.length > 0 ? 'answerable' : 'silent',
    }));
  const messages = messagesIn(folder).filter(({ writer }) => !writers || writers.has(writer));
  mkdirSync(join(to, 'all'), { recursive: true });
  writeFileSync(join(to, 'all', 'cases.jsonl'), lines(cases), { flag: 'a' });
  writeFileSync(join(to, 'all', 'messages.jsonl'), lines(messages), { flag: 'a' });
}

function pictureOf(asked: readonly figures.Asked[], { understanding }: Open): string {
  const said = asked.flatMap((one) =>
    one.chance === undefined ? [] : [{ chance: one.chance, isSo: figures.isRight(one) }],
  );
  const { sure, silent } = understanding.ranker;
  return drawCalibration([
    {
      title: 'The first passage answers',
      said,
      thresholds: [
        ['not covered below', silent],
        ['sure from', sure],
      ],
    },
  ]);
}
