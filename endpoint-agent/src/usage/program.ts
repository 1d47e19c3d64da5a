/** What tells one program from another. Never arguments: they hold secrets and names. */
export interface Program {
  readonly program: string; // base name of the executable
  readonly path: string | null; // of the executable, home folders as `~`
  readonly title: string | null; // what an interpreter runs: script, module, jar or main class
}

/** Options which take the next argument as their value, per family of interpreters. */
const families: readonly {
  readonly name: RegExp;
  readonly valued: RegExp;
  readonly code: RegExp;
}[] = [
  { name: /^python[\d.]*$/, valued: /^-[WXQ]$/, code: /^-c/ },
  {
    name: /^(node|nodejs)$/,
    valued: /^(-r|--require|--import|--loader|-C|--env-file)$/,
    code: /^(-[ep]|-pe|--eval|--print)$/,
  },
  { name: /^(ba|da|z|k|mk)?sh$/, valued: /^[-+][oO]$/, code: /^-[a-zA-Z]*c[a-zA-Z]*$/ },
  { name: /^perl[\d.]*$/, valued: /^-[I]$/, code: /^-[a-zA-Z]*[eE]$/ },
  { name: /^ruby[\d.]*$/, valued: /^-[Ir]$/, code: /^-e$/ },
  { name: /^php[\d.]*$/, valued: /^-[cdz]$/, code: /^-[rBRF]$/ },
  { name: /^mono(-sgen)?$/, valued: /^--config$/, code: /^$/ },
  {
    name: /^dotnet$/,
    valued: /^--(additionalprobingpath|depsfile|runtimeconfig|fx-version)$/,
    code: /^$/,
  },
];
const javaValued =
  /^(-cp|-classpath|--class-path|-p|--module-path|--add-modules|--add-opens|--add-exports|--add-reads)$/;

const titlePattern = /^[\p{L}\p{N}._+@()-][\p{L}\p{N}._+@() -]{0,119}$/u;

/** True when the command line says more of the program than its executable does. */
export function isInterpreter(program: string): boolean {
  return program === 'java' || families.some(({ name }) => name.test(program));
}

/**
 * A process's short name up to its first space or colon: programs write what they are doing behind
 * it (`npm run …`, `sshd: NAME`).
 */
export function shortName(comm: string): string {
  return comm.replaceAll(/\p{Cc}/gu, '').split(/[\s:]/, 1)[0] || '(unnamed)';
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A title, unless it could be anything but the name of a file, module or class. */
function asTitle(text: string | undefined): string | null {
  const name = baseName(text ?? '');
  return titlePattern.test(name) ? name : null;
}

function javaTitle(args: readonly string[]): string | null {
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i]!;
    if (arg === '-jar' || arg === '-m' || arg === '--module') return asTitle(args[i + 1]);
    if (javaValued.test(arg)) i += 1;
    else if (!arg.startsWith('-') && !arg.startsWith('@')) return asTitle(arg);
  }
  return null;
}

/** What an interpreter was told to run; null when that is code from the command line or unknown. */
export function titleOf(program: string, args: readonly string[]): string | null {
  if (program === 'java') return javaTitle(args);
  const family = families.find(({ name }) => name.test(program));
  if (!family) return null;
  const python = program.startsWith('python');
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i]!;
    if (family.code.test(arg)) return null;
    if (python && arg === '-m') return asTitle(args[i + 1]);
    if (family.valued.test(arg)) i += 1;
    else if (arg === '--') return asTitle(args[i + 1]);
    else if (!/^[-+]./.test(arg)) {
      // /dev/fd/3 and - are streams, not scripts.
      return arg === '-' || arg.startsWith('/dev/') || arg.startsWith('/proc/')
        ? null
        : asTitle(arg);
    }
  }
  return null;
}

/**
 * A path without whose home folder it is in: that would name a person (data class P0). `home` is the
 * folder of the process's own user, wherever it is.
 */
export function withoutHome(path: string, home: string | null = null): string {
  const inOwn = home !== null && home.lastIndexOf('/') > 0 && path.startsWith(`${home}/`);
  if (inOwn) return `~${path.slice(home.length)}`;
  return path.replace(/^(\/home|\/Users|\/export\/home|\/var\/home)\/[^/]+/, '~');
}

const ofSystem = /^(?:~|\/(?:usr|bin|sbin|lib|lib64|opt|etc|snap|nix|app|var\/lib)\/)/;

/**
 * A program of nobody in particular. What lies in a home folder shows without whose it is only where
 * its owner was read; without, a path shows where it belongs to the system.
 */
export function ownerless<T extends Pick<Program, 'path'>>(program: T): T {
  const { path } = program;
  return path === null || ofSystem.test(path) ? program : { ...program, path: null };
}

/**
 * The program behind a process. `exe` is where /proc/PID/exe points, `comm` its short name, `args`
 * the command line after the first word.
 */
export function programOf(
  exe: string | undefined,
  comm: string,
  args: readonly string[],
  home: string | null = null,
): Program {
  // An executable in memory only has no path that would say anything the next time.
  if (!exe || exe.startsWith('/memfd:'))
    return { program: shortName(comm), path: null, title: null };
  // A program whose file was replaced by an update runs on under the old name.
  const path = exe.replace(/ \(deleted\)$/, '');
  const program = baseName(path) || shortName(comm);
  return { program, path: withoutHome(path, home), title: titleOf(program, args) };
}

/** True when both are one program: the same executable and, where both are known, the same title. */
export function sameProgram(a: Program, b: Program): boolean {
  const titles = a.title === null || b.title === null || a.title === b.title;
  return a.program === b.program && a.path === b.path && titles;
}

/**
 * True when a child is part of its parent's run. Workers often rewrite their command line, so a
 * child without a title is its parent's; a child with another title is a program of its own.
 */
export function descendsFrom(child: Program, parent: Program): boolean {
  return sameProgram(child, parent) && (child.title === null || child.title === parent.title);
}
