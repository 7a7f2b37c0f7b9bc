/** What stands before a list item or a numbered clause: the mark as printed, and the text behind it. */
export interface Marked {
  readonly marker: string;
  /** `bullet`, or the kind of counting: marks of one kind belong to one list. */
  readonly style: 'bullet' | 'letter' | 'roman' | 'number' | 'decimal';
  readonly text: string;
}

const BULLET = /^((?:[-–—*•●○◦▪■□·‣⁃➢➤❖❑❒►▸\uf0b7\uf0a7✓✔✅☑✗✘✕✖❌❎☒☐🚫👍👎])\ufe0f?|o)\s+(?=\S)/u;
/** Marks that say what is allowed and what is not, or what was ticked: no other mark can stand for them. */
const SAYING = /^[✓✔✅☑✗✘✕✖❌❎☒☐🚫👍👎]\ufe0f?$/u;

/** Whether a mark before a line is part of what the line says: `✗ Give out your number` is not `• Give out your number`. */
export const isSaying = (marker: string): boolean => SAYING.test(marker);
const BRACKETED = /^(\((?:[a-z]{1,5}|\d{1,2})\)|(?:[a-z]{1,5}|\d{1,2})\))\s+(?=\S)/i;
const DOTTED = /^((?:[a-z]|[ivx]{2,5})\.)\s+(?=\S)/;
/** `3.`, `3.1`, `3.1.2`, `3.1.`; a bare `3` is no mark, for sentences start with numbers too. */
const NUMBERED = /^(\d{1,2}\.|\d{1,2}(?:\.\d{1,3}){1,4}\.?)\s+(?=\S)/;
const ROMAN = /^[ivx]+$/i;

/** Reads the mark at the start of a line, or `undefined`. A mark behind a bullet wins: `- (iv) That they`. */
export function readMarker(line: string): Marked | undefined {
  const bullet = BULLET.exec(line);
  if (bullet) {
    const text = line.slice(bullet[0].length);
    return (
      (isSaying(bullet[1] ?? '') ? undefined : readCounted(text)) ?? { marker: bullet[1] ?? '', style: 'bullet', text }
    );
  }
  return readCounted(line);
}

function readCounted(line: string): Marked | undefined {
  const numbered = NUMBERED.exec(line);
  if (numbered) {
    const marker = numbered[1] ?? '';
    const style = /\d\.\d/.test(marker) ? 'decimal' : 'number';
    return { marker, style, text: line.slice(numbered[0].length) };
  }
  const counted = BRACKETED.exec(line) ?? DOTTED.exec(line);
  if (!counted) return undefined;
  const marker = counted[1] ?? '';
  const bare = marker.replace(/[().]/g, '');
  // Several letters are a mark only as a Roman number: "(eg) …" and "(see) …" are text.
  if (bare.length > 1 && !/^\d+$/.test(bare) && !ROMAN.test(bare)) return undefined;
  const style = /^\d+$/.test(bare) ? 'number' : ROMAN.test(bare) ? 'roman' : 'letter';
  return { marker, style, text: line.slice(counted[0].length) };
}
