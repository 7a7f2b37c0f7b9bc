import type { Acknowledgements } from '../../acknowledge/acknowledgements.ts';
import type { Campaign } from '../../acknowledge/campaign/campaign.ts';
import { mayRun } from '../../acknowledge/campaign/campaign-commands.ts';
import { readCampaign } from '../../acknowledge/campaign/campaign-overview.ts';
import type { Host } from '../../acknowledge/host.ts';
import type { CampaignStore } from '../../acknowledge/store-ports.ts';
import { policyTextPdf } from '../../acknowledge/text/policy-text.pdf.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { DownloadFile, DownloadKind, Downloads } from '../../kernel/pages/downloads.ts';
import type { Clock } from '../../kernel/time.ts';
import { personalLinksPdf } from '../../more/paper/personal-links.pdf.ts';
import { signatureListPdf } from '../../more/paper/signature-list.pdf.ts';
import type { PeopleWithoutTeams } from '../../more/paper/without-teams.ts';
import type { Trust } from '../../school/school.ts';
import { campaignPage } from './campaign-page.ts';

interface Deps {
  readonly trust: Trust;
  readonly campaigns: CampaignStore;
  readonly host: Host;
  readonly acknowledgements: Acknowledgements;
  readonly withoutTeams: PeopleWithoutTeams;
  readonly clock: Clock;
  /** The address of a personal link. */
  readonly linkAddress: (secret: string) => string;
}

const PDF = 'application/pdf';

/** What HR can fetch of a campaign. Whether they still run it is asked when they fetch. */
export function offerCampaignFiles(downloads: Pick<Downloads, 'handle'>, deps: Deps): void {
  const { acknowledgements, withoutTeams, clock, linkAddress } = deps;
  const kind = (
    name: string,
    words: Omit<DownloadKind, 'make'>,
    make: (by: UserId, id: CampaignId, group: string | undefined) => Promise<DownloadFile | undefined>,
  ) =>
    downloads.handle(name, {
      ...words,
      make: (by, subject) => {
        // An id, and where a staff group was chosen its name after a slash.
        const [id = '', ...group] = subject.split('/');
        return make(by, id as CampaignId, group.length > 0 ? group.join('/') : undefined);
      },
    });

  const textFile = (text: string | undefined, campaign: Campaign, what: string, type: string) =>
    text === undefined ? undefined : { name: fileName(campaign, what), type, bytes: Buffer.from(text, 'utf8') };

  kind('campaign-csv', { title: 'Register of the campaign (CSV)' }, async (by, id) => {
    const allowed = await mayRun(deps, by, id);
    // Without the mark at the front a spreadsheet takes the names for another alphabet.
    const csv = allowed && (await acknowledgements.csv(by, id));
    return allowed && textFile(csv && `\ufeff${csv}`, allowed.campaign, 'register.csv', 'text/csv; charset=utf-8');
  });
  kind('campaign-evidence', { title: 'Evidence pack of the campaign' }, async (by, id) => {
    const allowed = await mayRun(deps, by, id);
    const pack = allowed && (await acknowledgements.evidence(by, id));
    return allowed && textFile(pack, allowed.campaign, 'evidence.jsonl', 'application/x-ndjson; charset=utf-8');
  });
  kind('campaign-page', { title: 'One page for an inspector (PDF)' }, async (by, id) => {
    const allowed = await mayRun(deps, by, id);
    if (!allowed) return undefined;
    const view = await readCampaign(deps, allowed.campaign, allowed.school);
    const bytes = await campaignPage(deps.campaigns, allowed.campaign, view);
    return { name: fileName(allowed.campaign, 'one page.pdf'), type: PDF, bytes };
  });
  kind('campaign-list', { title: 'List to sign (PDF)' }, async (by, id, group) => {
    const found = await withoutTeams.list(by, id, group);
    return (
      found && {
        name: fileName(found.campaign, 'list to sign.pdf'),
        type: PDF,
        bytes: await signatureListPdf(found, clock()),
      }
    );
  });
  kind('campaign-text', { title: 'Text to print (PDF)' }, async (by, id) => {
    const allowed = await mayRun(deps, by, id);
    if (!allowed) return undefined;
    const bytes = await policyTextPdf(allowed.campaign, allowed.school, clock());
    return { name: fileName(allowed.campaign, 'text.pdf'), type: PDF, bytes };
  });
  kind(
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

/** What no file system refuses. */
const fileName = ({ title }: Campaign, what: string): string =>
  `${title
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .slice(0, 80)
    .trim()} - ${what}`;
