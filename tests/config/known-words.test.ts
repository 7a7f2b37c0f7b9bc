import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { PolicyId } from '../../src/core/ids.ts';
import { createAnswerer } from '../../src/policy/ask/answer.ts';
import { readText } from '../../src/policy/reading/read-text.ts';
import { toSections } from '../../src/policy/reading/sections.ts';
import { loadKnownWords } from '../../src/wiring/policy/known-words.ts';

const policy = toSections(
  readText('Clubs policy\n\n1. Buttery\n\nMembers of the house keep the buttery locked after nine in the evening.\n'),
  { id: 'clubs' as PolicyId, fallbackTitle: 'Clubs' },
);
const folder = mkdtempSync(join(tmpdir(), 'lanyard-words-'));
const ask = (words: readonly string[]) =>
  createAnswerer({ policies: [policy], ...loadKnownWords({ words, cautions: [] }, folder) }).askLocally(
    'who shuts the tuck shop',
  );

test('a word that only this school uses is understood once its file is named', () => {
  writeFileSync(join(folder, 'ours.yml'), 'concepts:\n  buttery:\n    words: buttery, tuck shop\n');
  expect(ask([]).kind).toBe('not-covered');
  expect(ask(['ours.yml'])).toMatchObject({ kind: 'answered', best: { heading: expect.stringContaining('Buttery') } });
});

test('a file of words with a mistake, or none at all, is a problem of the configuration', () => {
  writeFileSync(join(folder, 'wrong.yml'), 'concepts:\n  x: 7\n');
  expect(() => ask(['wrong.yml'])).toThrow(/trust\.words/);
  expect(() => ask(['missing.yml'])).toThrow(/cannot be found/);
});
