import { mayRun } from '../../acknowledge/campaign/campaign-commands.ts';
import { campaignFile, fileName, PDF } from '../../acknowledge/evidence/campaign-files.pdf.ts';
import type { CampaignStore } from '../../acknowledge/store-ports.ts';
import { policyTextPdf } from '../../acknowledge/text/policy-text.pdf.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Trust } from '../../school/school.ts';
import { personalLinksPdf } from './personal-links.pdf.ts';
import { signatureListPdf } from './signature-list.pdf.ts';
import type { PeopleWithoutTeams } from './without-teams.ts';

interface Deps {
  readonly trust: Trust;
  readonly campaigns: CampaignStore;
  readonly withoutTeams: PeopleWithoutTeams;
  readonly clock: Clock;
  /** The address of a personal link. */
  readonly linkAddress: (secret: string) => string;
}

/** What HR prints for people Teams does not reach. */
export function offerSheets(downloads: Pick<Downloads, 'handle'>, deps: Deps): void {
  const { withoutTeams, clock, linkAddress } = deps;
  campaignFile(downloads, 'campaign-list', { title: 'List to sign (PDF)' }, async (by, id, group) => {
    const found = await withoutTeams.list(by, id, group);
    return (
      found && {
        name: fileName(found.campaign, 'list to sign.pdf'),
        type: PDF,
        bytes: await signatureListPdf(found, clock()),
      }
    );
  });
  campaignFile(downloads, 'campaign-text', { title: 'Text to print (PDF)' }, async (by, id) => {
    const allowed = await mayRun(deps, by, id);
    if (!allowed) return undefined;
    const bytes = await policyTextPdf(allowed.campaign, allowed.school, clock());
    return { name: fileName(allowed.campaign, 'text.pdf'), type: PDF, bytes };
  });
  campaignFile(
    downloads,
    'campaign-links',
    {
      title: 'Personal links (PDF)',
      note: 'Each page is for one person. When you download, links on sheets that you made earlier for the same people stop working.',
      // Fetched again, it would end the links of the copy that is already on the disk.
      uses: 1,
    },
    async (by, id, group) => {
      const made = await withoutTeams.makeLinks(by, id, group);
      if (made === undefined || made === 'too-many') return undefined;
      const bytes = await personalLinksPdf(made, linkAddress, clock());
      return { name: fileName(made.campaign, 'personal links.pdf'), type: PDF, bytes };
    },
  );
}
