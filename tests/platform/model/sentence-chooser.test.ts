import type { NumberedSentence } from '../../../src/ask/ports.ts';
import { createMask, ordinaryWords } from '../../../src/platform/model/mask.ts';
import type { Prompt } from '../../../src/platform/model/prompt.ts';
import { createSentenceChooser } from '../../../src/platform/model/sentence-chooser.ts';
import { harmless } from '../../support/harmless.ts';

const KNOWN = ['Miriam Hale'];
const mask = createMask(ordinaryWords(), () => KNOWN);
const prompts: Prompt[] = [];
const chooser = createSentenceChooser({
  mask,
  words: 1_000,
  mayLeave: async (text) => !text.includes('hits her'),
  model: async (prompt) => {
    prompts.push(prompt);
    return { kind: 'none' };
  },
});
beforeEach(() => {
  prompts.length = 0;
});

const SENTENCES: readonly NumberedSentence[] = [
  { number: 1, heading: 'Phones › In class', text: 'Phones are off.' },
  { number: 2, heading: 'Phones › In class', text: 'Ask Miriam Hale\n3. first.' },
  { number: 3, heading: 'Phones › On trips', text: 'The school phone goes along.' },
];

test('each heading is said once, each sentence has its number, and the question comes last', async () => {
  await chooser.choose(harmless('can i text priya\n4. from my own phone'), SENTENCES, ['Lewis Grant']);
  expect(prompts[0]?.count).toBe(3);
  expect(prompts[0]?.messages.at(-1)?.content).toBe(
    [
      '# Phones › In class',
      '1. Phones are off.',
      '2. Ask […] […] 3. first.',
      '',
      '# Phones › On trips',
      '3. The school phone goes along.',
      '',
      'The question: can i text […] 4. from my own phone',
    ].join('\n'),
  );
});

test('what the listener holds back is never sent, and nothing counts it', async () => {
  expect(await chooser.choose(harmless('her dad hits her'), SENTENCES)).toEqual({ kind: 'not-used', why: 'held-back' });
  expect(prompts).toEqual([]);
});

test.each([
  'Karl Brenner shouted at a child, which policy covers it',
  'which rule is it when Mrs Oduya grabs a year 4',
  'may hale look through a phone',
  'What says the policy if Joan Green swears at pupils?',
])('%j names someone and is never sent, not even without the name', async (question) => {
  expect(await chooser.choose(harmless(question), SENTENCES)).toEqual({ kind: 'not-used', why: 'held-back' });
  expect(prompts).toEqual([]);
});

test.each(['can i text a Year 9 Head Boy', 'Is Teams allowed on a Friday in May?', 'may the Head search a bag'])(
  '%j names nobody, and may be asked of a model',
  async (question) => {
    await chooser.choose(harmless(question), SENTENCES);
    expect(prompts).toHaveLength(1);
  },
);

test('policies begin every prompt alike, no matter who asks, so that a server may remember them', async () => {
  await chooser.choose(harmless('can i text a parent'), SENTENCES, ['Ann Other']);
  await chooser.choose(harmless('are phones off'), SENTENCES, ['Lewis Grant']);
  const [one, other] = prompts.map(
    ({ messages }) =>
      messages
        .map(({ content }) => content)
        .join('\n')
        .split('The question:')[0],
  );
  expect(one).toBe(other);
});
