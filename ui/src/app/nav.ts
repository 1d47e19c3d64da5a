import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '../api/types.ts';
import { can } from '../domain/can.ts';
import { roleWords } from '../domain/words.ts';
import type { LiveFeed, LiveState } from '../live/feed.ts';
import { base } from '../styles/shared.ts';
import { liveContext, sessionContext } from './contexts.ts';
import { paths } from './paths.ts';
import type { Route } from './routes.ts';
import type { ThemeChoice } from './theme.ts';
import '@awesome.me/webawesome/dist/components/icon/icon.js';

interface Entry {
  readonly label: string;
  readonly icon: string;
  readonly href: string;
  readonly pages: readonly Route['page'][];
  /** Left out for those who would be refused. */
  readonly needs?: string;
}

const ENTRIES: readonly Entry[] = [
  { label: 'Overview', icon: 'overview', href: paths.overview(), pages: ['overview'] },
  { label: 'Sites', icon: 'sites', href: paths.sites(), pages: ['sites', 'site'] },
  { label: 'Devices', icon: 'devices', href: paths.devices(), pages: ['devices', 'device'] },
  {
    label: 'Applications',
    icon: 'applications',
    href: paths.applications(),
    pages: ['applications', 'application'],
  },
  {
    label: 'Deployments',
    icon: 'deployments',
    href: paths.deployments(),
    pages: ['deployments', 'deployment', 'deployment-new', 'documents', 'site-documents'],
    needs: 'deployment.read',
  },
  {
    label: 'Packages',
    icon: 'packages',
    href: paths.packages(),
    pages: ['packages', 'package'],
    needs: 'package.read',
  },
  {
    label: 'Trust',
    icon: 'seal',
    href: paths.trust(),
    pages: ['trust'],
    needs: 'package.read',
  },
  {
    label: 'Audit',
    icon: 'audit',
    href: paths.audit(),
    pages: ['audit', 'audit-proof'],
    needs: 'audit.read',
  },
  {
    label: 'Identity conflicts',
    icon: 'conflicts',
    href: paths.conflicts(),
    pages: ['conflicts', 'conflict'],
  },
  { label: 'Quarantine', icon: 'quarantine', href: paths.quarantine(), pages: ['quarantine'] },
  {
    label: 'Users',
    icon: 'users',
    href: paths.users(),
    pages: ['users'],
    needs: 'user.read',
  },
  {
    label: 'Access',
    icon: 'access',
    href: paths.access(),
    pages: ['access', 'group'],
    needs: 'token.read',
  },
  {
    label: 'Notifications',
    icon: 'notifications',
    href: paths.notifications(),
    pages: ['notifications', 'webhook', 'mail-target'],
    needs: 'alert.read',
  },
  {
    label: 'Privacy',
    icon: 'privacy',
    href: paths.privacy(),
    pages: ['privacy', 'erasure'],
    needs: 'privacy.read',
  },
  { label: 'Keys', icon: 'keys', href: paths.keys(), pages: ['keys'] },
];

const LIVE_WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Offline',
} as const satisfies Record<LiveState, string>;

const THEMES: readonly { choice: ThemeChoice; icon: string; label: string }[] = [
  { choice: 'light', icon: 'sun', label: 'Light' },
  { choice: 'system', icon: 'system', label: 'As the system' },
  { choice: 'dark', icon: 'moon', label: 'Dark' },
];

