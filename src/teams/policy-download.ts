import type { FetchedFile } from '../policy/uploads.ts';
import { isAllowedService } from './inbound.ts';

/** Where Teams keeps files that people send: SharePoint and OneDrive of the public and the government clouds. */
const SHAREPOINT = /^[a-z0-9-]+\.sharepoint(?:\.com|\.us|-mil\.us)$/;

const TIMEOUT_MS = 30_000;
const MB = 1024 * 1024;
const MOST_BYTES = 20 * MB;

/**
 * Fetches a file somebody sent to the bot. The address says by itself that we may have it: no token goes along, to
 * nobody. A redirect is refused, because it could lead anywhere.
 * @param furtherHosts beside Microsoft's own; the sandbox, in development
 */
export const createFileDownload =
  (furtherHosts: readonly string[], timeoutMs = TIMEOUT_MS) =>
  async (url: string): Promise<FetchedFile> => {
    if (!isAllowedFile(url, furtherHosts))
      return { kind: 'refused', why: 'It does not come from your organisation’s SharePoint, so I have not opened it.' };
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
      if (response.status !== 200) {
        await response.body?.cancel();
        return UNFETCHED;
      }
      if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) {
        await response.body?.cancel();
        return TOO_LARGE;
      }
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const part of response.body ?? []) {
        size += part.byteLength;
        if (size > MOST_BYTES) return TOO_LARGE;
        parts.push(part);
      }
      return { kind: 'fetched', bytes: Buffer.concat(parts) };
    } catch {
      // Time-out or network: the error may hold the address, which is a key to the file. The person sends it again.
      return UNFETCHED;
    }
  };

const UNFETCHED: FetchedFile = { kind: 'refused', why: 'I could not fetch it from SharePoint. Please send it again.' };
const TOO_LARGE: FetchedFile = {
  kind: 'refused',
  why: `It is larger than ${MOST_BYTES / MB} MB. Take the pictures out or save it as a smaller PDF, and send it again.`,
};

function isAllowedFile(url: string, furtherHosts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, port } = new URL(url);
  if (protocol === 'https:' && SHAREPOINT.test(hostname) && username === '' && port === '') return true;
  return isAllowedService(url, furtherHosts);
}
