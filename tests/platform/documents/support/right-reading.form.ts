import { z } from 'zod';

const phrase = z.union([
  z.string(),
  z
    .object({
      text: z.string(),
      orTold: z.array(z.string()).describe('Or one of the sentences to the owner has these words'),
    })
    .strict(),
]);
export type Phrase = z.infer<typeof phrase>;

const KINDS = ['heading', 'paragraph', 'item', 'row', 'note', 'furniture'] as const;

/** The right reading of a file, as it stands beside it: `NAME.json` beside `NAME.docx`. Only what a test looks at is in it. */
export const rightReading = z
  .object({
    /** What is difficult about it; the bench prints by this. */
    kind: z.string(),
    /** What made the file: `python-docx`, `docx (npm)`, `LibreOffice`, `browser print`, `pdf-lib`, `reportlab`, `by hand`. */
    made: z.string(),
    /** The file is refused, and what is said has these words. Then nothing else is looked at. */
    refused: z.array(z.string()).optional(),
    /** Phrases that stand in the reading in this order, each within one block: a row is `cell | cell`, an item `• text`. */
    reads: z.array(phrase).optional(),
    /** Phrases that stand in nothing that can be quoted; or the owner is told of them. */
    never: z.array(phrase).optional(),
    /** For each, one of the sentences to the owner has all these words, its place among them: `["struck", "page 2"]`. */
    told: z.array(z.array(z.string())).optional(),
    /** Every heading but the document's own name, with its number, in order. */
    headings: z.array(z.string()).optional(),
    /** For each, one row has these cells under these names of columns. */
    rows: z.array(z.record(z.string())).optional(),
    /** Places that are still to be filled in. */
    gaps: z.array(z.string()).optional(),
    /** A phrase, and the number and heading of the section it stands in. */
    under: z.record(z.string()).optional(),
    /** A phrase, and what kind of block it is. */
    is: z.record(z.enum(KINDS)).optional(),
    /** What the file says of itself: days as 2027-08-31, `null` where it says nothing. What is not named is not looked at. */
    stated: z
      .object({
        title: z.string().nullable(),
        version: z.string().nullable(),
        adoptedOn: z.string().nullable(),
        reviewOn: z.string().nullable(),
        owner: z.string().nullable(),
      })
      .partial()
      .strict()
      .optional(),
  })
  .strict();
export type RightReading = z.infer<typeof rightReading>;
