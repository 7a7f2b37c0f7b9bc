/** One request of a browser, as far as our few pages look at it. */
export interface PageRequest {
  readonly method: 'GET' | 'POST';
  /** Without the query. */
  readonly path: string;
  /** Of a POST; the first value of each field. */
  readonly form: Readonly<Record<string, string>>;
  /** Where it came from, as well as can be known; only to slow down someone who guesses. */
  readonly from: string;
}

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The pages for people without Teams, and downloads. A GET never changes anything. */
export type Pages = (request: PageRequest) => Promise<PageAnswer>;

/** A page of ours, by what stands after the first part of its path; `undefined` where there is no such page. */
export type Door = (rest: readonly string[], request: PageRequest) => Promise<PageAnswer | undefined>;

/** The paths that `Pages` answers; everything else belongs to the bot. */
export const PAGE_PATHS = ['/a/*', '/d/*', '/h/*', '/r/*', '/c', '/lanyard.css'] as const;
