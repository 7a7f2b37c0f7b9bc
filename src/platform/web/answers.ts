import type { PageAnswer } from '../../kernel/pages/page.ts';
import { type Html, html } from './html.ts';

/** Nothing but our own style sheet and our own forms; nobody may frame, keep or index a page, or learn its address. */
const PRIVATE: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** A whole page in the school's plain dress. */
export function page(
  status: number,
  title: string,
  main: Html,
  options: { readonly school?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): PageAnswer {
  const { school, headers } = options;
  const document = html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/lanyard.css">
</head>
<body>
<header><p>${school ?? 'Lanyard'}</p></header>
<main>
${main}
</main>
</body>
</html>
`;
  return {
    status,
    headers: { ...PRIVATE, 'Content-Type': 'text/html; charset=utf-8', ...headers },
    body: document.markup,
  };
}

/** A page that only says something. */
export const notice = (
  status: number,
  title: string,
  lines: readonly string[],
  options: { readonly school?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): PageAnswer => page(status, title, html`<h1>${title}</h1>${lines.map((line) => html`<p>${line}</p>`)}`, options);

/** A file to keep. Its name is ours, but may hold a title from a policy. */
export function attachment(file: {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}): PageAnswer {
  const plainName = file.name.normalize('NFKD').replaceAll(/[^\w .()-]/g, '');
  const encoded = encodeURIComponent(file.name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return {
    status: 200,
    headers: {
      ...PRIVATE,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encoded}`,
    },
    body: file.bytes,
  };
}

/** After a POST: look at the page again, so that reloading it does nothing. */
export const seeAgain = (path: string): PageAnswer => ({
  status: 303,
  headers: { ...PRIVATE, Location: path },
  body: '',
});

export const styleSheet = (css: string): PageAnswer => ({
  status: 200,
  headers: {
    'Content-Type': 'text/css; charset=utf-8',
    'Cache-Control': 'public, max-age=3600',
    'X-Content-Type-Options': 'nosniff',
  },
  body: css,
});
