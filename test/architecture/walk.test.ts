import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTexts } from './project.ts';
import type { Text } from './text-rules.ts';
import { linkedFiles, namedFiles, readStep } from './walk.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const heading = 'The way of an event';

describe('the walk of an event in ARCHITECTURE.md', () => {
  let markdown: string;
  let texts: readonly Text[];
  let walk: readonly string[];

  beforeAll(async () => {
    markdown = await readFile(`${root}ARCHITECTURE.md`, 'utf8');
    texts = await readTexts(root);
    walk = linkedFiles(markdown, heading);
  });

  const textOf = (path: string): string =>
    texts.find((text) => text.path === path)?.text ?? `${path} does not exist`;

  it('goes from a collector to the trimmed spool, once through each file', () => {
    expect(walk.at(0)).toMatch(/^endpoint-agent\/src\/collectors\//);
    expect(walk.at(-1)).toMatch(/^endpoint-agent\/src\/spool\//);
    expect(new Set(walk).size).toBe(walk.length);
    const packages = ['endpoint-agent', 'site-relay', 'hub', 'site-relay', 'endpoint-agent'];
    const visited = walk.map((path) => path.split('/')[0]);
    expect(visited.filter((each, i) => each !== visited[i - 1])).toEqual(packages);
  });

  it('is told by its files: each begins with its part and names the next', () => {
    const told = walk.map((path) => readStep(path, textOf(path)));
    expect(told).toEqual(walk.map((path, i) => ({ path, next: walk[i + 1], saysItsPart: true })));
  });

  it('leaves out no file that says it is on the way', () => {
    const told = texts.filter(({ path, text }) => path.endsWith('.ts') && readStep(path, text));
    expect(told.map(({ path }) => path).toSorted()).toEqual(walk.toSorted());
  });

  it('names only files that exist, beside the way as well', () => {
    const missing = namedFiles(markdown).filter((path) => !texts.some((t) => t.path === path));
    expect(missing).toEqual([]);
  });
});

describe('readers of the walk', () => {
  it('take the links of one section in their order', () => {
    const text = '# A\n\n## B\n[x](b.ts) and [`y`](a.ts#L1)\n[z](c.ts)\n\n## C\n[w](d.ts)\n';
    expect(linkedFiles(text, 'B')).toEqual(['b.ts', 'c.ts']);
    expect(linkedFiles(text, 'D')).toEqual([]);
  });

  it('take a file at its first two lines alone', () => {
    const part = '// The way of an event: does its part.';
    expect(readStep('a.ts', `${part}\n// Next: b.ts\n`)).toEqual({
      path: 'a.ts',
      next: 'b.ts',
      saysItsPart: true,
    });
    expect(readStep('a.ts', `${part}\n\n`)?.next).toBeUndefined();
    expect(readStep('a.ts', `import x;\n${part}\n// Next: b.ts\n`)).toBeUndefined();
  });
});
