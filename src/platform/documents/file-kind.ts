import { Unreadable } from './outcome.ts';

type FileKind = 'pdf' | 'zip' | 'markdown' | 'text';

const ARCHIVES = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];
const SAVE_AS = 'Open it in Word, choose File, Save As, pick “Word Document (.docx)” or “PDF”, and send that file.';

/**
 * What a file is, told from its bytes; the name decides only between text and Markdown, which look alike.
 * Throws `Unreadable` for kinds that hold no text we can read, saying what to do instead.
 */
export function kindOf(bytes: Uint8Array, name: string): FileKind {
  if (bytes.length === 0)
    throw new Unreadable('This file is empty. Check that it finished uploading, and send it again.');
  // One character for each byte; the decoder called latin1 is not that.
  const head = Array.from(bytes.subarray(0, 1024), (byte) => String.fromCharCode(byte)).join('');
  if (head.includes('%PDF-')) return 'pdf';
  if (ARCHIVES.some((start) => head.startsWith(start))) return 'zip';
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) throw new Unreadable(whyCompound(bytes));
  if (head.startsWith('{\\rtf'))
    throw new Unreadable(`This is a Rich Text (.rtf) file, which cannot be read. ${SAVE_AS}`);
  if (isPicture(head)) {
    throw new Unreadable('This is a picture, so there is no text in it to quote. Send the document it was made from.');
  }
  if (/^\s*(?:<!doctype html|<html|<\?xml)/i.test(head)) {
    throw new Unreadable(
      'This is a web page or XML, not a document. Send the policy as Word, PDF, Markdown or plain text.',
    );
  }
  if (/\.(?:md|markdown)$/i.test(name)) return 'markdown';
  return /\.(?:txt|text)$/i.test(name) || !looksLikeMarkdown(bytes) ? 'text' : 'markdown';
}

/** Old Word files and encrypted new ones share a container; the second has a stream with a telling name. */
function whyCompound(bytes: Uint8Array): string {
  const names = new TextDecoder('utf-16le').decode(bytes.subarray(0, Math.min(bytes.length, 4_000_000) & ~1));
  return names.includes('EncryptedPackage')
    ? 'This document is protected with a password. Open it in Word, take the password off (File, Info, Protect Document), save it and send it again.'
    : `This is a Word file of the kind used before 2007 (.doc), which cannot be read. ${SAVE_AS}`;
}

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
