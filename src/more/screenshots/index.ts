import type { Feature } from '../../feature.ts';
import { PICTURE_DOWNLOAD, registerPictures } from './screenshot.handlers.ts';
import { screenshotDownload } from './screenshot-download.ts';

/** Screenshots of ordinary posts, for abuse of staff or of an account, where the school allows them. */
export const screenshots: Feature = {
  tables: ['concerns_adult.concern_screenshot'],
  start({ context: { config, downloads }, report: { concerns, screenshots: pictures, steps } }) {
    registerPictures(steps.routes, { concerns, screenshots: pictures, downloads });
    downloads.handle(PICTURE_DOWNLOAD, screenshotDownload(pictures, config.trust.tenantId));
    return {};
  },
};
