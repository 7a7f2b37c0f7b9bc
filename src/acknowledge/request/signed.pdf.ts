import { dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
import { createPaper } from '../../platform/pdf/paper.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import { named } from '../text/confirmation.ts';
import { METHOD_WORDING } from '../wording.ts';
import type { Signature } from './signature.ts';

const SMALL = { size: 9 };

/**
 * What one person has acknowledged at a school, for themselves: when, how, and the words that they confirmed. Someone who leaves takes it with
 * them; nothing of anyone else is on it.
 * @param signed oldest first
 */
export async function signedPdf(
  { name, school }: { readonly name: string; readonly school: string },
  signed: readonly Signature[],
  madeAt: Date,
): Promise<Uint8Array> {
  // The title of the file stands in windows and lists of files: nobody's name is in it.
  const paper = createPaper(await createPrintOut('What I have acknowledged', madeAt));
  paper.write(`What ${name} has acknowledged`, { size: 18, isBold: true });
  paper.write(`${school}. From the register of acknowledgements, as of ${formatInstant(madeAt)}.`, { gap: 4 });
  if (signed.length === 0) paper.write('Nothing was acknowledged.', { gap: 10 });
  for (const signature of signed) {
    const { policies, at, jobTitle, method, witness, signedOn, wording } = signature;
    for (const policy of policies) paper.write(named(policy), { size: 12, isBold: true, gap: 12, keepsWithNext: true });
    paper.write(
      signedOn
        ? `Signed on ${formatDay(signedOn)}, ${METHOD_WORDING[method]}${witness ? ` by ${witness}` : ''}; entered on ${formatDay(dayOf(at))}.`
        : `Acknowledged on ${formatInstant(at)}, ${METHOD_WORDING[method]}.`,
      { gap: 3 },
    );
    if (jobTitle) paper.write(`Job at the time: ${jobTitle}.`, SMALL);
    paper.write('What was confirmed:', { ...SMALL, gap: 3 });
    for (const words of wording) paper.write(words, { indent: 14 });
    for (const { title, textHash } of policies)
      paper.write(`SHA-256 of the text shown of ${title}: ${textHash}`, { size: 8, gap: 2 });
  }
  return paper.finish({
    head: school,
    foot: (page, pages) => `As of ${formatInstant(madeAt)}. Page ${page} of ${pages}`,
  });
}
