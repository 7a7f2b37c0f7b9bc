import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerCases } from '../../../src/cli/policies/eval.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanyard-eval-'));

async function outcomes(questions: readonly string[]): Promise<unknown[]> {
  const cases = join(folder, 'cases.jsonl');
  const lines = questions.map((question, at) => JSON.stringify({ id: `q${at}`, policy: 'fernhill-phones', question }));
  writeFileSync(cases, lines.join('\n'));
  const printed: unknown[] = [];
  await answerCases({ policies: 'tests/fixtures/policies', cases }, (line) => printed.push(JSON.parse(line)));
  return printed;
}

test('every outcome is printed as the bot would give it', async () => {
  const [answered, concern, strain, crisis, offered, help] = await outcomes([
    'can i text a parent from my own phone on a trip',
    'a boy in my class told me his dad hits him with a belt',
    'i cannot cope any more',
    'i want to end my life',
    'i slated my old school on twitter five yrs ago',
    'hello',
  ]);
  expect(answered).toMatchObject({ outcome: 'answered', route: null, offer: null });
  expect(concern).toMatchObject({ outcome: 'concern', route: 'dsl', offer: null, citations: [] });
  expect(strain).toMatchObject({ outcome: 'support', route: null });
  expect(crisis).toMatchObject({ outcome: 'support', route: 'emergency' });
  // In two minds, with the report first: what the policy says may stand below it.
  expect(offered).toMatchObject({ outcome: 'concern', route: 'dsl', offer: null });
  expect(help).toMatchObject({ outcome: 'help', citations: [] });
});
