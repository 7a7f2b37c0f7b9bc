import { expect, test } from '@jest/globals';
import { withoutWebPage } from '../../../src/ask/parsing/web-page.ts';
import type { Block } from '../../../src/kernel/text/document.ts';

const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const quotable = (blocks: readonly Block[]) =>
  withoutWebPage(blocks).flatMap((block) => (block.kind === 'furniture' || block.kind === 'row' ? [] : [block.text]));

const POLICY = [heading('Pond Policy'), paragraph('Nobody goes to the pond alone.')];

test('a menu with policies among its entries, and what is announced below it, are not the policy', () => {
  const menu = ['Home', 'Governors', 'Pond Policy', 'Phones Policy', 'Contact us'].map(paragraph);
  const blocks = [...menu, paragraph('Closed on Friday!'), paragraph('Last updated: May 2026'), ...POLICY];
  expect(quotable(blocks)).toEqual(['Last updated: May 2026', 'Pond Policy', 'Nobody goes to the pond alone.']);
  expect(withoutWebPage(blocks).map((block) => (block.kind === 'row' ? '' : block.text))).toEqual(
    blocks.map((block) => (block.kind === 'row' ? '' : block.text)),
  );
});

test('a policy that speaks of staff, pupils and cookies under headings of their own stays whole', () => {
  const blocks = [
    heading('Website Policy'),
    ...['Staff', 'Pupils', 'Parents'].flatMap((name) => [heading(name), paragraph(`${name} may write for the site.`)]),
    paragraph('We use cookies only where a visitor has agreed to it.'),
  ];
  expect(withoutWebPage(blocks)).toEqual(blocks);
});

test('the foot of a page is left out where nothing but such lines follows', () => {
  const foot = ['Privacy notice', 'Sitemap', '© Alder Brook Junior School'].map(paragraph);
  expect(quotable([...POLICY, ...foot])).toEqual(['Pond Policy', 'Nobody goes to the pond alone.']);
  const goesOn = [...POLICY, paragraph('Privacy notice'), paragraph('A'.repeat(150))];
  expect(withoutWebPage(goesOn)).toEqual(goesOn);
});
