import type { Downloads } from '../../kernel/pages/downloads.ts';
import type { PageAnswer, PageRequest, Pages } from '../../kernel/pages/page.ts';
import { readSecret } from '../../kernel/pages/tickets.ts';
import type { LinkedTies } from '../../more/declarations/declaration-ports.ts';
import { type HandOvers, handOverPage } from '../../more/next-school/hand-over.page.ts';
import { acknowledgePage, type PersonalLinks } from '../../more/paper/acknowledge.page.ts';
import { createSharedPages, type SharedPagesDeps } from '../../more/shared-address/pages/shared.page.ts';
import { notice, styleSheet } from '../../platform/web/answers.ts';
import { deadLink } from '../../platform/web/dead-links.ts';
import { downloadPage } from '../../platform/web/download.page.ts';
import { STYLE } from '../../platform/web/style.ts';
import { createMisses } from '../../platform/web/wrong-links.ts';

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
