import type { ConcernId, TenantId } from '../../kernel/ids.ts';
import type { DownloadKind } from '../../kernel/pages/downloads.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Concerns } from '../../report/concerns.ts';
import { safeguardingPdf } from '../../report/deciding/governors.pdf.ts';
import type { Hosting } from '../../report/handlers/closed.handlers.ts';
import { concernPdf } from '../../report/keeping/concern.pdf.ts';
import type { ConcernExport, ExportFormat } from '../../report/keeping/export.ts';
import type { Picture } from '../../report/record/pictures.ts';

const TYPES: Readonly<Record<ExportFormat, string>> = { pdf: 'application/pdf', json: 'application/json' };

/**
 * One concern as a file, made in memory when it is fetched. Whether its asker may still open it is decided then, with the
 * members of its place read again, and that it left is in its trail before the first byte goes.
 */
export const concernDownload = (
  { concerns, hosted }: Hosting & { readonly concerns: Pick<Concerns, 'keeping'> },
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
    const pictures = (await hosted().pictures?.(subject as ConcernId, record.screenshots)) ?? [];
    const bytes =
      format === 'pdf' ? await concernPdf(record, pictures, hosted().drawn) : Buffer.from(asJson(record, pictures));
    return { name: `report-${reference}.${format}`, type: TYPES[format], bytes };
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

/** The DSL's numbers for the governors on paper. Whether its asker still reads lists of reports is asked again when it is fetched. */
export const safeguardingDownload = (
  { lists }: Pick<Concerns, 'lists'>,
  tenant: TenantId,
  clock: Clock,
): DownloadKind => ({
  title: 'Report to governors (PDF)',
  async make(user) {
    const actor = { user, tenant };
    if (!(await lists.mayList(actor))) return undefined;
    const bytes = await safeguardingPdf(await lists.governors(actor), clock());
    return { name: 'safeguarding report to governors.pdf', type: 'application/pdf', bytes };
  },
});
