import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readSchoolFile } from '../../../src/config/school-file.ts';
import type { PolicyId } from '../../../src/core/ids.ts';
import { openPolicyFile } from '../../../src/documents/policy-file.ts';
import { readDocument } from '../../../src/documents/read-document.ts';
import { createPassageIndex } from '../../../src/policy/ask/passage-index.ts';
import type { Texts } from '../../../src/policy/ask/vectors.ts';
import { toSections } from '../../../src/policy/reading/sections.ts';

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
  return (await createPassageIndex(policies)).texts();
}
