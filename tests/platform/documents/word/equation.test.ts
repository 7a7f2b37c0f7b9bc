import { readBytes } from '../../../../src/platform/documents/read-bytes.ts';
import { p, run, wordFile } from '../support/word-file.ts';

const t = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;
const e = (inner: string) => `<m:e>${inner}</m:e>`;
const readAll = async (inner: string) => {
  const math = `<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">${inner}</m:oMath>`;
  const { blocks } = await readBytes(wordFile({ body: p(`${run('Adults:')}${math}${run('.')}`) }), 'a.docx');
  return blocks.map((block) => 'text' in block && block.text);
};

test.each([
  [`<m:f><m:num>${t('pupils + 1')}</m:num><m:den>${t('8')}</m:den></m:f>`, '(pupils + 1)/8'],
  [`<m:sSup>${e(t('r'))}<m:sup>${t('2')}</m:sup></m:sSup>`, 'r^2'],
  [`<m:sSub>${e(t('x'))}<m:sub>${t('i+1')}</m:sub></m:sSub>`, 'x_(i+1)'],
  [`<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>${e(t('n'))}</m:rad>`, '√(n)'],
  [`<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>${e(t('a'))}${e(t('b'))}</m:d>`, '[a|b]'],
  [
    `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${t('i=1')}</m:sub><m:sup>${t('n')}</m:sup>${e(t('i'))}</m:nary>`,
    '∑_(i=1)^n i',
  ],
  [`<m:func><m:fName>${t('max')}</m:fName>${e(t('a,b'))}</m:func>`, 'max a,b'],
  [`<m:acc>${e(t('v'))}</m:acc>`, 'v'],
])('an equation is read on one line', async (inner, text) => {
  expect(await readAll(inner)).toEqual([`Adults: ${text} .`]);
});
