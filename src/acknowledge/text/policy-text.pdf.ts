import { createPaper } from '../../platform/pdf/paper.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { named } from './confirmation.ts';

/** Larger than most print: it is for people who read on paper. */
const SIZE = 12;

/** The policies of a campaign as people are shown them, to hand over, post or read aloud. */
export async function policyTextPdf(
  campaign: Campaign,
  school: { readonly name: string },
  madeAt: Date,
): Promise<Uint8Array> {
  const paper = createPaper(await createPrintOut(`${campaign.title}: text`, madeAt));
  for (const [at, policy] of campaign.policies.entries()) {
    paper.write(named(policy), { size: 18, isBold: true, gap: at === 0 ? 0 : 40, keepsWithNext: true });
    for (const { number, heading, paragraphs } of policy.parts) {
      const title = `${number} ${heading}`.trim();
      if (title !== '') paper.write(title, { size: 13, isBold: true, gap: 12, keepsWithNext: true });
      for (const paragraph of paragraphs) paper.write(paragraph.replaceAll('\t', '; '), { size: SIZE, gap: 5 });
    }
  }
  return paper.finish({ head: school.name, foot: (page, pages) => `${campaign.title}. Page ${page} of ${pages}` });
}
