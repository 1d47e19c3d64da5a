import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { liveContext, tickerContext } from '../app/contexts.ts';
import type { LiveFeed, LiveHandlers } from './feed.ts';

type Host = ReactiveControllerHost & HTMLElement;

/** Subscribes an element to the live feed for as long as it is on the page. */
export class LiveController implements ReactiveController {
  readonly #handlers: LiveHandlers;
  #unsubscribe: (() => void) | undefined;

  constructor(host: Host, handlers: LiveHandlers) {
    this.#handlers = handlers;
    host.addController(this);
    new ContextConsumer(host, {
      context: liveContext,
      callback: (feed) => this.#follow(feed),
      subscribe: true,
    });
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  #follow(feed: LiveFeed): void {
    this.#unsubscribe?.();
    this.#unsubscribe = feed.subscribe(this.#handlers);
  }
}

/** Keeps `now` moving: the host renders again each second while it is on the page. */
export class NowController implements ReactiveController {
  now = Date.now();
  readonly #host: Host;
  #stop: (() => void) | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
    new ContextConsumer(host, {
      context: tickerContext,
      callback: (ticker) => {
        this.#stop?.();
        this.now = ticker.now;
        this.#stop = ticker.listen((now) => this.#move(now));
      },
      subscribe: true,
    });
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #move(now: number): void {
    this.now = now;
    this.#host.requestUpdate();
  }
}
