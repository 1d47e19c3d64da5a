import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { PackageVersionRow } from '../api/types.ts';
import { announceContext, apiContext, navigateContext } from '../app/contexts.ts';
import type { Announce, Navigate } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { Deed } from '../app/deed.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import {
  bodyOf,
  emptyDraft,
  stepFault,
  STEPS,
  type DeploymentDraft,
  type Step,
} from '../domain/deployment-draft.ts';
import { ACTIONS, orderTitle, RINGS, ringName, targetWords } from '../domain/deployment-words.ts';
import { packageFormat, packageTitle } from '../domain/package-words.ts';
import { base, facts, page, table } from '../styles/shared.ts';
import { deploymentStyles } from './deployment-frame.ts';
import { renderChecks, renderWindows } from './deployment-plan.ts';
import './deployment-timing.ts';
import '../elements/choice.ts';
import '../elements/message.ts';
import '../elements/search-field.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

const TITLES = {
  version: 'Which version',
  where: 'Where',
  when: 'When',
  checks: 'Checks',
  review: 'Review',
} as const satisfies Record<Step, string>;

const PLACES = [
  ['sites', 'Sites, by id', 'hq, vault'],
  ['businessUnits', 'Business units, with commas between', 'Retail North'],
  ['deviceGroups', 'Device groups, by id', 'kiosks'],
  ['devices', 'Devices, by id as on the device’s page', ''],
] as const satisfies readonly (readonly [keyof DeploymentDraft, string, string])[];

/** A new assignment in five steps: version, where, when, checks, review. */
@customElement('eu-deployment-new-page')
export class EuDeploymentNewPage extends LitElement {
  static override styles = [
    base,
    page,
    facts,
    table,
    deploymentStyles,
    css`
      .steps {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.25rem;
        padding: 0;
        margin: 0 0 1rem;
        list-style: none;
        counter-reset: step;
      }
      .steps li {
        counter-increment: step;
        color: var(--eu-quiet);
      }
      .steps li::before {
        content: counter(step) ' ';
      }
      .steps li[aria-current] {
        color: var(--eu-accent);
        font-weight: 600;
      }
      .body {
        display: grid;
        gap: 0.85rem;
        padding: 0.875rem;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr));
        gap: 0.85rem;
      }
      .chosen {
        background: var(--eu-accent-soft);
      }
      .foot {
        display: flex;
        justify-content: space-between;
        gap: 0.5rem;
        margin-top: 1rem;
      }
      .fault {
        margin: 0.75rem 0 0;
      }
    `,
  ];

