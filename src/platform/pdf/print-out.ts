import { PDFDocument } from 'pdf-lib';
import { createPdfTextLayout, type PdfTextLayout } from './pdf-text-layout.ts';

/** A PDF that is being written. The same words at the same moment give the same bytes. */
export interface PrintOut {
  readonly document: PDFDocument;
  readonly layout: PdfTextLayout;
  finish(): Promise<Uint8Array>;
}

/** @param title shows in windows and in lists of files, so it says nothing confidential */
export async function createPrintOut(title: string, madeAt: Date): Promise<PrintOut> {
  const document = await PDFDocument.create();
  document.setTitle(title);
  document.setLanguage('en-GB');
  document.setProducer('Lanyard');
  document.setCreator('Lanyard');
  document.setCreationDate(madeAt);
  document.setModificationDate(madeAt);
  const layout = await createPdfTextLayout(document);
  return {
    document,
    layout,
    async finish() {
      await layout.finish();
      return document.save();
    },
  };
}
