import { array, assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { lineCharactersMax, LineSplitter, toLogLine } from './log-lines.ts';

const read = (line: string): unknown => JSON.parse(toLogLine('hub-nats', line, 1_700_000_000_000));

test('JSON of a program of ours passes unchanged', () => {
  const line = '{"level":30,"time":1,"msg":"ready"}';
  expect(toLogLine('hub', line, 2)).toBe(`${line}\n`);
});

test('lines of other programs are wrapped with their level', () => {
  const base = { time: 1_700_000_000_000, name: 'hub-nats' };
  const nats = '[7] 2026/11/24 18:00:00.000000 [ERR] no space';
  expect(read(nats)).toEqual({ ...base, level: 50, msg: nats });
  expect(read('FATAL:  lock file exists')).toMatchObject({ level: 60 });
  expect(read('WARNING:  slow')).toMatchObject({ level: 40 });
  expect(read('LOG:  ready')).toMatchObject({ level: 30 });
  expect(read('{ not json')).toMatchObject({ level: 30, msg: '{ not json' });
});

test('any line becomes one JSON line of bounded length', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const line = toLogLine('x', text.replaceAll('\n', ' '), 0);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      JSON.parse(line);
    }),
  );
  expect(toLogLine('x', 'a'.repeat(10 * lineCharactersMax), 0).length).toBeLessThan(
    lineCharactersMax + 200,
  );
});

test('lines come out whole however the text was cut', () => {
  const line = string().map((text) => `${text.replaceAll('\n', '')}.`);
  assert(
    property(array(line), array(string({ minLength: 1 })), (lines, cuts) => {
      const text = lines.map((each) => `${each}\n`).join('');
      const splitter = new LineSplitter();
      const out: string[] = [];
      let position = 0;
      for (const { length } of cuts) {
        out.push(...splitter.push(text.slice(position, position + length)));
        position += length;
      }
      out.push(...splitter.push(text.slice(position)), ...splitter.end());
      expect(out).toEqual(lines);
    }),
  );
});