  /** Only versions of packages of this name are offered first. */
  @property() search = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @state() private step: Step = 'version';
  @state() private draft: DeploymentDraft = emptyDraft;
  /** The same order is made once, however often it is sent. */
  #key = crypto.randomUUID();
  readonly #deed = new Deed(this);
  readonly #versions = new CursorList<PackageVersionRow, [string]>(this, {
    args: () => [this.search],
    fetch: ([search], request, signal) =>
      this.api.packageVersions(
        { ...request, state: 'published', ...(search === '' ? {} : { search }) },
        signal,
      ),
    keyOf: ({ id }) => id,
  });

  override render() {
    const at = STEPS.indexOf(this.step);
    return html`<div class="head">
        <div>
          <a class="crumb" href=${paths.deployments()}>Deployments</a>
          <h1>New assignment</h1>
        </div>
      </div>
      <ol class="steps" aria-label="Steps">
        ${STEPS.map(
          (step) =>
            html`<li aria-current=${step === this.step ? 'step' : nothing}>${TITLES[step]}</li>`,
        )}
      </ol>
      <section class="panel" aria-labelledby="step">
        <header><h2 id="step">${TITLES[this.step]}</h2></header>
        ${this.#renderStep()}
      </section>
      ${this.#deed.renderFault()}
      <div class="foot">
        ${
          at === 0
            ? html`<wa-button size="s" appearance="outlined" href=${paths.deployments()}
                >Leave</wa-button
              >`
            : html`<wa-button
                size="s"
                appearance="outlined"
                @click=${() => this.#go(STEPS[at - 1] ?? 'version')}
                >Back</wa-button
              >`
        }
        <wa-button
          size="s"
          variant="brand"
          ?loading=${this.#deed.busy}
          @click=${() => this.#next(at)}
          >${this.step === 'review' ? 'Assign' : 'Next'}</wa-button
        >
      </div>`;
  }

  #renderStep() {
    switch (this.step) {
      case 'version':
        return this.#renderVersion();
      case 'where':
        return this.#renderWhere();
      case 'when':
      case 'checks':
        return html`<div class="body">
          <eu-deployment-timing
            .about=${this.step}
            .draft=${this.draft}
            @eu-draft=${(event: CustomEvent<Partial<DeploymentDraft>>) => this.#set(event.detail)}
          ></eu-deployment-timing>
        </div>`;
      case 'review':
        return this.#renderReview();
      default: {
        const missing: never = this.step;
        return missing;
      }
    }
  }

  #renderVersion() {
    const { action } = this.draft;
    return html`<div class="body">
        <div class="fields">
          <eu-choice
            label="What"
            .value=${action}
            .options=${Object.entries(ACTIONS)}
            @eu-choice=${(event: CustomEvent<DeploymentDraft['action']>) =>
              this.#set({ action: event.detail })}
          ></eu-choice>
          <eu-search-field
            label="Search packages"
            placeholder="Name"
            .value=${this.search}
            @eu-search=${(event: CustomEvent<string>) => (this.search = event.detail)}
          ></eu-search-field>
        </div>
        ${
          action === 'remove'
            ? html`<p class="quiet">
                Every version of the package is removed. It waits for an approver’s signature.
              </p>`
            : nothing
        }
      </div>
      ${renderList(this.#versions, {
        empty: () =>
          html`<eu-empty
            heading="No published version"
            next="A version is published once its publisher has signed it."
          ></eu-empty>`,
        rows: () => this.#renderVersions(),
      })}`;
  }

  #renderVersions() {
    return html`<div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Package</th>
              <th scope="col">Version</th>
              <th scope="col">Architecture</th>
              <th scope="col">Type</th>
              <th scope="col"><span class="visually-hidden">Choose</span></th>
            </tr>
          </thead>
          <tbody>
            ${this.#versions.rows.map((version) => {
              const isChosen = version.id === this.draft.version?.id;
              return html`<tr class=${isChosen ? 'chosen' : ''}>
                <td class="lead">${packageTitle(version)}</td>
                <td class="mono" data-label="Version">${version.version}</td>
                <td data-label="Architecture">${version.architecture ?? 'not said'}</td>
                <td data-label="Type">${packageFormat(version.format)}</td>
                <td class="num" data-label="">
                  <wa-button
                    size="s"
                    appearance=${isChosen ? 'accent' : 'outlined'}
                    variant=${isChosen ? 'brand' : 'neutral'}
                    aria-pressed=${isChosen}
                    @click=${() => this.#set({ version })}
                    >${isChosen ? 'Chosen' : 'Choose'}<span class="visually-hidden">
                      ${packageTitle(version)} ${version.version}</span
                    ></wa-button
                  >
                </td>
              </tr>`;
            })}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#versions)}`;
  }

  #renderWhere() {
    return html`<div class="body">
      <p class="quiet">
        Devices of any of these, also of those that come later. A newer assignment of the same
        package takes the place of this one.
      </p>
      <div class="fields">
        ${PLACES.map(
          ([name, label, example]) =>
            html`<wa-input
              size="s"
              label=${label}
              placeholder=${example}
              autocomplete="off"
              .value=${this.draft[name]}
              @input=${(event: InputEvent) => this.#set({ [name]: valueOf(event) })}
            ></wa-input>`,
        )}
      </div>
      <div class="fields">
        <eu-choice
          label="Ring"
          .value=${this.draft.ring}
          .options=${RINGS.map((_, ring) => [String(ring), ringName(ring)] as const)}
          @eu-choice=${(event: CustomEvent<string>) => this.#set({ ring: event.detail })}
        ></eu-choice>
      </div>
      ${
        Number(this.draft.ring) >= 3
          ? html`<p class="quiet">
              Rings 3 and 4 reach nearly everybody: it waits for an approver’s signature.
            </p>`
          : nothing
      }
    </div>`;
  }

  #renderReview() {
    const { version, action } = this.draft;
    const body = bodyOf(this.draft);
    const scope = {
      sites: body.target_scope.sites ?? [],
      business_units: body.target_scope.business_units ?? [],
      device_groups: body.target_scope.device_groups ?? [],
      devices: body.target_scope.devices ?? [],
    };
    const title = orderTitle({
      action,
      package_name: version === undefined ? '' : packageTitle(version),
      version: action === 'remove' ? null : (version?.version ?? null),
    });
    const row = (name: string, value: unknown) =>
      html`<dt>${name}</dt>
        <dd>${value}</dd>`;
    const time = (at: string) => (at === '' ? undefined : new Date(at).toLocaleString());
    return html`<dl>
      ${row('What', title)} ${row('Where', targetWords({ target_scope: scope }))}
      ${row('Ring', ringName(Number(this.draft.ring)))}
      ${row('Not before', time(this.draft.notBefore) ?? 'at once')}
      ${row('Deadline', time(this.draft.deadline) ?? 'none')}
      ${row('Windows', renderWindows(body.schedule?.windows ?? []))}
      ${row('Checks before', renderChecks(body.checks?.before ?? []))}
      ${row('Checks after', renderChecks(body.checks?.after ?? []))}
      ${row('Tries', `up to ${this.draft.attempts} on each device`)}
      ${row('Security update', this.draft.security ? 'yes: also where the lease is HOLD' : 'no')}
    </dl>`;
  }

  #set(change: Partial<DeploymentDraft>): void {
    this.draft = { ...this.draft, ...change };
    this.#key = crypto.randomUUID();
  }

  #go(step: Step): void {
    this.#deed.clear();
    this.step = step;
  }

  #next(at: number): void {
    const fault = stepFault(this.draft, this.step);
    if (fault !== undefined) {
      this.#deed.refuse(fault);
      return;
    }
    const next = STEPS[at + 1];
    if (next === undefined) void this.#assign();
    else this.#go(next);
  }

  async #assign(): Promise<void> {
    await this.#deed.run(async () => {
      const made = await this.api.createDeployment(bodyOf(this.draft), this.#key);
      this.announce('Assigned');
      this.navigate(paths.deployment(made.id));
    });
  }
}

const valueOf = ({ target }: Event): string =>
  target !== null && 'value' in target && typeof target.value === 'string' ? target.value : '';

declare global {
  interface HTMLElementTagNameMap {
    'eu-deployment-new-page': EuDeploymentNewPage;
  }
}
