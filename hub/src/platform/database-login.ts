/** How the hub proves itself to its database: a password that may change while it works. */
export interface DatabaseLogin {
  /** The address with the password for the next connection. */
  url(): string;
  /** The database refused this address: another password is to be tried next, if there is one. */
  refused(url: string): Promise<void>;
  /** Called when it has changed and is in force; gives what ends it. */
  onChange(listener: () => void): () => void;
}
