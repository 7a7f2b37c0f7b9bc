import type { Downloads } from '../../kernel/pages/downloads.ts';
import type { Door, PageAnswer, PageRequest, Pages } from '../../kernel/pages/page.ts';
import { readSecret } from '../../kernel/pages/tickets.ts';
import { notice, styleSheet } from './answers.ts';
import { deadLink } from './dead-links.ts';
import { downloadPage } from './download.page.ts';
import { STYLE } from './style.ts';
import { createMisses } from './wrong-links.ts';

interface WebDeps {
  readonly downloads: Pick<Downloads, 'find' | 'fetch'>;
  /** Of the features that are on, by the first part of the path. */
  readonly doors: Readonly<Record<string, Door>>;
  /** Milliseconds that never go back. */
  readonly elapsed: () => number;
}

/** A page behind a secret that stands in the address: it is the only key; there are no cookies. */
export const behindSecret =
  (page: (secret: string, request: PageRequest) => Promise<PageAnswer>): Door =>
  async ([text = '', ...rest], request) => {
    const secret = rest.length === 0 ? readSecret(text.replaceAll('%20', '')) : undefined;
    return secret === undefined ? undefined : page(secret, request);
  };

/** Everything Lanyard shows in a browser. */
export function createPages({ downloads, doors, elapsed }: WebDeps): Pages {
  const isGuessing = createMisses(elapsed);
  const all = new Map<string, Door>([
    ...Object.entries(doors),
    ['d', behindSecret((secret, { method }) => downloadPage(downloads, secret, method))],
  ]);

  return async (request) => {
    const { path, from } = request;
    if (path === '/lanyard.css') return styleSheet(STYLE);
    const [name = '', ...rest] = path.split('/').slice(1);
    const answer = (await all.get(name)?.(rest, request)) ?? UNKNOWN;
    // Looked at first and counted after: a link that opens always opens, no matter who else knocks from the same address.
    return answer.status === 404 && isGuessing(from) ? TOO_MANY : answer;
  };
}

const UNKNOWN = deadLink('unknown', 'If that does not help, ask the person who gave you the link.');

const TOO_MANY = notice(429, 'Too many wrong links', ['Please wait a minute, then check the address and try again.'], {
  headers: { 'Retry-After': '60' },
});
