import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import MiniSearch from 'minisearch';
import { encodedText, entriesOf } from '../../src/ask/finding/entries.ts';
import type { Policy } from '../../src/ask/policy.ts';
import { answererFrom } from '../../src/cli/policies/answerer.ts';
import { answerCase } from '../../src/cli/policies/eval.ts';
import type { Heard } from '../../src/hear/listen.ts';
import { hashesIn, openEncoder } from '../../src/platform/encoder/encoder.ts';
import type { Ear } from '../../src/wiring/ear.ts';
import { holds, leftOutIn, messagesIn, policyFiles, type Question, questionsIn } from '../../training/data.ts';
import { readPolicy } from '../../training/passages.ts';
import { openBlind } from './understanding/blind.ts';
import { drawCalibration } from './understanding/calibration.ts';
import * as figures from './understanding/figures.ts';
import { earOf, FOLDS, heardApart, type Open, openShipped } from './understanding/left-out.ts';

/**
 * `npm run bench -- understanding`: what the product makes of policies and writers that it has not met, beside MiniSearch: of policies by
 * the encoder of the fold that left them out, of messages by the encoder that is shipped and sums learnt without their writers
 * (left-out.ts). Whether a question is heard as a report is therefore only nearly as in the product: the sum that hears it was learnt from
 * another encoder than the fold's. `--data FOLDER`: of a folder that none was trained on, by the product's own encoder. `--blind`: of
 * the lots with policies that are never trained on or read, twice at most. `--before COMMIT`: an earlier commit beside it.
 * `--picture FILE`: how far its chances are true, as SVG.
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
  const blind = values.blind ? openBlind('cases.jsonl') : undefined;
  const opening = await openShipped();
  const folders = blind?.folders ?? (values.data === undefined ? undefined : [values.data]);
  const tries = folders ? await onWhole(folders, opening) : await onLeftOut(values.folds, opening);
  const result = {
    ...figuresOf(tries),
    ...(values.before &&
      !blind && {
        before: before(
          values.before,
          tries.map(({ part }) => part),
        ),
      }),
  };
  console.log(JSON.stringify(result, null, 1));
  if (values.picture)
    writeFileSync(
      values.picture,
      pictureOf(
        tries.flatMap(({ asked }) => asked),
        opening,
      ),
    );
  const { questions, messages } = result;
  blind?.record({ questions: questions.all, bySubject: questions.byPolicy, messages: messages.all });
}

/** What is measured together: a folder's policies, questions and messages, or some of them. */
interface Part {
  readonly folder: string;
  readonly policies: ReadonlySet<string> | undefined;
  readonly writers: ReadonlySet<string> | undefined;
}

interface Tried {
  readonly part: Part;
  readonly asked: readonly figures.Asked[];
  readonly heard: readonly figures.Heard[];
}

function figuresOf(tries: readonly Tried[]) {
  const asked = tries.flatMap((one) => one.asked);
  const heard = tries.flatMap((one) => one.heard);
  const typos = figures.createTypos([
    ...asked.map(({ question }) => question.text),
    ...heard.map(({ message }) => message.text),
  ]);
  return {
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
  };
}

async function onWhole(folders: readonly string[], opening: Open): Promise<readonly Tried[]> {
  const tries: Tried[] = [];
  for (const folder of folders) {
    const part = { folder: resolve(folder), policies: undefined, writers: undefined };
    const ear = earOf(opening);
    tries.push({ part, asked: await askAll(part, opening), heard: await hearAll(part, ear, opening) });
  }
  return tries;
}

const NONE: ReadonlySet<string> = new Set();

async function onLeftOut(folds: string, product: Open): Promise<readonly Tried[]> {
  const folder = resolve('training/data/open');
  const tries: Tried[] = [];
  for (const [fold, left] of leftOutIn(folds).entries()) {
    const place = pathToFileURL(`${resolve(folds, `fold-${fold}`)}/`);
    if (!existsSync(new URL('encoder.onnx', place))) continue;
    const encoder = await openEncoder(place, await hashesIn(place));
    const part = { folder, policies: new Set(left.policies), writers: NONE };
    const opening = { ...product, understanding: { ...product.understanding, encoder } };
    tries.push({ part, asked: await askAll(part, opening), heard: [] });
  }
  if (tries.length === 0) throw new Error(`No fold's encoder in ${folds}: run \`npm run train\` first.`);
  for (const { ear, writers } of heardApart(undefined, product)) {
    const part = { folder, policies: NONE, writers };
    tries.push({ part, asked: [], heard: await hearAll(part, ear, product) });
  }
  return tries;
}

async function askAll(part: Part, opening: Open): Promise<readonly figures.Asked[]> {
  const ear = earOf(opening);
  const questions = questionsIn(part.folder);
  const asked: figures.Asked[] = [];
  for (const [name, file] of policyFiles(part.folder)) {
    if (part.policies && !part.policies.has(name)) continue;
    const policy = readPolicy(file);
    const answerer = await answererFrom([policy], { cautions: [], opening });
    for (const question of questions.filter((one) => one.policy === name)) {
      const { explain, ...answer } = await answerCase({ id: question.id, question: question.text }, { ear, answerer });
      asked.push({ question, answer, chance: explain?.chance, baseline: searched(policy, question) });
    }
  }
  return asked;
}

async function hearAll(part: Part, ear: Ear, opening: Open): Promise<readonly figures.Heard[]> {
  const answerer = await answererFrom([], { cautions: [], opening });
  const heard: figures.Heard[] = [];
  for (const message of messagesIn(part.folder)) {
    if (part.writers && !part.writers.has(message.writer)) continue;
    // An answer does not say whether people to phone stand beside an offer.
    let last: Heard | undefined;
    const hear: Ear['hear'] = async (text, school) => {
      last = await ear.hear(text, school);
      return last;
    };
    const answer = await answerCase({ id: message.id, question: message.text }, { ear: { ...ear, hear }, answerer });
    heard.push({ message, answer, hasPeople: last !== undefined && figures.hasPeople(last.detection) });
  }
  return heard;
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
