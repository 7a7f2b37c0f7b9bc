import { Unreadable } from './outcome.ts';

/** Text out of bytes: by its mark, as UTF-8, or as the code page that Windows used before. Throws `Unreadable` for what is no text. */
export function decodeText(bytes: Uint8Array): string {
  const text = decode(bytes);
  const sample = text.slice(0, 200_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are how one tells that it is not text
  const odd = sample.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
  if (odd > 8 && odd > sample.length / 100) {
    throw new Unreadable('This file is not text. Send the policy as Word (.docx), PDF, Markdown or plain text.');
  }
  if (!/\p{L}/u.test(text)) {
    throw new Unreadable('There are no words in this file. Check that it is the right one, and send it again.');
  }
  return text;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: Notepad of some years ago wrote Windows-1252.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
