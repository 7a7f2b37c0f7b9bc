import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import {
  tellOfAnswers,
  tellOfHeld,
  tellOfKept,
  tellOfRecipients,
  tellOfRunning,
} from '../../../src/hear/talk/own-facts.ts';
import { asText } from '../../../src/hear/talk/told.ts';
import { decide } from '../../../src/hear/weighing/costs.ts';
import { createRecogniser, type Recogniser } from '../../../src/hear/wishes/recognise.ts';
import { LEARNT_WISHES, readWishes, WISHES, type WishId } from '../../../src/hear/wishes/wishes.ts';
import { createEar, type Ear } from '../../../src/wiring/ear.ts';
import { oakfield } from '../../report/support.ts';
import { shippedUnderstanding } from '../../support/shipped.ts';

const wishes = readWishes(readFileSync('src/hear/wishes/wishes.yml', 'utf8'));

let ear: Ear;
let recogniser: Recogniser;
beforeAll(async () => {
  const opening = await shippedUnderstanding();
  if (opening.kind !== 'open') throw new Error(opening.what);
  ear = createEar({ schools: [], opening, log: console });
  recogniser = createRecogniser(wishes, opening.understanding.guessWish);
});

/** What the product takes it for: by its exact words, as a wish, or as something about Lanyard or for the policies. */
async function takenFor(said: string): Promise<WishId | 'raised' | undefined> {
  const exact = ear.readExact(said);
  if (exact) return exact.kind === 'wish' ? exact.wished.wish : undefined;
  const { weighed, readings, detection } = await ear.hear(said, undefined);
  if (detection.kind !== 'none') return 'raised';
  if (!weighed) return undefined;
  const { answered } = decide(weighed.chances, weighed.danger);
  const about = { reading: readings?.length === 1 ? readings[0] : undefined, chances: weighed.chances };
  return ['wish', 'help', 'signing'].includes(answered) ? recogniser.recognise(said, about)?.wish : undefined;
}

/** What the hearing's layers have not learnt. */
const isLater = (wish: string | undefined): boolean =>
  WISHES.slice(LEARNT_WISHES.length).some((later) => later === wish);

/** Nobody wrote these for a line of `wishes.yml`; none is one. */
const ASKED: readonly (readonly [WishId, readonly string[]])[] = [
  [
    'lanyard.answers',
    [
      'is it an AI that reads this?',
      'do my questions end up with open ai',
      'who writes these answers, a computer?',
      'can i turn off the ai part',
    ],
  ],
  [
    'lanyard.place',
    [
      'what country is our stuff held in',
      'are the reports sitting on a server in the uk',
      'where do you actually store all of this',
    ],
  ],
  [
    'lanyard.kept',
    ['for how long is a concern kept', 'how many years before you delete a report', 'what are your retention times'],
  ],
  [
    'lanyard.held',
    [
      'what do you have on file about me',
      'one of the TAs has asked for all her data',
      'can i get a colleague’s data wiped',
    ],
  ],
  [
    'lanyard.recipients',
    ['who will get my report', 'who is able to open a concern', 'if it is about the head who gets it'],
  ],
  [
    'lanyard.roles',
    [
      'Dana Whitlock is our new DSL',
      'how do we swap the deputy dsl for somebody else',
      'the new chair is Ola Brandt, where do i say so',
      'who has to agree to a new dsl',
    ],
  ],
  [
    'lanyard.running',
    [
      'which version are you',
      'has there been a backup',
      'where do i look at the logs',
      'how do i get this onto a new teachers teams',
      'teams says the admin blocked it',
    ],
  ],
  [
    'lanyard.name',
    [
      'will she be told it was me',
      'do they get told who sent it',
      'does anyone see my name if i tell you about someone',
    ],
  ],
  [
    'own.wrong-name',
    [
      'ive gone and named the wrong ta',
      'the person i reported wasn’t there, i mixed them up',
      'it wasn’t mr fenwick, sorry',
      'i chose the wrong man from the list',
      'can i swap the name i gave, it was somebody else',
    ],
  ],
];

test('most who ask about Lanyard itself are answered, and nobody with another of these facts', async () => {
  const found: [string, WishId, string | undefined][] = [];
  for (const [wish, ways] of ASKED) for (const said of ways) found.push([said, wish, await takenFor(said)]);
  const wrong = found.filter(([, wish, taken]) => taken !== wish);
  expect(wrong.filter(([, , taken]) => isLater(taken))).toEqual([]);
  expect(1 - wrong.length / found.length).toBeGreaterThanOrEqual(0.7);
});

/** In the words of those, and for the policies or for nobody. */
const FOR_OTHERS = [
  'can i put a pupil’s work into an ai tool',
  'how long do we keep accident books',
  'who do i tell if a colleague is drunk',
  'where do i keep photos from the trip',
  'may i delete an email from a parent',
  'when is the safeguarding policy reviewed',
  'do i have to report a rumour',
  'is it ok to have the school app on my own phone',
  'what happens to a supply teacher who breaks the code',
  'that’s the wrong policy',
  'i emailed the wrong set of parents',
  'what do i call a pupil who wants another name',
];

test('what is near, and asked of the policies, goes to the policies', async () => {
  const found: [string, string | undefined][] = [];
  for (const said of FOR_OTHERS) found.push([said, await takenFor(said)]);
  const further = found.filter(([, wish]) => isLater(wish));
  expect(further).toEqual([]);
});

test('of ordinary questions to policies hardly one is taken for something about Lanyard', async () => {
  const questions = ['first', 'k2', 'z4', 'zq2'].flatMap((lot) =>
    readFileSync(`training/data/open/${lot}/cases.jsonl`, 'utf8')
      .split('\n')
      .filter(Boolean)
      .filter((_, at) => at % 12 === 0)
      .map((line): string => JSON.parse(line).question),
  );
  const taken = [];
  for (const said of questions) if (isLater(await takenFor(said))) taken.push(said);
  expect(questions.length).toBeGreaterThan(80);
  expect(taken.length).toBeLessThanOrEqual(1);
});

test('it says who gets what by the people of the school, and nothing of a model where there is none', () => {
  const school = oakfield();
  expect(asText(tellOfRecipients(school))).toContain(`The headteacher: ${school.roles['chair-of-governors'][0]?.name}`);
  expect(asText(tellOfAnswers(undefined))).toContain('No other AI is connected');
  expect(asText(tellOfAnswers('model.school.example'))).toContain('model.school.example');
  expect(asText(tellOfAnswers('model.school.example'))).not.toContain('No other AI');
  expect(asText(tellOfHeld(school, false))).toContain(school.roles.dpo[0]?.name ?? '?');
  expect(asText(tellOfHeld(school, true))).toContain('lanyard held-about');
  expect(asText(tellOfRunning(school, false))).not.toContain('docs/');
  expect(asText(tellOfKept({ concerns: { ...school.concerns, retention: undefined } }))).toContain('has set no time');
  const kept = asText(tellOfKept(school));
  for (const said of ['10 years after the report', '25 years after closing', '1 year after the person has left'])
    expect(kept).toContain(said);
  const atOnce = { ...school.concerns.retention, lowLevel: { yearsAfterLeaving: 0, source: 'Ours' } };
  expect(asText(tellOfKept({ concerns: { ...school.concerns, retention: atOnce as never } }))).toContain(
    'until the person has left',
  );
});
