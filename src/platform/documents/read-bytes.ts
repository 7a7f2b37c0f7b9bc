import { readText } from '../../ask/parsing/read-text.ts';
import { documentOf } from '../../ask/parsing/stated-facts.ts';
import type { PolicyDocument } from '../../kernel/text/document.ts';
import { withoutInvisible } from './clean-text.ts';
import { decodeText } from './decode-text.ts';
import { kindOf } from './file-kind.ts';
import { readMarkdown } from './markdown/markdown.ts';
import { missedSentences } from './missed.ts';
import { LIMITS, type Limits, type Missed, type Reading, type ReadOutcome, Unreadable } from './outcome.ts';
import { readPdf } from './pdf/pdf.ts';
import { readWord } from './word/word.ts';

/**
 * Reads one file here and now, however long it takes. Throws `Unreadable` where it cannot; anything else thrown is a
 * mistake of ours or of a library. Use `readDocument`, which keeps the time and survives whatever a file does.
 */
export async function readBytes(
  bytes: Uint8Array,
  name: string,
  { limits = LIMITS, onProgress = () => {}, onMissed = () => {} }: Partial<Reading> = {},
): Promise<PolicyDocument> {
  const reading = { limits, onProgress, onMissed };
  switch (kindOf(bytes, name)) {
    case 'pdf':
      return documentOf(await readPdf(bytes, reading));
    case 'zip':
      return documentOf(readWord(bytes, reading));
    case 'markdown':
      return documentOf(readMarkdown(withinLimit(decodeText(bytes), limits), onMissed));
    case 'text':
      return readText(withoutInvisible(withinLimit(decodeText(bytes), limits)));
  }
}

const BROKEN =
  'This file is damaged or not what its name says, and could not be read. Open it, save it again, and send the new file.';

/** As `readBytes`, with an outcome in any case: a file that breaks a reader is an unreadable file. */
export async function outcomeOf(bytes: Uint8Array, name: string, reading: Partial<Reading> = {}): Promise<ReadOutcome> {
  const missed: Missed[] = [];
  try {
    const document = await readBytes(bytes, name, { ...reading, onMissed: (one) => missed.push(one) });
    const isDoubtful = missed.some((one) => one.isDoubtful);
    return { kind: 'read', document, missed: missedSentences(missed), ...(isDoubtful && { isDoubtful }) };
  } catch (error) {
    return { kind: 'unreadable', why: error instanceof Unreadable ? error.message : BROKEN };
  }
}

function withinLimit(text: string, { characters }: Limits): string {
  if (text.length > characters)
    throw new Unreadable('This file has far more text than a policy. Send the policy on its own.');
  return text;
}
