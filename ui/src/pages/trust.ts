import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Session, Trust, TrustImport, TrustPublisher, TrustRole } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import {
  beginning,
  importWords,
  keyWords,
  resultWord,
  scopeWords,
  thresholdWords,
} from '../domain/trust-words.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page, table } from '../styles/shared.ts';
import { trustStyles } from './trust-styles.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** Who may say which artifacts are genuine: keys, thresholds, expiries, and bringing in signatures. */
@customElement('eu-trust-page')
export class EuTrustPage extends LitElement {
  static override styles = [base, page, table, trustStyles];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private brought: TrustImport | undefined;
  @query('input') private picker!: HTMLInputElement;
  readonly #deed = new Deed(this);

  readonly #trust = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.trust(signal),
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (action.startsWith('trust.') || action.startsWith('secret.')) this.#trust.refresh();
      },
    });
  }

  override render() {
    return html`<div class="head">
        <h1>Trust</h1>
        <span class="quiet">who may say which artifacts are genuine</span>
        <div class="tools">
          <wa-button size="s" appearance="outlined" href=${paths.trustStick()}
            >For the stick …</wa-button
          >
          ${
            can(this.session?.permissions, 'package.publish')
              ? html`<wa-button
                    size="s"
                    variant="brand"
                    ?loading=${this.#deed.busy}
                    @click=${() => this.picker.click()}
                    >Import …</wa-button
                  ><input
                    type="file"
                    multiple
                    hidden
                    accept=".json"
                    aria-label="Signed metadata files"
                    @change=${() => void this.#import()}
                  />`
              : nothing
          }
        </div>
      </div>
      ${this.#deed.renderFault()} ${this.#renderBrought()}
      ${this.#trust.render((found) => this.#renderAll(found))}`;
  }

  #renderAll(trust: Trust) {
    return html`<div class="stack">
      ${trust.lacks.length === 0 ? nothing : renderLacks(trust.lacks)}
      ${trust.root_version === null ? renderBeginning() : renderRoles(trust.roles)}
      ${trust.root_version === null ? nothing : renderPublishers(trust.publishers)}
      ${renderHubKeys(trust)}
    </div>`;
  }

  #renderBrought() {
    const brought = this.brought;
    if (brought === undefined) return nothing;
    const said = brought.results.filter(({ result }) => result !== 'known');
    return html`<section class="panel brought" aria-label="What was brought in" role="status">
      <header>
        <h2>${importWords(brought)}</h2>
        <wa-button size="s" appearance="plain" @click=${() => (this.brought = undefined)}
          >Close</wa-button
        >
      </header>
      ${
        said.length === 0
          ? nothing
          : html`<ul>
              ${said.map(
                ({ name, result, role, version, detail }) =>
                  html`<li>
                    <span class="mono">${name}</span>
                    <span class=${result}>${resultWord(result)}</span>
                    ${role === null ? nothing : html`<span class="quiet">${role} ${version}</span>`}
                    ${detail === '' ? nothing : html`<span class="under">${detail}</span>`}
                  </li>`,
              )}
            </ul>`
      }
    </section>`;
  }

  async #import(): Promise<void> {
    const chosen = [...(this.picker.files ?? [])];
    this.picker.value = '';
    if (chosen.length === 0) return;
    await this.#deed.run(async () => {
      const files = await Promise.all(
        chosen.map(async (file) => ({ name: file.name, text: await file.text() })),
      );
      this.brought = await this.api.importTrust(files);
      this.announce(importWords(this.brought));
      this.#trust.refresh();
    });
  }
}

function renderLacks(lacks: Trust['lacks']) {
  return html`<section class="panel" aria-label="What is missing">
    <ul class="lacks">
      ${lacks.map(({ severity, detail }) => html`<li class=${severity}>${detail}</li>`)}
    </ul>
  </section>`;
}

function renderBeginning() {
  return html`<section class="panel" aria-label="How to begin">
    <header><h2>To try it, with everything in your own hands</h2></header>
    <ol class="commands">
      ${beginning.map((line) => html`<li><code>${line}</code></li>`)}
    </ol>
    <p class="note">
      For real, each holder has a key on a laptop of their own, and a stick goes round:
      docs/TRUST.md says how, step by step. The first root stays the first; what it says may change.
    </p>
  </section>`;
}

