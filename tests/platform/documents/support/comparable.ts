import { toSections } from '../../../../src/ask/parsing/sections.ts';
import { sectionsOf } from '../../../../src/ask/policy.ts';
import type { PolicyId } from '../../../../src/kernel/ids.ts';
import type { PolicyDocument } from '../../../../src/kernel/text/document.ts';

/** What two readings of one policy must agree on: the passages, where they stand, what leads into them, what is stated. */
export function comparable(document: PolicyDocument) {
  const policy = toSections(document, { id: 'p' as PolicyId, fallbackTitle: 'none' });
  const paths = new Map(
    [...sectionsOf(policy)].map((section) => [section.id, `${section.number ?? ''}|${section.path.join(' › ')}`]),
  );
  return {
    stated: document.stated,
    contentHash: policy.contentHash,
    passages: policy.passages.map(({ kind, text, marker, columns, leadIns, sectionId }) => ({
      kind,
      text,
      section: paths.get(sectionId),
      // Any bullet is as good as another.
      marker: marker?.replace(/^[-*•●▪]$/, '•'),
      columns,
      leadIns,
    })),
  };
}
