import { describe, expect, test } from '@jest/globals';
import { testEachWithShared } from '../../support/shared.ts';
import { examine, ownSpecimens, type Specimen, sharedSpecimens } from './support/corpus.ts';
import type { RightReading } from './support/right-reading.form.ts';
import { judge } from './support/right-reading.ts';

const failures = async (specimen: Specimen) =>
  (await examine(specimen))
    .filter(({ verdict }) => verdict === 'lost' || verdict === 'wrong')
    .map(({ verdict, what }) => `${verdict}: ${what}`);

describe('nothing is lost in silence or said wrongly', () => {
  test.each(ownSpecimens().map((specimen) => [specimen.name, specimen] as const))('%s', async (_, specimen) => {
    expect(await failures(specimen)).toEqual([]);
  });
  testEachWithShared(sharedSpecimens().map((specimen) => [specimen.name, specimen] as const))(
    '%s',
    async ([, specimen]) => {
      expect(await failures(specimen)).toEqual([]);
    },
  );
});

describe('the scorer', () => {
  const document = {
    blocks: [
      { kind: 'heading', level: 1, label: '2', text: 'Ponies' },
      { kind: 'paragraph', text: 'The pony is fed at noon.' },
      { kind: 'row', columns: ['Day', 'Feed'], cells: ['Monday', 'Hay'] },
      { kind: 'furniture', text: 'Page 3' },
    ],
    stated: { reviewOn: 'May 2027' },
  } as const;
  const verdicts = (right: Omit<RightReading, 'kind' | 'made'>, missed: readonly string[] = []) =>
    judge({ kind: 'test', made: 'by hand', ...right }, { kind: 'read', document, missed }).map(
      ({ verdict }) => verdict,
    );

  test('tells what is read from what is told, lost and wrong', () => {
    expect(verdicts({ reads: ['The pony is fed', 'Monday | Hay', 'Tuesday'] })).toEqual(['right', 'right', 'lost']);
    expect(verdicts({ reads: ['Monday', 'pony'] })).toEqual(['right', 'wrong']);
    expect(verdicts({ reads: [{ text: 'oats', orTold: ['page 2'] }] }, ['Page 2: a picture.'])).toEqual(['told']);
    expect(verdicts({ never: ['noon', 'Page 3', { text: 'Hay', orTold: ['hay'] }] }, ['Hay is struck.'])).toEqual([
      'wrong',
      'right',
      'told',
    ]);
    expect(verdicts({ told: [['struck', 'page 2']] }, ['Struck out on page 1.'])).toEqual(['lost']);
  });

  test('knows headings, rows, sections, kinds and facts', () => {
    expect(verdicts({ headings: ['2 Ponies'] })).toEqual(['right']);
    expect(verdicts({ headings: ['1 Cats'] })).toEqual(['lost', 'wrong']);
    expect(verdicts({ rows: [{ Feed: 'Hay' }, { Day: 'Hay' }] })).toEqual(['right', 'wrong']);
    expect(verdicts({ under: { 'fed at noon': '2 Ponies', Monday: '1 Cats' } })).toEqual(['right', 'wrong']);
    expect(verdicts({ is: { 'fed at noon': 'paragraph', Monday: 'item' } })).toEqual(['right', 'wrong']);
    expect(verdicts({ stated: { reviewOn: '2027-05-31', title: null, version: '2' } })).toEqual([
      'right',
      'right',
      'lost',
    ]);
    expect(verdicts({ refused: ['zip'] })).toEqual(['wrong']);
  });
});
