/** One protocol rule taken out of the code, and the tests of which at least one must notice. */
export interface Mutation {
  /** The rule in the words of the protocol. */
  readonly rule: string;
  readonly file: string;
  /** Text that the file holds exactly once … */
  readonly find: string;
  /** … and what stands there without the rule. */
  readonly replace: string;
  /** Files or folders of tests. */
  readonly tests: readonly string[];
}

/** The rule is no longer where the list says; the list must follow the code. */
export class MutationError extends Error {
  override readonly name = 'MutationError';
}

/** The source without the rule. @throws MutationError unless it holds the text exactly once */
export function mutate(source: string, { rule, file, find, replace }: Mutation): string {
  const at = source.indexOf(find);
  if (at < 0 || source.indexOf(find, at + 1) >= 0) {
    const found = at < 0 ? 'is not there' : 'is there more than once';
    throw new MutationError(`"${rule}": its text ${found} in ${file}`);
  }
  return source.slice(0, at) + replace + source.slice(at + find.length);
}
