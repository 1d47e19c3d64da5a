import { provide } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { createApi } from '../api/client.ts';
import { describeProblem, isSignedOut } from '../api/problem.ts';
import type { Session } from '../api/types.ts';
import { LiveFeed } from '../live/feed.ts';
import { Ticker } from '../live/ticker.ts';
import { base } from '../styles/shared.ts';
import {
  announceContext,
  apiContext,
  liveContext,
  navigateContext,
  sessionContext,
  tickerContext,
  uploadsContext,
} from './contexts.ts';
import type { Announce, Navigate } from './contexts.ts';
import { paths } from './paths.ts';
import { Router } from './router.ts';
import { isBare, safeNext } from './routes.ts';
import type { Route } from './routes.ts';
import { shellStyles } from './shell-styles.ts';
import { Theme } from './theme.ts';
import { Uploads } from './uploads.ts';
import { renderPage, titleOf } from './views.ts';
import './nav.ts';
import '../elements/mark.ts';
import '../elements/message.ts';
import '@awesome.me/webawesome/dist/components/icon/icon.js';

/** How long to wait before asking a hub again that did not answer. */
const RETRY_MS = 3000;

/** The console: landmarks, navigation, session and the page of the current address. */
@customElement('eu-app')
export class EuApp extends LitElement {
  static override styles = [base, shellStyles];

  @provide({ context: apiContext }) protected api = createApi();
  @provide({ context: liveContext })
  protected live = new LiveFeed(() => new EventSource(paths.eventStream()));
  @provide({ context: uploadsContext }) protected uploads = new Uploads();
  @provide({ context: tickerContext }) protected ticker = new Ticker();
  @provide({ context: sessionContext }) @state() protected session: Session | undefined;
  @provide({ context: navigateContext })
  protected navigate: Navigate = (address, options) => this.#router?.navigate(address, options);
  @provide({ context: announceContext })
  protected announce: Announce = (message) => {
    this.announcement = message;
  };

  @state() private route: Route | undefined;
  @state() private announcement = '';
  @state() private menuOpen = false;
  @state() private fault: unknown;
  @query('main') private main!: HTMLElement;

  #lifetime: AbortController | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #router: Router | undefined;
  #theme: Theme | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    this.#theme = new Theme(signal);
    this.#router = new Router((route) => this.#arrive(route), signal);
    this.addEventListener('eu-signed-out', () => this.#toSignIn(), { signal });
    this.addEventListener('eu-signed-in', () => void this.#begin(), { signal });
    this.route = this.#router.route;
    document.title = titleOf(this.route);
    if (!isBare(this.route)) void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lifetime?.abort();
    clearTimeout(this.#retry);
    this.live[Symbol.dispose]();
  }

  override willUpdate(): void {
    const bare = this.route === undefined || isBare(this.route) || this.session === undefined;
    this.toggleAttribute('bare', bare);
  }

  override render() {
    const route = this.route;
    if (route === undefined) return nothing;
    if (isBare(route)) {
      return html`<main id="main" tabindex="-1">${renderPage(route)}</main>`;
    }
    if (this.fault !== undefined) {
      return html`<main id="main" tabindex="-1">
        <eu-problem .error=${this.fault} @eu-retry=${() => void this.#begin()}></eu-problem>
      </main>`;
    }
    if (this.session === undefined) return nothing;
    return html`
      <a class="skip" href="#main" @click=${(event: Event) => this.#skip(event)}>Skip to content</a>
      <header class="bar">
        <a class="brand" href=${paths.overview()}>
          <eu-mark></eu-mark><span class="word">EUCORA <span class="edge">edge</span></span>
        </a>
        <button
          class="menu"
          aria-expanded=${this.menuOpen}
          aria-controls="nav"
          @click=${() => (this.menuOpen = !this.menuOpen)}
        >
          <wa-icon name=${this.menuOpen ? 'xmark' : 'menu'} label="Menu"></wa-icon>
        </button>
      </header>
      <eu-nav
        id="nav"
        class=${this.menuOpen ? 'open' : ''}
        .page=${route.page}
        .theme=${this.#theme?.choice ?? 'system'}
        @eu-theme=${(event: CustomEvent<Theme['choice']>) => this.#chooseTheme(event.detail)}
        @eu-sign-out=${() => void this.#signOut()}
      ></eu-nav>
      <main id="main" tabindex="-1">${renderPage(route)}</main>
      <div class="visually-hidden" role="status" aria-live="polite">${this.announcement}</div>
    `;
  }

  /** Asks who is signed in, then opens the live feed. */
  async #begin(): Promise<void> {
    const signal = this.#lifetime?.signal ?? AbortSignal.abort();
    try {
      this.session = await this.api.session(signal);
      this.fault = undefined;
      this.live.start();
      if (this.route?.page === 'sign-in') {
        this.navigate(safeNext(this.route.next), { replace: true });
      }
    } catch (error) {
      if (signal.aborted) return;
      if (isSignedOut(error)) {
        this.#toSignIn();
        return;
      }
      this.fault = error;
      if (!describeProblem(error).retry) return;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => void this.#begin(), RETRY_MS);
    }
  }

  #toSignIn(): void {
    this.session = undefined;
    this.live[Symbol.dispose]();
    if (this.route !== undefined && isBare(this.route)) return;
    const here = `${location.pathname}${location.search}`;
    this.navigate(paths.signIn(here === '/' ? undefined : here), { replace: true });
  }

  async #signOut(): Promise<void> {
    let onwards: string | undefined;
    try {
      onwards = await this.api.signOut();
    } catch (error) {
      if (!isSignedOut(error)) {
        this.fault = error;
        return;
      }
    }
    this.session = undefined;
    this.live[Symbol.dispose]();
    if (onwards === undefined) this.navigate(paths.signIn());
    else location.assign(onwards);
  }

  #arrive(route: Route): void {
    const samePage = this.route !== undefined && subjectOf(this.route) === subjectOf(route);
    this.route = route;
    this.menuOpen = false;
    document.title = titleOf(route);
    if (samePage) return;
    this.announcement = titleOf(route);
    void this.#focusMain();
  }

  async #focusMain(): Promise<void> {
    await this.updateComplete;
    this.main.scrollTo({ top: 0 });
    this.main.focus({ preventScroll: true });
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.main.focus();
  }

  #chooseTheme(choice: Theme['choice']): void {
    this.#theme?.choose(choice);
    this.requestUpdate();
  }
}

/** What a page is about: another filter or another view of the same thing is the same page. */
function subjectOf(route: Route): string {
  return 'id' in route ? `${route.page} ${route.id}` : route.page;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-app': EuApp;
  }
}
