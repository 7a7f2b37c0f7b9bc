import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isOfSafety } from './safety.ts';
import { userFacingTexts } from './texts.ts';

/** docs/safety-sentences.md, held against what the product says. */
const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/safety-sentences.md'), 'utf8');
const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const clauses = PAGE.split(/^### /m)
  .slice(1)
  .map((part) => {
    const rows = [...part.matchAll(/^\| (.+) \| (`.+`) \|$/gm)].map(([, text = '', files = '']) => ({
      text: text.replaceAll('\\|', '|'),
      files: files.split(', ').map((file) => file.replaceAll('`', '')),
    }));
    return { id: /^\w+/.exec(part)?.[0] ?? '', source: /^\*Source:\* (.+)$/m.exec(part)?.[1] ?? '', rows };
  });
const listed = clauses.flatMap(({ rows }) =>
  rows.flatMap(({ text, files }) => files.map((file) => `${file}: ${text}`)),
);
const said = new Set(
  userFacingTexts(ROOT)
    .filter(isOfSafety)
    .map(({ file, text }) => `${file}: ${inOneLine(text)}`),
);

test('every sentence on danger, images, confidentiality, watching, routing and duties stands on the page, as it is said', () => {
  // New or changed: a DSL reads it beside the old one, and the page changes with it.
  expect([...said].filter((one) => !listed.includes(one))).toEqual([]);
});

test('the page holds nothing that is no longer said, and nothing twice', () => {
  expect(listed.filter((one) => !said.has(one))).toEqual([]);
  expect(listed.filter((one, at) => listed.indexOf(one) !== at)).toEqual([]);
  expect(listed.length).toBeGreaterThan(300);
});

test('each duty has a public source and something that is said for it', () => {
  expect(clauses.filter(({ source, rows }) => source.length < 10 || rows.length === 0).map(({ id }) => id)).toEqual([]);
  expect(new Set(clauses.map(({ id }) => id)).size).toBe(clauses.length);
});

test('a changed word is noticed', () => {
  const [first = ''] = [...said].filter((one) => one.includes('999'));
  expect(listed).toContain(first);
  expect(listed).not.toContain(first.replace('999', '111'));
});
