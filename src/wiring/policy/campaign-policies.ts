import type { PolicyTexts } from '../../acknowledge/ports.ts';
import type { PolicyPart, PolicyText, VersionChanges } from '../../acknowledge/text/policy-text.ts';
import { compareVersions, type SectionChange } from '../../ask/library/compare.ts';
import type { Library } from '../../ask/library/library.ts';
import { dayWherePrinted, lastDayOf } from '../../ask/library/review.ts';
import type { Policy, Section } from '../../ask/policy.ts';
import type { Block } from '../../kernel/text/document.ts';

/** The policy library as campaigns see it: titles and words, in reading order. */
export const campaignPolicies = (library: Library): PolicyTexts => ({
  inForce: async (school) => (await library.inForce(school)).map(toText),
  async changes(school, from, to) {
    const [before, after] = [await library.version(school, from), await library.version(school, to)];
    return before && after && toChanges(compareVersions(before, after));
  },
});

const toText = (policy: Policy): PolicyText => ({
  policyId: policy.policyId,
  versionId: policy.versionId,
  title: policy.title,
  version: policy.version,
  date: policy.adoptedOn && dayWherePrinted(policy.adoptedOn),
  // A month alone is its last day.
  reviewOn: policy.reviewOn && lastDayOf(policy.reviewOn),
  contentHash: policy.contentHash,
  parts: policy.sections.flatMap((section) => partsOf(section, 0)),
});

function partsOf(section: Section, depth: number): PolicyPart[] {
  const own: PolicyPart = {
    id: section.id,
    number: section.number ?? '',
    heading: section.heading,
    depth,
    paragraphs: section.blocks.flatMap(lines),
  };
  return [own, ...section.children.flatMap((child) => partsOf(child, depth + 1))];
}

/** A block as one line of text. Headings are the parts' own; furniture is not part of the policy. */
function lines(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'furniture':
      return [];
    case 'paragraph':
      return [block.text];
    case 'item':
    case 'note':
      return [`${block.marker} ${block.text}`.trim()];
    case 'row':
      return [block.cells.map((cell, at) => [block.columns[at], cell].filter(Boolean).join(': ')).join('; ')];
    default:
      return block satisfies never;
  }
}

/** Changes of wording alone are shown, and need not be opened. */
const toChanges = (all: readonly SectionChange[]): VersionChanges => ({
  isMaterial: all.some(({ kind }) => kind !== 'unchanged' && kind !== 'wording'),
  sections: all
    .filter(({ kind }) => kind !== 'unchanged')
    .map(({ kind, number, heading, passages }) => ({
      heading: [number, heading].filter(Boolean).join(' '),
      kind: kind === 'added' || kind === 'removed' ? kind : 'changed',
      before: passages.flatMap(({ before }) => before ?? []).join('\n'),
      after: passages.flatMap(({ after }) => after ?? []).join('\n'),
    })),
});
