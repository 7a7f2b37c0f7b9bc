import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answererFrom } from '../../../src/cli/policies/answerer.ts';
import { answerCase, answerCases } from '../../../src/cli/policies/eval.ts';
import type { Detection } from '../../../src/hear/detection.ts';
import type { Hear } from '../../../src/hear/listen.ts';
import type { Opening } from '../../../src/platform/encoder/open.ts';
import { policyOf } from '../../ask/given.ts';
import { WITHOUT } from '../../support/running.ts';
import { shippedUnderstanding } from '../../support/shipped.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanyard-eval-'));

async function outcomes(questions: readonly string[], given?: Opening): Promise<unknown[]> {
  const opening = given ?? (await shippedUnderstanding());
  const cases = join(folder, 'cases.jsonl');
  const lines = questions.map((question, at) => JSON.stringify({ id: `q${at}`, policy: 'fernhill-phones', question }));
  writeFileSync(cases, lines.join('\n'));
  const printed: unknown[] = [];
  await answerCases({ policies: 'tests/fixtures/policies', cases, opening }, (line) => printed.push(JSON.parse(line)));
  return printed;
}

test('every outcome is printed as the bot would give it', async () => {
  const [answered, concern, strain, crisis, help] = await outcomes([
    'where can i use my phone',
    'a boy in my class told me his dad hits him with a belt',
    'i cannot cope any more',
    'i want to end my life',
    'hello',
  ]);
  expect(answered).toMatchObject({ outcome: 'answered', route: null, offer: null });
  expect(concern).toMatchObject({ outcome: 'concern', route: 'dsl', offer: null, citations: [] });
  expect(strain).toMatchObject({ outcome: 'support', route: null });
  expect(crisis).toMatchObject({ outcome: 'support', route: 'emergency' });
  // Where nothing can be heard a report is offered beside everything.
  const [offered] = await outcomes(['where can i use my phone'], WITHOUT);
  expect(offered).toMatchObject({ outcome: 'nearest', route: null, offer: 'dsl' });
  expect(help).toMatchObject({ outcome: 'help', citations: [] });
});

test('who is not well gets people to phone and no answer, and what only may be said by such a one is answered', async () => {
  const policy = policyOf(readFileSync('tests/fixtures/policies/fernhill-phones.txt', 'utf8'));
  const answerer = await answererFrom([policy], { cautions: [], opening: await shippedUnderstanding() });
  const asked = { id: 'q0', question: 'where can i use my phone' };
  const heardAs = (detection: Detection) => {
    const hear: Hear = async () => ({ detection, weighed: undefined, readings: undefined, mayLeave: false });
    return answerCase(asked, { answerer, ear: { readExact: () => undefined, hear } });
  };
  expect(await heardAs({ kind: 'own-distress', isCrisis: false, reasons: ['encoder'] })).toMatchObject({
    outcome: 'support',
    citations: [],
  });
  expect(await heardAs({ kind: 'none', mayBeDistress: true })).toMatchObject({
    outcome: 'answered',
    citations: expect.arrayContaining([expect.anything()]),
  });
});

test('what is not certain, and what no policy says, are told apart; without an encoder nothing is certain', async () => {
  const questions = ['where can i use the phone on lawnmower day', 'who feeds the school hamster'];
  const [nearest, silent] = await outcomes(questions);
  expect(nearest).toMatchObject({ outcome: 'nearest', citations: expect.arrayContaining([expect.anything()]) });
  expect(silent).toMatchObject({ outcome: 'not-covered', citations: [] });
  expect(await outcomes([...questions, 'give them the office number'], WITHOUT)).toMatchObject([
    { outcome: 'nearest' },
    { outcome: 'nearest' },
    { outcome: 'nearest' },
  ]);
});

test('any model can be measured by files: prompts go out, replies come back, and what is no reply is told', async () => {
  const [prompts, replies] = [join(folder, 'prompts'), join(folder, 'replies')];
  const cases = join(folder, 'asked.jsonl');
  const questions = [
    'can i text a parent from my own phone on a trip',
    'who feeds the school hamster',
    'a boy told me his dad hits him',
    'may i ring a parent',
  ];
  writeFileSync(
    cases,
    questions.map((question, at) => JSON.stringify({ id: `q${at}`, policy: 'fernhill-phones', question })).join('\n'),
  );
  const options = { policies: 'tests/fixtures/policies', cases, opening: await shippedUnderstanding() };
  await answerCases({ ...options, prompts }, () => undefined);
  // What may be a report is in no prompt.
  expect(readdirSync(prompts).sort()).toEqual(['q0.json', 'q1.json', 'q3.json']);
  const sentences: string = JSON.parse(readFileSync(join(prompts, 'q0.json'), 'utf8')).messages[1].content;
  const wanted =
    sentences
      .split('\n')
      .filter((line) => /^\d+\. /.test(line))
      .at(-1) ?? '';

  mkdirSync(replies);
  writeFileSync(join(replies, 'q0.json'), JSON.stringify({ sentences: [Number.parseInt(wanted, 10)] }));
  writeFileSync(join(replies, 'q1.json'), '{"sentences":[]}');
  writeFileSync(join(replies, 'q3.json'), '{"sentences":[9999]}');
  const printed: { outcome: string; citations: { quote: string }[] }[] = [];
  const report = await answerCases({ ...options, replies }, (line) => printed.push(JSON.parse(line)));
  expect(printed[0]?.outcome).toBe('answered');
  expect(printed[0]?.citations[0]?.quote).toContain(wanted.replace(/^\d+\. /, ''));
  expect(printed[1]?.outcome).toBe('not-covered');
  expect(printed[2]?.outcome).toBe('concern');
  expect(report).toMatchObject({ written: 0, used: 2, missing: 0 });
  expect(report?.troubles).toHaveLength(1);
  expect(report?.troubles[0]).toContain(join(replies, 'q3.json'));
});
