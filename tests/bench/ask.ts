import MiniSearch from 'minisearch';
import { createAnswerer } from '../../src/ask/answer/answer.ts';
import { createPassageIndex } from '../../src/ask/finding/passage-index.ts';
import { NOTHING_KEPT } from '../../src/ask/finding/vectors.ts';
import { toSections } from '../../src/ask/parsing/sections.ts';
import type { Policy } from '../../src/ask/policy.ts';
import type { PolicyId } from '../../src/kernel/ids.ts';
import type { Block } from '../../src/kernel/text/document.ts';
import { type Encoder, WORD_NUMBERS } from '../../src/kernel/understanding.ts';
import { HEARING_SUMS } from '../../src/platform/encoder/hearing-head.ts';
import { seeded } from '../support/seeded.ts';
import { wordUnderstanding } from '../support/word-encoder.ts';

const WHO = [
  'Staff',
  'Teachers',
  'Governors',
  'Volunteers',
  'All employees',
  'Supply staff',
  'The headteacher',
  'Line managers',
  'Pupils',
  'Parents and carers',
];
const DUTY = ['must not', 'should', 'must', 'may', 'should never', 'are expected to', 'will', 'are not permitted to'];
const DO = [
  'share photographs of pupils',
  'accept friend requests',
  'report concerns about a child',
  'use personal devices',
  'reply to comments',
  'give out contact details',
  'record the incident',
  'post on the school account',
  'store passwords securely',
  'discuss confidential matters',
  'contact pupils by personal email',
  'set up a new account',
  'monitor the network',
  'attend training',
  'keep evidence of abuse',
];
const WHERE = [
  'on social media',
  'during working hours',
  'on school equipment',
  'in closed groups',
  'outside school',
  'on a personal account',
  'on educational visits',
  'through the school website',
  'by text message',
  'at parents evening',
];
const TAIL = [
  'without written consent',
  'unless the headteacher has agreed',
  'as soon as possible',
  'within two working days',
  'in line with the behaviour policy',
  'even after leaving the school',
  'as this could be a safeguarding risk',
  'and must inform a senior leader',
  'in accordance with data protection law',
  'because professional standards apply',
];
const TOPICS = [
  'uniform',
  'lettings',
  'marking',
  'fire safety',
  'attendance',
  'catering',
  'first aid',
  'transport',
  'exams',
  'premises',
  'recruitment',
  'lone working',
  'medicines',
  'charging',
  'lockdown',
];
export const QUESTIONS = [
  'can i add a year 10 on insta',
  'who do i tell about a worrying message',
  'is it ok to put pics of my class on facebook',
  'do i have to give them my password',
  'can i use my own phone on a trip',
  'how quickly must we reply to a comment on our page',
  'what happens if i break the rules',
  'can i be in a whatsapp group with parents',
  'does this apply to supply staff',
  'can we set up a twitter for maths',
  'should i keep screenshots of abuse',
  'is the school allowed to read my emails',
  'what colour pen do i mark in',
  'can i tell people online about the redundancies once ive left',
  'a pupil found my number and texted me, do i reply',
];

