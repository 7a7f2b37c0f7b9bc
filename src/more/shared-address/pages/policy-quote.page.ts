import type { QuotePart } from '../../../ask/policy.ts';
import { GAP_MARK, labelOf } from '../../../ask/quoting/quote-parts.ts';
import { edition, type Quoted, reference } from '../../../ask/quoting/quotes.ts';
import { type Html, html } from '../../../platform/web/html.ts';

const part = (one: QuotePart): Html => {
  switch (one.kind) {
    case 'words':
      return html`<p>${one.text}</p>`;
    case 'item':
      return html`<p class="item">${one.mark} ${one.text}</p>`;
    case 'row':
      return html`<p>${one.cells.map(({ name, text }) => html`${name !== '' && html`<strong>${labelOf(name)}</strong> `}${text}<br>`)}</p>`;
    case 'gap':
      return html`<p class="quiet">${GAP_MARK}</p>`;
    default:
      return one satisfies never;
  }
};

/** The policy's own words, with where they stand and what must be beside them. */
export const quoteOf = (quoted: Quoted): Html => html`
<p><strong>${reference(quoted)}</strong>${edition(quoted) !== '' && html`<br><span class="quiet">${edition(quoted)}</span>`}</p>
<blockquote>${quoted.parts.map(part)}</blockquote>
${quoted.caution && html`<p class="note"><strong>Before you follow this: ${quoted.caution.title}</strong> ${quoted.caution.text}</p>`}`;
