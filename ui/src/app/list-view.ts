import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { describeProblem } from '../api/problem.ts';
import type { CursorList } from './cursor-list.ts';
import '../elements/message.ts';
import '../elements/more.ts';
import '../elements/skeleton.ts';

type AnyList = Pick<
  CursorList<unknown, readonly unknown[]>,
  'loaded' | 'error' | 'rows' | 'complete' | 'counted' | 'total' | 'retry' | 'need'
>;

/**
 * What stands in the place of a list: a skeleton, a problem, why it is empty, or its rows. Once
 * rows were shown they stay, whatever fails afterwards, with a line that says so.
 */
export function renderList(
  list: AnyList,
  view: { readonly empty: () => TemplateResult; readonly rows: () => TemplateResult },
): TemplateResult {
  if (!list.loaded) {
    return list.error === undefined
      ? html`<eu-skeleton></eu-skeleton>`
      : html`<eu-problem .error=${list.error} @eu-retry=${() => list.retry()}></eu-problem>`;
  }
  const reason = list.error === undefined ? undefined : describeProblem(list.error).title;
  return html`${
    reason === undefined
      ? nothing
      : html`<eu-stale .reason=${reason} @eu-retry=${() => list.retry()}></eu-stale>`
  }${list.rows.length === 0 && list.complete ? view.empty() : view.rows()}`;
}

/** The end of a list that grows as it is read. */
export function renderMore(list: AnyList): TemplateResult {
  return html`<eu-more
    .shown=${list.rows.length}
    .total=${list.counted ? list.total : undefined}
    .complete=${list.complete}
    @eu-more=${() => list.need(list.rows.length + 1)}
  ></eu-more>`;
}
