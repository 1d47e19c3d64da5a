import { expect, it } from 'vitest';
import { parseMetrics } from './metrics.ts';

it('sums the series that have the labels', () => {
  const metrics = parseMetrics(
    [
      '# HELP refused_total segments',
      '# TYPE refused_total counter',
      'refused_total{code="wrong_site",lane="bulk"} 2',
      'refused_total{code="wrong_site",lane="urgent"} 3',
      'refused_total{code="a \\"b\\""} 1.5e1',
      'up 1',
    ].join('\n'),
  );
  expect(metrics.total('refused_total', { code: 'wrong_site' })).toBe(5);
  expect(metrics.total('refused_total')).toBe(20);
  expect(metrics.total('up')).toBe(1);
  expect(metrics.total('down')).toBe(0);
});
