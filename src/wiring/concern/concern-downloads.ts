import type { ConcernId, TenantId } from '../../kernel/ids.ts';
import type { DownloadKind } from '../../kernel/pages/downloads.ts';
import type { Clock } from '../../kernel/time.ts';
import { chronologyPdf } from '../../more/children/chronology.pdf.ts';
import type { Screenshots } from '../../more/screenshots/screenshot.ts';
import type { Picture } from '../../more/screenshots/sealed-picture.ts';
import type { Concerns } from '../../report/concerns.ts';
import { concernPdf } from '../../report/keeping/concern.pdf.ts';
import type { ConcernExport, ExportFormat } from '../../report/keeping/export.ts';
import { everyHolder, type Trust } from '../../school/school.ts';

const TYPES: Readonly<Record<ExportFormat, string>> = { pdf: 'application/pdf', json: 'application/json' };

/**
 * One concern as a file, made in memory when it is fetched. Whether its asker may still open it is decided then, with the
 * members of its place read again, and that it left is in its trail before the first byte goes.
 */
export const concernDownload = (
  {
    concerns,
    screenshots,
  }: { readonly concerns: Pick<Concerns, 'keeping'>; readonly screenshots: Pick<Screenshots, 'of'> },
  tenant: TenantId,
  format: ExportFormat,
): DownloadKind => ({
  title: `The record of a report (${format.toUpperCase()})`,
  note: 'Each download is recorded. Put the file where only those who need it can open it.',
  uses: 1,
  async make(user, subject) {
    const outcome = await concerns.keeping.exportRecord(subject as ConcernId, { user, tenant }, format);
    if (outcome.kind !== 'exported') return undefined;
    const { record, reference } = outcome;
    const pictures = await screenshots.of(subject as ConcernId, record.screenshots);
    const bytes = format === 'pdf' ? await concernPdf(record, pictures) : Buffer.from(asJson(record, pictures));
    return { name: `report-${reference}.${format}`, type: TYPES[format], bytes };
  },
});

/** One chronology of a record and those that belong to it, made when it is fetched: each is checked again then. */
export const chronologyDownload = (concerns: Pick<Concerns, 'record'>, trust: Trust, clock: Clock): DownloadKind => ({
  title: 'A chronology of reports (PDF)',
  note: 'Each download is recorded in every report it covers. Other children may be named in it: read it before it leaves the school.',
  uses: 1,
  async make(user, subject) {
    const [concern = '', choice] = subject.split('/');
    const actor = { user, tenant: trust.tenantId };
    const found = await concerns.record.chronologyToPrint(concern as ConcernId, actor, choice);
    const [first] = found.kind === 'chronology' ? found.lines : [];
    if (found.kind !== 'chronology' || !first) return undefined;
    const name = everyHolder(first.school).find(({ id }) => id === user)?.name ?? user;
    const bytes = await chronologyPdf(found, name, clock());
    return { name: `chronology-${first.concern.reference}.pdf`, type: TYPES.pdf, bytes };
  },
});

/** The record with its screenshots inside, in base64. */
const asJson = (record: ConcernExport, pictures: readonly Picture[]): string =>
  JSON.stringify(
    {
      ...record,
      screenshots: pictures.map(({ id, type, bytes }) => ({ id, type, base64: Buffer.from(bytes).toString('base64') })),
    },
    null,
    2,
  );
