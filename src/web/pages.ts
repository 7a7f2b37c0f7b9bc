import type { Downloads } from '../core/downloads.ts';
import type { PageAnswer, Pages } from '../core/pages.ts';
import { readSecret } from '../core/tickets.ts';
import type { Clock } from '../core/time.ts';
import { notice, styleSheet } from './answers.ts';
import { deadLink } from './dead-links.ts';
import { downloadPage } from './download-pages.ts';
import { createGuesses } from './guesses.ts';
import { STYLE } from './style.ts';

interface WebParts {
  readonly downloads: Pick<Downloads, 'find' | 'fetch'>;
  readonly clock: Clock;
}

const DOORS: Readonly<Record<string, 'download'>> = { d: 'download' };

/** Everything Lanyard shows in a browser. The secret in the address is the only key; there are no cookies. */
export function createPages({ downloads, clock }: WebParts): Pages {
  const guesses = createGuesses();

  return async ({ method, path, from }) => {
    if (path === '/lanyard.css') return styleSheet(STYLE);
    if (guesses.isBlocked(from, clock())) return TOO_MANY;
    const [door, text, ...rest] = path.split('/').slice(1);
    const secret = rest.length === 0 && text !== undefined ? readSecret(text) : undefined;
    const answer = await open(DOORS[door ?? ''], secret, method);
    if (answer.status === 404) guesses.miss(from, clock());
    return answer;
  };

  async function open(
    door: 'download' | undefined,
    secret: string | undefined,
    method: 'GET' | 'POST',
  ): Promise<PageAnswer> {
    if (door === undefined || secret === undefined)
      return deadLink('unknown', 'If it stays so, ask whoever gave it to you.');
    return downloadPage(downloads, secret, method);
  }
}

const TOO_MANY: PageAnswer = notice(
  429,
  'Too many wrong links',
  ['Please wait a minute, then check the address and try again.'],
  { headers: { 'Retry-After': '60' } },
);
