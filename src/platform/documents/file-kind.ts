import { Unreadable } from './outcome.ts';

type FileKind = 'pdf' | 'zip' | 'markdown' | 'text';

const ARCHIVES = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];
const SAVE_AS = 'Open it in Word, choose File, Save As, pick “Word Document (.docx)” or “PDF”, and send that file.';
const SEND = 'Send the policy itself, as Word, PDF, Markdown or plain text.';

/** What is known of a file before it is read. */
interface Given {
  /** Its first bytes, one character for each. */
  readonly head: string;
  readonly name: string;
  /** The names that are inside of a container of older Office programs. */
  readonly inside: string;
}

const starts =
  (...beginnings: readonly string[]) =>
  ({ head }: Given): boolean =>
    beginnings.some((beginning) => head.startsWith(beginning));
const holds =
  (stream: string) =>
  ({ inside }: Given): boolean =>
    inside.includes(stream);
const ends =
  (...endings: readonly string[]) =>
  ({ name }: Given): boolean =>
    endings.some((ending) => name.toLowerCase().endsWith(ending));

const beforeBlank = (head: string): string =>
  head
    .trimStart()
    .replace(/^From .*\r?\n/, '')
    .split(/\r?\n\r?\n/, 1)[0] ?? '';

/** The lines that stand before a message that was sent, or a page that a browser kept as one. */
const isMessage = ({ head }: Given): boolean => {
  const lines = beforeBlank(head).split(/\r?\n(?![ \t])/);
  return (
    lines.every((line, at) => /^[\w-]{2,40}:/.test(line) || (at > 0 && at === lines.length - 1)) &&
    lines.some((line) => /^(?:mime-version|message-id|return-path|delivered-to|x-mailer):/i.test(line))
  );
};

