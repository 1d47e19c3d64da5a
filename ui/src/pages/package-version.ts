import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { PackageMove } from '../api/packages.ts';
import type { PackageVersion, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import {
  deedWord,
  packageFormat,
  packageState,
  packageTitle,
  publisherWord,
  scannerName,
  scanWord,
  signatureWords,
} from '../domain/package-words.ts';
import { bytes, count } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, facts, page } from '../styles/shared.ts';
import { notifyStyles } from './notify-frame.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

const MOVES = [
  ['stage', 'package.test', 'Stage', ['inspected']],
  ['publish', 'package.publish', 'Publish', ['staged']],
  ['withdraw', 'package.publish', 'Withdraw', ['uploaded', 'inspected', 'staged', 'published']],
] as const satisfies readonly (readonly [
  PackageMove,
  string,
  string,
  readonly PackageVersion['state'][],
])[];

/** One version of a package: what it says of itself, its state, and who did what to it. */
@customElement('eu-package-version-page')
export class EuPackageVersionPage extends LitElement {
  static override styles = [
    base,
    page,
    facts,
    notifyStyles,
    css`
      .text {
        white-space: pre-line;
      }
      section + section {
        margin-top: 1.25rem;
      }
      .command {
        display: block;
        padding: 0 0.875rem 0.75rem;
        font-family: var(--eu-mono);
        font-size: 0.92em;
        overflow-wrap: anywhere;
      }
      .vouched {
        color: var(--eu-fresh);
        font-weight: 500;
      }
      .found,
      .refused,
      .damaged {
        color: var(--eu-dark);
        font-weight: 500;
      }
      li {
        padding: 0.35rem 0.875rem;
        overflow-wrap: anywhere;
      }
      form {
        padding: 0.75rem 0.875rem;
      }
    `,
  ];

  @property() versionId = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @query('[data-field=name]') private name!: WaInput;
  @query('[data-field=version]') private version!: WaInput;
  @query('[data-field=architecture]') private architecture!: WaInput;
  readonly #deed = new Deed(this);

  readonly #version = new Load(this, {
    args: () => [this.versionId] as const,
    load: ([id], signal) => this.api.packageVersion(id, signal),
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (/^(?:package|trust)\.|^object\.damaged$/.test(action)) this.#version.refresh();
      },
    });
  }

  override render() {
    const item = this.#version.value;
    return html`<a class="crumb" href=${paths.packages()}>Packages</a>
      <div class="head">
        <h1>${item === undefined ? 'Package' : `${packageTitle(item)} ${item.version ?? ''}`}</h1>
        ${item === undefined ? nothing : this.#renderTools(item)}
      </div>
      ${this.#deed.renderFault()} ${this.#version.render((found) => this.#renderAll(found))}`;
  }

  #renderTools(item: PackageVersion) {
    const held = this.session?.permissions;
    const possible = MOVES.filter(
      ([, needed, , from]) => can(held, needed) && from.some((each) => each === item.state),
    );
    return html`<div class="tools">
      <wa-button size="s" appearance="outlined" href=${paths.packageContent(item.id)}
        >Download</wa-button
      >
      ${possible.map(
        ([move, , label]) =>
          html`<wa-button
            size="s"
            appearance=${move === 'withdraw' ? 'outlined' : 'accent'}
            variant=${move === 'withdraw' ? 'neutral' : 'brand'}
            ?loading=${this.#deed.busy}
            @click=${() => void this.#move(move)}
            >${label}</wa-button
          >`,
      )}
    </div>`;
  }

  #renderAll(item: PackageVersion): TemplateResult {
    const needsName = item.state === 'uploaded' && can(this.session?.permissions, 'package.create');
    return html`${needsName ? this.#renderNaming() : nothing}
      <section class="panel" aria-label="What it is">
        ${renderFacts(item, this.session?.permissions)}
      </section>
      ${renderPublisher(item)}
      <section class="panel" aria-label="Scans">
        <header><h2>Scans</h2></header>
        <dl>
          ${item.scans.map(
            ({ scanner, status, at, detail }) =>
              html`<dt>${scannerName(scanner)}</dt>
                <dd>
                  <span class=${status}>${scanWord(status)}</span>
                  <span class="quiet"
                    >${detail} ${at === null ? nothing : html`<eu-time .at=${at}></eu-time>`}</span
                  >
                </dd>`,
          )}
        </dl>
      </section>
      <section class="panel" aria-label="Names other packages">
        <header>
          <h2>Names other packages</h2>
          <span class="quiet">${count(item.dependencies.length)}</span>
        </header>
        ${renderDependencies(item)}
      </section>
      <section class="panel" aria-label="Who did what">
        <header><h2>Who did what</h2></header>
        <ul>
          ${item.history.map(
            ({ at, deed, actor }) =>
              html`<li>
                ${actor} <span class="quiet">${deedWord(deed)}</span>
                <eu-time .at=${at}></eu-time>
              </li>`,
          )}
        </ul>
      </section>`;
  }

  #renderNaming() {
    return html`<section class="panel" aria-label="What is it?">
      <header><h2>What is it? Its content does not say</h2></header>
      <form @submit=${(event: Event) => void this.#describe(event)}>
        <div class="pair">
          <wa-input size="s" data-field="name" label="Name"></wa-input>
          <wa-input size="s" data-field="version" label="Version"></wa-input>
          <wa-input
            size="s"
            data-field="architecture"
            label="Architecture, if it matters"
          ></wa-input>
        </div>
        <div>
          <wa-button size="s" variant="brand" type="submit" ?loading=${this.#deed.busy}
            >Save</wa-button
          >
        </div>
      </form>
    </section>`;
  }

  async #move(move: PackageMove): Promise<void> {
    await this.#deed.run(async () => {
      const changed = await this.api.movePackage(this.versionId, move);
      this.#version.patch(() => changed);
      this.announce(packageState(changed.state));
    });
  }

  async #describe(event: Event): Promise<void> {
    event.preventDefault();
    const text = (input: WaInput): string => (input.value ?? '').trim();
    const architecture = text(this.architecture);
    const said = { name: text(this.name), version: text(this.version) };
    await this.#deed.run(async () => {
      const changed = await this.api.describePackage(this.versionId, {
        ...said,
        ...(architecture === '' ? {} : { architecture }),
      });
      this.#version.patch(() => changed);
      this.announce('Saved');
    });
  }
}

