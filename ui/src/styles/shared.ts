import { css } from 'lit';

/** Reset, type, links and focus, for every element of the console. */
export const base = css`
  :host {
    box-sizing: border-box;
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  a {
    color: var(--eu-accent);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  :focus-visible {
    outline: 2px solid var(--eu-accent);
    outline-offset: 2px;
    border-radius: 3px;
  }
  .mono {
    font-family: var(--eu-mono);
    font-size: 0.92em;
  }
  .quiet {
    color: var(--eu-quiet);
  }
  .unknown {
    color: var(--eu-unknown);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* A field whose label is for listeners only: its place and its placeholder say it to the eye. */
  .bare::part(form-control-label) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;

/** The frame of a page: heading row, sections on a quiet ground. */
export const page = css`
  :host {
    display: block;
    padding: 1.25rem 1.5rem 3rem;
    max-width: 108rem;
  }
  h1 {
    font-size: var(--eu-size-xl);
    font-weight: 600;
    letter-spacing: -0.012em;
    line-height: 1.25;
  }
  h2 {
    font-size: var(--eu-size-m);
    font-weight: 600;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.35rem 1.5rem;
    margin-bottom: 1rem;
  }
  .crumb {
    display: block;
    font-size: var(--eu-size-s);
    color: var(--eu-quiet);
    margin-bottom: 0.2rem;
  }
  .panel {
    background: var(--eu-surface);
    border: 1px solid var(--eu-line);
    border-radius: var(--eu-radius);
    box-shadow: var(--eu-shadow);
  }
  .panel > header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    padding: 0.625rem 0.875rem;
    border-bottom: 1px solid var(--eu-line);
  }
  .panel > .body {
    padding: 0.75rem 0.875rem;
  }
  .stack {
    display: grid;
    gap: var(--eu-gap);
  }
  [aria-busy='true'] > .stale {
    opacity: 0.6;
  }
  @media (max-width: 48rem) {
    :host {
      padding: 1rem 0.875rem 3rem;
    }
  }
  .tabs {
    display: flex;
    gap: 1.25rem;
    border-bottom: 1px solid var(--eu-line);
    margin-bottom: 1rem;
    overflow-x: auto;
  }
  .tabs a {
    padding: 0.45rem 0.1rem;
    color: var(--eu-quiet);
    border-bottom: 2px solid transparent;
    margin-bottom: -1px;
    white-space: nowrap;
  }
  .tabs a:hover {
    color: var(--eu-text);
    text-decoration: none;
  }
  .tabs a:focus-visible {
    outline-offset: -2px;
  }
  .tabs a[aria-current] {
    color: var(--eu-text);
    font-weight: 600;
    border-color: var(--eu-accent);
  }
`;

/** Dense tables; on a narrow screen a row becomes a card whose cells name their column. */
export const table = css`
  /* Wide tables scroll sideways; where nothing inside takes the focus, the region itself does. */
  .scroll {
    overflow-x: auto;
  }
  .scroll:focus-visible {
    outline-offset: -2px;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  caption {
    text-align: left;
  }
  th {
    text-align: left;
    font-weight: 500;
    font-size: var(--eu-size-s);
    color: var(--eu-quiet);
    padding: 0.4rem 0.875rem;
    border-bottom: 1px solid var(--eu-line);
    white-space: nowrap;
  }
  td {
    padding: 0.42rem 0.875rem;
    border-bottom: 1px solid var(--eu-line);
    vertical-align: baseline;
  }
  tbody tr:last-child td,
  tbody tr:last-child th {
    border-bottom: 0;
  }
  tbody tr:hover td {
    background: var(--eu-hover);
  }
  .num {
    text-align: right;
    white-space: nowrap;
  }
  /* A link with words beside it must differ in more than its colour. */
  td.lead a {
    font-weight: 550;
  }
  .clip {
    max-width: 28rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @media (max-width: 48rem) {
    .scroll:has(> table.cards) {
      overflow: visible;
    }
    table.cards,
    .cards tbody,
    .cards tr,
    .cards td {
      display: block;
    }
    .cards thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .cards tr {
      padding: 0.6rem 0.875rem;
      border-bottom: 1px solid var(--eu-line);
    }
    .cards tbody tr:last-child {
      border-bottom: 0;
    }
    .cards td {
      display: flex;
      justify-content: space-between;
      gap: 1rem;
      padding: 0.14rem 0;
      border: 0;
      text-align: right;
      max-width: none;
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .cards td::before {
      content: attr(data-label);
      color: var(--eu-quiet);
      font-size: var(--eu-size-s);
      text-align: left;
      font-family: var(--eu-font);
      white-space: nowrap;
      flex: none;
    }
    .cards td.lead {
      font-size: var(--eu-size-l);
      font-weight: 500;
      justify-content: flex-start;
      text-align: left;
      padding-bottom: 0.3rem;
    }
    .cards td.lead::before {
      content: none;
    }
    /* A card of two or three lines without labels, for lists whose cells speak for themselves. */
    .cards.terse tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: baseline;
      gap: 0.1rem 0.75rem;
    }
    .cards.terse td {
      padding: 0;
      justify-content: flex-end;
    }
    .cards.terse .lead,
    .cards.terse .left {
      justify-content: flex-start;
      text-align: left;
    }
    .cards.terse td::before {
      content: none;
    }
    .cards.terse td:empty,
    .cards.terse .minor {
      display: none;
    }
    .cards.terse .full {
      grid-column: 1 / -1;
    }
  }
`;

/** A list of facts, each with its name before it, or above it where there is little room. */
export const facts = css`
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.3rem 1.25rem;
    padding: 0.75rem 0.875rem;
  }
  dt {
    color: var(--eu-quiet);
  }
  dd {
    overflow-wrap: anywhere;
  }
  dd a {
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  @media (max-width: 48rem) {
    dl {
      grid-template-columns: minmax(0, 1fr);
      gap: 0.1rem;
    }
    dd {
      margin-bottom: 0.45rem;
    }
  }
`;
