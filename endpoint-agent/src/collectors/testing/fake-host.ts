import { type Host, type HostAddress, ToolMissingError } from '../host.ts';

export interface FakeHostParts {
  readonly files?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  /** Output by command line, arguments joined by spaces. */
  readonly tools?: Readonly<Record<string, string>>;
  /** Bytes that a program writes to the file it is given, by command line with `FILE` for it. */
  readonly written?: Readonly<Record<string, Uint8Array>>;
  readonly addresses?: readonly HostAddress[];
  readonly run?: Host['run'];
}

function missing(command: string): Promise<never> {
  return Promise.reject(new ToolMissingError(`${command} is not part of this fake`));
}

/** A machine made of texts: files, links and outputs of programs as their manuals document them. */
export function fakeHost(parts: FakeHostParts): Host {
  const { files = {}, links = {}, tools = {}, written = {}, addresses = [] } = parts;
  return {
    readText: (path) => Promise.resolve(files[path]),
    readBytes: (path) =>
      Promise.resolve(files[path] === undefined ? undefined : Buffer.from(files[path])),
    readLink: (path) => Promise.resolve(links[path]),
    stamp: (path) => Promise.resolve(files[path]),
    list: (path) => {
      const below = [...Object.keys(files), ...Object.keys(links)]
        .filter((each) => each.startsWith(`${path}/`))
        .map((each) => each.slice(path.length + 1).split('/')[0] ?? '');
      return Promise.resolve([...new Set(below)].toSorted());
    },
    run:
      parts.run ??
      ((tool, args) => {
        const command = [tool, ...args].join(' ');
        const output = tools[command];
        return output === undefined ? missing(command) : Promise.resolve(output);
      }),
    runToFile: (tool, args) => {
      const command = [tool, ...args('FILE')].join(' ');
      const bytes = written[command];
      return bytes === undefined ? missing(command) : Promise.resolve(bytes);
    },
    addresses: () => addresses,
  };
}
