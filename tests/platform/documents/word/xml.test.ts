import { expect, test } from '@jest/globals';
import { LIMITS } from '../../../../src/platform/documents/outcome.ts';
import { readXml } from '../../../../src/platform/documents/word/xml.ts';

const BEGIN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>';

/** Bytes that note how far anyone has looked into them. */
function watched(text: string) {
  const bytes = Buffer.from(text);
  let seen = 0;
  bytes.subarray = (from = 0, to = bytes.length) => {
    seen = Math.max(seen, to);
    return Buffer.from(Uint8Array.prototype.subarray.call(bytes, from, to));
  };
  return { bytes, seen: () => seen };
}

test('what has far too many paragraphs is left long before its end, and says what to do', () => {
  const paragraph = '<w:p><w:r><w:t>a</w:t></w:r></w:p>';
  const { bytes, seen } = watched(BEGIN + paragraph.repeat(400_000));
  expect(() => readXml(bytes, { ...LIMITS, xmlNodes: 5_000 })).toThrow('Send the policy on its own.');
  expect(seen()).toBeGreaterThan(0);
  expect(seen()).toBeLessThan(bytes.length / 4);
});

test('letters of several bytes read as they are, wherever a piece of the file ends', () => {
  for (let before = 0; before < 4; before += 1) {
    const said = `${'x'.repeat(1024 * 1024 - BEGIN.length - 12 + before)}’ŵ😀 &amp; more`;
    const root = readXml(Buffer.from(`${BEGIN}<w:t>${said}</w:t></w:body></w:document>`), LIMITS);
    expect(JSON.stringify(root).endsWith('’ŵ😀 & more"]}]}]}')).toBe(true);
  }
});
