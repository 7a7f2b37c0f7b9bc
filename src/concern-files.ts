import type { Concerns } from './concern/concerns.ts';
import type { ExportFormat } from './concern/export.ts';
import type { DownloadKind } from './core/downloads.ts';
import type { ConcernId, TenantId } from './core/ids.ts';
import { concernPdf } from './print/concern-pdf.ts';

const TYPES: Readonly<Record<ExportFormat, string>> = { pdf: 'application/pdf', json: 'application/json' };

/**
 * One concern as a file, made in memory when it is fetched. Whether its asker may still open it is decided then, with the
 * members of its place read again, and that it left is in its trail before the first byte goes.
 */
export const concernDownload = (concerns: Concerns, tenant: TenantId, format: ExportFormat): DownloadKind => ({
  title: `The record of a report (${format.toUpperCase()})`,
  note: 'That it is fetched is recorded. Put the file where only those who need it can open it.',
  uses: 1,
  async make(user, subject) {
    const outcome = await concerns.exportRecord(subject as ConcernId, { user, tenant }, format);
    if (outcome.kind !== 'exported') return undefined;
    const { record, reference } = outcome;
    const bytes = format === 'pdf' ? await concernPdf(record) : Buffer.from(JSON.stringify(record, null, 2));
    return { name: `report-${reference}.${format}`, type: TYPES[format], bytes };
  },
});
