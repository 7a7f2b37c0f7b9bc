import type { ConcernId, SchoolId, UserId } from '../../kernel/ids.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { DrillId } from '../../school/file/drill-names.ts';
import { isOfNoChild, type Kind, type Written } from '../concern.ts';
import { ASKED_FOR_LATER } from '../fields/boxes.ts';
import { mentionsIn } from '../naming/reading/mentions.ts';
import type { Subject } from '../routing/routing.ts';

/** A report being written, kept after each step so that a dialog closed by accident loses little. */
export interface Draft {
  /** Made when the dialog opened; sending it twice makes one report. */
  readonly id: string;
  readonly user: UserId;
  readonly school: SchoolId;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly subject: Subject | undefined;
  readonly toldInPerson: 'yes' | 'no' | undefined;
  readonly words: Written;
  /** What its writer typed in the chat that led to it: no part of it before they put it in. */
  readonly chat?: string;
  /** The report about another child in the same matter, beside which this one was begun. */
  readonly beside?: ConcernId;
  /** A marked test, and no report. */
  readonly isDrill?: boolean;
  /** Which one of a rehearsal it is. */
  readonly drillOf?: DrillId;
  /** Of one that was read: as which it was. What another press has written since is then not overwritten. */
  readonly version?: string;
}

/**
 * Whether it is settled who must not see it. A form that was closed at that question, or whose first page was gone back to,
 * asks it again before there is a box to write in.
 */
export const isSettled = ({ subject, words }: Pick<Draft, 'subject' | 'words'>): boolean =>
  subject !== undefined &&
  words.named !== undefined &&
  !lacksRisk(subject.kind, words) &&
  (subject.kind !== 'staff' || subject.people.length > 0 || holdsVisible(subject.name) || subject.adult === 'yes');

/** A child is named in a report that would reach nobody who answers for children, and it is not said yet whether the child is at risk. */
export const lacksRisk = (kind: Kind, { who, atRisk }: Written): boolean =>
  isOfNoChild(kind) && holdsVisible(who) && atRisk !== 'no';

/** Whether only what a report cannot do without is written. */
export const isBrief = (words: Written): boolean => !ASKED_FOR_LATER.some((field) => holdsVisible(words[field]));

/** Who it is about as far as everything that was written so far tells. */
export const subjectOf = (subject: Subject, words: Written): Subject => ({ ...subject, mentions: mentionsIn(words) });

/** An unsent report is removed after this: it must not become a second, forgotten store. */
export const DRAFT_LIFETIME_MS = 48 * HOUR_MS;
