import { join } from 'node:path';
import { userFacingTexts } from './texts.ts';

/** `npm run texts`: every text that someone may read, one a line, by reader and file. */
let file = '';
for (const text of userFacingTexts(join(import.meta.dirname, '../..'))) {
  if (text.file !== file) console.log(`\n${text.file} (${text.reader})`);
  file = text.file;
  console.log(`  ${text.line}: ${text.text.replaceAll('\n', '\n      ')}`);
}
