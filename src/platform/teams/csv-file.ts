import type { MessageTurn } from './turn.ts';

const FILE = 'application/vnd.microsoft.teams.file.download.info';

/** The text of a file, or why there is none. */
export type FetchText = (url: string) => Promise<{ readonly text: string } | { readonly why: string }>;

/** Where the file is, where someone sends one CSV file in their own chat and nothing beside it. */
export function csvSent({ attachments: [file, ...others], place }: MessageTurn): string | undefined {
  const isList = file?.contentType === FILE && file.ending === 'csv' && others.length === 0;
  return isList && place.kind === 'personal' ? (file.downloadUrl ?? '') : undefined;
}
