import type { PolicyId, PolicyVersionId } from '../../kernel/ids.ts';

/** A stretch of a policy's text as people are shown it. */
export interface PolicyPart {
  readonly id: string;
  /** As printed, '' where there is none. */
  readonly number: string;
  readonly heading: string;
  /** 0 is outermost. */
  readonly depth: number;
  /** Word for word; one entry is one paragraph, list item or table row. */
  readonly paragraphs: readonly string[];
}

export const sectionLabel = ({ number, heading }: Pick<PolicyPart, 'number' | 'heading'>): string =>
  `${number} ${heading}`.trim() || 'Beginning';

/** One policy in force, as the policy library has it. */
export interface PolicyText {
  readonly policyId: PolicyId;
  readonly versionId: PolicyVersionId;
  readonly title: string;
  readonly version: string | undefined;
  readonly date: string | undefined;
  /** When it is to be looked at again, as the document states it; `2027-09-01` where it can be read. */
  readonly reviewOn?: string | undefined;
  readonly contentHash: string;
  readonly parts: readonly PolicyPart[];
}

/** What a version says differently from an earlier one, section by section. */
export interface VersionChanges {
  /** False when nothing but spelling, layout or names differs: then one tap is enough. */
  readonly isMaterial: boolean;
  readonly sections: readonly {
    readonly heading: string;
    readonly kind: 'added' | 'changed' | 'removed';
    /** '' where there was nothing. */
    readonly before: string;
    readonly after: string;
  }[];
}
