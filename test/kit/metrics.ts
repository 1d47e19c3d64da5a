/** Numbers of a Prometheus page. */
export interface Metrics {
  /** Sum over all series of this name whose labels include the given ones; 0 when there is none. */
  total(name: string, labels?: Readonly<Record<string, string>>): number;
}

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads the Prometheus text format. */
export function parseMetrics(text: string): Metrics {
  const series = text.split('\n').flatMap((row) => {
    const [, name, labels = '', value] = line.exec(row) ?? [];
    if (row.startsWith('#') || name === undefined) return [];
    const pairs = [...labels.matchAll(label)].map(
      ([, key = '', quoted = '']) => [key, quoted] as const,
    );
    return [{ name, labels: new Map(pairs), value: Number(value) }];
  });
  return {
    total: (name, labels = {}) =>
      series
        .filter((each) => each.name === name)
        .filter((each) => Object.entries(labels).every(([key, v]) => each.labels.get(key) === v))
        .reduce((sum, { value }) => sum + value, 0),
  };
}
