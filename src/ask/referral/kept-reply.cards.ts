import { dayOf, formatDay } from '../../kernel/time.ts';
import { type Element, plain, section, text } from '../../platform/teams/card.ts';
import type { Referral } from './referrals.ts';

/** A person's reply to a question like this one: beside the policy's words, and plainly not part of them. */
export const keptReply = (referral: Referral): Element =>
  section(
    { style: 'accent', apart: true },
    text('A person’s reply to a question like yours – not the policy’s words', { bold: true }),
    plain(referral.shownQuestion ?? referral.question, { italic: true }),
    plain(referral.answer?.text ?? ''),
    plain(
      [
        referral.answer?.by,
        referral.answer ? formatDay(dayOf(referral.answer.at)) : undefined,
        referral.answer?.source && `based on: ${referral.answer.source}`,
      ]
        .filter(Boolean)
        .join(' · '),
      { subtle: true, small: true },
    ),
  );
