import { Task, TaskStatus } from '@lit/task';
import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { describeProblem, isSignedOut } from '../api/problem.ts';
import { LiveController } from '../live/live-controller.ts';
import '../elements/message.ts';
import '../elements/skeleton.ts';

type Host = ReactiveControllerHost & HTMLElement;
interface Plan<A extends readonly unknown[], T> {
  readonly load: (args: A, signal: AbortSignal) => Promise<T>;
  readonly args: () => A;
}

/**
 * A task whose last good answer stays on the page while a newer one is fetched, and when fetching
 * fails: a page never goes blank under the reader. Another subject (new arguments) starts afresh.
 */
export class Load<const A extends readonly unknown[], T> {
  readonly #host: Host;
  readonly #task: Task<A, T>;
  #subject: A | undefined;
  #value: T | undefined;

  constructor(host: Host, plan: Plan<A, T>) {
    this.#host = host;
    this.#task = new Task<A, T>(host, {
      args: plan.args,
      task: async (args, { signal }) => {
        if (this.#subject?.some((part, index) => part !== args[index]) === true) {
          this.#value = undefined;
        }
        this.#subject = args;
        this.#value = await plan.load(args, signal);
        return this.#value;
      },
      onError: (error) => this.#failed(error),
    });
    new LiveController(host, { back: () => this.refresh() });
  }

  get value(): T | undefined {
    return this.#value;
  }

  /** Replaces what is shown with something newer that the page learnt by itself. */
  patch(change: (value: T) => T): void {
    if (this.#value === undefined) return;
    this.#value = change(this.#value);
    this.#host.requestUpdate();
  }

  /** Fetches again, leaving what is shown in place until the answer arrives. */
  refresh(): void {
    void this.#task.run();
  }

  render(view: (value: T) => TemplateResult): TemplateResult {
    const failed = this.#task.status === TaskStatus.ERROR;
    if (this.#value === undefined) {
      return failed
        ? html`<eu-problem
            .error=${this.#task.error}
            @eu-retry=${() => this.refresh()}
          ></eu-problem>`
        : html`<eu-skeleton></eu-skeleton>`;
    }
    return html`${failed ? this.#renderStale() : nothing}${view(this.#value)}`;
  }

  #renderStale(): TemplateResult {
    const { title } = describeProblem(this.#task.error);
    return html`<eu-stale .reason=${title} @eu-retry=${() => this.refresh()}></eu-stale>`;
  }

  #failed(error: unknown): void {
    if (!isSignedOut(error)) return;
    this.#host.dispatchEvent(new Event('eu-signed-out', { bubbles: true, composed: true }));
  }
}
