/** Address and secret on lines of their own, so that neither is broken in the middle. */
export const splitAddress = (address: string): readonly [string, string] => {
  const at = address.lastIndexOf('/') + 1;
  return [address.slice(0, at), address.slice(at)];
};
