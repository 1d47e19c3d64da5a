import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { PackageUpload } from '../api/types.ts';
import { announceContext, apiContext, uploadsContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import type { LocalUpload, Uploads } from '../app/uploads.ts';
import { uploadWords } from '../domain/package-words.ts';
import { bytes, percent } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page } from '../styles/shared.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

const SHOWN = 8;
const ASK_MS = 2_000;

/** Uploads on their way and how the latest ended; those of this browser can be paused. */
@customElement('eu-package-uploads')
export class EuPackageUploads extends LitElement {
  static override styles = [
    base,
    page,
    css`
      :host {
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.15rem 1rem;
        align-items: center;
        padding: 0.5rem 0.875rem;
        border-bottom: 1px solid var(--eu-line);
      }
      li:last-child {
        border-bottom: 0;
      }
      .name {
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .words {
        color: var(--eu-quiet);
        font-size: var(--eu-size-s);
        overflow-wrap: anywhere;
      }
      .refused .words {
        color: var(--eu-dark);
      }
      .tools {
        display: flex;
        gap: 0.4rem;
        grid-row: span 2;
      }
      progress {
        grid-column: 1 / -1;
        width: 100%;
        height: 0.35rem;
        border: 0;
        border-radius: 99px;
        background: var(--eu-line);
        overflow: clip;
      }
      progress::-webkit-progress-bar {
        background: var(--eu-line);
      }
      progress::-webkit-progress-value {
        background: var(--eu-accent);
      }
      progress::-moz-progress-bar {
        background: var(--eu-accent);
      }
      .fault {
        color: var(--eu-dark);
        padding: 0.5rem 0.875rem;
      }
      section {
        margin-bottom: 1.25rem;
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: uploadsContext }) private uploads!: Uploads;
  @state() private local: readonly LocalUpload[] = [];
  @query('input') private picker!: HTMLInputElement;
  #wanted: PackageUpload | undefined;
  readonly #deed = new Deed(this);
  readonly #list = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.packageUploads({ limit: SHOWN }, signal),
  });
  readonly #onChange = (): void => this.#changed();
  #asking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (action.startsWith('package')) this.#list.refresh();
      },
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.uploads.addEventListener('change', this.#onChange);
    this.local = this.uploads.all;
    this.#asking = setInterval(() => this.#ask(), ASK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.uploads.removeEventListener('change', this.#onChange);
    clearInterval(this.#asking);
  }

  override render() {
    const known = this.#list.value?.items ?? [];
    const sending = new Set(this.local.map(({ id }) => id));
    const rest = known.filter(({ id }) => !sending.has(id));
    if (this.local.length === 0 && rest.length === 0) return nothing;
    return html`<section class="panel" aria-label="Uploads">
      <header><h2>Uploads</h2></header>
      ${this.#deed.renderFault()}
      <ul>
        ${this.local.map((upload) => this.#renderLocal(upload))}
        ${rest.map((upload) => this.#renderKnown(upload))}
      </ul>
      <input
        type="file"
        hidden
        aria-label="The file to go on with"
        @change=${() => this.#chosen()}
      />
    </section>`;
  }

  #renderLocal(upload: LocalUpload) {
    const { fileName, sent, bytes: total, state: how, fault } = upload;
    const words = {
      sending: `${bytes(sent)} of ${bytes(total)}, ${percent(total === 0 ? 1 : sent / total)}`,
      paused: `paused at ${bytes(sent)} of ${bytes(total)}`,
      failed: fault ?? '',
    } as const satisfies Record<LocalUpload['state'], string>;
    const cancel = this.#tool('Cancel', () => void this.#cancelLocal(upload));
    return html`<li class=${how === 'failed' ? 'refused' : ''}>
      <span class="name">${fileName}</span>
      <span class="tools">
        ${
          how === 'sending'
            ? this.#tool('Pause', () => void this.uploads.pause(upload))
            : this.#tool('Resume', () => this.uploads.resume(upload))
        }
        ${cancel}
      </span>
      <span class="words">${words[how]}</span>
      <progress max=${total} .value=${sent} aria-label=${`Progress of ${fileName}`}></progress>
    </li>`;
  }

  #renderKnown(upload: PackageUpload) {
    const { file_name: name, received, bytes: total, state: how } = upload;
    const isOpen = how === 'receiving';
    const link = upload.version_id;
    return html`<li class=${how}>
      <span class="name"
        >${link === null ? name : html`<a href=${paths.packageVersion(link)}>${name}</a>`}</span
      >
      <span class="tools">
        ${
          isOpen
            ? html`${this.#tool('Resume …', () => this.#pick(upload))}
              ${this.#tool('Cancel', () => void this.#cancel(upload.id))}`
            : nothing
        }
      </span>
      <span class="words"
        >${isOpen ? `${bytes(received)} of ${bytes(total)} arrived` : uploadWords(upload)} ·
        ${upload.created_by}, <eu-time .at=${upload.created_at}></eu-time
      ></span>
      ${
        isOpen
          ? html`<progress
              max=${total}
              .value=${received}
              aria-label=${`Progress of ${name}`}
            ></progress>`
          : nothing
      }
    </li>`;
  }

  #tool(label: string, act: () => void) {
    return html`<wa-button size="s" appearance="outlined" @click=${act}>${label}</wa-button>`;
  }

  /** The hub inspects on its own; what waits for it is asked for until it is told. */
  #ask(): void {
    const waits = this.#list.value?.items.some(({ state: how }) => how === 'received') === true;
    if (waits) this.#list.refresh();
  }

  #changed(): void {
    const before = this.local.length;
    this.local = this.uploads.all;
    if (this.local.length === before) return;
    this.#list.refresh();
    if (this.local.length < before) this.dispatchEvent(new Event('eu-uploaded'));
  }

  #pick(upload: PackageUpload): void {
    this.#wanted = upload;
    this.picker.value = '';
    this.picker.click();
  }

  #chosen(): void {
    const [file] = this.picker.files ?? [];
    const wanted = this.#wanted;
    if (file === undefined || wanted === undefined) return;
    if (file.size !== wanted.bytes || file.name !== wanted.file_name) {
      this.#deed.refuse(
        `Choose ${wanted.file_name} of ${bytes(wanted.bytes)} again; this is another file.`,
      );
      return;
    }
    this.#deed.clear();
    this.uploads.send(file, wanted);
  }

  async #cancelLocal(upload: LocalUpload): Promise<void> {
    await this.uploads.drop(upload);
    if (upload.id !== undefined) await this.#cancel(upload.id);
  }

  async #cancel(id: string): Promise<void> {
    await this.#deed.run(async () => {
      await this.api.cancelUpload(id);
      this.announce('Cancelled');
    });
    this.#list.refresh();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-package-uploads': EuPackageUploads;
  }
}
