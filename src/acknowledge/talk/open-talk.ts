/** Help to read or to answer, or a talk before any answer. Neither is an answer, and neither is refusal. */
export const TALK_KINDS = ['help', 'talk'] as const;
export type TalkKind = (typeof TALK_KINDS)[number];

/** As the person's own card says it. */
export interface OpenTalk {
  readonly kind: TalkKind;
  readonly at: Date;
  readonly offeredAt: Date | undefined;
}
