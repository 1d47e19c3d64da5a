import { css } from 'lit';

/** Pages in front of the console: one card in the middle, the mark above it. */
export const door = css`
  :host {
    display: grid;
    place-items: center;
    min-height: 100dvh;
    padding: 1.5rem;
  }
  .card {
    width: min(26rem, 100%);
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.1rem;
    padding: 2rem;
    background: var(--eu-surface);
    border: 1px solid var(--eu-line);
    border-radius: 10px;
    box-shadow: var(--eu-shadow);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 0.8rem;
  }
  eu-mark {
    width: 2.5rem;
    height: 2.5rem;
    flex: none;
  }
  h1 {
    font-size: var(--eu-size-xl);
    font-weight: 650;
    letter-spacing: 0.045em;
    line-height: 1.2;
  }
  h1 span {
    font-weight: 400;
    letter-spacing: 0;
    color: var(--eu-accent);
    margin-left: 0.3em;
  }
  h2 {
    font-size: var(--eu-size-l);
    font-weight: 600;
  }
  form,
  .stack {
    display: grid;
    gap: 0.9rem;
  }
  .fault {
    padding: 0.6rem 0.8rem;
    border-radius: var(--eu-radius);
    background: var(--eu-dark-fill);
    color: var(--eu-dark);
  }
  .fault strong {
    display: block;
  }
  .hint {
    color: var(--eu-quiet);
    font-size: var(--eu-size-s);
  }
  .or {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    color: var(--eu-quiet);
    font-size: var(--eu-size-s);
  }
  .or::before,
  .or::after {
    content: '';
    flex: 1;
    border-top: 1px solid var(--eu-line);
  }
  code {
    font-family: var(--eu-mono);
    overflow-wrap: anywhere;
  }
  @media (max-width: 30rem) {
    :host {
      padding: 0.75rem;
      place-items: start center;
    }
    .card {
      padding: 1.4rem 1.1rem;
    }
  }
`;