/** Kinds of file that are no policy, or none that can be read, each with what to do. The first that fits is told. */
const REFUSED: readonly (readonly [(given: Given) => boolean, string])[] = [
  [
    ({ name }) => /(?:^|[\\/])~\$[^\\/]*$/.test(name),
    `This is the note that Word keeps while a document is open, not the document. Close it in Word, and send the file whose name has no “~$”.`,
  ],
  [
    (given) =>
      isMessage(given) && /multipart\/related|text\/html|\.mht/i.test(given.head + given.name) && !isMail(given),
    `This is a web page that was saved as one file (.mht), whatever its name ends in. ${SAVE_AS}`,
  ],
  [
    (given) => isMessage(given) || ends('.eml')(given) || holds('__substg1.0_')(given),
    'This is an e-mail. Save the policy that is attached to it, or copy its text into a Word document, and send that.',
  ],
  [
    ({ head, name }) =>
      /^\s*\{[^{}]*"(?:doc_id|resource_id|url)"\s*:/.test(head) || /\.g(?:doc|sheet|slides|link)$/i.test(name),
    'This is a shortcut to a Google document, and holds none of its words. Open it, choose File, Download, pick “Microsoft Word (.docx)”, and send that file.',
  ],
  [
    (given) =>
      starts('L\0\0\0\x01\x14\x02\0', 'book\0\0\0\0mark', '\0\x05\x16\x07', '\0\x05\x16\0')(given) ||
      /^\s*\[(?:InternetShortcut|Desktop Entry|\{000214A0)/im.test(given.head) ||
      (/<key>URL<\/key>/.test(given.head) && /<plist/.test(given.head)) ||
      ends('.url', '.lnk', '.webloc', '.website', '.desktop', '.alias')(given),
    'This is a shortcut, and holds none of the words it leads to. Open it, save the document behind it as Word or PDF, and send that file.',
  ],
  [
    holds('EncryptedPackage'),
    'This document is protected with a password. Open it in Word, take the password off (File, Info, Protect Document), save it and send it again.',
  ],
  [holds('PowerPoint Document'), `This is a PowerPoint file. ${SEND}`],
  [holds('Workbook'), `This is an Excel workbook. ${SEND}`],
  [
    starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '\xdb\xa5', '\x31\xbe\0\0'),
    `This is a Word file of the kind used before 2007 (.doc), which cannot be read. ${SAVE_AS}`,
  ],
  [starts('{\\rtf'), `This is a Rich Text (.rtf) file, which cannot be read. ${SAVE_AS}`],
  [starts('\xffWPC'), `This is a WordPerfect file, which cannot be read. ${SAVE_AS}`],
  [
    starts('%!PS', '\xc5\xd0\xd3\xc6', 'AT&TFORM'),
    'This is a file for a printer. Send the document it was printed from, as Word or PDF.',
  ],
  [
    (given) => isPicture(given.head),
    'This is a picture, so there is no text in it to quote. Send the document it was made from.',
  ],
  [
    starts('7z\xbc\xaf\x27\x1c', 'Rar!', '\x1f\x8b', 'BZh', '\xfd7zXZ\0'),
    'This is an archive of files. Take the policy out of it, and send it as Word or PDF.',
  ],
  [
    ({ head }) => /<\?mso-application progid="Word|<pkg:package\b|<w:wordDocument\b/.test(head),
    `This is a Word document kept as XML, which cannot be read. ${SAVE_AS}`,
  ],
  [
    ({ head }) => /^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<\?xml)/i.test(head),
    'This is a web page or XML, not a document. Send the policy as Word, PDF, Markdown or plain text.',
  ],
  [
    ({ head }) => /^(?:\xef\xbb\xbf)?\s*BEGIN:V(?:CARD|CALENDAR)/.test(head),
    `This is a card of an address book or a calendar. ${SEND}`,
  ],
];

/** A message that went from one to another, which a page that a browser kept is not. */
const isMail = ({ head, name }: Given): boolean =>
  /\.eml$/i.test(name) || /^(?:received|return-path|delivered-to|to|message-id):/im.test(beforeBlank(head));

/** Archives that are no Word document, by a part that only they have. */
const ARCHIVED: readonly (readonly [RegExp, string])[] = [
  [/^xl\//, `This is an Excel workbook. ${SEND}`],
  [/^ppt\//, `This is a PowerPoint file. ${SEND}`],
  [/^content\.xml$/, 'This is an OpenDocument file. Open it, save it as Word (.docx) or PDF, and send that.'],
  [/^index\/document\.iwa$/, 'This is an Apple Pages file. Export it as Word or PDF, and send that.'],
  [/^index\/.*\.iwa$/, 'This is a file of Apple Keynote or Numbers. Send the policy itself, as Word or PDF.'],
  [
    /^(?:fixeddocseq\.fdseq|documents\/1\/fixeddoc\.fdoc)$/,
    `This is a printed document (.xps), which cannot be read. ${SAVE_AS}`,
  ],
  [/^meta-inf\/container\.xml$/, `This is an e-book. ${SEND}`],
  [/^visio\//, `This is a Visio drawing. ${SEND}`],
];

/** @param names of what is in an archive that is no Word document */
export const whatArchive = (names: readonly string[]): string =>
  ARCHIVED.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1] ??
  'This is an archive (.zip) and not a Word document. Send the policy itself, as Word or PDF.';

/**
 * What a file is, told from its bytes; the name decides only between text and Markdown, which look alike, and says what a
 * shortcut is. Throws `Unreadable` for kinds that hold no text we can read, saying what to do instead.
 */
export function kindOf(bytes: Uint8Array, name: string): FileKind {
  if (bytes.length === 0)
    throw new Unreadable('This file is empty. Check that it finished uploading, and send it again.');
  // One character for each byte; the decoder called latin1 is not that.
  const head = Array.from(bytes.subarray(0, 1024), (byte) => String.fromCharCode(byte)).join('');
  if (head.includes('%PDF-') && !isMessage({ head, name, inside: '' })) return 'pdf';
  if (ARCHIVES.some((start) => head.startsWith(start))) return 'zip';
  const given = { head, name, inside: head.startsWith('\xd0\xcf\x11\xe0') ? namesInside(bytes) : '' };
  const why = REFUSED.find(([is]) => is(given))?.[1];
  if (why !== undefined) throw new Unreadable(why);
  if (/\.(?:md|markdown)$/i.test(name)) return 'markdown';
  return /\.(?:txt|text)$/i.test(name) || !looksLikeMarkdown(bytes) ? 'text' : 'markdown';
}

/** Old Office files, e-mails and encrypted new ones share a container, which keeps its names in letters of two bytes. */
const namesInside = (bytes: Uint8Array): string =>
  new TextDecoder('utf-16le').decode(bytes.subarray(0, Math.min(bytes.length, 4_000_000) & ~1));

const PICTURES = ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'II*\0', 'MM\0*'];

const isPicture = (head: string): boolean =>
  PICTURES.some((start) => head.startsWith(start)) ||
  (head.startsWith('BM') && head.slice(6, 10) === '\0\0\0\0') ||
  (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') ||
  head.slice(4, 11) === 'ftyphei';

function looksLikeMarkdown(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 65_536));
  return (start.match(/^#{1,4} \S/gm)?.length ?? 0) >= 2 || /^\|[ :|-]*-{3}[ :|-]*\|\s*$/m.test(start);
}
