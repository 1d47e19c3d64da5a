import { css } from 'lit';

export const siteStyles = css`
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.75rem;
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
  }
  .figures eu-figure + eu-figure {
    border-left: 1px solid var(--eu-line);
  }
  .journal {
    padding: 0.75rem 0.875rem;
  }
  .journal + .journal {
    border-top: 1px solid var(--eu-line);
  }
  .journal-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1rem 0.75rem;
    margin-bottom: 0.5rem;
    font-size: var(--eu-size-s);
  }
  .journal-head h3 {
    font-size: var(--eu-size-m);
    font-weight: 600;
  }
  .lane {
    display: grid;
    grid-template-columns: 4rem minmax(0, 1fr);
    gap: 0.5rem;
    align-items: start;
    padding: 0.35rem 0;
  }
  .lane-name {
    line-height: 0.9rem;
  }
  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 1.4rem;
    margin-top: 0.3rem;
    font-size: var(--eu-size-s);
  }
  .marks div {
    display: flex;
    gap: 0.4rem;
  }
  .marks dt {
    color: var(--eu-quiet);
  }
  .missing dd,
  .missing dt {
    color: var(--eu-dark);
    font-weight: 600;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.9rem;
    font-size: var(--eu-size-s);
    color: var(--eu-quiet);
  }
  .legend span {
    white-space: nowrap;
  }
  .legend i {
    display: inline-block;
    width: 0.8rem;
    height: 0.55rem;
    border-radius: 2px;
    margin-right: 0.35rem;
    background: var(--eu-fresh-mark);
  }
  .legend .c {
    opacity: 0.45;
  }
  .legend .b {
    background: var(--eu-late-mark);
    opacity: 0.75;
  }
  .legend .g {
    background: var(--eu-dark-mark);
  }
  .tag {
    margin-left: 0.5rem;
    padding: 0.05rem 0.4rem;
    border: 1px dashed var(--eu-line-strong);
    border-radius: 99px;
    font-size: var(--eu-size-xs);
    color: var(--eu-quiet);
  }
  @media (max-width: 56rem) {
    .figures {
      grid-template-columns: 1fr 1fr;
    }
    .figures eu-figure:nth-child(3) {
      border-left: 0;
    }
    .figures eu-figure:nth-child(n + 3) {
      border-top: 1px solid var(--eu-line);
    }
  }
`;