/** Policies of our own making with about `count` passages in all: sections of clauses, no two quite the same. */
export function makePolicies(count: number): Policy[] {
  const chance = seeded(20_000);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
  const sentence = () =>
    `${pick(WHO)} ${pick(DUTY)} ${pick(DO)} ${pick(WHERE)} ${pick(TAIL)} (${pick(TOPICS)} ${Math.floor(chance() * 5000)}).`;
  const perPolicy = 400;
  return Array.from({ length: Math.ceil(count / perPolicy) }, (_, at) => {
    const blocks: Block[] = [];
    for (let clause = 0; clause < perPolicy; clause += 1) {
      if (clause % 8 === 0)
        blocks.push({
          kind: 'heading',
          level: 1,
          label: `${clause / 8 + 1}`,
          text: `${pick(TOPICS)} and ${pick(TOPICS)}`,
        });
      blocks.push({
        kind: 'paragraph',
        text: Array.from({ length: 1 + Math.floor(chance() * 3) }, sentence).join(' '),
      });
    }
    return toSections({ blocks, stated: {} }, { id: `made-${at}` as PolicyId, fallbackTitle: `Policy ${at}` });
  });
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;
const round = (value: number): number => Math.round(value * 1000) / 1000;
const collect = (): void => (globalThis as { gc?: () => void }).gc?.();

async function timeOf(
  times: number,
  ask: (question: string) => unknown,
): Promise<{ p50: number; p99: number; mean: number }> {
  for (const question of QUESTIONS) await ask(question);
  const took: number[] = [];
  for (let round = 0; round < times; round += 1) {
    for (const question of QUESTIONS) {
      const start = process.threadCpuUsage();
      await ask(question);
      const { user, system } = process.threadCpuUsage(start);
      took.push((user + system) / 1_000);
    }
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => round3(took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), mean: round3(took.reduce((sum, one) => sum + one, 0) / took.length) };
}
const round3 = round;

/** As many numbers as the encoder gives; how near they are to anything does not matter to the time it takes. */
export const SIZE = 768;
const draw = seeded(7);

function readingOf() {
  const vector = Float32Array.from({ length: SIZE }, () => draw() - 0.5);
  const length = Math.hypot(...vector);
  const words = Int8Array.from({ length: 12 * WORD_NUMBERS }, () => Math.round((draw() - 0.5) * 40));
  return { vector: vector.map((value) => value / length), sums: new Float32Array(HEARING_SUMS), words };
}

/**
 * One line of JSON: how fast 20,000 passages answer beyond the encoder, beside a plain MiniSearch over the same passages in the
 * same run; in the thread's own processor time, so that other load on the machine does not count.
 */
export default async function benchAsk(args: readonly string[] = []): Promise<void> {
  const count = Number(args[0] ?? 20_000);
  const policies = makePolicies(count);
  const passages = policies.flatMap((policy) =>
    policy.passages
      .filter((passage) => passage.kind !== 'heading')
      .map((passage) => ({ id: `${policy.policyId}/${passage.id}`, text: passage.text })),
  );

  collect();
  const heapBefore = process.memoryUsage();
  const start = performance.now();
  const words = await createPassageIndex(policies);
  const indexMs = performance.now() - start;
  const encoder: Encoder = {
    model: 'chance',
    read: async (texts) => texts.map(readingOf),
    hear: async (texts) => texts.map(readingOf),
    mended: (text) => text,
  };
  const index = await words.learn({ encoder, vectors: NOTHING_KEPT });
  const answerer = createAnswerer({ index, cautions: [], understanding: { ...wordUnderstanding, encoder } });
  collect();
  const heapAfter = process.memoryUsage();

  const plainStart = performance.now();
  const plain = new MiniSearch<{ id: string; text: string }>({ fields: ['text'] });
  plain.addAll(passages);
  const plainIndexMs = performance.now() - plainStart;

  const ours = await timeOf(20, (question) => answerer.askLocally(question));
  const theirs = await timeOf(20, (question) => plain.search(question));
  const memory = heapAfter.heapUsed + heapAfter.arrayBuffers - heapBefore.heapUsed - heapBefore.arrayBuffers;
  console.log(
    JSON.stringify({
      bench: 'ask',
      passages: passages.length,
      questions: QUESTIONS.length * 20,
      p50Ms: ours.p50,
      p99Ms: ours.p99,
      meanMs: ours.mean,
      indexMs: Math.round(indexMs),
      indexMb: megabytes(memory),
      minisearch: { p50Ms: theirs.p50, p99Ms: theirs.p99, meanMs: theirs.mean, indexMs: Math.round(plainIndexMs) },
      ratio: Math.round((ours.mean / theirs.mean) * 100) / 100,
    }),
  );
}
