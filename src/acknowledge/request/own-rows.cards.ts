import { type Element, plain, section, text } from '../../platform/teams/card.ts';
import type { OwnRow } from '../host.ts';

/** Someone's own, beside what they have signed. */
export const ownRows = (rows: readonly OwnRow[]): readonly Element[] =>
  rows.map(({ words, note }) =>
    section({ apart: true }, plain(words), note && text(note.words, { small: true, tone: note.tone })),
  );