/** Whose word it has, and what the publisher types where it has none. */
function renderPublisher({ publisher }: PackageVersion) {
  const { state: found, role, path, min_version: floor, detail, command } = publisher;
  return html`<section class="panel" aria-label="Publisher">
    <header>
      <h2>Publisher</h2>
      <a href=${paths.trust()}>Who can sign what</a>
    </header>
    <dl>
      <dt>Word</dt>
      <dd><span class=${found}>${publisherWord(found, role)}</span></dd>
      ${
        path === null
          ? nothing
          : html`<dt>Target</dt>
              <dd class="mono">${path}</dd>`
      }
      ${
        floor === null
          ? nothing
          : html`<dt>Never below</dt>
              <dd>${floor}</dd>`
      }
      ${
        found === 'vouched' && command === null
          ? nothing
          : html`<dt>${command === null ? 'Why' : 'Next'}</dt>
              <dd>${detail}</dd>`
      }
    </dl>
    ${command === null ? nothing : html`<code class="command">${command}</code>`}
  </section>`;
}

/** `installed_size` as people read it. */
const factName = (name: string): string =>
  `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`;

/** Bills of materials to take along; a package without a name has none. */
function renderBills({ id, name }: PackageVersion, held: Session['permissions'] | undefined) {
  if (name === null || !can(held, 'sbom.read')) return null;
  return html`<a href=${paths.packageSbom(id, 'spdx')}>SPDX 2.3</a> ·
    <a href=${paths.packageSbom(id, 'cyclonedx')}>CycloneDX 1.6</a>
    <span class="quiet">from what it declares; its files are not opened</span>`;
}

function renderFacts(item: PackageVersion, held: Session['permissions'] | undefined) {
  const rows: readonly (readonly [string, unknown])[] = [
    ['State', packageState(item.state)],
    ['Type', packageFormat(item.format)],
    ['Title', item.title],
    ['Architecture', item.architecture],
    ['Signature', signatureWords(item)],
    ['From', item.vendor],
    ['License', item.license],
    ['Home page', item.homepage],
    ['Description', item.description && html`<span class="text">${item.description}</span>`],
    ...Object.entries(item.facts).map(([name, value]) => [factName(name), value] as const),
    ['SBOM', renderBills(item, held)],
    ['Size', bytes(item.bytes)],
    ['SHA-256', html`<span class="mono">${item.sha256}</span>`],
    ['File', item.file_name],
    ['Damage', item.fault && html`<span class="damaged">${item.fault}</span>`],
  ];
  return html`<dl>
    ${rows
      .filter(([, value]) => value !== null && value !== '')
      .map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
  </dl>`;
}

function renderDependencies({ dependencies }: PackageVersion) {
  if (dependencies.length === 0) {
    return html`<eu-empty heading="It names none" next=""></eu-empty>`;
  }
  const kinds = [...new Set(dependencies.map(({ kind }) => kind))];
  return html`<dl>
    ${kinds.map(
      (kind) =>
        html`<dt>${kind}</dt>
          <dd>
            ${dependencies
              .filter((each) => each.kind === kind)
              .map(({ any_of: any }) =>
                any.map(({ name, constraint }) => [name, constraint].filter(Boolean).join(' ')),
              )
              .map((names) => names.join(' or '))
              .join(', ')}
          </dd>`,
    )}
  </dl>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-package-version-page': EuPackageVersionPage;
  }
}
