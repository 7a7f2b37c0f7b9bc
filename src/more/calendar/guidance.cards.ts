import { formatDayOfYear } from '../../kernel/time.ts';
import { type Card, card, heading, plain, text } from '../../platform/teams/card.ts';
import type { GuidancePrompt } from './guidance.ts';

export const guidanceSummary = ({ guidance, year }: GuidancePrompt): string => `${guidance} ${year}`;

/** For HR and the DSL. What the guidance says is read at gov.uk, and never here. */
export function guidanceCard(prompt: GuidancePrompt): Card {
  const on = formatDayOfYear(prompt.inForceOn);
  return card(
    heading(
      prompt.phase === 'expected'
        ? `${prompt.guidance} ${prompt.year} is expected soon`
        : `Is ${prompt.guidance} ${prompt.year} in force?`,
    ),
    text(
      prompt.phase === 'expected'
        ? `A new edition is usually published in the months before, and comes into force on ${on}. Please look at the government’s site.`
        : `A new edition usually comes into force on ${on}. Please check on the government’s site, and that your policies and training name it.`,
    ),
    '**DSL:** which policies change? **HR:** what do staff read, and when? Type **the year ahead** to see the campaigns.',
    plain(`${prompt.school}. HR and the DSL get this once.`, { small: true, subtle: true }),
  );
}
