import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { DownloadFile, DownloadKind, Downloads } from '../../kernel/pages/downloads.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Trust } from '../../school/school.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { OWN_SIGNED, PERSON_SIGNED } from '../campaign/buttons.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { mayRun } from '../campaign/campaign-commands.ts';
import { readCampaign } from '../campaign/campaign-overview.ts';
import type { Host } from '../host.ts';
import type { PersonId } from '../register/person.ts';
import { signedPdf } from '../request/signed.pdf.ts';
import type { CampaignStore } from '../store-ports.ts';
import { campaignPage } from './campaign-page.pdf.ts';
import { campaignRegister } from './register.pdf.ts';

interface Deps {
  readonly trust: Trust;
  readonly campaigns: CampaignStore;
  readonly host: Host;
  readonly acknowledgements: Pick<Acknowledgements, 'csv' | 'evidence' | 'signed' | 'signedOf'>;
  readonly clock: Clock;
}

export const PDF = 'application/pdf';

/** A kind of file of a campaign. Its subject is the campaign, and where a staff group was chosen its name after a slash. */
export function campaignFile(
  downloads: Pick<Downloads, 'handle'>,
  name: string,
  words: Omit<DownloadKind, 'make'>,
  make: (by: UserId, id: CampaignId, group: string | undefined) => Promise<DownloadFile | undefined>,
): void {
  downloads.handle(name, {
    ...words,
    make: (by, subject) => {
      const [id = '', ...group] = subject.split('/');
      return make(by, id as CampaignId, group.length > 0 ? group.join('/') : undefined);
    },
  });
}

/** What HR can fetch of a campaign. Whether they still run it is asked when they fetch. */
export function offerCampaignFiles(downloads: Pick<Downloads, 'handle'>, deps: Deps): void {
  const { acknowledgements } = deps;
  const textFile = (text: string | undefined, campaign: Campaign, what: string, type: string) =>
    text === undefined ? undefined : { name: fileName(campaign, what), type, bytes: Buffer.from(text, 'utf8') };

  campaignFile(downloads, 'campaign-csv', { title: 'Register of the campaign (CSV)' }, async (by, id) => {
    const allowed = await mayRun(deps, by, id);
    // Without the mark at the front a spreadsheet takes the names for another alphabet.
    const csv = allowed && (await acknowledgements.csv(by, id));
    return allowed && textFile(csv && `\ufeff${csv}`, allowed.campaign, 'register.csv', 'text/csv; charset=utf-8');
  });
  campaignFile(downloads, 'campaign-evidence', { title: 'Evidence pack of the campaign' }, async (by, id) => {
    const allowed = await mayRun(deps, by, id);
    const pack = allowed && (await acknowledgements.evidence(by, id));
    return allowed && textFile(pack, allowed.campaign, 'evidence.jsonl', 'application/x-ndjson; charset=utf-8');
  });
  campaignFile(downloads, 'campaign-page', { title: 'Summary for an inspector (PDF)' }, async (by, id) => {
    const allowed = await mayRun(deps, by, id);
    if (!allowed) return undefined;
    const view = await readCampaign(deps, allowed.campaign, allowed.school);
    const bytes = await campaignPage(deps.campaigns, allowed.campaign, view);
    return { name: fileName(allowed.campaign, 'one page.pdf'), type: PDF, bytes };
  });
  campaignFile(downloads, 'campaign-register', { title: 'Register with names (PDF)' }, async (by, id) => {
    const allowed = await mayRun(deps, by, id);
    if (!allowed) return undefined;
    const bytes = await campaignRegister(deps.campaigns, allowed.campaign, allowed.school.name, deps.clock());
    return { name: fileName(allowed.campaign, 'register.pdf'), type: PDF, bytes };
  });
  offerSigned(downloads, deps);
}

/** What one person has signed: for themselves, and for HR to give to someone who leaves. */
function offerSigned(downloads: Pick<Downloads, 'handle'>, { acknowledgements, trust, clock }: Deps): void {
  const title = 'What was acknowledged (PDF)';
  const name = 'What I have acknowledged.pdf';
  downloads.handle(OWN_SIGNED, {
    title,
    async make(by) {
      const signed = await acknowledgements.signed(by);
      const last = signed.at(-1);
      if (!last) return undefined;
      const schools = trust.schools.filter(({ id }) => signed.some(({ school }) => school === id));
      const about = { name: last.name, school: schools.map((school) => school.name).join(', ') };
      return { name, type: PDF, bytes: await signedPdf(about, signed, clock()) };
    },
  });
  campaignFile(downloads, PERSON_SIGNED, { title }, async (by, id, who) => {
    const found = await acknowledgements.signedOf(by, id, (who ?? '') as PersonId);
    if (!found) return undefined;
    const about = { name: found.person.name, school: found.school.name };
    return { name, type: PDF, bytes: await signedPdf(about, found.signed, clock()) };
  });
}

/** What no file system refuses. */
export const fileName = ({ title }: Campaign, what: string): string =>
  `${title
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .slice(0, 80)
    .trim()} - ${what}`;
