import type { PDFDocumentProxy, PDFPageProxy } from 'unpdf/pdfjs';
import { type Missed, type Reading, Unreadable } from '../../outcome.ts';
import { annotationsOf } from './annotations.ts';
import { type FontLook, lookOfFont } from './fonts.ts';
import { matrixIn } from './matrix.ts';
import { type Page, pageOf } from './page.ts';
import { trace } from './trace.ts';

const LOCKED = 'This PDF is protected with a password. Save a copy without the password and send that.';
const DAMAGED = 'This PDF is damaged or cut short. Open it, save or print it as PDF again, and send the new file.';

/** Opens a PDF and reads what is drawn on its pages. Nothing in it is run and nothing outside it is loaded. Throws `Unreadable`. */
export async function readPages(bytes: Uint8Array, reading: Reading): Promise<readonly Page[]> {
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
    return await pagesOf(file, pdfjs, reading);
  } finally {
    await task.destroy();
  }
}

type PdfJs = Awaited<ReturnType<typeof import('unpdf')['getResolvedPDFJS']>>;

async function pagesOf(
  file: PDFDocumentProxy,
  pdfjs: PdfJs,
  { limits, onProgress, onMissed }: Reading,
): Promise<readonly Page[]> {
  if (file.numPages > limits.pages) {
    throw new Unreadable(
      `This PDF has ${file.numPages} pages; at most ${limits.pages} can be read. Send the policy on its own.`,
    );
  }
  const layers = await file.getOptionalContentConfig();
  const isVisible = (layer: unknown): boolean => layers.isVisible(layer) !== false;
  const pages: Page[] = [];
  let characters = 0;
  let broken = 0;
  for (let number = 1; number <= file.numPages; number += 1) {
    const page = await file
      .getPage(number)
      .then((proxy) => readPage(proxy, pdfjs, isVisible, onMissed))
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

async function readPage(
  proxy: PDFPageProxy,
  pdfjs: PdfJs,
  isVisible: (layer: unknown) => boolean,
  onMissed: (missed: Missed) => void,
): Promise<Page> {
  const viewport = proxy.getViewport({ scale: 1 });
  const toPage = matrixIn(viewport.transform);
  const operators = await proxy.getOperatorList();
  const annotations = annotationsOf(await proxy.getAnnotations(), toPage, isVisible);
  const fonts = new Map<string, FontLook>();
  const fontOf = (name: string): FontLook => {
    const look = fonts.get(name) ?? lookOfFont(proxy.commonObjs.has(name) ? proxy.commonObjs.get(name) : undefined);
    fonts.set(name, look);
    return look;
  };
  const drawn = trace(operators, { OPS: pdfjs.OPS, toPage, fontOf, isVisible });
  proxy.cleanup();
  return pageOf(drawn, annotations, {
    number: proxy.pageNumber,
    width: viewport.width,
    height: viewport.height,
    normalize: pdfjs.normalizeUnicode,
    onMissed,
  });
}
