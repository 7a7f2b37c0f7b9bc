import type { FetchedFile } from '../policy/uploads.ts';
import { fetchAtMost } from './fetch-at-most.ts';
import { isAllowedService } from './inbound.ts';

/** Where Teams keeps files that people send: SharePoint and OneDrive of the public and the government clouds. */
const SHAREPOINT = /^([a-z0-9-]+?)(?:-my)?\.sharepoint(?:\.com|\.us|-mil\.us)$/;

const TIMEOUT_MS = 30_000;
const MB = 1024 * 1024;
const MOST_BYTES = 20 * MB;

/**
 * Fetches a file somebody sent to the bot. The address says by itself that we may have it: no token goes along, to
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

/** Whether an address that came with a file is one of the school's SharePoint. */
export function isAllowedFile(url: string, furtherHosts: readonly string[], sharepoint: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, port } = new URL(url);
  const name = SHAREPOINT.exec(hostname)?.[1];
  const isOurs = name !== undefined && (sharepoint === undefined || name === sharepoint);
  if (protocol === 'https:' && isOurs && username === '' && port === '') return true;
  return isAllowedService(url, furtherHosts);
}
