import { isAllowedFile } from '../../platform/teams/outbound/allowed-file.ts';
import { fetchAtMost } from '../../platform/teams/outbound/fetch-at-most.ts';
import type { FetchedFile } from './uploads.ts';

const TIMEOUT_MS = 30_000;
const MB = 1024 * 1024;
const MOST_BYTES = 20 * MB;

/**
 * Fetches a file someone sent to the bot. The address says by itself that we may have it: no token goes along, to
 * nobody. A redirect is refused, because it could lead anywhere.
 * @param furtherHosts beside Microsoft's own; the sandbox, in development
 * @param sharepoint the school's name there, `oakmill` of oakmill.sharepoint.com; without it any school's SharePoint will do
 */
export const createFileDownload =
  (furtherHosts: readonly string[], sharepoint?: string, timeoutMs = TIMEOUT_MS) =>
  async (url: string): Promise<FetchedFile> => {
    if (!isAllowedFile(url, furtherHosts, sharepoint))
      return { kind: 'refused', why: 'It does not come from your organisation’s SharePoint, so I have not opened it.' };
    const fetched = await fetchAtMost(url, { most: MOST_BYTES, timeoutMs });
    switch (fetched.kind) {
      case 'fetched':
        return fetched;
      case 'too-large':
        return TOO_LARGE;
      case 'unfetched':
        return UNFETCHED;
      default:
        return fetched satisfies never;
    }
  };

const UNFETCHED: FetchedFile = { kind: 'refused', why: 'I could not fetch it from SharePoint. Please send it again.' };
const TOO_LARGE: FetchedFile = {
  kind: 'refused',
  why: `It is larger than ${MOST_BYTES / MB} MB. Take the pictures out or save it as a smaller PDF, and send it again.`,
};
