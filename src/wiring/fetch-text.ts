import { createFileDownload } from '../ask/upload/download.handlers.ts';
import { decodeText } from '../platform/documents/decode-text.ts';
import { Unreadable } from '../platform/documents/outcome.ts';
import type { Config } from '../platform/environment/config.ts';
import type { FetchText } from '../platform/teams/csv-file.ts';

/** Fetches a text file that came with a message, from where Teams keeps files and nowhere else. */
export function createTextFetch({ connectorHosts, trust }: Pick<Config, 'connectorHosts' | 'trust'>): FetchText {
  const fetchFile = createFileDownload(connectorHosts, trust.sharepoint);
  return async (url) => {
    const fetched = await fetchFile(url);
    if (fetched.kind === 'refused') return { why: fetched.why };
    try {
      return { text: decodeText(fetched.bytes) };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { why: 'It is not a CSV file.' };
    }
  };
}
