import { css } from 'lit';

/** Side navigation and one scrolling main region; a bar with a menu on narrow screens. */
export const shellStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / 13.5rem minmax(0, 1fr);
    grid-template-areas: 'bar main' 'nav main';
    height: 100dvh;
  }
  .bar {
    grid-area: bar;
    display: flex;
    align-items: center;
    padding: 0.9rem 1rem 0.6rem;
    background: var(--eu-surface);
    border-right: 1px solid var(--eu-line);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 0.55rem;
    color: var(--eu-text);
  }
  .brand:hover {
    text-decoration: none;
  }
  .word {
    font-size: 0.9375rem;
    font-weight: 650;
    letter-spacing: 0.055em;
  }
  .edge {
    font-weight: 400;
    letter-spacing: 0.01em;
    color: var(--eu-accent);
  }
  .menu {
    display: none;
    margin-left: auto;
    padding: 0.5rem;
    border: 0;
    background: none;
    color: inherit;
    font-size: 1.15rem;
    line-height: 1;
    cursor: pointer;
  }
  eu-nav {
    grid-area: nav;
    min-height: 0;
  }
  main {
    grid-area: main;
    min-width: 0;
    min-height: 0;
    overflow: auto;
    outline: none;
  }
  :host([bare]) {
    display: block;
    overflow: auto;
  }
  .skip {
    position: absolute;
    z-index: 10;
    left: 0.75rem;
    top: -4rem;
    padding: 0.5rem 0.875rem;
    border-radius: var(--eu-radius);
    background: var(--eu-accent);
    color: var(--eu-on-accent);
  }
  .skip:focus {
    top: 0.6rem;
  }
  @media (max-width: 48rem) {
    :host {
      grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
      grid-template-areas: 'bar' 'main';
    }
    .bar {
      padding: 0.5rem 0.5rem 0.5rem 0.875rem;
      border-right: 0;
      border-bottom: 1px solid var(--eu-line);
    }
    .menu {
      display: block;
    }
    eu-nav {
      display: none;
      grid-area: main;
      z-index: 5;
    }
    eu-nav.open {
      display: flex;
    }
  }
`;
