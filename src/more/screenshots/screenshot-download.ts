import type { ConcernId, TenantId } from '../../kernel/ids.ts';
import type { DownloadKind } from '../../kernel/pages/downloads.ts';
import type { Screenshots } from './screenshot.ts';

const ENDINGS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;

/** One screenshot, for someone who may open its record at the moment of fetching. The subject is `concern/screenshot`. */
export const screenshotDownload = (screenshots: Pick<Screenshots, 'show'>, tenant: TenantId): DownloadKind => ({
  title: 'A screenshot of a report',
  note: 'Each download is recorded. If someone under 18 is nude, partly nude or shown in a sexual way in it: close it, and do not look again, copy, delete or pass it on. Phone the police.',
  uses: 1,
  async make(user, subject) {
    const [concern = '', screenshot = ''] = subject.split('/');
    const shown = await screenshots.show(concern as ConcernId, screenshot, { user, tenant });
    if (shown.kind !== 'picture') return undefined;
    const { type, bytes } = shown.picture;
    return { name: `report-${shown.reference}.${ENDINGS[type]}`, type, bytes };
  },
});
