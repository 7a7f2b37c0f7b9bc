/**
 * A letter, digit, mark of punctuation, symbol or emoji. The fillers of Hangul count as letters and a blank Braille pattern as a symbol,
 * and neither shows anything.
 */
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800\u{1d159}])[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a reader of this text would see anything. `trim` leaves what is no space and shows nothing: a box full of it looks empty. */
export const holdsVisible = (text: string | undefined): boolean => text !== undefined && VISIBLE.test(text);

/** What was typed into a box, without the space around it; empty where nothing of it can be seen. */
export const withoutBlank = (text: string): string => (holdsVisible(text) ? text.trim() : '');
