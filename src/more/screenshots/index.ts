import type { Feature } from '../../feature.ts';
import { PICTURE_DOWNLOAD, registerPictures } from './screenshot.handlers.ts';
import { screenshotDownload } from './screenshot-download.ts';

/** Screenshots of ordinary posts, for abuse of staff or of an account, where the school allows them. */
export const screenshots: Feature = {
  start({ context: { config, downloads, log }, report: { deps, concerns, screenshots: pictures, hosted, steps } }) {
    registerPictures(steps.routes, { hosted, concerns, screenshots: pictures, trust: deps.trust, downloads, log });
    downloads.handle(PICTURE_DOWNLOAD, screenshotDownload(pictures, config.trust.tenantId));
    return { inReports: { mayAddPicture: pictures.mayAdd, pictures: pictures.of } };
  },
  // What a record holds is taken away with it.
  leftOut: ({ report: { screenshots: pictures } }) => ({ inReports: { pictures: pictures.of } }),
};
