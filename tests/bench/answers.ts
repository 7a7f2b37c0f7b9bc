import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { answerCard } from '../../src/ask/answer/answer.cards.ts';
import type { Answer } from '../../src/ask/answer/answer.ts';
import { HEADINGS, headingOf } from '../../src/ask/answer/headings.ts';
import { answererFrom } from '../../src/cli/policies/answerer.ts';
import { Typed } from '../../src/kernel/typed.ts';
import type { Card } from '../../src/platform/teams/card.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { BOT_ID, createSampleSchool, PEOPLE, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { readSchoolFile } from '../../src/school/file/school-file.ts';
import { readCautions } from '../../src/wiring/policy/cautions.ts';
import { holds, policyFiles, questionsIn } from '../../training/data.ts';
import { readPolicy } from '../../training/passages.ts';
import { openBrowser } from '../support/browser.ts';
import { isOurs, loadCases, policyCalled, QUESTION_SETS } from './question-sets.ts';
import { openShipped } from './understanding/left-out.ts';

const SIZES = { '1280 × 860': { width: 1280, height: 860 }, '390 × 844': { width: 390, height: 844 } } as const;
type Size = keyof typeof SIZES;
const IN_PAGE = readFileSync(join(import.meta.dirname, 'answers-in-page.js'), 'utf8');

/** A question and what decides it: any one of these phrases of the policy; none where the policy is silent. */
interface Question {
  readonly id: string;
  readonly policy: string;
  readonly text: string;
  readonly evidence: readonly string[];
}

interface Asked {
  readonly question: Question;
  readonly answer: Answer;
  readonly card: Card;
  readonly isFirst: boolean;
  readonly isAmong: boolean;
}

/** What the chat shows when the card has come: the chat stands at its end. */
interface Seen {
  /** How much of the chat the card takes, 1 for all of it. */
  readonly screens: number;
  /** The deciding words are in view; `undefined` where they are nowhere on the card without a press. */
  readonly isInView: boolean | undefined;
  readonly wordsBefore: number | null;
}

/**
 * `npm run bench -- answers`: draws the answer to each open question in the sandbox's chat, at two sizes, and says how often the words
 * that decide are in view when it has come, how high its card is, and how often each heading is right. Asked are the sets of
 * tests/fixtures that are ours. `--data FOLDER`, again and again: lots of training/data/open that nothing has learnt from instead.
 * `--pictures FOLDER --every N`: each Nth, as it is seen. `--list`: which are high, or do not show what decides. `--only`: no heights. `--id ID`: these questions.
 */
export default async function answers(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', multiple: true, default: [] },
      pictures: { type: 'string' },
      every: { type: 'string', default: '40' },
      only: { type: 'boolean', default: false },
      id: { type: 'string', multiple: true },
      list: { type: 'boolean', default: false },
    },
  });
  const asked = await askAll(values.data, values.id);
  console.log(JSON.stringify({ ...headingFigures(asked), bold: boldFigures(asked) }, null, 1));
  if (values.list)
    for (const one of asked)
      if (isMisled(one)) console.log(`  ${one.question.id}: bold ${boldOf(one.answer)}: ${one.question.text}`);
  if (values.only) return;
  const pictures = values.pictures;
  if (pictures) mkdirSync(pictures, { recursive: true });
  await inChat(async (size, page) => {
    const seen: { one: Asked; seen: Seen }[] = [];
    for (const [at, one] of asked.entries()) {
      seen.push({ one, seen: await page.evaluate(`answers.draw(${JSON.stringify([one.card, one.question])})`) });
      if (pictures && at % Number(values.every) === 0)
        await page.screenshot({ path: join(pictures, `${one.question.id}-${SIZES[size].width}.png`) });
    }
    console.log(size, JSON.stringify(heightFigures(seen), null, 1));
    if (values.list)
      for (const { one, seen: drawn } of seen)
        if (drawn.screens > 1 || (one.isFirst && drawn.isInView !== true))
          console.log(
            `  ${one.question.id}: ${drawn.screens} screens, ${headingOf(one.answer)}${one.isFirst ? (drawn.isInView ? ', in view' : drawn.isInView === false ? ', out of view' : ', left out') : ''}: ${one.question.text}`,
          );
  });
}

async function askAll(folders: readonly string[], ids?: readonly string[]): Promise<readonly Asked[]> {
  const opening = await openShipped();
  const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];
  if (!school) throw new Error('lanyard.yml names no school');
  const asked: Asked[] = [];
  const wanted = questionsOf(folders).filter(({ id }) => !ids || ids.includes(id));
  for (const [policy, questions] of Map.groupBy(wanted, (one) => one.policy)) {
    const files = folders.flatMap((folder) => policyFiles(folder).get(policy) ?? []);
    const read = files[0] ? readPolicy(files[0]) : policyCalled(policy);
    const answerer = await answererFrom([read], { cautions: readCautions(), opening });
    for (const question of questions) {
      const answer = await answerer.askLocally(question.text);
      const ticket = '00000000-0000-4000-8000-000000000001';
      const card = answerCard({ answer, school, ticket, question: new Typed(question.text) });
      const quotes = (answer.kind === 'answered' ? [answer.best] : answer.nearest).map(({ quote }) => quote);
      const holding = quotes.findIndex((quote) => question.evidence.length > 0 && holds(quote, question.evidence));
      asked.push({ question, answer, card, isFirst: holding === 0, isAmong: holding >= 0 });
    }
  }
  return asked;
}

