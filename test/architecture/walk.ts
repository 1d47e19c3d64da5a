/** One file of the walk that ARCHITECTURE takes with an event. */
export interface WalkStep {
  readonly path: string;
  /** The file after it, as its own first lines name it; undefined: it names none. */
  readonly next: string | undefined;
  readonly saysItsPart: boolean;
}

/** The files that a section of a Markdown text links to, in order. */
export function linkedFiles(markdown: string, heading: string): string[] {
  const [, section = ''] = markdown.split(`\n## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  return [...text.matchAll(/\]\(([^)#]+\.ts)\)/g)].map(([, path = '']) => path);
}

/** Source files that a Markdown text names in code marks by their whole path. */
export function namedFiles(markdown: string): string[] {
  const named = /`((?:endpoint-agent|site-relay|hub|protocol|test)\/[\w./-]+\.ts)`/g;
  return [...markdown.matchAll(named)].map(([, path = '']) => path);
}

/** What a file says of its place in the way, in its very first lines; undefined: nothing. */
export function readStep(path: string, text: string): WalkStep | undefined {
  const [first = '', second = ''] = text.split('\n');
  const saysItsPart = /^\/\/ The way of an event: .{10,}\.$/.test(first);
  const next = /^\/\/ Next: (\S+)$/.exec(second)?.[1];
  return saysItsPart || next ? { path, next, saysItsPart } : undefined;
}
