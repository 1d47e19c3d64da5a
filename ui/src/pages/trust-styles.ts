import { css } from 'lit';

/** What the page about trust has beside the frame and tables of every page. */
export const trustStyles = css`
  .head > .quiet {
    margin-right: auto;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .fault {
    color: var(--eu-dark);
    margin-bottom: 1rem;
    overflow-wrap: anywhere;
  }
  .brought {
    margin-bottom: var(--eu-gap);
  }
  .brought li,
  .lacks li {
    padding: 0.45rem 0.875rem;
    overflow-wrap: anywhere;
  }
  .lacks li + li {
    border-top: 1px solid var(--eu-line);
  }
  .lacks .critical,
  .refused,
  .expired {
    color: var(--eu-dark);
    font-weight: 500;
  }
  .lacks .warning,
  .soon {
    color: var(--eu-late);
    font-weight: 500;
  }
  .accepted {
    color: var(--eu-fresh);
    font-weight: 500;
  }
  .under {
    display: block;
    color: var(--eu-quiet);
    font-weight: 400;
    font-size: var(--eu-size-s);
    overflow-wrap: anywhere;
  }
  .brought > header {
    flex-wrap: nowrap;
  }
  @media (min-width: 48.01rem) {
    .narrow {
      display: none;
    }
  }
  .keys li {
    overflow-wrap: anywhere;
  }
  .date {
    white-space: nowrap;
  }
  .root {
    overflow-wrap: anywhere;
  }
  .commands {
    padding: 0.75rem 0.875rem 0.25rem;
  }
  .commands code {
    display: block;
    padding: 0.3rem 0;
    font-family: var(--eu-mono);
    font-size: 0.92em;
    overflow-wrap: anywhere;
  }
  .note {
    padding: 0.25rem 0.875rem 0.75rem;
    color: var(--eu-quiet);
    max-width: 60rem;
  }
  @media (max-width: 48rem) {
    .cards td.lead.stacked {
      flex-direction: column;
      gap: 0;
    }
    .cards td.left.full {
      display: block;
    }
  }
`;
