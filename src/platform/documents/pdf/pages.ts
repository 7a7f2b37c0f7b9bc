import type { PDFDocumentProxy, PDFPageProxy } from 'unpdf/pdfjs';
import { type Limits, type Progress, Unreadable } from '../outcome.ts';
import { type Rule, readRules } from './rules.ts';

/** A piece of text as the file draws it: a word, a part of one, or many. Points from the top left corner of the page. */
export interface Run {
  readonly text: string;
  readonly x: number;
  /** Of the line the letters are on. */
  readonly y: number;
  readonly right: number;
  readonly size: number;
  readonly isBold: boolean;
  /** A space was drawn, or left, before it; how wide it is says nothing. */
  readonly hasSpaceBefore: boolean;
}

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly Run[];
  /** Lines drawn on the page: borders of tables, mostly. */
  readonly rules: readonly Rule[];
  readonly hasPicture: boolean;
  /** Text that stands askew, such as DRAFT across the page. */
  readonly askew: readonly string[];
}

const LOCKED = 'This PDF is protected with a password. Save a copy without the password and send that.';
const DAMAGED = 'This PDF is damaged or cut short. Open it, save or print it as PDF again, and send the new file.';

/** Opens a PDF and reads what is drawn on its pages. Nothing in it is run and nothing outside it is loaded. Throws `Unreadable`. */
export async function readPages(
  bytes: Uint8Array,
  { limits, onProgress }: { limits: Limits; onProgress: (progress: Progress) => void },
): Promise<readonly Page[]> {
  // Here and not above: anyone who reads text or Word need not wait for it to load.
  const { getResolvedPDFJS } = await import('unpdf');
  const pdfjs = await getResolvedPDFJS();
  const task = pdfjs.getDocument({
    // A copy, for pdf.js takes the bytes over, and a plain one, for it refuses a Buffer.
    data: new Uint8Array(bytes),
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    enableXfa: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    // Pictures are never looked at, so none is unpacked.
    maxImageSize: 1,
  });
  try {
    const file = await task.promise.catch((error: unknown) => {
      throw new Unreadable(error instanceof Error && error.name === 'PasswordException' ? LOCKED : DAMAGED);
    });
    return await pagesOf(file, pdfjs, limits, onProgress);
  } finally {
    await task.destroy();
  }
}

type PdfJs = Awaited<ReturnType<typeof import('unpdf')['getResolvedPDFJS']>>;

async function pagesOf(
  file: PDFDocumentProxy,
  pdfjs: PdfJs,
  limits: Limits,
  onProgress: (progress: Progress) => void,
): Promise<readonly Page[]> {
  if (file.numPages > limits.pages) {
    throw new Unreadable(
      `This PDF has ${file.numPages} pages; at most ${limits.pages} can be read. Send the policy on its own.`,
    );
  }
  const pages: Page[] = [];
  let characters = 0;
  let broken = 0;
  for (let number = 1; number <= file.numPages; number += 1) {
    const page = await file
      .getPage(number)
      .then((proxy) => readPage(proxy, pdfjs))
      .catch(() => undefined);
    if (page) pages.push(page);
    else broken += 1;
    characters += page?.runs.reduce((sum, run) => sum + run.text.length, 0) ?? 0;
    if (characters > limits.characters)
      throw new Unreadable('This PDF has far more text than a policy. Send the policy on its own.');
    onProgress({ done: number, of: file.numPages });
  }
  // Half a policy is worse than none: a rule on the missing page would seem not to exist.
  if (broken > 0) throw new Unreadable(DAMAGED);
  return pages;
}

async function readPage(proxy: PDFPageProxy, pdfjs: PdfJs): Promise<Page> {
  const viewport = proxy.getViewport({ scale: 1 });
  // The list of operators comes first: with it pdf.js loads the fonts, whose names say what is bold.
  const operators = await proxy.getOperatorList();
  const content = await proxy.getTextContent();
  const runs: Run[] = [];
  const askew: string[] = [];
  const bold = new Map<string, boolean>();
  let hasSpaceBefore = false;
  for (const item of content.items) {
    if (!('str' in item) || item.str === '') continue;
    if (item.str.trim() === '') {
      hasSpaceBefore = true;
      continue;
    }
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = pdfjs.Util.transform(
      viewport.transform,
      item.transform,
    ) as number[];
    const size = Math.hypot(c, d);
    if (![x, y, size, item.width].every(Number.isFinite) || size < 1) continue;
    if (x < -1 || y < -1 || x > viewport.width + 1 || y > viewport.height + size) continue;
    if (Math.abs(b) > Math.abs(a) * 0.1) {
      askew.push(item.str);
      continue;
    }
    if (!bold.has(item.fontName)) bold.set(item.fontName, isBoldFont(proxy, item.fontName));
    runs.push({
      text: item.str,
      x,
      y,
      right: x + item.width,
      size,
      isBold: bold.get(item.fontName) ?? false,
      hasSpaceBefore,
    });
    hasSpaceBefore = false;
  }
  const hasPicture = operators.fnArray.some((operator) => PICTURES(pdfjs).has(operator));
  const page = {
    width: viewport.width,
    height: viewport.height,
    runs,
    askew,
    hasPicture,
    rules: readRules(operators, pdfjs.OPS, viewport.transform),
  };
  proxy.cleanup();
  return page;
}

const PICTURES = ({ OPS }: PdfJs): ReadonlySet<number> =>
  new Set([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintImageXObjectRepeat,
    OPS.beginInlineImage,
  ]);

function isBoldFont(proxy: PDFPageProxy, fontName: string): boolean {
  if (!proxy.commonObjs.has(fontName)) return false;
  const font: unknown = proxy.commonObjs.get(fontName);
  if (typeof font !== 'object' || font === null) return false;
  const name = 'name' in font && typeof font.name === 'string' ? font.name : '';
  return ('bold' in font && font.bold === true) || /bold|black|heavy|semib|demi/i.test(name);
}
