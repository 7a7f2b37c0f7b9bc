/** Asked before each new connection, for databases that take short-lived tokens in place of a password. */
export type PasswordSource = () => Promise<string>;

type Connection =
  | { readonly connectionString: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly database: string;
      readonly password: PasswordSource;
      readonly ssl: boolean;
    };

/**
 * A database address as the driver wants it. With a source of passwords the address must be taken apart: the driver puts
 * an address's own password, even an absent one, over everything else.
 */
export function connectionTo(url: string, password?: PasswordSource): Connection {
  if (password === undefined) return { connectionString: url };
  const { hostname, port, username, pathname, searchParams } = new URL(url);
  return {
    host: hostname,
    port: port === '' ? 5432 : Number(port),
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    password,
    // A token opens more than one database: it is shown only to a server whose certificate is good.
    ssl: searchParams.get('sslmode') !== 'disable',
  };
}