/** Where one can go, whether the page is live, how it looks, and who is signed in. */
@customElement('eu-nav')
export class EuNav extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        padding: 0.4rem 0.625rem 0.75rem;
        background: var(--eu-surface);
        border-right: 1px solid var(--eu-line);
        overflow-y: auto;
      }
      nav a {
        display: flex;
        align-items: center;
        gap: 0.65rem;
        padding: 0.42rem 0.625rem;
        margin-bottom: 1px;
        border-radius: var(--eu-radius);
        color: var(--eu-text);
      }
      nav a:hover {
        background: var(--eu-hover);
        text-decoration: none;
      }
      nav wa-icon {
        color: var(--eu-quiet);
        font-size: 1.05rem;
      }
      nav a[aria-current] {
        background: var(--eu-accent-soft);
        color: var(--eu-accent);
        font-weight: 600;
      }
      nav a[aria-current] wa-icon {
        color: inherit;
      }
      .foot {
        margin-top: auto;
        padding: 0.75rem 0.375rem 0;
        display: grid;
        gap: 0.7rem;
        font-size: var(--eu-size-s);
      }
      .row {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem;
      }
      .live {
        white-space: nowrap;
      }
      .live::before {
        content: '';
        display: inline-block;
        width: 0.5rem;
        height: 0.5rem;
        margin-right: 0.45rem;
        border-radius: 50%;
        background: var(--eu-unknown-mark);
      }
      .live[data-state='live']::before {
        background: var(--eu-fresh-mark);
      }
      .live[data-state='lost'] {
        color: var(--eu-late);
      }
      .live[data-state='lost']::before {
        background: var(--eu-late-mark);
      }
      .themes {
        display: flex;
        border: 1px solid var(--eu-line);
        border-radius: 99px;
        overflow: clip;
      }
      button {
        border: 0;
        background: none;
        color: var(--eu-quiet);
        padding: 0.3rem 0.45rem;
        font: inherit;
        line-height: 1;
        cursor: pointer;
      }
      button:hover {
        color: var(--eu-text);
        background: var(--eu-hover);
      }
      .themes button[aria-pressed='true'] {
        background: var(--eu-accent-soft);
        color: var(--eu-accent);
      }
      .who {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      a.who {
        color: var(--eu-text);
      }
      .who span {
        display: block;
        color: var(--eu-quiet);
      }
      @media (max-width: 48rem) {
        nav a {
          padding: 0.75rem 0.625rem;
          font-size: var(--eu-size-l);
        }
        button {
          padding: 0.6rem 0.75rem;
        }
      }
    `,
  ];

  @property() page: Route['page'] = 'overview';
  @property() theme: ThemeChoice = 'system';

  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @consume({ context: liveContext }) private live!: LiveFeed;
  @state() private liveState: LiveState = 'connecting';
  #unwatch: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = this.live.watch((now) => (this.liveState = now));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
  }

  override render() {
    return html`<nav aria-label="Main">
        <ul>
          ${this.#entries().map((entry) => this.#renderEntry(entry))}
        </ul>
      </nav>
      <div class="foot">
        <a href=${paths.apiDocs()}>API</a>
        <div class="row">
          <span class="live" role="status" data-state=${this.liveState}
            >${LIVE_WORDS[this.liveState]}</span
          >
          <div class="themes" role="group" aria-label="Colours">
            ${THEMES.map(
              ({ choice, icon, label }) =>
                html`<button
                  aria-pressed=${this.theme === choice}
                  title=${label}
                  @click=${() => this.#tell('eu-theme', choice)}
                >
                  <wa-icon name=${icon} label=${label}></wa-icon>
                </button>`,
            )}
          </div>
        </div>
        ${this.session === undefined ? nothing : this.#renderAccount(this.session)}
      </div>`;
  }

  #entries(): readonly Entry[] {
    const held = this.session?.permissions;
    return ENTRIES.filter(({ needs }) => needs === undefined || can(held, needs));
  }

  #renderEntry({ label, icon, href, pages }: Entry) {
    const current = pages.includes(this.page);
    return html`<li>
      <a href=${href} aria-current=${current ? 'page' : nothing}
        ><wa-icon name=${icon}></wa-icon>${label}</a
      >
    </li>`;
  }

  #renderAccount(session: Session) {
    return html`<div class="row">
      <a class="who" href=${paths.profile()} title="Your profile"
        >${session.display_name}<span>${roleWords(session.role)}</span></a
      >
      <button title="Sign out" @click=${() => this.#tell('eu-sign-out')}>
        <wa-icon name="sign-out" label="Sign out"></wa-icon>
      </button>
    </div>`;
  }

  #tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-nav': EuNav;
  }
}
