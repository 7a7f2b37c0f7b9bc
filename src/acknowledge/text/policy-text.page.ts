import { type Html, html } from '../../platform/web/html.ts';
import type { BoundPolicy } from '../campaign/campaign.ts';
import type { PolicyView } from '../request/request-view.ts';
import { named } from './confirmation.ts';
import type { PolicyPart } from './policy-text.ts';

/** A whole policy as it stands in the campaign, under a heading that the contents point to. */
export const policyText = (policy: BoundPolicy, view: PolicyView | undefined, at: number): Html => html`
<section class="text" aria-labelledby="policy-${at + 1}">
<h2 id="policy-${at + 1}" tabindex="-1">${named(policy)}</h2>
${view !== undefined && noveltyPart(view)}
${policy.parts.map(partText)}
</section>`;

function noveltyPart({ novelty }: PolicyView): Html | false {
  switch (novelty.kind) {
    case 'first':
      return false;
    case 'unchanged':
      return html`<p class="note">Unchanged since you last confirmed it.</p>`;
    case 'minor':
    case 'material':
      return html`<p class="note">Changed since you last confirmed it: ${novelty.sections.join(' · ')}</p>`;
    default:
      return novelty satisfies never;
  }
}

const partText = (part: PolicyPart): Html => {
  const title = `${part.number} ${part.heading}`.trim();
  return html`${title !== '' && html`<h3>${title}</h3>`}
${paragraphs(part)}`;
};

export const paragraphs = (part: PolicyPart): readonly Html[] =>
  part.paragraphs.map((line) => html`<p>${line.replaceAll('\t', '; ')}</p>`);
