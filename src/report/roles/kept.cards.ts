import { actions, type Card, card, execute, facts, heading, openDialog, text } from '../../platform/teams/card.ts';
import { RECIPIENT_WORDING } from '../concern.ts';
import type { Notice } from '../notice.ts';
import { LET_IN, OPEN } from '../verbs.cards.ts';
import { capital } from '../wording.ts';
import type { LetInAll } from './let-in-all.ts';

type Kept = Extract<Notice, { kind: 'stayed' }>;

/** That a role changed and the open reports stayed with the reader. Nothing of them but their references, and nothing of why. */
export function keptCard({ school, schoolName, recipient, newcomers, reports, more }: Kept): Card {
  const count = reports.length + more;
  const who = newcomers.join(' and ');
  return card(
    heading(count === 1 ? 'A report stayed with you' : 'Reports stayed with you'),
    facts([
      ['New', `${who}: ${capital(RECIPIENT_WORDING[recipient])}${recipient === 'dsl' ? '’s team' : ''}`],
      ['School', schoolName],
      [
        'Open before that',
        reports.map(({ reference }) => reference).join(', ') + (more > 0 ? ` and ${more} more` : ''),
      ],
    ]),
    text(
      count === 1
        ? `It is still yours. ${who} cannot open it until you hand it on.`
        : `They are still yours. ${who} cannot open them until you hand them on.`,
      { bold: true },
    ),
    'Hand on only what they may read. If a report is about someone who may have chosen them, keep it, or pass it to another role: open it, then “Pass to another role”.',
    actions([
      ...reports.map(({ id, reference }) => openDialog(`Open ${reference}`, OPEN, { concern: id })),
      execute(count === 1 ? 'Hand it on' : `Hand all ${count} on`, LET_IN, { school, recipient }),
    ]),
  );
}

/** What came of handing them on. */
export function handedOnWords({ handedOn, locked, left }: Extract<LetInAll, { kind: 'done' }>): string {
  const reports = (count: number): string => (count === 1 ? '1 report' : `${count} reports`);
  const words = [
    handedOn > 0 ? `Handed on: ${reports(handedOn)}.` : undefined,
    locked > 0 ? `${capital(reports(locked))} can be handed on only after your PIN: open each one first.` : undefined,
    left > 0 ? `${capital(reports(left))} could not be handed on just now. Open each one and try there.` : undefined,
  ].filter((one) => one !== undefined);
  return words.length === 0 ? 'Nothing waits to be handed on by you.' : words.join(' ');
}
