import { css } from 'lit';

export const conflictStyles = css`
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.75rem;
  }
  .head .quiet a {
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .history {
    padding: 0.75rem 0.875rem;
  }
  .history + .history {
    border-top: 1px solid var(--eu-line);
  }
  .history-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1rem 0.75rem;
  }
  .history-head h3 {
    margin: 0;
    font-size: var(--eu-size-m);
    font-weight: 600;
  }
  .facts {
    display: grid;
    grid-template-columns: 9rem minmax(0, 1fr);
    gap: 0.15rem 1rem;
    margin-top: 0.4rem;
    font-size: var(--eu-size-s);
  }
  .facts dt {
    color: var(--eu-quiet);
  }
  .facts dd {
    overflow-wrap: anywhere;
  }
  .ranges li {
    padding: 0.05rem 0;
  }
  .waits {
    color: var(--eu-dark);
    font-weight: 600;
  }
  .mark {
    padding: 0.05rem 0.5rem;
    border: 1px solid var(--eu-line-strong);
    border-radius: 99px;
    font-size: var(--eu-size-xs);
  }
  form {
    display: grid;
    gap: 0.9rem;
    max-width: 46rem;
  }
  fieldset {
    display: grid;
    gap: 0.45rem;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 0.35rem;
    font-weight: 600;
  }
  label {
    display: flex;
    align-items: baseline;
    gap: 0.55rem;
    cursor: pointer;
  }
  input {
    accent-color: var(--eu-accent);
    flex: none;
  }
  .consequence {
    padding: 0.55rem 0.75rem;
    border-left: 3px solid var(--eu-accent);
    background: var(--eu-sunken);
  }
  .fault {
    color: var(--eu-dark);
  }
  @media (max-width: 48rem) {
    .facts {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    .facts dd {
      margin-bottom: 0.35rem;
    }
    label {
      padding: 0.3rem 0;
    }
  }
`;
