import { zipSync } from 'fflate';
import { kindOf } from '../../../src/platform/documents/file-kind.ts';
import { outcomeOf } from '../../../src/platform/documents/read-bytes.ts';
import { bytes, why } from './support/hostile.ts';

const compound = (stream: string) =>
  Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.from(stream, 'utf16le')]);
const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

test.each<[string, string, Uint8Array, RegExp]>([
  [
    'a web page kept as one file',
    'Swimming.doc',
    bytes(
      'From: <Saved by Blink>\r\nSubject: Swimming\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="q"\r\n\r\n--q\r\n',
    ),
    /web page .* Save As/,
  ],
  [
    'one that Word kept',
    'Pool.mht',
    bytes('MIME-Version: 1.0\nContent-Type: text/html\n\n<p>No diving.</p>'),
    /web page/,
  ],
  [
    'an e-mail',
    'Fwd policy.txt',
    bytes(
      'From MAILER Thu\nReceived: from a\n by b\nTo: ann@elm.example\nMIME-Version: 1.0\nContent-Type: multipart/related\n\nHello',
    ),
    /e-mail\. .* attached/,
  ],
  ['an e-mail by its name', 'policy.eml', bytes('To: ann@elm.example\nSubject: pool\n\nNo diving.'), /e-mail/],
  ['an Outlook message', 'policy.msg', compound('__substg1.0_001A'), /e-mail/],
  ['a Google document', 'Pool.gdoc', bytes('{"":"WARNING","doc_id":"1a","resource_key":""}'), /shortcut .* Download/],
  ['a shortcut of the web', 'Pool.url', bytes('[InternetShortcut]\r\nURL=https://elm.example/pool\r\n'), /shortcut/],
  ['a shortcut of Windows', 'Pool.docx', latin('L\0\0\0\x01\x14\x02\0\0\0\0\0'), /shortcut/],
  [
    'a shortcut of a Mac',
    'Pool.webloc',
    bytes('<?xml version="1.0"?><!DOCTYPE plist><plist><dict><key>URL</key><string>x</string></dict></plist>'),
    /shortcut/,
  ],
  ['an alias of a Mac', 'Pool', latin('book\0\0\0\0mark\0\0\0\0'), /shortcut/],
  ['the note of an open document', 'Policies/~$ol.docx', latin('\x05Annie\0\0\0'), /open.*“~\$”/],
  ['an old workbook', 'Pool.xls', compound('Workbook'), /Excel/],
  ['old slides', 'Pool.ppt', compound('PowerPoint Document'), /PowerPoint/],
  ['an old Word file', 'Pool.doc', compound('WordDocument'), /2007/],
  ['WordPerfect', 'Pool.wpd', latin('\xffWPC\x10\0'), /WordPerfect/],
  ['PostScript', 'Pool.ps', bytes('%!PS-Adobe-3.0\n'), /printer/],
  ['an archive of another kind', 'Pool.rar', latin('Rar!\x1a\x07'), /archive/],
  [
    'Word as XML',
    'Pool.xml',
    bytes('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'),
    /Word document kept as XML/,
  ],
  ['an appointment', 'Pool.ics', bytes('BEGIN:VCALENDAR\nVERSION:2.0\n'), /calendar/],
])('%s is refused with what to do', (_, name, file, reason) => {
  expect(() => kindOf(file, name)).toThrow(reason);
});

test.each<[string, string, RegExp]>([
  ['Pool.odt', 'content.xml', /OpenDocument/],
  ['Pool.pages', 'Index/Document.iwa', /Pages/],
  ['Pool.xps', 'FixedDocSeq.fdseq', /xps/],
  ['Pool.epub', 'META-INF/container.xml', /e-book/],
  ['Pool.key', 'Index/Slide.iwa', /Keynote/],
])('%s says what it is', async (name, part, reason) => {
  expect(why(await outcomeOf(zipSync({ [part]: bytes('<x/>') }), name))).toMatch(reason);
});

test('a policy that begins with labelled lines is no e-mail', () => {
  expect(kindOf(bytes('Policy: Pool\nTo: all staff\nFrom: the head\nDate: May 2026\n\nNo diving.'), 'pool.txt')).toBe(
    'text',
  );
  expect(kindOf(bytes('Received: by governors\nVersion: 2\n\nNo diving.'), 'pool.txt')).toBe('text');
});
