import { describe, expect, it } from 'vitest';
import { LiveFeed } from './feed.ts';
import type { EventStream, LiveState } from './feed.ts';

class FakeStream implements EventStream {
  readyState = 0;
  closed = false;
  readonly #listeners = new Map<string, (event: MessageEvent<string>) => void>();

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(type, listener);
  }

  close(): void {
    this.closed = true;
  }

  say(type: string, data = ''): void {
    this.#listeners.get(type)?.(new MessageEvent(type, { data }));
  }
}

describe('LiveFeed', () => {
  it('hands each event to the handlers of its name until they leave', () => {
    const stream = new FakeStream();
    using feed = new LiveFeed(() => stream);
    const heard: unknown[] = [];
    const leave = feed.subscribe({ ledger: (event) => heard.push(event) });
    feed.start();
    stream.say('ledger', '{"site_id":"hq","events":3,"devices":["0a"]}');
    stream.say('site', '{"site_id":"hq"}');
    leave();
    stream.say('ledger', '{"site_id":"hq","events":9,"devices":[]}');
    expect(heard).toEqual([{ site_id: 'hq', events: 3, devices: ['0a'] }]);
  });

  it('tells when it is back after it was lost, and only then', () => {
    const stream = new FakeStream();
    using feed = new LiveFeed(() => stream);
    let back = 0;
    feed.subscribe({ back: () => (back += 1) });
    feed.start();
    stream.say('open');
    expect(back).toBe(0);
    stream.say('error');
    stream.say('error');
    stream.say('open');
    expect(back).toBe(1);
  });

  it('survives a line it does not understand', () => {
    const stream = new FakeStream();
    using feed = new LiveFeed(() => stream);
    const heard: unknown[] = [];
    feed.subscribe({ rate: (event) => heard.push(event) });
    feed.start();
    stream.say('rate', 'not json');
    stream.say('rate', '[1]');
    stream.say('rate', '{"events_per_second":"many"}');
    expect(heard).toEqual([{ events_per_second: 0 }]);
  });

  it('says whether it is live, and closes when it is disposed', () => {
    const stream = new FakeStream();
    const feed = new LiveFeed(() => stream);
    const states: LiveState[] = [];
    feed.watch((state) => states.push(state));
    feed.start();
    stream.say('open');
    stream.say('error');
    stream.say('open');
    feed[Symbol.dispose]();
    expect(states).toEqual(['connecting', 'live', 'lost', 'live', 'connecting']);
    expect(stream.closed).toBe(true);
  });
});
