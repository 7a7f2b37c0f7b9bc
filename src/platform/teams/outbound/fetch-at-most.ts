import { readAtMost } from '../../../kernel/calls/read-at-most.ts';

/** What came of a fetch. The reason is not told: an address may be a key to what is behind it. */
type FetchedBytes =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array }
  | { readonly kind: 'unfetched' }
  | { readonly kind: 'too-large' };

/**
 * Fetches from an address that was checked by the caller. A redirect is refused, because it could lead anywhere; what is
 * larger than `most` bytes is dropped while it arrives, whatever its length was said to be.
 */
export async function fetchAtMost(
  url: string,
  options: { readonly most: number; readonly timeoutMs: number; readonly headers?: Readonly<Record<string, string>> },
): Promise<FetchedBytes> {
  const { most, timeoutMs, headers = {} } = options;
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs), headers });
    if (response.status !== 200 || Number(response.headers.get('content-length') ?? 0) > most) {
      await response.body?.cancel();
      return { kind: response.status === 200 ? 'too-large' : 'unfetched' };
    }
    const bytes = await readAtMost(response.body, most);
    return bytes ? { kind: 'fetched', bytes } : { kind: 'too-large' };
  } catch {
    // Time-out or network: the error may hold the address. The person sends it again.
    return { kind: 'unfetched' };
  }
}
