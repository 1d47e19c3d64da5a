import { css } from 'lit';

export const overviewStyles = css`
  .small {
    font-size: var(--eu-size-s);
  }
  .figures {
    display: grid;
    grid-template-columns: 1fr 1fr minmax(16rem, 1.7fr) 1.2fr 1fr;
    margin-bottom: var(--eu-gap);
  }
  .figures eu-figure + eu-figure {
    border-left: 1px solid var(--eu-line);
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1.9fr) minmax(18rem, 1fr);
    gap: var(--eu-gap);
    margin-bottom: var(--eu-gap);
  }
  .map {
    display: flex;
    flex-direction: column;
  }
  .map .body {
    flex: 1;
    display: grid;
  }
  eu-site-map {
    min-height: 12rem;
  }
  eu-site-map.tall {
    min-height: 22rem;
  }
  .attention li {
    display: grid;
    grid-template-columns: 4.6rem 1fr;
    gap: 0.25rem;
    padding: 0.55rem 0.875rem;
    border-bottom: 1px solid var(--eu-line);
  }
  .attention li:last-child {
    border-bottom: 0;
  }
  .level {
    font-size: var(--eu-size-s);
    font-weight: 600;
    padding-top: 0.05rem;
  }
  .act .level {
    color: var(--eu-dark);
  }
  .watch .level {
    color: var(--eu-late);
  }
  .unknown .level {
    color: var(--eu-unknown);
  }
  .attention a {
    color: var(--eu-text);
    font-weight: 500;
  }
  .more {
    padding: 0.5rem 0.875rem;
    border-top: 1px solid var(--eu-line);
  }
  @media (max-width: 72rem) {
    .figures {
      grid-template-columns: 1fr 1fr;
    }
    .figures eu-figure + eu-figure {
      border-left: 0;
    }
    .figures eu-figure:nth-child(n + 3) {
      border-top: 1px solid var(--eu-line);
    }
    .figures .wide {
      grid-column: 1 / -1;
    }
    .figures eu-figure:nth-child(2),
    .figures eu-figure:nth-child(5) {
      border-left: 1px solid var(--eu-line);
    }
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
