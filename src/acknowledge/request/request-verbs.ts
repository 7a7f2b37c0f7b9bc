/** Another look at one's own request. */
export const SHOW = 'acknowledgement.show';
