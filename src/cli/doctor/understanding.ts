import { type Opening, withoutUnderstanding } from '../../platform/encoder/open.ts';
import { type Finding, fine, look } from './finding.ts';

/** Whether the encoder runs here; without it Lanyard serves all the same, and is certain of nothing. */
export const checkUnderstanding = (opening: Opening): Finding =>
  opening.kind === 'open'
    ? fine('The encoder runs on this machine')
    : look(withoutUnderstanding(opening), opening.todo);