function renderRoles(roles: readonly TrustRole[]) {
  return html`<section class="panel" aria-label="Who can sign what">
    <header><h2>Who can sign what</h2></header>
    <div class="scroll">
      <table class="cards terse">
        <thead>
          <tr>
            <th scope="col">Role</th>
            <th scope="col">Keys</th>
            <th scope="col" class="num">Version</th>
            <th scope="col">Expires</th>
          </tr>
        </thead>
        <tbody>
          ${roles.map(
            (role) =>
              html`<tr>
                <td class="lead stacked">${role.name}<span class="under">may ${role.may}</span></td>
                <td class="left full">${renderKeys(role)}</td>
                <td class="num minor">${role.version ?? '–'}</td>
                <td class="left full date">${renderExpiry(role)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function renderPublishers(publishers: readonly TrustPublisher[]) {
  return html`<section class="panel" aria-label="Publishers">
    <header><h2>Publishers</h2></header>
    ${
      publishers.length === 0
        ? html`<eu-empty
            heading="No publisher yet"
            next="targets vouches for artifacts itself, until it lets publishers: eucora-trust delegate."
          ></eu-empty>`
        : html`<div class="scroll">
            <table class="cards terse">
              <thead>
                <tr>
                  <th scope="col">Role</th>
                  <th scope="col">May vouch for</th>
                  <th scope="col">Keys</th>
                  <th scope="col" class="num">Artifacts</th>
                  <th scope="col" class="num">Version</th>
                  <th scope="col">Expires</th>
                </tr>
              </thead>
              <tbody>
                ${publishers.map(renderPublisher)}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

function renderPublisher(role: TrustPublisher) {
  return html`<tr>
    <td class="lead stacked">${role.name}<span class="under">by ${role.by}</span></td>
    <td class="left full">
      <span class="mono">${role.paths.join(' ')}</span
      ><span class="under">${scopeWords(role)}${role.terminating ? ' · nobody after it' : ''}</span>
    </td>
    <td class="left full">${renderKeys(role)}</td>
    <td class="num minor">${role.targets}</td>
    <td class="num minor">${role.version ?? '–'}</td>
    <td class="left full date">${renderExpiry(role)}</td>
  </tr>`;
}

function renderKeys(role: Pick<TrustRole, 'keys' | 'threshold'>) {
  return html`<span class="quiet">${thresholdWords(role)}</span>
    <ul class="keys">
      ${role.keys.map(
        (key) =>
          html`<li title=${key.id}>
            ${keyWords(key)}${key.hub ? html` <span class="quiet">here</span>` : nothing}
          </li>`,
      )}
    </ul>`;
}

function renderExpiry({ freshness, expires_at: at }: Pick<TrustRole, 'freshness' | 'expires_at'>) {
  if (freshness === null) return html`<span class="quiet">with root</span>`;
  if (freshness === 'missing') return html`<span class="soon">not here yet</span>`;
  const word = freshness === 'expired' ? 'expired ' : html`<span class="narrow">expires </span>`;
  return html`<span class=${freshness}>${word}<eu-time .at=${at}></eu-time></span>`;
}

function renderHubKeys({ hub_keys: keys, root_sha256: root }: Trust) {
  return html`<section class="panel" aria-label="Keys of the hub">
    <header>
      <h2>Keys of the hub</h2>
      ${
        root === null
          ? nothing
          : html`<span class="quiet root"
              >first root, SHA-256 <span class="mono">${root}</span></span
            >`
      }
    </header>
    <div class="scroll">
      <table class="cards terse">
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Id</th>
            <th scope="col">Made</th>
            <th scope="col">For a ceremony</th>
          </tr>
        </thead>
        <tbody>
          ${keys.map(
            ({ name, id, made_at: made }, index) =>
              html`<tr>
                <td class="lead stacked">
                  ${name}<span class="under"
                    >${name === 'online' ? 'signs snapshot and timestamp' : 'signs orders to sites'}</span
                  >
                </td>
                <td class="left mono">${id.slice(0, 8)}</td>
                <td class="left minor"><eu-time .at=${made}></eu-time></td>
                <td class="left full">
                  ${
                    keys.findIndex((each) => each.name === name) === index
                      ? html`<a href=${paths.trustKey(name)} download=${`${name}.pub`}
                          >${name}.pub</a
                        >`
                      : html`<span class="quiet">until root names the next one</span>`
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-trust-page': EuTrustPage;
  }
}
