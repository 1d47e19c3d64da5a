import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Site } from '../api/types.ts';
import { paths } from '../app/paths.ts';
import { squarify } from '../domain/treemap.ts';
import type { Tile } from '../domain/treemap.ts';
import { SITE_CLASS } from '../domain/words.ts';
import { plural, shortCount } from '../format/numbers.ts';
import { base } from '../styles/shared.ts';
import './freshness.ts';
import './time.ts';

/** Sites as tiles: the area follows the number of devices, the colour and the word the freshness. */
@customElement('eu-site-map')
export class EuSiteMap extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      ul {
        position: relative;
        height: 100%;
      }
      li {
        position: absolute;
        padding: 1.5px;
      }
      a {
        display: flex;
        flex-direction: column;
        height: 100%;
        padding: 0.45rem 0.6rem;
        overflow: hidden;
        border-radius: 4px;
        border-left: 3px solid;
        color: var(--eu-text);
      }
      a:hover {
        text-decoration: none;
        filter: brightness(0.97) saturate(1.15);
      }
      .fresh {
        background: var(--eu-fresh-fill);
        border-color: var(--eu-fresh-mark);
      }
      .late {
        background: var(--eu-late-fill);
        border-color: var(--eu-late-mark);
      }
      .dark {
        background: var(--eu-dark-fill);
        border-color: var(--eu-dark-mark);
      }
      .never {
        border-color: var(--eu-unknown-mark);
        background: var(--eu-unknown-fill)
          repeating-linear-gradient(-45deg, var(--eu-hatch) 0 1px, transparent 1px 7px);
      }
      a > * {
        flex: none;
      }
      .name {
        font-weight: 600;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .line {
        font-size: var(--eu-size-s);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .count {
        margin-top: auto;
        font-size: var(--eu-size-l);
        font-weight: 600;
        white-space: nowrap;
      }
      .two-lines a {
        padding-inline: 0.45rem 0.2rem;
      }
      .two-lines .name {
        font-size: var(--eu-size-s);
      }
      .two-lines .extra,
      .one-line .extra {
        display: none;
      }
      .one-line a {
        flex-direction: row;
        align-items: center;
        gap: 0.6rem;
        padding-block: 0;
      }
    `,
  ];

  @property({ attribute: false }) sites: readonly Site[] = [];
  @state() private box = { width: 900, height: 300 };

  readonly #resize = new ResizeObserver(([entry]) => {
    const box = entry?.contentRect;
    if (box !== undefined && box.height > 0) this.box = { width: box.width, height: box.height };
  });

  override firstUpdated(): void {
    const list = this.renderRoot.querySelector('ul');
    if (list !== null) this.#resize.observe(list);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.firstUpdated();
  }

  override render() {
    const tiles = squarify(this.sites, (site) => site.devices, this.box.width / this.box.height);
    return html`<ul aria-label="Sites by number of devices">
      ${repeat(
        tiles,
        (tile) => tile.item.id,
        (tile) => this.#renderTile(tile),
      )}
    </ul>`;
  }

  #renderTile({ item: site, x, y, width, height }: Tile<Site>) {
    const room = roomIn(width * this.box.width, height * this.box.height);
    return html`<li class=${room} .style=${place(x, y, width, height)}>
      <a
        class=${site.freshness}
        href=${paths.site(site.id)}
        title="${site.name}: ${plural(site.devices, 'device')}, ${SITE_CLASS[site.class]}"
      >
        <span class="name">${site.name}</span>
        <eu-freshness class="line" .value=${site.freshness}></eu-freshness>
        <span class="line extra">
          ${
            site.last_contact_at === null
              ? SITE_CLASS[site.class]
              : html`${SITE_CLASS[site.class]}, <eu-time .at=${site.last_contact_at}></eu-time>`
          }
        </span>
        <span class="count extra">${shortCount(site.devices)}</span>
      </a>
    </li>`;
  }
}

/** How much text a tile of this size (px) holds without cutting it. */
function roomIn(widthPx: number, heightPx: number): string {
  if (heightPx < 44) return 'one-line';
  return heightPx < 88 || widthPx < 84 ? 'two-lines' : '';
}

/** Assigned through the style object, which a strict content policy allows. */
function place(x: number, y: number, width: number, height: number): string {
  const part = (value: number) => `${(value * 100).toFixed(3)}%`;
  return `left:${part(x)};top:${part(y)};width:${part(width)};height:${part(height)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-site-map': EuSiteMap;
  }
}
