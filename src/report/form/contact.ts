import { holdsVisible } from '../../kernel/visible.ts';
import type { Written } from '../concern.ts';
import type { Draft } from '../draft/draft.ts';

/** What a reporter says first: a kind of concern, that a pupil has contacted them in private, or that they are not well themselves. */
export const PUPIL_CONTACT = 'pupil-contact';

/** Whether they answered the pupil. Nobody is blamed for a yes: who reads it needs to know. */
export const REPLIED = ['no', 'yes'] as const;
/** Whether the child has been told that staff do not answer in private, and by whom: some policies ask for it. */
export const CHILD_TOLD = ['no', 'by-me', 'by-someone'] as const;

/** The report is that a pupil has contacted its writer in private. It is a report about a child, and goes where those go. */
export const isContact = ({ subject, words }: Pick<Draft, 'subject' | 'words'>): boolean =>
  subject?.kind === 'child' && words.contact === 'yes';

/** What such a report needs, besides the child: where, and whether they answered. What was written to them is optional. */
export const lacksContact = ({ where, replied }: Written): boolean => !holdsVisible(where) || !replied;
