import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { describeProblem } from '../api/problem.ts';

/**
 * What a person does on a page, a revocation or a new group: one at a time, and what went wrong
 * stays to be read until the next try.
 */
export class Deed {
  readonly #host: ReactiveControllerHost;
  #busy = false;
  #fault: string | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Does it, unless something is being done; true when it worked. */
  async run(act: () => Promise<void>): Promise<boolean> {
    if (this.#busy) return false;
    this.#set(true, undefined);
    try {
      await act();
      this.#set(false, undefined);
      return true;
    } catch (error) {
      const { title, detail, next } = describeProblem(error);
      this.#set(false, detail ?? `${title}. ${next}`);
      return false;
    }
  }

  /** Says what the page itself finds wrong before anything is done. */
  refuse(fault: string): void {
    this.#set(this.#busy, fault);
  }

  /** Forgets what went wrong. */
  clear(): void {
    this.#set(this.#busy, undefined);
  }

  /** What went wrong, or nothing. */
  renderFault(): TemplateResult | typeof nothing {
    const fault = this.#fault;
    return fault === undefined ? nothing : html`<p class="fault" role="alert">${fault}</p>`;
  }

  #set(busy: boolean, fault: string | undefined): void {
    this.#busy = busy;
    this.#fault = fault;
    this.#host.requestUpdate();
  }
}
