import type { PageAnswer } from '../../kernel/pages/page.ts';
import { notice } from './answers.ts';

type DeadLink = 'unknown' | 'expired' | 'replaced' | 'used-up';

/** What is said about a link that leads nowhere: only what its holder must know, and nothing of what it was about. */
export function deadLink(why: DeadLink, whatNext: string): PageAnswer {
  switch (why) {
    case 'unknown':
      return notice(404, 'This link is not known', [
        'Please check the address: a letter may be missing or wrong.',
        whatNext,
      ]);
    case 'expired':
      return notice(410, 'This link has expired', [whatNext]);
    case 'replaced':
      return notice(410, 'A newer link has replaced this one', [whatNext]);
    case 'used-up':
      return notice(410, 'This link has been used', [whatNext]);
    default:
      return why satisfies never;
  }
}
