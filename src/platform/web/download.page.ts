import type { Downloads } from '../../kernel/pages/downloads.ts';
import type { PageAnswer, PageRequest } from '../../kernel/pages/page.ts';
import { formatTime } from '../../kernel/time.ts';
import { attachment, notice, page } from './answers.ts';
import { deadLink } from './dead-links.ts';
import { html } from './html.ts';

const AGAIN = 'Go back to Teams and press the button there again: it makes a new link.';

/** The page before a download, and the download. What fetches links on someone's behalf gets the page and no file. */
export async function downloadPage(
  downloads: Pick<Downloads, 'find' | 'fetch'>,
  secret: string,
  method: PageRequest['method'],
): Promise<PageAnswer> {
  if (method === 'POST') {
    const downloaded = await downloads.fetch(secret);
    if (downloaded.kind === 'file') return attachment(downloaded.file);
    return downloaded.kind === 'refused'
      ? notice(403, 'This file can no longer be made', [
          'Your role has changed, or what it was about has ended.',
          AGAIN,
        ])
      : deadLink(downloaded.kind, AGAIN);
  }
  const found = await downloads.find(secret);
  if (found.kind !== 'ready') return deadLink(found.kind, AGAIN);
  return page(
    200,
    found.title,
    html`<h1>${found.title}</h1>
<p>This link was made for you and works until ${formatTime(found.until)}. Please do not pass it on.</p>
${found.note !== undefined && html`<p class="note">${found.note}</p>`}
<form method="post"><button type="submit">Download</button></form>`,
  );
}
