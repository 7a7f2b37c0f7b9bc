import { expect, test } from '@jest/globals';
import { withLabelRows } from '../../../src/ask/parsing/label-rows.ts';
import { statedFacts } from '../../../src/ask/parsing/stated-facts.ts';
import type { Block } from '../../../src/kernel/text/document.ts';

const heading = (text: string, level = 1): Block => ({ kind: 'heading', level, text });
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const row = (columns: readonly string[], cells: readonly string[]): Block => ({ kind: 'row', columns, cells });

test('the first line of a table of labels in bold names no columns', () => {
  const read = withLabelRows([
    row(['Written By', 'A. Lee'], ['Date', 'April 2025']),
    row(['Written By', 'A. Lee'], ['Date of Review', 'September 2026']),
    paragraph('Staff take care.'),
  ]);
  expect(read).toEqual([
    row(['', ''], ['Written By', 'A. Lee']),
    row(['', ''], ['Date', 'April 2025']),
    row(['', ''], ['Date of Review', 'September 2026']),
    paragraph('Staff take care.'),
  ]);
  expect(statedFacts(read)).toMatchObject({ owner: 'A. Lee', adoptedOn: 'April 2025', reviewOn: 'September 2026' });
});

test('a table of versions keeps the names of its columns', () => {
  const versions = [row(['Version', 'Date'], ['1', 'March 2019']), row(['Version', 'Date'], ['2', 'April 2025'])];
  expect(withLabelRows(versions)).toEqual(versions);
});

test('a label and a date on one line state it; a sentence that begins so does not', () => {
  expect(statedFacts([heading('Phones Policy', 0), paragraph('Date April 2025')])).toMatchObject({
    adoptedOn: 'April 2025',
  });
  expect(statedFacts([heading('Phones Policy', 0), paragraph('Date April 2025 in your diary')])).not.toHaveProperty(
    'adoptedOn',
  );
});

test('a name that is set like any other heading is found under the name of the school', () => {
  const blocks = [
    heading('Elmwood Junior School'),
    heading('SOCIAL MEDIA POLICY'),
    row(['', ''], ['Date', 'April 2025']),
    heading('Overview', 2),
    paragraph('Staff take care.'),
  ];
  expect(statedFacts(blocks).title).toBe('SOCIAL MEDIA POLICY');
  expect(statedFacts([heading('Scope of this policy'), paragraph('Staff take care.')]).title).toBeUndefined();
});
