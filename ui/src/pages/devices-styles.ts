import { css } from 'lit';

/** The list fills the screen and scrolls inside; each row is one grid line, two on a phone. */
export const deviceListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    padding-bottom: 1.25rem;
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .filters eu-search-field {
    flex: 1 1 16rem;
    max-width: 26rem;
  }
  .filters eu-choice {
    width: 12.5rem;
  }
  .status {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    min-height: 1.45em;
    margin: 0.6rem 0.1rem;
    font-size: var(--eu-size-s);
  }
  .link {
    border: 0;
    padding: 0;
    background: none;
    color: var(--eu-accent);
    font: inherit;
    cursor: pointer;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .table {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 18rem;
    overflow: hidden;
  }
  eu-virtual-rows {
    flex: 1;
  }
  eu-virtual-rows:focus-visible {
    outline-offset: -2px;
  }
  .columns,
  .row {
    display: grid;
    grid-template-columns:
      minmax(12rem, 2.2fr) minmax(7rem, 1.1fr) minmax(9rem, 1.5fr) 5.5rem minmax(7rem, 0.9fr)
      6.5rem;
    align-items: center;
    column-gap: 1rem;
    padding: 0 0.875rem;
  }
  .columns {
    height: 2.1rem;
    border-bottom: 1px solid var(--eu-line);
    background: var(--eu-surface);
    font-size: var(--eu-size-s);
    color: var(--eu-quiet);
    font-weight: 500;
  }
  .row {
    border-bottom: 1px solid var(--eu-line);
  }
  .row:hover {
    background: var(--eu-hover);
  }
  .columns span,
  .row > span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .software {
    text-align: right;
  }
  .name a {
    font-weight: 500;
  }
  .name a:focus-visible {
    outline-offset: -1px;
  }
  .tag {
    margin-left: 0.5rem;
    padding: 0.05rem 0.4rem;
    border: 1px dashed var(--eu-line-strong);
    border-radius: 99px;
    font-size: var(--eu-size-xs);
    color: var(--eu-quiet);
  }
  .pending {
    display: inline-block;
    width: 9rem;
    height: 0.7rem;
    border-radius: 4px;
    background: var(--eu-sunken);
  }
  @media (max-width: 48rem) {
    .filters {
      display: grid;
      grid-template: 'search order' 'site origin' / minmax(0, 1fr) minmax(0, 1fr);
    }
    .filters eu-choice,
    .filters eu-search-field {
      width: auto;
    }
    .filters eu-choice[label='Order'] {
      grid-area: order;
    }
    .columns {
      position: absolute;
      width: 1px;
      height: 1px;
      clip-path: inset(50%);
    }
    .row {
      grid-template: 'name name fresh' 'site os last' / auto minmax(0, 1fr) auto;
      align-content: center;
      gap: 0.1rem 0.6rem;
    }
    .name {
      grid-area: name;
    }
    .fresh {
      grid-area: fresh;
      justify-self: end;
    }
    .site {
      grid-area: site;
      font-size: var(--eu-size-s);
      color: var(--eu-quiet);
    }
    .os {
      grid-area: os;
      font-size: var(--eu-size-s);
      color: var(--eu-quiet);
    }
    .last {
      grid-area: last;
      font-size: var(--eu-size-s);
    }
    .row .software {
      display: none;
    }
  }
`;
