/** Whether an address names this machine, where plain http is read by nobody else. `false` for what is no address. */
export const isThisMachine = (url: string): boolean =>
  URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
