import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { Deed } from './deed.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';

/** A dialog with one thing to do: a question, or a form whose Enter key does the same. */
export interface DialogPlan {
  readonly label: string;
  readonly open: boolean;
  readonly body: TemplateResult | typeof nothing;
  readonly isForm?: boolean;
  /** What the button says that closes it and does nothing. */
  readonly leave: string;
  /** What is done; nothing where there is only something to read. */
  readonly act?: Act & { readonly run: () => void };
  /** Says whether it is being done, and what went wrong the last time. */
  readonly deed: Deed;
  /** It was closed, in whichever way. */
  readonly closed: () => void;
}
interface Act {
  readonly label: string;
  readonly variant?: 'brand' | 'danger';
}

/** Renders it. What went wrong stands under the body and is forgotten when the dialog closes. */
export function renderDialog(plan: DialogPlan): TemplateResult {
  const { deed, act } = plan;
  const body = html`${plan.body} ${deed.renderFault()}`;
  const submit = (event: Event): void => {
    event.preventDefault();
    act?.run();
  };
  return html`<wa-dialog
    label=${plan.label}
    ?open=${plan.open}
    @wa-after-hide=${(event: Event) => {
      // Lists and tooltips inside tell of their own closing by the same event.
      if (event.target !== event.currentTarget) return;
      deed.clear();
      plan.closed();
    }}
  >
    ${plan.isForm === true ? html`<form autocomplete="off" @submit=${submit}>${body}</form>` : body}
    <wa-button
      slot="footer"
      appearance=${act === undefined ? 'accent' : 'plain'}
      variant=${act === undefined ? 'brand' : 'neutral'}
      data-dialog="close"
      >${plan.leave}</wa-button
    >
    ${
      act === undefined
        ? nothing
        : html`<wa-button
            slot="footer"
            variant=${act.variant ?? 'brand'}
            ?loading=${deed.busy}
            @click=${act.run}
            >${act.label}</wa-button
          >`
    }
  </wa-dialog>`;
}

interface ConfirmPlan<T> {
  readonly label: string;
  readonly words: (item: T) => TemplateResult;
  readonly leave?: string;
  readonly act: Act;
  /** Does it; the dialog closes when this is done, and stays with the reason when it fails. */
  readonly does: (item: T) => Promise<void>;
}

/** Asks before something is done that cannot be taken back, or that many will notice. */
export class Confirm<T> {
  readonly #host: ReactiveControllerHost;
  readonly #plan: ConfirmPlan<T>;
  readonly #deed: Deed;
  #asked: T | undefined;

  constructor(host: ReactiveControllerHost, plan: ConfirmPlan<T>) {
    this.#host = host;
    this.#plan = plan;
    this.#deed = new Deed(host);
  }

  get isOpen(): boolean {
    return this.#asked !== undefined;
  }

  /** Opens the question. */
  ask(item: T): void {
    this.#deed.clear();
    this.#set(item);
  }

  /** Yes. */
  async confirm(): Promise<void> {
    const item = this.#asked;
    if (item === undefined) return;
    if (await this.#deed.run(() => this.#plan.does(item))) this.#set(undefined);
  }

  render(): TemplateResult {
    const { label, words, leave = 'Keep it', act } = this.#plan;
    const item = this.#asked;
    return renderDialog({
      label,
      leave,
      act: { variant: 'danger', ...act, run: () => void this.confirm() },
      open: item !== undefined,
      body: item === undefined ? nothing : words(item),
      deed: this.#deed,
      closed: () => this.#set(undefined),
    });
  }

  #set(item: T | undefined): void {
    this.#asked = item;
    this.#host.requestUpdate();
  }
}