const questionsOf = (folders: readonly string[]): readonly Question[] =>
  folders.length > 0
    ? folders.flatMap(questionsIn)
    : QUESTION_SETS.flatMap(loadCases)
        .filter((one) => isOurs(one))
        .map(({ id, policy, question, kind, evidence }) => ({
          id,
          policy,
          text: question,
          evidence: kind === 'answerable' ? evidence.filter((phrase) => typeof phrase === 'string') : [],
        }));

const share = (some: number, all: number): string =>
  `${some} of ${all} (${Math.round((1000 * some) / Math.max(1, all)) / 10} %)`;

function headingFigures(asked: readonly Asked[]) {
  const kinds = Map.groupBy(asked, ({ answer }) => HEADINGS[headingOf(answer)]);
  const answerable = asked.filter(({ question }) => question.evidence.length > 0);
  return {
    questions: asked.length,
    first: share(answerable.filter(({ isFirst }) => isFirst).length, answerable.length),
    three: share(answerable.filter(({ isAmong }) => isAmong).length, answerable.length),
    headings: Object.fromEntries(
      [...kinds].map(([kind, some]) => [
        kind,
        {
          asked: share(some.length, asked.length),
          right: share(some.filter(({ isFirst }) => isFirst).length, some.length),
          among: share(some.filter(({ isAmong }) => isAmong).length, some.length),
          silent: share(some.filter(({ question }) => question.evidence.length === 0).length, some.length),
        },
      ]),
    ),
  };
}

/** What stands out of the first rule. */
function boldOf(answer: Answer): string | undefined {
  const first = answer.kind === 'answered' ? answer.best : answer.nearest[0];
  for (const part of first?.short ?? []) {
    if (part.kind === 'gap' || !part.decides) continue;
    const words = part.kind === 'row' ? part.cells.map(({ text }) => text).join(' ') : part.text;
    return words.slice(...part.decides);
  }
  return undefined;
}

const isDecided = ({ answer, question }: Asked): boolean => holds(boldOf(answer) ?? '', question.evidence);
const permits = ({ answer }: Asked): boolean => PERMITS.test(boldOf(answer) ?? '');
const PERMITS = /\b(?:may|can)\b(?! not| only)|\b(?:allowed|permitted|acceptable|welcome|free to)\b/i;
const isMisled = (one: Asked): boolean =>
  one.isFirst && boldOf(one.answer) !== undefined && permits(one) && !isDecided(one);

/** Of answers whose first rule is right. */
function boldFigures(asked: readonly Asked[]) {
  const bold = asked.filter((one) => one.isFirst && boldOf(one.answer) !== undefined);
  const leave = bold.filter(permits);
  return {
    stands: share(bold.length, asked.filter(({ isFirst }) => isFirst).length),
    decides: share(bold.filter(isDecided).length, bold.length),
    'decides, of those that give leave': share(leave.filter(isDecided).length, leave.length),
  };
}

function heightFigures(seen: readonly { readonly one: Asked; readonly seen: Seen }[]) {
  const first = seen.filter(({ one }) => one.isFirst && headingOf(one.answer) !== 'silent');
  const heights = seen.map(({ seen: { screens } }) => screens).sort((a, b) => a - b);
  const over = (most: number) => share(heights.filter((height) => height > most).length, heights.length);
  const words = first.flatMap(({ seen: { wordsBefore: many } }) => many ?? []).sort((a, b) => a - b);
  return {
    'right rule first': share(first.length, seen.length),
    'of these the deciding words in view': share(first.filter((one) => one.seen.isInView).length, first.length),
    'left out of the card': share(first.filter((one) => one.seen.isInView === undefined).length, first.length),
    median: heights[heights.length >> 1],
    'over 1': over(1),
    'over 1.5': over(1.5),
    'over 2': over(2),
    'words before them, median and most': [words[words.length >> 1], words.at(-1)],
  };
}

async function inChat(look: (size: Size, page: Page) => Promise<void>): Promise<void> {
  const sandbox = await createSandbox({
    school: createSampleSchool(),
    botId: BOT_ID,
    tenantId: TENANT_ID,
    limits: false,
  });
  const windows = await openBrowser();
  try {
    for (const size of Object.keys(SIZES) as Size[]) {
      const page = await windows.open(`${sandbox.url}/?as=${PEOPLE.priyaNair}`, SIZES[size]);
      await page.getByTestId('log').waitFor();
      await page.evaluate(IN_PAGE);
      await look(size, page);
    }
  } finally {
    await windows.closeAll();
    await windows.close();
    await sandbox.close();
  }
}
