import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { asMarkdown, REGISTERED, REPORTING, registeredEntrances, reportBoxes, tableOfEntrances } from './entrances.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test('the table looks at everything that the product registers', () => {
  const wired = globSync(['src/wiring/**/*.ts', 'src/*/index.ts', 'src/more/*/index.ts'], { cwd: ROOT }).flatMap(
    (path) => [...read(path).matchAll(/\b(register[A-Z]\w*)\((?:steps\.)?routes\b/g)].map((match) => match[1] ?? ''),
  );
  expect([...new Set(wired)].sort()).toEqual([...Object.keys(REGISTERED), ...Object.keys(REPORTING)].sort());
});

test('the page says what the code says', () => {
  const page = read('docs/entrances.md');
  const table = /<!-- table -->\n([\s\S]*?)\n<!-- end -->/.exec(page)?.[1];
  if (table !== asMarkdown(tableOfEntrances()))
    throw new Error(`docs/entrances.md is out of date. The table is now:\n${asMarkdown(tableOfEntrances())}`);
});

test('every test that the table names is there, and every box of a report is typed into in one', () => {
  const rows = tableOfEntrances();
  expect(rows.filter(({ test: path }) => !existsSync(join(ROOT, path)))).toEqual([]);
  const typed = [
    'tests/report/opening/leaks.test.ts',
    'tests/report/opening/record-leaks.test.ts',
    'tests/more/online-abuse/case-leaks.test.ts',
    'tests/report/phones/phones.test.ts',
    'tests/more/shared-address/link-leaks.test.ts',
    'tests/more/subject-access/access-leaks.test.ts',
  ]
    .map(read)
    .join('\n');
  expect(reportBoxes().length).toBeGreaterThan(20);
  // As a key with the planted phrase, or in a list of keys that all get it; a reference that is typed again is itself.
  const secret = ['tests/more/pin/second-step.test.ts', 'tests/more/pin/second-step-doors.test.ts']
    .map(read)
    .join('\n');
  const isTyped = (name: string) =>
    typed.includes(`${name}: \`\${MARK`) || typed.includes(`'${name}'`) || typed.includes(`${name}: reference`);
  const isSecret = (name: string) => rows.some(({ field, guard }) => field === name && guard === 'secret');
  expect(reportBoxes().filter((name) => !(isSecret(name) ? secret.includes(name) : isTyped(name)))).toEqual([]);
});

test('nothing but a form takes what is written, and only the report’s own path takes it unheard', () => {
  const entrances = registeredEntrances();
  expect(entrances.length).toBeGreaterThan(80);
  for (const { kind, name, fields } of entrances) {
    expect(fields === 'report').toBe(name.startsWith('concern.'));
    if (fields !== 'report' && kind !== 'submit') expect(fields.filter((field) => field.kind === 'heard')).toEqual([]);
  }
});
