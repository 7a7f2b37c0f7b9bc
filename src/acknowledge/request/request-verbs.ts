/** Another look at one's own request. */
export const SHOW = 'acknowledgement.show';
/** A file of all that they have signed. */
export const OWN_FILE = 'acknowledgement.own-file';
