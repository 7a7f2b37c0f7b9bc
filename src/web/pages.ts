import type { Downloads } from '../core/pages/downloads.ts';
import type { PageAnswer, PageRequest, Pages } from '../core/pages/page.ts';
import { readSecret } from '../core/pages/tickets.ts';
import type { LinkedTies } from '../declaration/ports.ts';
import { acknowledgePage, type PersonalLinks } from './acknowledge-pages.ts';
import { notice, styleSheet } from './answers.ts';
import { deadLink } from './dead-links.ts';
import { downloadPage } from './download-pages.ts';
import { type HandOvers, handOverPage } from './hand-over-pages.ts';
import { createSharedPages, type SharedPagesDeps } from './shared/shared-pages.ts';
import { STYLE } from './style.ts';
import { createMisses } from './wrong-links.ts';

interface WebDeps {
  readonly downloads: Pick<Downloads, 'find' | 'fetch'>;
  readonly links: PersonalLinks;
  readonly shared: SharedPagesDeps;
  readonly ties: LinkedTies;
  readonly handOvers: HandOvers;
  /** Milliseconds that never go back. */
  readonly elapsed: () => number;
}

type Door = (secret: string, request: PageRequest) => Promise<PageAnswer>;

/** Everything Lanyard shows in a browser. The secret in the address is the only key; there are no cookies. */
export function createPages({ downloads, links, ties, handOvers, shared, elapsed }: WebDeps): Pages {
  const isGuessing = createMisses(elapsed);
  const sharedPage = createSharedPages(shared, elapsed);
  const doors: ReadonlyMap<string, Door> = new Map<string, Door>([
    ['a', (secret, request) => acknowledgePage(links, secret, request, ties)],
    ['h', (secret, request) => handOverPage(handOvers, secret, request)],
    ['d', (secret, { method }) => downloadPage(downloads, secret, method)],
  ]);

  return async (request) => {
    const { path, from } = request;
    if (path === '/lanyard.css') return styleSheet(STYLE);
    const [name = '', text = '', ...rest] = path.split('/').slice(1);
    const shownShared = await sharedPage(name, [text, ...rest], request);
    if (shownShared) return shownShared.status === 404 && isGuessing(from) ? TOO_MANY : shownShared;
    const door = doors.get(name);
    const secret = rest.length === 0 ? readSecret(text.replaceAll('%20', '')) : undefined;
    const answer = door && secret ? await door(secret, request) : UNKNOWN;
    // Looked at first and counted after: a link that opens always opens, no matter who else knocks from the same address.
    return answer.status === 404 && isGuessing(from) ? TOO_MANY : answer;
  };
}

const UNKNOWN = deadLink('unknown', 'If that does not help, ask the person who gave you the link.');

const TOO_MANY = notice(429, 'Too many wrong links', ['Please wait a minute, then check the address and try again.'], {
  headers: { 'Retry-After': '60' },
});
