import { type Activity, CardFactory } from 'botbuilder';
import type { Outgoing } from '../card.ts';
import type { LiveButtons } from '../live-buttons.ts';

/** The message as the SDK wants it. `summary` is what a notification or a lock screen shows. */
export function toActivity(out: Outgoing, live: LiveButtons): Partial<Activity> {
  if ('text' in out) return { type: 'message', text: out.text, textFormat: 'plain' };
  return { type: 'message', summary: out.summary, attachments: [CardFactory.adaptiveCard(live(out.card))] };
}
