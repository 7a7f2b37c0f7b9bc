import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createPassageIndex } from '../../../src/ask/finding/passage-index.ts';
import type { Texts } from '../../../src/ask/finding/vectors.ts';
import { toSections } from '../../../src/ask/parsing/sections.ts';
import { textsToDecide } from '../../../src/ask/quoting/deciding.ts';
import type { PolicyId } from '../../../src/kernel/ids.ts';
import { openPolicyFile } from '../../../src/platform/documents/policy-file.ts';
import { readDocument } from '../../../src/platform/documents/read-document.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';

/** Every text that the encoder reads of the policies of the sample schools, when a product starts. */
export async function samplePassages(): Promise<Texts> {
  const trust = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', []);
  const files = trust?.schools.flatMap(({ policies }) => policies.files) ?? [];
  const policies = await Promise.all(
    [...new Set(files)].map(async (file) => {
      const opened = await openPolicyFile('.', file);
      const read = opened.kind === 'open' ? await readDocument(opened.bytes, basename(file)) : opened;
      if (read.kind !== 'read') throw new Error(`${file} cannot be read`);
      return toSections(read.document, { id: file as PolicyId, fallbackTitle: file });
    }),
  );
  const { wordByWord, whole } = await (await createPassageIndex(policies)).texts();
  return { wordByWord: [...wordByWord, ...policies.flatMap((policy) => textsToDecide(policy).wordByWord)], whole };
}
